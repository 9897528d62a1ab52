"""Does the list find the right people? The last look back, in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goodword.accounts.models import Business
from goodword.lib.numbers import say_number

from .models import Learned

# What a sign is called where it is about nobody in particular.
SIGNS = {
    "visits": gettext_lazy("how often they come"),
    "years": gettext_lazy("for how many years they have come"),
    "wishes_well": gettext_lazy("that they wish you well"),
    "was_sent": gettext_lazy("that somebody sent them"),
    "n_talks": gettext_lazy("that you talk to them"),
    "n_sent": gettext_lazy("whom they sent before"),
    "story_notes": gettext_lazy("that they have a story about you"),
    "access_notes": gettext_lazy("that they know many people"),
    "has_group": gettext_lazy("that they belong to a group, a club or a firm"),
    "name_notes": gettext_lazy("that people ask them for tips"),
    "asked_yes": gettext_lazy("that they said yes when you asked"),
    "asked_no": gettext_lazy("that they said no when you asked"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to rank people. Shares are of a hundred, each with what is likely."""

    label: str
    n_found: int  # of those who brought somebody, in the first tenth
    found: str
    found_likely: str
    pairs: str
    pairs_likely: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    n_brought: int
    wanted: int
    row: Learned | None = None
    ways: tuple[Way, ...] = ()
    begins: date | None = None
    ends: date | None = None
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    @property
    def is_too_few(self) -> bool:
        return self.n_brought < self.wanted

    @property
    def ours(self) -> Way:
        return next(way for way in self.ways if way.is_ours)

    @property
    def by_purchases(self) -> Way:
        return self.ways[-1]

    @property
    def of(self) -> str:
        return say_number(self.row.n_who_brought) if self.row else ""

    @property
    def is_few_lately(self) -> bool:
        return self.row is not None and self.row.n_who_brought < Learned.ENOUGH_LATELY

    @property
    def by_chance(self) -> int:
        return round(self.row.n_who_brought / 10) if self.row else 0

    @property
    def is_found(self) -> bool:
        """Surely better than by purchases, not by luck alone."""
        return bool(self.row and self.row.figures[self._ours]["lift"][1] > 0)

    @property
    def _ours(self) -> str:
        return "learned" if self.row and self.row.is_used else "rule"


def proof(business: Business) -> Proof:
    """As the newest row tells it; without one, how many were brought."""
    row = Learned.newest(business)
    if row is None:
        return Proof(Learned.taught_by(business).count(), Learned.ENOUGH_BROUGHT)
    if not row.figures:
        return Proof(row.n_brought, Learned.ENOUGH_BROUGHT, row)
    begins = date.fromisoformat(row.made_from[-1][0])
    used = row if row.is_used else None
    return Proof(
        n_brought=row.n_brought,
        wanted=Learned.ENOUGH_BROUGHT,
        row=row,
        ways=_ways(row),
        begins=begins,
        ends=begins + timedelta(days=Learned.STRETCH_DAYS),
        more=tuple(str(SIGNS[name]) for name in (used.more if used else ()) if name in SIGNS),
        less=tuple(str(SIGNS[name]) for name in (used.less if used else ()) if name in SIGNS),
    )


def _ways(row: Learned) -> tuple[Way, ...]:
    labels = {
        "learned": _("By what your own history taught"),
        "rule": _("By the rule for everybody"),
        "purchases": _("By how much they bought"),
    }
    ours = "learned" if row.is_used else "rule"
    found = []
    for name in sorted(labels, key=lambda name: (name != ours, name == "purchases")):
        captured, auc = row.figures[name]["captured"], row.figures[name]["auc"]
        found.append(
            Way(
                labels[name],
                round(captured[0] * row.n_who_brought),
                _of_hundred(captured[0]),
                _likely(captured),
                _of_hundred(auc[0]),
                _likely(auc),
                name == ours,
            )
        )
    return tuple(found)


def _of_hundred(share: float) -> str:
    return str(round(100 * share))


def _likely(figure: list[float]) -> str:
    return pgettext("a range of figures", "{low} to {high}").format(
        low=_of_hundred(figure[1]), high=_of_hundred(figure[2])
    )
