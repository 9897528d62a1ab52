"""Words of somebody that stand in words to others. Taken back, they are taken out there too: the tables that may hold
them say so in their rules (`quotes`)."""

import json
from typing import Any

from django.apps import apps
from django.db.models import JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from .models import Testimonial

GONE = "…"


def unquote(said: Testimonial) -> int:
    """Take these words, and the name under them, out of every row that quotes them; returns how many did."""
    if not said.text:
        return 0
    n = 0
    for model in apps.get_models():
        rules = getattr(model, "rules", None)
        for field in rules.quotes if rules else ():
            n += _take_out(model, field, said)
    return n


def _take_out(model: type[Model], field: str, said: Testimonial) -> int:
    rows: Any = model._base_manager.filter(business_id=said.business_id)
    if isinstance(model._meta.get_field(field), JSONField):
        # Kept as text in which a letter may be written as an escape: which ones depends on the database.
        rows = rows.annotate(told=Cast(field, TextField()))
        all_escaped, few_escaped = (json.dumps(said.text, ensure_ascii=one)[1:-1] for one in (True, False))
        rows = rows.filter(Q(told__contains=all_escaped) | Q(told__contains=few_escaped))
    else:
        rows = rows.filter(**{f"{field}__contains": said.text})
    n = 0
    for pk, told in rows.values_list("pk", field):
        model._base_manager.filter(pk=pk).update(**{field: _without(told, said)})
        n += 1
    return n


def _without(told: Any, said: Testimonial) -> Any:
    if isinstance(told, dict):
        return {name: _without(one, said) for name, one in told.items()}
    if not isinstance(told, str):
        return told
    told = told.replace(said.text, GONE)
    return told.replace(said.said_by, GONE) if said.said_by else told
