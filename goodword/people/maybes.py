"""Who may be the same person, for the owner to say; and which names are borne by more than one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from .cards import Bearing, Card, agree, bearing_of, conflict, group_of, role_mails

MOST_IN_A_BLOCK = 6  # beyond that a key says little, and pairs grow with the square


class Reason(StrEnum):
    SAME_MAIL = "same e-mail"
    SAME_NAME = "same name"
    SAME_PHONE = "same phone"
    SAME_DOOR = "same address"
    NAMES_ALIKE = "names alike"
    SAME_DESK = "same shared e-mail"


_WEIGHT = {
    Reason.SAME_MAIL: 3.0,
    Reason.SAME_NAME: 2.0,
    Reason.SAME_PHONE: 2.0,
    Reason.SAME_DOOR: 1.5,
    Reason.NAMES_ALIKE: 1.0,
    Reason.SAME_DESK: 0.5,
}


@dataclass(frozen=True, slots=True)
class Maybe:
    """Two groups, by their index in the list that `groups` gave, a < b; reasons from the strongest."""

    a: int
    b: int
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        return sum(_WEIGHT[reason] for reason in self.reasons)


@dataclass(slots=True)
class _Someone:
    names: set[Bearing]
    sides: set[tuple[str, str]]


def maybe(cards: Sequence[Card], groups: Sequence[Sequence[int]]) -> list[Maybe]:
    """Pairs that share a name, or a key and a name that agrees or is alike; the likeliest first.

    Left out: whom the owner has told apart, and whose given names plainly contradict each other (those who
    share a phone are rather a household). Looks only at people who share something, so the time grows
    about as the number of cards.
    """
    people = [_Someone(set(), set()) for _ in groups]
    blocks: dict[tuple[Reason, str], set[int]] = {}
    desks = role_mails(mail for card in cards for mail in card.mails)
    for card, group in zip(cards, group_of(cards, groups), strict=True):
        bearing = bearing_of(card)
        if bearing:
            people[group].names.add(bearing)
        people[group].sides.update(card.said_apart)
        for key in _blocks_of(card, bearing, desks):
            blocks.setdefault(key, set()).add(group)
    pairs: dict[tuple[int, int], set[Reason]] = {}
    for (reason, _), members in blocks.items():
        for pair in _pairs(members, people):
            pairs.setdefault(pair, set()).add(reason)
    found = [one for pair, shared in pairs.items() if (one := _judged(*pair, shared, people))]
    return sorted(found, key=lambda one: (-one.weight, one.a, one.b))


def _blocks_of(card: Card, bearing: Bearing | None, desks: frozenset[str]) -> Iterator[tuple[Reason, str]]:
    for mail in card.mails:
        yield (Reason.SAME_DESK if mail in desks else Reason.SAME_MAIL, mail)
    for phone in card.phones:
        yield (Reason.SAME_PHONE, phone)
    if bearing and bearing.is_full:
        yield (Reason.SAME_NAME, f"{bearing.kind}|{bearing}")
    if card.street and card.postcode:
        yield (Reason.SAME_DOOR, f"{card.street}|{card.postcode}")


def _pairs(members: set[int], people: Sequence[_Someone]) -> Iterator[tuple[int, int]]:
    if len(members) <= MOST_IN_A_BLOCK:
        yield from combinations(sorted(members), 2)
        return
    called: dict[Bearing, list[int]] = {}
    for group in sorted(members):
        for name in people[group].names:
            called.setdefault(name, []).append(group)
    for same in called.values():
        if len(same) <= MOST_IN_A_BLOCK:
            yield from combinations(same, 2)


def _judged(a: int, b: int, shared: Iterable[Reason], people: Sequence[_Someone]) -> Maybe | None:
    one, other = people[a], people[b]
    if _told_apart(one.sides, other.sides):
        return None
    reasons = set(shared)
    both_named = bool(one.names and other.names)
    if both_named and Reason.SAME_NAME not in reasons:
        pairs = [(mine, theirs) for mine in one.names for theirs in other.names]
        is_alike = any(agree(*pair) or alike(*pair) for pair in pairs)
        if is_alike:
            reasons.add(Reason.NAMES_ALIKE)
        elif any(conflict(*pair) for pair in pairs if pair[0].kind == pair[1].kind):
            return None
    if not both_named:
        # To live at one door is little to go by if one of them has no name.
        reasons.discard(Reason.SAME_DOOR)
    if reasons <= {Reason.NAMES_ALIKE} or (reasons <= {Reason.SAME_DOOR}):
        return None
    return Maybe(a, b, tuple(sorted(reasons, key=lambda reason: (-_WEIGHT[reason], reason))))


def _told_apart(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    sides = dict(one)
    return any(sides.get(split, side) != side for split, side in other)


def alike(one: Bearing, other: Bearing) -> bool:
    """Whether one may be a slip of the other: "jon smith" of "john smith"."""
    mine, theirs = str(one), str(other)
    if one.kind != other.kind or min(len(mine), len(theirs)) < 6:
        return False
    most = 1 if len(mine) < 10 else 2
    # Most pairs differ in many letters, which is quicker seen than counted.
    return len(set(mine) ^ set(theirs)) <= 2 * most and is_within_edits(mine, theirs, most)


def is_within_edits(one: str, other: str, most: int) -> bool:
    """Whether so many letters added, left out, changed or swapped with their neighbour make one the other."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            row[j] = min(last[j - 1] + (letter != other[j - 1]), last[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1] <= most


def namesakes(cards: Sequence[Card], groups: Sequence[Sequence[int]]) -> dict[str, list[int]]:
    """Full names that more than one group bears, each with the indexes of those groups."""
    borne: dict[str, set[int]] = {}
    for card, group in zip(cards, group_of(cards, groups), strict=True):
        bearing = bearing_of(card)
        if bearing and bearing.is_full and bearing.kind == "person":
            borne.setdefault(str(bearing), set()).add(group)
    return {name: sorted(found) for name, found in borne.items() if len(found) > 1}
