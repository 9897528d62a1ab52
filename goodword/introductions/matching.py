"""Who is looking for what somebody else can help with: by the words that both use, and nothing is guessed.

Pure: texts in, pairs out. Two words are one if they share a stem: plumber and plumbing, cake and cakes. The
endings are English and some German ones; in other languages a word must stand there as it is, plurals aside.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from goodword.lib.text import fold, word_set

# Of one word so many offers at most are looked at for a need, the newest first: a word that half the town
# uses would else make a pair of everybody with everybody.
MOST_OF_A_WORD = 50
SHORTEST = 3
# So much of what two people offer is the same: then they are after the same customers.
RIVALS = 0.5

COMMON = word_set(
    "a about all also an and any are as at be been business can child could do does else find for from get good "
    "great has have he help her his how i if in is it its kind know lot like little local look looking make many "
    "maybe me more most my near need needs new nice not of off offer offers on one or other our out people person "
    "place put really she small some somebody someone something start sure take that the their them they thing "
    "things this time to too two up us use want wants way we week well what when where who will with work works "
    "would year years you your "
    "auf aus bei das dem den der des die ein eine einem einen einer fur hilfe ich im ist mit nach oder sie sucht "
    "suche und von wir zu zum zur "
    "au aux avec ce cherche dans de des du en est et il je la le les ou par pas pour sur un une vous "
    "al algo alguien busca como con del el ella es lo los las mi muy para por que se su una uno y "
    "che da di e gli ha nel per non qualcuno sono ao com da do dos em na no os um uma het een met van voor zoekt"
)
ENDINGS = tuple(
    sorted(
        "ations ation ators ator ating ate ician ian ical ic ing ist ant er or ery ungen ung innen".split(),
        key=len,
        reverse=True,
    )
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """What is left of a folded word without its ending; at least four letters are."""
    word = _one_of(word.removesuffix("'s"))
    while True:
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                word = word.removesuffix(ending)
                break
        else:
            # "bakery" is the baker's and "photography" the photographer's; a "party" is no part.
            return word[:-1] if word.endswith("y") and len(word) > 5 and not _is_ending(word[:-1]) else word


def _is_ending(word: str) -> bool:
    return any(word.endswith(ending) and len(word) - len(ending) >= 4 for ending in ENDINGS)


def _one_of(word: str) -> str:
    """Without the s of many."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST
    return word[:-1] if is_plural else word


def stems(text: str) -> frozenset[str]:
    """The stems of the words that say something."""
    words = _WORD.findall(fold(text))
    return frozenset(stem(word) for word in words if len(word) >= SHORTEST and word not in COMMON)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need or an offer, as far as matching cares."""

    pk: int
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    need: Wanted
    offer: Wanted
    shared: tuple[str, ...]  # stems that both have
    weight: float


def matches(
    needs: Sequence[Wanted], offers: Sequence[Wanted], may_meet: Callable[[int, int], bool]
) -> list[Match]:
    """Every need with every offer that shares a word with it, where the two people may meet; the best first.

    A shared word weighs the more the fewer use it. Near-linear: each need is looked up by its words, and of one
    word at most MOST_OF_A_WORD offers are looked at.
    """
    said_in_needs = _index(needs)
    said_in_offers = _index(offers)
    found = []
    for need in needs:
        shared: dict[int, list[str]] = defaultdict(list)
        by_number: dict[int, Wanted] = {}
        for word in sorted(stems(need.text)):
            for offer in said_in_offers.get(word, ())[:MOST_OF_A_WORD]:
                shared[offer.pk].append(word)
                by_number[offer.pk] = offer
        for pk, words in shared.items():
            if may_meet(need.person, by_number[pk].person):
                weight = sum(1 / (len(said_in_needs[word]) + len(said_in_offers[word])) for word in words)
                found.append(Match(need, by_number[pk], tuple(words), weight))
    return sorted(found, key=lambda one: (-one.weight, -one.need.pk, -one.offer.pk))


def _index(told: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    found: dict[str, list[Wanted]] = defaultdict(list)
    for one in sorted(told, key=lambda one: -one.pk):
        for word in stems(one.text):
            found[word].append(one)
    return dict(found)


class WhyNot(StrEnum):
    SAME = "same"
    LEFT = "left"  # left out, "don't ask", not sorted, gone
    HOME = "home"
    RIVALS = "rivals"
    KNOWN = "known"
    INTRODUCED = "introduced"


def pair(one: int, other: int) -> tuple[int, int]:
    return (min(one, other), max(one, other))


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between two people. All of it reads alike from both sides."""

    may_be_asked: Collection[int]
    home_of: Mapping[int, int] = field(default_factory=dict)
    in_trade: Collection[int] = ()  # in the owner's own trade
    known: Collection[tuple[int, int]] = ()  # pairs that know each other
    introduced: Collection[tuple[int, int]] = ()  # pairs that were thought of before
    offered: Mapping[int, Sequence[frozenset[str]]] = field(default_factory=dict)  # stems of each offer

    def why_not(self, one: int, other: int) -> WhyNot | None:
        """What speaks against it, the strongest first."""
        both = pair(one, other)
        if one == other:
            return WhyNot.SAME
        if one not in self.may_be_asked or other not in self.may_be_asked:
            return WhyNot.LEFT
        if both in self.introduced:
            return WhyNot.INTRODUCED
        if self.home_of.get(one) and self.home_of.get(one) == self.home_of.get(other):
            return WhyNot.HOME
        if both in self.known:
            return WhyNot.KNOWN
        return WhyNot.RIVALS if self._are_rivals(one, other) else None

    def may_meet(self, one: int, other: int) -> bool:
        return self.why_not(one, other) is None

    def _are_rivals(self, one: int, other: int) -> bool:
        if one in self.in_trade and other in self.in_trade:
            return True
        theirs = self.offered.get(other, ())
        return any(_alike(mine, their) >= RIVALS for mine in self.offered.get(one, ()) for their in theirs)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
