"""The people list: what is asked for in the address, and one page of who fits.

A page never counts or sorts the whole book: it goes on behind the last person of the page before (a key,
not a number of rows to skip), so that the last page of 100,000 people takes as long as the first.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.advocates.models import MOTIVES, Level, Standing
from goodword.people.finding import search
from goodword.people.models import Kind, Person

PAGE = 50
ORDERS = ("name", "likely")
LONGEST = 200
FEW = 3000
STEP, MOST_STEPS = 200, 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member wants to see. Nonsense in the address is left out, not refused: it is only a view."""

    q: str = ""
    kind: str = ""
    motive: str = ""
    order: str = "name"
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        def one_of(name: str, known: tuple[str, ...]) -> str:
            return told if (told := query.get(name, "")) in known else ""

        return cls(
            q=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
            kind=one_of("kind", (*Kind.values, "left_out")),
            motive=one_of("motive", MOTIVES),
            order=one_of("order", ORDERS) or "name",
            after=query.get("after", "")[:12],
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.kind or self.motive)

    def address(self, **changed: str) -> str:
        """The query string of this list with something changed; it starts at its beginning."""
        told = replace(self, **{"after": "", **changed})
        parts = {"q": told.q, "kind": told.kind, "motive": told.motive, "after": told.after}
        parts["order"] = "" if told.order == "name" else told.order
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Page:
    people: list[Person]
    has_more: bool
    is_first: bool

    @property
    def last(self) -> str:
        return self.people[-1].code if self.people else ""


def people_wanted(member: Member, wanted: Wanted) -> "QuerySet[Person]":
    """Everyone who fits, in the wanted order. Lazy: slice it, or iterate over it."""
    rows = rows_for(member, Person)
    if wanted.kind == "left_out":
        rows = rows.filter(left_out=True)
    elif wanted.kind:
        rows = rows.filter(kind=wanted.kind, left_out=False)
    if wanted.motive:
        rows = rows.filter(**{f"standing__{wanted.motive}__gte": Level.SOME})
    if wanted.q:
        rows = search(rows, wanted.q)
    if wanted.order == "likely":
        return rows.filter(standing__may_be_asked=True, never_ask=False, left_out=False).order_by(
            "-standing__good", "standing__id"
        )
    return rows.order_by("sort_name", "id")


def page_of(member: Member, wanted: Wanted) -> Page:
    rows = people_wanted(member, wanted)
    last = None
    if wanted.after:
        last = rows_for(member, Person).filter(code=wanted.after).select_related("standing").first()
    if last:
        rows = rows.filter(_behind(last, wanted.order))
    if wanted.q and wanted.order == "name":
        rows = _first_of(rows)
    if wanted.order == "likely":
        found = _likely(member, rows, last)
    else:
        found = list(rows.select_related("standing")[: PAGE + 1])
    return Page(found[:PAGE], len(found) > PAGE, last is None)


def _first_of(rows: "QuerySet[Person]") -> "QuerySet[Person]":
    """Looking for few in the order of names walks the whole index, row by row; read as they lie and sorted
    here, six times as quick. Where many fit, the first page of them is soon found in order."""
    found = list(rows.order_by().values_list("sort_name", "pk")[: FEW + 1])
    return rows.filter(pk__in=[pk for _name, pk in sorted(found)[: PAGE + 1]]) if len(found) <= FEW else rows


def _likely(member: Member, rows: "QuerySet[Person]", last: Person | None) -> list[Person]:
    """The first page by good, down the index of standings: the database would sort all of them."""
    # "In", not "is": for a bare yes SQLite does not use the index.
    standings = Standing.objects.filter(business_id=member.business_id, may_be_asked__in=[True])
    start = getattr(last, "standing", None)
    if start:
        standings = standings.filter(good__lte=start.good).exclude(good=start.good, pk__lte=start.pk)
    found: list[Person] = []
    at = 0
    told = standings.order_by("-good", "pk").values_list("person_id", flat=True)
    while len(found) <= PAGE and (part := list(told[at : at + STEP])):
        at += STEP
        here = {person.pk: person for person in rows.filter(pk__in=part).select_related("standing")}
        found += [here[pk] for pk in part if pk in here]
        if at >= MOST_STEPS * STEP and len(found) <= PAGE:
            # Few fit: then sorting them is quicker than walking past all who don't.
            return list(rows.select_related("standing")[: PAGE + 1])
    return found[: PAGE + 1]


def _behind(last: Person, order: str) -> Q:
    """Who comes after `last` in that order. Told as a range first, so that an index is used."""
    if order == "likely":
        standing = getattr(last, "standing", None)
        good, pk = (standing.good, standing.pk) if standing else (0.0, 0)
        return Q(standing__good__lte=good) & ~Q(standing__good=good, standing__id__lte=pk)
    return Q(sort_name__gte=last.sort_name) & ~Q(sort_name=last.sort_name, id__lte=last.pk)
