"""The quick sort: ten people a day, one tap each."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from goodword.accounts.models import Business

from .models import Kind, Person

TEN = 10


def unsorted(business: Business, but: Collection[str] = ()) -> "QuerySet[Person]":
    """Who waits to be sorted, in a stable order: first who can be reached, then who belongs somewhere,
    then the newest. `but` are the codes of those put off until later today."""
    reach = Case(
        When(~Q(phone="") | ~Q(email=""), then=Value(0)),
        When(~Q(organisation=""), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Person.objects.filter(business=business, kind=Kind.UNSORTED, left_out=False)
    return rows.exclude(code__in=but).order_by(reach, "-since", "sort_name", "id")


class Today:
    """How far the quick sort has come on a day, kept in the member's session: codes, no names."""

    def __init__(self, session: Any, business: Business, on: date) -> None:
        self.session = session
        self.key = f"sort {business.code}"
        kept = session.get(self.key, {})
        if kept.get("on") != on.isoformat():
            kept = {"on": on.isoformat(), "done": [], "later": [], "of": TEN}
        self.kept: dict[str, Any] = kept

    @property
    def done(self) -> list[str]:
        return list(self.kept["done"])

    @property
    def later(self) -> list[str]:
        return list(self.kept["later"])

    @property
    def is_enough(self) -> bool:
        return len(self.kept["done"]) >= self.kept["of"]

    def of(self, n_left: int) -> int:
        """Ten, or as many as there are."""
        return min(int(self.kept["of"]), len(self.done) + n_left)

    @property
    def n_now(self) -> int:
        """Which one of the ten is on the card."""
        return min(len(self.done) + 1, int(self.kept["of"]))

    def sorted(self, code: str) -> None:
        self._keep(done=[*(one for one in self.done if one != code), code])

    def put_off(self, code: str) -> None:
        self._keep(later=[*(one for one in self.later if one != code), code])

    def take_off(self, code: str) -> None:
        """Neither sorted nor put off: they are asked about again."""
        self._keep(
            done=[one for one in self.done if one != code], later=[one for one in self.later if one != code]
        )

    def ten_more(self) -> None:
        self._keep(of=len(self.done) + TEN)

    def _keep(self, **told: Any) -> None:
        self.kept |= told
        self.session[self.key] = self.kept
