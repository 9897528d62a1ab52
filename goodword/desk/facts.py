"""One line of facts for each person of a page: a fixed number of queries, whatever the page holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.advocates.models import Level, Standing
from goodword.advocates.words import day_words as on_day
from goodword.people.kinds import kind_words
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale
from goodword.talks.models import Talk

from .said import visits


@dataclass(frozen=True, slots=True)
class Visits:
    n: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of the list, as its row says it."""

    person: Person
    kind: str
    fact: str
    signs: list[tuple[str, str]]
    never: str


def visits_told(people: Sequence[Person]) -> dict[int, Visits]:
    """What their standings tell, which follow every change; counted from sales for those who have none. To count
    fifty regulars' visits of many years anew would take longer than all else on the page."""
    told: dict[int, Visits] = {}
    uncounted = []
    for person in people:
        standing = getattr(person, "standing", None)
        if standing is None:
            uncounted.append(person.pk)
        elif values := standing.values_of("loyalty", "visits"):
            first, last = date.fromordinal(values["first"]), date.fromordinal(values["last"])
            told[person.pk] = Visits(values["visits"], first, last)
    return told | visits_of(uncounted)


def visits_of(people: Collection[int]) -> dict[int, Visits]:
    """Days on which each of them bought something that counts and was not paid back."""
    rows = Sale.objects.filter(VISIT, person__in=people)
    told = (
        rows.values("person_id")
        .annotate(n=Count("on", distinct=True), first=Min("on"), last=Max("on"))
        .order_by()
    )
    return {row["person_id"]: Visits(row["n"], row["first"], row["last"]) for row in told}


def sent_by(people: Collection[int]) -> dict[int, int]:
    """How many different people each of them has sent."""
    rows = Evidence.objects.filter(referrer__in=people, withdrawn_at=None, lost="").values("referrer_id")
    told = rows.annotate(n=Count("referred", distinct=True)).order_by()
    return dict(told.values_list("referrer_id", "n"))


def last_talks(people: Collection[int]) -> dict[int, date]:
    rows = Talk.objects.filter(person__in=people).values("person_id").annotate(last=Max("on")).order_by()
    return dict(rows.values_list("person_id", "last"))


def motive_labels() -> dict[str, str]:
    return {
        "loyalty": _("loyal"),
        "story": _("has a story"),
        "access": _("knows people"),
        "name": _("known for tips"),
    }


def maybe_labels() -> dict[str, str]:
    return {
        "loyalty": _("maybe loyal"),
        "story": _("may have a story"),
        "access": _("may know people"),
        "name": _("may like to give tips"),
    }


def signs_of(standing: Standing, clear: dict[str, str], some: dict[str, str]) -> list[tuple[str, str]]:
    """The motives with any signs, as (words, level): how sure it is stands in the words, not in the colour alone."""
    if not standing.values_of("loyalty", "visits") and standing.values_of("loyalty", "wishes_well"):
        some = {**some, "loyalty": _("wishes you well")}
    found = [(label, "clear") for motive, label in clear.items() if getattr(standing, motive) == Level.CLEAR]
    return found + [
        (label, "some") for motive, label in some.items() if getattr(standing, motive) == Level.SOME
    ]


def rows_shown(people: Sequence[Person], business: Business, today: date) -> list[Shown]:
    ids = [person.pk for person in people]
    came, sent, talked = visits_told(people), sent_by(ids), last_talks(ids)
    clear, some = motive_labels(), maybe_labels()
    shown = []
    for person in people:
        facts = []
        if told := came.get(person.pk):
            facts.append(visits(told.n, told.last, today, business.kind))
        if n := sent.get(person.pk):
            facts.append(ngettext("sent %(n)d person", "sent %(n)d people", n) % {"n": n})
        if not told and person.pk in talked:
            facts.append(_("last talked %(on)s") % {"on": on_day(talked[person.pk], today)})
        if not facts and person.organisation and person.organisation != person.name:
            facts.append(person.organisation)
        standing = getattr(person, "standing", None)
        shown.append(
            Shown(
                person,
                _("left out") if person.left_out else kind_words(person.kind, business.kind),
                _sentence(facts),
                signs_of(standing, clear, some) if standing else [],
                _("don't ask") if person.never_ask else "",
            )
        )
    return shown


def _sentence(facts: Sequence[str]) -> str:
    told = "; ".join(facts)
    return told[:1].upper() + told[1:]
