"""What the rules of who is who look at: a card, its name, and the keys it shares with others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodword.lib.mails import is_role
from goodword.lib.names import given_conflict, name_kind, names_agree, parse


@dataclass(slots=True)
class Card:
    """One claim, as far as it tells who is meant. All text is folded.

    `kind` is the kind of the name (lib.names.name_kind); a card of a person without given and family name
    is judged by `full`. `vendor_ids` are opaque ("vendor|account|id"). What the owner said: cards that share
    a key in `said_same` are one; of `said_apart` each is (split, side), and cards on two sides of one split
    are two. A split therefore writes both: `said_same` for each side, `said_apart` between them.
    """

    id: int
    given: str = ""
    family: str = ""
    full: str = ""
    kind: str = "person"
    vendor_ids: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    said_same: tuple[str, ...] = ()
    said_apart: tuple[tuple[str, str], ...] = ()
    street: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Bearing:
    """The name a card bears. Only a person's has parts; the others stand whole in `family`."""

    given: str
    family: str
    kind: str  # person, household or organisation

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def is_full(self) -> bool:
        return bool(self.family and (self.given or self.kind != "person"))


def bearing_of(card: Card) -> Bearing | None:
    """None for the nameless: cards of masked or anonymous buyers, or with no name at all."""
    if card.kind in ("masked", "none"):
        return None
    return _bearing(card.given, card.family, card.full, card.kind)


@lru_cache(maxsize=1 << 15)
def _bearing(given: str, family: str, full: str, kind: str) -> Bearing | None:
    if kind != "person":
        whole = full or f"{given} {family}".strip()
        return Bearing("", whole, kind) if whole else None
    if given and family:
        # Middle names are part of what is compared: Maria Luisa and Maria Elena are two.
        has_more = full.count(" ") > given.count(" ") + family.count(" ") + 1
        middle = parse(full, given, family).middle if has_more else ""
        return Bearing(f"{given} {middle}".strip(), family, kind)
    if given or family:
        return Bearing(given, family, kind)
    told = name_kind(full)
    if told in ("masked", "none"):
        return None
    if told != "person":
        return Bearing("", full, told)
    name = parse(full)
    return Bearing(f"{name.given} {name.middle}".strip(), name.family or ("" if name.given else full), told)


@lru_cache(maxsize=1 << 15)
def conflict(one: Bearing, other: Bearing) -> bool:
    """Whether the two cannot be one: a person and a firm, or given names that contradict each other."""
    if one.kind != other.kind:
        return True
    return one.kind == "person" and given_conflict(one.given, one.family, other.given, other.family)


@lru_cache(maxsize=1 << 15)
def agree(one: Bearing, other: Bearing) -> bool:
    """Whether the two may well be one, family name included."""
    return one.kind == other.kind and names_agree(one.given, one.family, other.given, other.family)


def keys_of(card: Card) -> set[str]:
    """The keys by which this card may be joined to others, or keep others from being joined.

    Closed set: start from some cards, add every card that shares a key with one that is in, and repeat
    until none is left. `groups` on that set gives the same groups for its cards as on the whole book,
    because every decision it takes looks only at the cards on one key, or at cards tied together by keys;
    no card outside shares a key with one inside, so none can take part in a decision about them.
    """
    keys = {f"mail:{mail}" for mail in card.mails}
    keys.update(f"phone:{phone}" for phone in card.phones)
    keys.update(f"vendor:{vendor_id}" for vendor_id in card.vendor_ids)
    keys.update(f"said:{said}" for said in card.said_same)
    return keys


def by_key(cards: Sequence[Card], field: str) -> dict[str, list[int]]:
    """The positions of the cards that have each key of a field, for keys that more than one has."""
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for position, card in enumerate(cards):
        for key in getattr(card, field):
            before = first.setdefault(key, position)
            if before != position:
                shared.setdefault(key, [before]).append(position)
    return shared


def role_mails(mails: Iterable[str]) -> frozenset[str]:
    return frozenset(mail for mail in mails if is_role(mail))


def group_of(cards: Sequence[Card], groups: Sequence[Sequence[int]]) -> list[int]:
    """For each card the index of its group."""
    index = {card_id: number for number, group in enumerate(groups) for card_id in group}
    return [index[card.id] for card in cards]
