"""The books as they were on a past day, and who brought somebody in the time after it.

Nothing that came later may stand among the signs: a row counts from the day on which it was known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from goodword.accounts.models import Business, Change
from goodword.advocates.models import Learned
from goodword.analysis.standing import Matrix, standing
from goodword.people.closed import chunks
from goodword.people.models import Kind, Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.measure import first_on, spent

from .book import WISH_WELL, Book, people_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everybody who was known on the day `on`: (n,) each, and `sizes` (signals, n)."""

    on: date
    sizes: Matrix
    brought: NDArray[np.bool_]  # somebody who was sent and said yes in the days after
    spent: NDArray[np.float64]  # cents, in the business's own currency

    def __len__(self) -> int:
        return len(self.brought)


def snapshot(business: Business, on: date) -> Snapshot:
    ids, kinds = people_of(business, None)
    book = Past(business, ids, on, only=False)
    facts = book.facts(book.kinds_then(kinds))
    known = (facts.visits.n_days > 0) | (book.column((who, 1.0) for who in book.noted()) > 0)
    brought = book.column((who, 1.0) for who in book.who_brought()) > 0
    cents = book.column((who, cents) for who, cents in spent(business.pk, business.currency, on).items())
    sizes = standing(facts, on.toordinal()).sizes
    return Snapshot(on, np.ascontiguousarray(sizes[:, known]), brought[known], cents[known])


class Past(Book):
    """What was known on a day that is over."""

    def kinds_then(self, kinds: list[str]) -> list[str]:
        """Who was said to wish us well only later (perhaps because they brought somebody) was not, then."""
        well = [pk for pk, kind in zip(self.ids.tolist(), kinds, strict=True) if kind in WISH_WELL]
        end = self.business.first_moment_of(self.on + timedelta(days=1))
        too_late: set[int] = set()
        for part in chunks(well):
            people = dict(Person.objects.filter(pk__among=part).values_list("code", "pk"))
            said = Change.objects.filter(
                business=self.business,
                room="people",
                type="person.updated",
                row__in=list(people),
                at__gte=end,
            )
            too_late |= {
                people[code] for code, fields in said.values_list("row", "fields") if "kind" in fields
            }
            too_late.update(
                Person.objects.filter(pk__among=part, since__gte=end).values_list("pk", flat=True)
            )
        return [
            Kind.CUSTOMER if pk in too_late else kind
            for pk, kind in zip(self.ids.tolist(), kinds, strict=True)
        ]

    def noted(self) -> Iterator[int]:
        end = self.business.first_moment_of(self.on + timedelta(days=1))
        yield from Person.objects.filter(business=self.business, since__lt=end).values_list("pk", flat=True)

    def who_brought(self) -> Iterator[int]:
        """Both within the time: that they sent them, where its day is known, and the yes."""
        until = self.on + timedelta(days=Learned.STRETCH_DAYS)
        rows = Learned.taught_by(self.business).filter(yes_on__gt=self.on, yes_on__lte=until)
        for who, kind, sent_on in rows.values_list("referrer", "evidence__kind", "evidence__happened_on"):
            if kind in (None, Evidence.Kind.FILE) or sent_on > self.on:
                yield who

    def _sent_by_then(self, **only: str) -> list[tuple[int | None, int, date | None]]:
        """(who sent, who was sent, the day where it is known), of every trace or `only` some.

        A file says who and not when: its word counts from the newcomer's first sale on; without one, never.
        """
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, **only)
        rows = list(told.values_list("referrer", "referred", "kind", "happened_on"))
        undated = {referred for _, referred, kind, _ in rows if kind == Evidence.Kind.FILE}
        came = first_on(undated)
        found: list[tuple[int | None, int, date | None]] = []
        for referrer, referred, kind, on in rows:
            is_dated = kind != Evidence.Kind.FILE
            day = on if is_dated else came.get(referred)
            if day is not None and day <= self.on:
                found.append((referrer, referred, on if is_dated else None))
        return found

    def _sent(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        sent: dict[int, set[int]] = {}
        last: dict[int, int] = {}
        for referrer, referred, on in self._sent_by_then(lost=""):
            if referrer is not None:
                sent.setdefault(referrer, set()).add(referred)
                if on is not None:
                    last[referrer] = max(last.get(referrer, 0), on.toordinal())
        return self.column((who, len(those)) for who, those in sent.items()), self.column(last.items())

    def _was_sent(self) -> NDArray[np.float64]:
        came = Newcomer.objects.filter(business=self.business, how="person", on__lte=self.on)
        people = {*came.values_list("person", flat=True), *(who for _, who, _ in self._sent_by_then())}
        return self.column((person, 1.0) for person in people)
