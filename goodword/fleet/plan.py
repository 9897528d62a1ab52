"""What is to be done, decided before anything is written, so that a run that was killed goes on where it stopped.

Sales are sorted into parts that can be scored one after the other: all of a business is in one part. A business with
more than `large` sales is a part of its own, in slices by person, and is learned from counts.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Self
from zlib import crc32

from django.utils.translation import gettext as _

from goodword.analysis.visits import ID_MAX

from .refused import Refused
from .scoring import EPOCH

MOST_PARTS = 500  # that many files are open at once while sales are sorted
MOST_CENTS = 10**12  # at a time; more is a slip, and sums must stay whole
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
NEEDED = ("business", "day", "cents")


@dataclass(frozen=True, slots=True)
class Options:
    on: str  # a day in ISO
    part_rows: int = 5_000_000
    large_rows: int = 5_000_000

    @property
    def on_ordinal(self) -> int:
        return date.fromisoformat(self.on).toordinal()


@dataclass(slots=True)
class Counted:
    """What the first pass over all sales has seen; a day is a number from 1970-01-01 on."""

    rows: int = 0
    businesses: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)  # of person, day and cents
    high: dict[str, int] = field(default_factory=dict)
    # Only businesses with several currencies or very many sales: their sales by currency.
    apart: dict[str, dict[str, int]] = field(default_factory=dict)

    def faults(self) -> Iterator[str]:
        if not self.rows:
            yield _("there are no sales")
        for name in NEEDED:
            if n := self.missing.get(name):
                yield _("“%(name)s” is missing in %(n)s rows; each needs one") % {"name": name, "n": f"{n:,}"}
        ranges = {
            "person": (0, ID_MAX),
            "day": (FIRST_DAY.toordinal() - EPOCH, LAST_DAY.toordinal() - EPOCH),
            "cents": (-MOST_CENTS, MOST_CENTS),
        }
        for name, (low, high) in ranges.items():
            for seen in (self.low.get(name, low), self.high.get(name, high)):
                if not low <= seen <= high:
                    told = [_said(name, one) for one in (seen, low, high)]
                    yield _("“%(name)s” is once %(seen)s; from %(low)s to %(high)s can be counted") % {
                        "name": name, "seen": told[0], "low": told[1], "high": told[2],
                    }  # fmt: skip


def _said(name: str, number: int) -> str:
    if name != "day":
        return f"{number:,}"
    return (
        str(date.fromordinal(number + EPOCH))
        if 1 <= number + EPOCH <= date.max.toordinal()
        else f"day {number}"
    )


@dataclass(frozen=True, slots=True)
class Plan:
    source: str  # its digest
    options: Options
    rows: int
    businesses: int
    nobody: int  # sales of which the buyer is not known: left out
    elsewhere: int  # sales in another currency than the commonest of their business: left out
    shared_parts: int
    large: dict[str, int]  # business: its slices
    currencies: dict[str, str]  # the commonest, of each business that has several

    @classmethod
    def of(cls, digest: str, options: Options, counted: Counted) -> Self:
        if faults := list(counted.faults()):
            raise Refused(_("These sales cannot be counted: %(faults)s.") % {"faults": "; ".join(faults)})
        common = {
            name: min(kinds, key=lambda one: (-kinds[one], one)) for name, kinds in counted.apart.items()
        }
        n_sales = {name: kinds[common[name]] for name, kinds in counted.apart.items()}
        large = {name: n for name, n in sorted(n_sales.items()) if n > options.large_rows}
        others = counted.rows - sum(large.values())
        return cls(
            digest,
            options,
            counted.rows,
            counted.businesses,
            counted.missing.get("person", 0),
            sum(sum(kinds.values()) - n_sales[name] for name, kinds in counted.apart.items()),
            min(max(-(-others // options.part_rows), 1), MOST_PARTS),
            {name: -(-n // options.part_rows) for name, n in large.items()},
            {name: common[name] for name, kinds in sorted(counted.apart.items()) if len(kinds) > 1},
        )

    @property
    def parts(self) -> range:
        return range(self.shared_parts + len(self.large))

    def large_in(self, part: int) -> str | None:
        """The large business that this part is, if it is one."""
        return [*self.large][part - self.shared_parts] if part >= self.shared_parts else None

    def part_of(self, business: str) -> int:
        if business in self.large:
            return self.shared_parts + [*self.large].index(business)
        return crc32(business.encode()) % self.shared_parts

    def facts(self) -> dict[str, object]:
        """For machines."""
        told = {
            "on": self.options.on,
            "sales": self.rows,
            "businesses": self.businesses,
            "large": [*self.large],
        }
        return {
            **told,
            "left_out": {"nobody": self.nobody, "currency": self.elsewhere},
            "parts": len(self.parts),
        }

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        kept = json.loads(text)
        return cls(**{**kept, "options": Options(**kept["options"])})

    def refuse_another(self, digest: str, options: Options) -> None:
        """What was begun goes on with the same sales and the same options, or not at all."""
        told = {"was": asdict(self.options), "now": asdict(options)}
        if digest != self.source:
            raise Refused(
                _(
                    "It was begun from other sales: the source has changed since, or is another. Name a new folder."
                )
            )
        if options != self.options:
            differs = [name for name in told["was"] if told["was"][name] != told["now"][name]]
            was = ", ".join(f"--{FLAGS[name]} {told['was'][name]}" for name in differs)
            raise Refused(
                _("It was begun with %(was)s. Say the same again, or name a new folder.") % {"was": was}
            )


FLAGS = {"on": "on", "part_rows": "part", "large_rows": "large"}
