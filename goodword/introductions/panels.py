"""What this room shows on a person's page: what they are looking for, what they can help with, whom they met."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.lib.codes import new_code
from goodword.lib.lines import Line
from goodword.people.models import Person

from .forms import NoteForm
from .models import Introduction, Need, Offer
from .shown import outcome_words

ROOM = "introductions"
MOST = 8


@dataclass(frozen=True, slots=True)
class Panel:
    person: Person
    form: NoteForm
    needs: list[Need] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


def panel(person: Person) -> Panel:
    return Panel(
        person,
        NoteForm(initial={"key": new_code()}, auto_id="need_%s"),
        list(person.needs.filter(closed_at=None).order_by("-pk")[:MOST]),
        list(person.offers.filter(closed_at=None).order_by("-pk")[:MOST]),
    )


def lines(person: Person, member: Member) -> list[Line]:
    rows = rows_for(member, Introduction).filter(Q(one=person) | Q(other=person))
    found = []
    for told in rows.select_related("one", "other"):
        side = "one" if told.one_id == person.pk else "other"
        met = told.other if side == "one" else told.one
        asked_at = told.asked_at(side)
        if told.made_at is None:
            if asked_at:
                words = _("You asked whether they would like to meet %(name)s.") % {"name": met}
                found.append(
                    Line(member.business.day_of(asked_at), words, ROOM, "asked", asked_at, told.code)
                )
            continue
        words = _("You introduced them to %(name)s.") % {"name": met}
        if told.came_of_it_on:
            words = f"{words} {outcome_words(told)}"
        on = member.business.day_of(told.made_at)
        found.append(Line(on, words, ROOM, "introduced", told.made_at, told.code))
    return found
