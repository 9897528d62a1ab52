"""What the business's own history teaches of the signs; and a look back on whether it finds the right people.

The history is cut into stretches of 180 days. On the first day of each everybody is read as they were known then,
and beside it stands who brought somebody before its end. The fit that is judged has not seen the last stretch.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Min

from goodword.accounts.models import Business
from goodword.advocates.models import Learned
from goodword.analysis import learning
from goodword.analysis.inputs import BoolVector
from goodword.analysis.looking_back import Estimate, LookBack, look_back
from goodword.analysis.standing import RULE, SIGNALS, Weights, chance, for_an_ask

from .past import Snapshot, snapshot

MOST_STRETCHES = 6
NAMES = [signal.name for signal in SIGNALS]


def weights_for(business: Business) -> Weights:
    """What the history taught, if it did better than the rule when it was tried out; else the rule."""
    found = Learned.newest(business)
    if found is None or not found.is_used:
        return RULE
    adds = [found.weights.get(signal.name, signal.log_odds) for signal in SIGNALS]
    return for_an_ask(np.array(adds, np.float64))


def learn(business: Business, on: date) -> Learned:
    """Learn from all that is over by the day `on`, look back, and keep it as that day's row."""
    n_brought = Learned.taught_by(business).filter(yes_on__lte=on).count()
    told: dict[str, Any] = {"n_brought": n_brought, "n_people": 0}
    cuts = _cuts(business, on) if n_brought >= Learned.ENOUGH_BROUGHT else []
    if cuts:
        told |= _taught([snapshot(business, cut) for cut in cuts], seed=on.toordinal())
    row, _new = Learned.objects.update_or_create(business=business, on=on, defaults=told)
    return row


def _cuts(business: Business, on: date) -> list[date]:
    """The first days of the stretches, the earliest first: none is older than what is known of who sent whom."""
    first = Learned.taught_by(business).aggregate(first=Min("yes_on"))["first"]
    cuts = [on - timedelta(days=Learned.STRETCH_DAYS * back) for back in range(MOST_STRETCHES, 0, -1)]
    return [cut for cut in cuts if cut + timedelta(days=Learned.STRETCH_DAYS) >= first]


def _taught(stretches: Sequence[Snapshot], seed: int) -> dict[str, Any]:
    last = stretches[-1]
    tried = _fit(stretches[:-1])
    scores = {
        "learned": chance(last.sizes, tried.fitted),
        "rule": chance(last.sizes),
        "purchases": last.spent,
    }
    back = look_back(scores, last.brought, "purchases", np.random.default_rng(seed))
    fitted = _fit(stretches)
    return {
        "n_people": len(last),
        "weights": {name: round(adds, 6) for name, adds in zip(NAMES, fitted.weights.tolist(), strict=True)},
        "more": _names(fitted.weights - RULE.log_odds > fitted.spread),
        "less": _names(RULE.log_odds - fitted.weights > fitted.spread),
        "intercept": fitted.intercept,
        "figures": _figures(back),
        "made_from": [[one.on.isoformat(), len(one), int(one.brought.sum())] for one in stretches],
        "is_used": _did_better(back),
    }


def _fit(stretches: Sequence[Snapshot]) -> learning.Learned:
    empty = np.zeros((len(SIGNALS), 0)), np.zeros(0, np.bool_)
    return learning.learn(
        np.concatenate([empty[0], *(one.sizes for one in stretches)], axis=1),
        np.concatenate([empty[1], *(one.brought for one in stretches)]),
    )


def _did_better(back: LookBack) -> bool:
    if back.why_not or back.n_positive < Learned.ENOUGH_LATELY:
        return False
    return back.rankings["learned"].auc.value > back.rankings["rule"].auc.value


def _figures(back: LookBack) -> dict[str, dict[str, list[float]]]:
    """Ranking -> figure -> [value, low, high]."""
    return {
        name: {"auc": _told(one.auc), "captured": _told(one.captured), "lift": _told(one.lift)}
        for name, one in back.rankings.items()
    }


def _told(one: Estimate) -> list[float]:
    return [round(figure, 4) for figure in (one.value, one.low, one.high)]


def _names(are: BoolVector) -> list[str]:
    return [name for name, is_so in zip(NAMES, are.tolist(), strict=True) if is_so]
