"""Who lives together, as far as cards tell."""

from collections.abc import Iterable, Sequence

from .cards import Bearing, Card, bearing_of, conflict, group_of

MOST_ON_A_PHONE = 4  # five or more share an office, not a home
MOST_AT_A_DOOR = 8  # more of one family name at one door are neighbours in a block of flats

MOST_CARDS = 40  # at one phone or door: beyond that it is no home, without counting whom they name


def home_keys_of(card: Card) -> set[str]:
    """The keys by which a card's person may belong to a household. `households` on a set that is closed
    under these (all cards of all people who share one, and so on) is right for the people in it."""
    keys = {f"phone:{phone}" for phone in card.phones}
    bearing = bearing_of(card)
    if bearing and bearing.family and card.street and card.postcode:
        keys.add(f"door:{bearing.family}|{card.street}|{card.postcode}")
    return keys


def households(cards: Sequence[Card], groups: Sequence[Sequence[int]]) -> list[list[list[int]]]:
    """The homes, each the list of its people's groups as `matching.groups` gave them.

    Two to four people whose given names differ and who share a phone, or a family name, street and postcode
    (up to eight). A phone that a firm has too is an office's. A card of the whole household ("The Evans
    Family") belongs to the home of whoever has its phone. Nobody is in two homes.
    """
    names: list[set[Bearing]] = [set() for _ in groups]
    sharing: dict[str, set[int]] = {}
    for card, group in zip(cards, group_of(cards, groups), strict=True):
        bearing = bearing_of(card)
        if not bearing:
            continue
        names[group].add(bearing)
        for key in home_keys_of(card):
            sharing.setdefault(key, set()).add(group)
    together = [(key, found) for key, found in sharing.items() if _is_home(key, found, names)]
    homes = []
    for home, keys in _joined(together):
        if _n_people(home, names) <= MOST_AT_A_DOOR:
            homes.append(home)
            continue
        # Phones have chained homes into a street: only who lives at one door stays together.
        homes += [door for door, _ in _joined([(key, at) for key, at in keys if key.startswith("door:")])]
    homes = [home for home in homes if _n_people(home, names) <= MOST_AT_A_DOOR]
    return sorted([list(groups[group]) for group in sorted(home)] for home in homes)


def _is_home(key: str, found: Iterable[int], names: Sequence[set[Bearing]]) -> bool:
    found = list(found)
    if not 1 < len(found) <= MOST_CARDS or any(_kind(names[group]) == "organisation" for group in found):
        return False
    most = MOST_ON_A_PHONE if key.startswith("phone:") else MOST_AT_A_DOOR
    n_people = _n_people(found, names)
    if n_people > most:
        return False
    whole = sum(_kind(names[group]) == "household" for group in found)
    return n_people > 1 or (n_people == 1 and whole > 0)


def _kind(names: Iterable[Bearing]) -> str:
    return max((name.kind for name in names), default="")


def _n_people(found: Iterable[int], names: Sequence[set[Bearing]]) -> int:
    """How many people at least: those whose given names agree may be one of whom two cards are not joined."""
    apart: list[Bearing] = []
    for group in sorted(found, key=lambda group: sorted(map(str, names[group]))):
        mine = [name for name in names[group] if name.kind == "person" and name.given]
        if mine and all(any(conflict(name, other) for name in mine) for other in apart):
            apart.append(max(mine, key=lambda name: (len(name.given), name.given)))
    return len(apart)


def _joined(
    together: Sequence[tuple[str, set[int]]],
) -> list[tuple[set[int], list[tuple[str, set[int]]]]]:
    """Homes that have someone in common are one, with the keys that made them."""
    above: dict[int, int] = {}

    def root(group: int) -> int:
        while above.setdefault(group, group) != group:
            above[group] = above[above[group]]
            group = above[group]
        return group

    for _, found in together:
        first, *rest = found
        for other in rest:
            above[root(other)] = root(first)
    joined: dict[int, tuple[set[int], list[tuple[str, set[int]]]]] = {}
    for key, found in together:
        home, keys = joined.setdefault(root(next(iter(found))), (set(), []))
        home |= found
        keys.append((key, found))
    return list(joined.values())
