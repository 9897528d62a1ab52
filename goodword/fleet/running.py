"""One run, whichever engine does it: count, decide, sort into parts, score part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from .destination import Destination
from .plan import Counted, Options, Plan
from .sources import Source


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    def count(self, source: Source, options: Options) -> Counted: ...

    def sort(self, source: Source, plan: Plan, into: Path) -> None:
        """Sales into part=N/slice=M below `into`, with _SUCCESS beside them once all are there."""

    def score(self, plan: Plan, part: int, sales: Path, into: Path) -> None:
        """The Parquet files of one part, into a folder that is not there yet."""


@dataclass(frozen=True, slots=True)
class Run:
    engine: Engine
    source: Source
    destination: Destination
    options: Options
    tell: Callable[[str], None]

    def plan(self) -> Plan:
        """As it was begun, or made anew by counting all sales."""
        digest = self.source.digest()
        if begun := self.destination.plan():
            begun.refuse_another(digest, self.options)
            return begun
        self.tell(_("Counting the sales in %(source)s.") % {"source": self.source.label})
        return Plan.of(digest, self.options, self.engine.count(self.source, self.options))

    def score(self) -> tuple[Plan, int]:
        """What was done, and how many parts were finished before."""
        with self.destination.held():
            plan = self.plan()
            self.destination.keep_plan(plan)
            left = [part for part in plan.parts if not self.destination.finished(part)]
            if left and not self.destination.is_sorted():
                self.tell(_("Sorting %(rows)s sales into parts.") % {"rows": f"{plan.rows:,}"})
                self.engine.sort(self.source, plan, self.destination.sales)
            for part in left:
                self._score(plan, part)
            self.destination.tidy()
        return plan, len(plan.parts) - len(left)

    def _score(self, plan: Plan, part: int) -> None:
        with self.destination.making(part) as into:
            sales = self.destination.sales_of(part)
            if sales.exists():  # no business may have fallen into it
                self.engine.score(plan, part, sales, into)
        self.tell(_("Part %(part)s of %(parts)s is done.") % {"part": part + 1, "parts": len(plan.parts)})
