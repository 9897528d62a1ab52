"""`pk__among=[...]`: rows whose column has one of many values, told to the database as one parameter.

Django's `__in` makes a parameter of each value: SQLite takes only so many, and most of the time goes into
preparing them. Values are whole numbers or text.
"""

import json
from typing import Any

from django.db.models import Field, Lookup
from django.db.models.fields.related import ForeignObject


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        told = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return told, [*params, json.dumps(list(self.rhs))]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]
