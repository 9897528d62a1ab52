"""Page by page, from the last row of the page before: rows that come in meanwhile are neither missed nor told twice."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .problems import Mistake, refuse
from .shapes import Asked


def page_of(
    rows: "QuerySet[Any]", asked: Asked, all_rows: "QuerySet[Any]", code: str = "code"
) -> tuple[list[Any], str | None]:
    """The rows of that page, and the `after` of the next. `code` is what a row is known by; `all_rows` may have been
    the last of a page, though they fit what is asked for no more."""
    rows = rows.order_by("pk")
    if asked.after:
        last = all_rows.filter(**{code: asked.after.upper()}).values_list("pk", flat=True).first()
        if last is None:
            refuse([Mistake("after", _("Nothing is known by this. Take it from “next” of the page before."))])
        rows = rows.filter(pk__gt=last)
    found = list(rows[: asked.per_page + 1])
    if len(found) <= asked.per_page:
        return found, None
    found.pop()
    last_one: Any = found[-1]
    for part in code.split("__"):
        last_one = getattr(last_one, part)
    return found, last_one


def told(asked: Asked, items: list[Any], onwards: str | None) -> dict[str, Any]:
    return {"per_page": asked.per_page, "next": onwards, "items": items}
