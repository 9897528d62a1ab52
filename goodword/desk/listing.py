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
from goodword.advocates.models import MOTIVES, Level
from goodword.people.finding import search
from goodword.people.models import Kind, Person

PAGE = 50
ORDERS = ("name", "likely")
LONGEST = 200


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
            "-standing__good", "id"
        )
    return rows.order_by("sort_name", "id")


def page_of(member: Member, wanted: Wanted) -> Page:
    rows = people_wanted(member, wanted)
    last = (
        rows_for(member, Person).filter(code=wanted.after).select_related("standing").first()
        if wanted.after
        else None
    )
    if last:
        rows = rows.filter(_behind(last, wanted.order))
    found = list(rows.select_related("standing")[: PAGE + 1])
    return Page(found[:PAGE], len(found) > PAGE, last is None)


def _behind(last: Person, order: str) -> Q:
    """Who comes after `last` in that order. Told as a range first, so that an index is used."""
    if order == "likely":
        standing = getattr(last, "standing", None)
        good = standing.good if standing else 0.0
        return Q(standing__good__lte=good) & ~Q(standing__good=good, id__lte=last.pk)
    return Q(sort_name__gte=last.sort_name) & ~Q(sort_name=last.sort_name, id__lte=last.pk)
