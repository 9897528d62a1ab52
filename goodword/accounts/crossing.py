"""Nothing may point into another business. This looks at every row of every model: tests and doctor use it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F, ForeignKey, Model


@dataclass(frozen=True, slots=True)
class Crossing:
    field: str
    n: int


def crossings() -> Iterator[Crossing]:
    """Each foreign key by which some rows point at a row of another business."""
    for model in apps.get_models():
        for field, here, there in _pairs(model):
            rows = model._base_manager.exclude(**{field.name: None}).exclude(**{f"{there}": F(here)})
            n = rows.count()
            if n:
                yield Crossing(f"{model._meta.label}.{field.name}", n)


def _pairs(model: type[Model]) -> Iterator[tuple[ForeignKey, str, str]]:
    """Foreign keys between two kinds of rows that both know their business, and how each knows it."""
    here = way_to_business(model)
    for field in model._meta.concrete_fields:
        if here and isinstance(field, ForeignKey) and field.name not in ("business", here.partition("__")[0]):
            other = field.remote_field.model
            way = "" if isinstance(other, str) else way_to_business(other)
            if way:
                yield field, here, f"{field.name}__{way}"


def way_to_business(model: type[Model]) -> str:
    """ "business_id", or "list__business_id" for one that hangs on another row; "" if it belongs to none."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "business" in fields:
        return "business_id"
    for name, field in fields.items():
        # Only a row that cannot be without the other belongs where that one belongs.
        if isinstance(field, ForeignKey) and not field.null and not isinstance(field.remote_field.model, str):
            owner = field.remote_field.model
            if any(other.name == "business" and not other.null for other in owner._meta.concrete_fields):
                return f"{name}__business_id"
    return ""
