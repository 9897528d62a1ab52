"""One column of a table on its way: told as JSON, and read back with every doubt.

What is told is the same whichever database told it; what is read is what either database would take.
"""

import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

RANGES = BaseDatabaseOperations.integer_field_ranges  # SQLite takes any whole number, PostgreSQL does not


class Wrong(ValueError):
    """What stands there cannot be a value of this column; the message says what we saw and what would work."""


_spelled = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


def dumps(value: Any) -> str:
    """One spelling for one value: PostgreSQL gives the keys of an object back in an order of its own."""
    text = _spelled(value)
    # Neither PostgreSQL nor a file of text can keep a NUL.
    return _spelled(_without_nul(value)) if "\\u0000" in text else text


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(one) for key, one in value.items()}
    return value


class Column:
    """`tell` makes a value of the database one of JSON; `read` makes it one that the database takes, or
    raises Wrong. A column that points to a row is told and read as that row's number, by the table."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        self.field = field
        self.name = field.name
        self.column = str(field.column)
        self.attname = field.attname
        self.is_null = field.null
        self.points_to: Any = field.related_model if isinstance(field, models.ForeignKey) else None
        self.renumber = field.model.rules.keys_in.get(field.name)  # type: ignore[attr-defined]
        self.tell, self._read = _ways(field)
        self.is_told_as_it_is = self.tell is _as_it_is

    def read(self, value: Any) -> Any:
        if value is None:
            if not self.is_null:
                raise Wrong(_("nothing stands there, and something must"))
            return None
        return self._read(value)

    def default(self) -> Any:
        """What a row has that was told by an older version, which did not know this column."""
        return self.field.get_db_prep_save(self.field.get_default(), connection)


Way = Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


def _ways(field: "models.Field[Any, Any]") -> tuple[Way, Way]:
    """How to tell and how to read. A kind of field that is new here must be added: a test walks all models."""
    if isinstance(field, models.ForeignKey):
        return _as_it_is, _whole(1, 2**62)
    if isinstance(field, models.JSONField):
        return _as_it_is, lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, models.DateTimeField):
        return (lambda at: at and at.astimezone(UTC).isoformat()), _moment(field)
    if isinstance(field, models.DateField):
        return (lambda on: on and on.isoformat()), _day(field)
    if isinstance(field, models.BooleanField):
        return _as_it_is, _yes_or_no
    if isinstance(field, models.FloatField):
        return _as_it_is, _number
    if isinstance(field, models.IntegerField):
        return _as_it_is, _whole(*RANGES[field.get_internal_type()])
    if isinstance(field, models.CharField | models.TextField):
        return _as_it_is, _text(field)
    raise TypeError(f"{field} is of a kind that books/columns.py cannot tell yet")


def _whole(least: int, most: int) -> Way:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Wrong(_("a whole number from %(a)s to %(b)s would work") % {"a": least, "b": most})
        return value

    return read


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise Wrong(_("a number would work"))
    return float(value)


def _yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise Wrong(_("true or false would work"))
    return value


def _text(field: "models.Field[Any, Any]") -> Way:
    longest = field.max_length if isinstance(field, models.CharField) else None
    known = {value for value, _label in field.flatchoices} | {""} if field.choices else None  # type: ignore[attr-defined]

    def read(value: Any) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise Wrong(_("a text would work"))
        if longest is not None and len(value) > longest:
            raise Wrong(_("a text of at most %(n)s letters would work") % {"n": longest})
        if known is not None and value not in known:
            raise Wrong(_("one of these would work: %(list)s") % {"list": ", ".join(sorted(known))})
        return value

    return read


def _moment(field: "models.Field[Any, Any]") -> Way:
    def read(value: Any) -> Any:
        try:
            at = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            at = None
        if at is None or at.tzinfo is None:
            raise Wrong(_("a moment like %(like)s would work") % {"like": "2026-03-02T09:00:00+00:00"})
        return field.get_db_prep_save(at, connection)

    return read


def _day(field: "models.Field[Any, Any]") -> Way:
    def read(value: Any) -> Any:
        try:
            on = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Wrong(_("a day like %(like)s would work") % {"like": "2026-03-02"}) from None
        return field.get_db_prep_save(on, connection)

    return read
