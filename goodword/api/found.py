"""People whom an address or a body names by their codes."""

from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.people.models import Person

from .problems import Mistake


def find_person(member: Member, code: str) -> Person | None:
    """Whoever has that code, or had it before two entries were joined."""
    found = Person.every.filter(business_id=member.business_id, code=code.upper()).first()
    for _step in range(20):
        if found is None or found.joined_into_id is None:
            break
        found = Person.every.filter(pk=found.joined_into_id).first()
    return found if found and rows_for(member, Person).filter(pk=found.pk).exists() else None


def named(request: Any, field: str, code: str, mistakes: list[Mistake]) -> Any:
    """Whoever has that code; None, and a mistake more, if nobody has. An empty code names nobody, which is fine."""
    if not code:
        return None
    found = find_person(request.member, code)
    if found is None:
        mistakes.append(Mistake(field, _("Nobody in the books has this code.")))
    return found
