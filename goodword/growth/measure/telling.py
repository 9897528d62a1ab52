"""Whom to tell first of something new, so that word gets far among those whose ties are known."""

from datetime import date, datetime
from typing import Any

import numpy as np

from goodword.accounts.models import Business
from goodword.analysis.inputs import Vector
from goodword.analysis.network import Network, network
from goodword.analysis.reverse import reverse_sets
from goodword.analysis.spread import MOST, Chosen, FirstTold, whom_to_tell_first
from goodword.people.models import Person

from ..models import Figure
from ..telling import BUDGETS, FEWEST
from .ties import Ids, known_ties

SETS = 20_000  # drawn each time: of 10,000 people, the reach of a few hundred is known to within 20


def keep(business: Business, on: date, at: datetime) -> Figure:
    told = {"at": at, "told": counted(business, on)}
    return Figure.objects.update_or_create(business=business, name="telling", on=on, defaults=told)[0]


def counted(business: Business, on: date) -> dict[str, Any]:
    """`n` people have ties; for each budget who is to be told first and who is best-connected, by code, and how many
    either reach. The draw is the day's own: counted again, it says the same."""
    known = known_ties(business.pk, may_be_told=True)
    n = len(known)
    if n < FEWEST:
        return {"n": n, "budgets": {}}
    who_knows_whom = network(known.one, known.other, n, both_ways=True)
    rng = np.random.default_rng(on.toordinal())
    codes = _codes(business, known.people)
    budgets = {
        str(k): _told(whom_to_tell_first(who_knows_whom, k, rng, n_sets=SETS), who_knows_whom, codes, rng)
        for k in BUDGETS
    }
    return {"n": n, "budgets": budgets}


def _codes(business: Business, people: Ids) -> list[str]:
    rows = Person.objects.filter(business=business, pk__among=people.tolist())
    code_of = dict(rows.values_list("pk", "code"))
    return [code_of.get(pk, "") for pk in people.tolist()]


def _told(first: FirstTold, ties: Network, codes: list[str], rng: np.random.Generator) -> dict[str, Any]:
    """`people`: [code, how many they know, how many are reached through them alone of all who are told]."""
    alone = reached_alone(ties, first.chosen.people, rng)
    degree = ties.out.degree
    return {
        "people": [
            [codes[who], int(degree[who]), round(float(n))]
            for who, n in zip(first.chosen.people.tolist(), alone, strict=True)
        ],
        "reach": _reach(first.chosen),
        "connected": [[codes[who], int(degree[who])] for who in first.best_connected.people.tolist()],
        "connected_reach": _reach(first.best_connected),
    }


def _reach(chosen: Chosen) -> list[float]:
    """How many, and its standard error."""
    return [round(chosen.spread.value, 1), round(chosen.spread.error, 2)]


def reached_alone(ties: Network, told: Ids, rng: np.random.Generator) -> Vector:
    """(k,) how many on average are reached by that one of `told` and by none of the others, themselves included: by
    the share of reverse-reachable sets that hold that one and no other of them."""
    sets = reverse_sets(ties, SETS, rng, MOST)
    place = np.full(sets.n, -1)
    place[told] = np.arange(len(told))
    at = place[sets.person]
    of, at = sets.of[at >= 0], at[at >= 0]
    is_only = np.bincount(of, minlength=sets.n_sets)[of] == 1
    return np.bincount(at[is_only], minlength=len(told)).astype(np.float64) * (sets.n / sets.n_sets)
