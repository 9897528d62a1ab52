"""People whom a body names by their codes."""

from typing import Any

from django.utils.translation import gettext as _

from .people import find_person
from .problems import Mistake


def named(request: Any, field: str, code: str, mistakes: list[Mistake]) -> Any:
    """Whoever has that code; None, and a mistake more, if nobody has. An empty code names nobody, which is fine."""
    if not code:
        return None
    found = find_person(request, code)
    if found is None:
        mistakes.append(Mistake(field, _("Nobody in the books has this code.")))
    return found
