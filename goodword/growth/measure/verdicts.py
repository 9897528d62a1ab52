"""What a group's figures say: go on, change, stop, or that it is too early. Asks and what came of them are counted, of
those who were asked; who sent somebody unasked says nothing of asking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from goodword.analysis.verdicts import Verdict, verdicts

from ..models import Group
from .group_counts import Came

# The words of `analysis`, as the room keeps them.
SAYS = {"go on": "go_on", "change": "change", "stop": "stop", "too early": "early"}


def judged(kinds: Sequence[str], groups: Sequence[Came], whole: Came) -> list[dict[str, object]]:
    """One for each group, beside the rest of the business.

    Nobody is in two groups of one kind that was found, so these are looked at together, and a small one that stands
    out is first taken for chance. Groups that the owner told of may overlap: each is held beside all others.
    """
    found: list[dict[str, object]] = [{} for _one in groups]
    of_kind: dict[str, list[int]] = defaultdict(list)
    for n, kind in enumerate(kinds):
        of_kind[f"{kind} {n}" if kind == Group.Kind.TOLD else kind].append(n)
    for places in of_kind.values():
        inside = [_counts(groups[n]) for n in places]
        rest = [
            max(all_ - sum(told), 0)
            for all_, told in zip(_counts(whole), zip(*inside, strict=True), strict=True)
        ]
        told = verdicts(*zip(*inside, rest, strict=True))
        for n, verdict in zip(places, told[:-1], strict=True):
            found[n] = _told(verdict) | {"asks_elsewhere": whole.asks - groups[n].asks}
    return found


def _counts(came: Came) -> tuple[int, int, int, int]:
    return came.asks, came.yes, came.asked_sent, came.asked_yeses


def _told(verdict: Verdict) -> dict[str, object]:
    told = asdict(verdict)
    return {"verdict": SAYS[told.pop("word")]} | {
        name: round(value, 4) if isinstance(value, float) else value for name, value in told.items()
    }
