"""The closed set: claims as cards, and with some of them every claim that could have a say in who is who."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from goodword.accounts.models import Source
from goodword.lib.names import name_kind
from goodword.lib.text import fold

from .cards import Card, keys_of
from .homes import home_keys_of
from .models import Claim, SameWord, Way, WordKey

AT_ONCE = 2000
MANY = 10_000  # cards, from which on counting all of the books costs less than asking for each key
CLAIM_FIELDS = ("id", "person_id", "is_attached", "name", "given_name", "family_name", "organisation") + (
    "is_company",
    "vendor",
    "account",
    "vendor_id",
    "digest",
    "street",
    "postcode",
    "told_as_id",
)
PHONES = (Way.Kind.PHONE, Way.Kind.WHATSAPP)
# No file's cell holds it: a record's own key cannot be mistaken for a vendor's number.
MARK = "\x1f"
WORD = "word "  # begins the ties that the owner's word makes
WAS = "was of "  # those of an address that is not theirs any more
TOLD_AS = "told as "  # those of a buyer whom another telling of the same sale names with an address


def chunks(ids: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    part: list[Any] = []
    for one in ids:
        part.append(one)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def card(
    claim: dict[str, Any], ways: Iterable[tuple[str, str]], wrong: Iterable[tuple[str, str]] = ()
) -> Card:
    """A claim as the rule sees it. `ways` are (kind, key) with a key that identifies; `wrong` those that
    lead to them no more: by these only the record is known again."""
    told = list(ways)
    given, family = fold(claim["given_name"]), fold(claim["family_name"])
    full = fold(claim["name"] or f"{given} {family}".strip() or claim["organisation"])
    found = Card(
        id=claim["id"],
        given=given,
        family=family,
        full=full,
        kind="organisation" if claim["is_company"] else "person" if given or family else name_kind(full),
        mails=tuple(dict.fromkeys(key for kind, key in told if kind == Way.Kind.EMAIL)),
        phones=tuple(dict.fromkeys(key for kind, key in told if kind in PHONES)),
        street=fold(claim["street"]),
        postcode=fold(claim["postcode"]),
    )
    vendor_id = claim["vendor_id"] and f"{claim['vendor']}|{claim['account']}|{claim['vendor_id']}"
    keys = sorted({key for kind, key in (*told, *wrong) if kind in (Way.Kind.EMAIL, *PHONES)})
    found.vendor_ids = tuple(filter(None, (vendor_id, record_key(claim, found, keys))))
    return found


def record_key(claim: dict[str, Any], found: Card, keys: Sequence[str]) -> str:
    """What a record is known by in a later export of the same vendor: it is the same record again.

    Where a mail or phone tells who is meant, a note or a town may have changed meanwhile. Without one it
    must be the same word for word: of two of one name, none is joined to the other.
    """
    if not claim["vendor"] or claim["vendor_id"]:
        return ""  # that one is known by its number
    if not keys:
        return f"{MARK}same {claim['digest']}"
    if not found.full:
        return ""
    return MARK.join(
        ("", "like", claim["vendor"], claim["account"], found.full, found.given, found.family, *keys)
    )


def natural_key(claim: Mapping[str, Any]) -> str:
    """What a record is known by in every file that holds it: the vendor's number, else all that it says."""
    if claim["vendor_id"]:
        return "|".join((claim["vendor"], claim["account"], claim["vendor_id"]))
    return f"digest|{claim['digest']}"


def claims_known_by(business_id: int, keys: Iterable[str]) -> list[int]:
    """The records in the books that have one of these natural keys."""
    digests: list[str] = []
    numbers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in keys:
        vendor, account, number = (*key.split("|", 2), "", "")[:3]
        if vendor == "digest":
            digests.append(account)
        else:
            numbers[vendor, account].append(number)
    here = Claim.objects.filter(business_id=business_id, source__state=Source.State.HERE)
    found: list[int] = []
    for part in chunks(digests):
        found += here.filter(digest__among=part, vendor_id="").values_list("pk", flat=True)
    for (vendor, account), told in numbers.items():
        for part in chunks(told):
            rows = here.filter(vendor=vendor, account=account, vendor_id__among=part)
            found += rows.values_list("pk", flat=True)
    return found


def door_of(claim: dict[str, Any]) -> str:
    """A short name for the door this claim stands at, family name included; "" if it tells none."""
    if not (claim.get("street") and claim.get("postcode")):
        return ""
    told = dict.fromkeys(CLAIM_FIELDS, "") | claim
    doors = [key for key in home_keys_of(card(told, ())) if key.startswith("door:")]
    return _short(doors[0]) if doors else ""


def _short(door: str) -> str:
    return hashlib.blake2b(door.encode("utf-8", "replace"), digest_size=12).hexdigest()


class Said:
    """What the owner has said of who is who, as the rule takes it: ties and sides, by natural key."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id
        self.are_there = SameWord.objects.filter(business=business_id, taken_back_at=None).exists()

    def put_on(self, cards: Sequence[tuple[dict[str, Any], Card]]) -> None:
        if not self.are_there:
            return
        by_key: dict[str, list[Card]] = defaultdict(list)
        for row, one in cards:
            by_key[natural_key(row)].append(one)
        for part in chunks(by_key):
            for word, side, is_same, key in (
                self._keys().filter(key__among=part).values_list("word_id", "side", "word__is_same", "key")
            ):
                tie = f"{WORD}{word}" if is_same else f"{WORD}{word} {side}"
                for one in by_key[key]:
                    one.said_same = (*one.said_same, tie)
                    if not is_same:
                        one.said_apart = (*one.said_apart, (f"{WORD}{word}", side))

    def claims(self, ties: Iterable[str]) -> list[int]:
        """The records that these ties (`said_same`) tie together."""
        told = [tie.removeprefix(WORD).split(" ") for tie in ties if tie.startswith(WORD)]
        keys: set[str] = set()
        for word, *side in told:
            rows = self._keys().filter(word=int(word), **({"side": side[0]} if side else {}))
            keys |= set(rows.values_list("key", flat=True))
        return claims_known_by(self.business_id, keys) if keys else []

    def _keys(self) -> "QuerySet[WordKey]":
        return WordKey.objects.filter(business=self.business_id, word__taken_back_at=None)


def _meant(claims: Sequence[int]) -> set[int]:
    """Those of these records that another one means."""
    return set(Claim.objects.filter(told_as__among=claims).values_list("told_as_id", flat=True))


class Cards:
    """The closed set of claims around some of them, with the person each belongs to today."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id
        self.cards: dict[int, Card] = {}
        self.person_of: dict[int, int] = {}
        self.attached: set[int] = set()
        self.said = Said(business_id)
        # Whether some record of these books means another.
        self.are_retold = Claim.objects.filter(business=business_id, told_as__isnull=False).exists()

    def here(self) -> "QuerySet[Claim]":
        return Claim.objects.filter(business_id=self.business_id, source__state=Source.State.HERE)

    def _cards(self, claims: "QuerySet[Claim]") -> Iterator[tuple[dict[str, Any], Card]]:
        rows = {row["id"]: row for row in claims.values(*CLAIM_FIELDS)}
        ways: dict[int, list[tuple[str, str]]] = defaultdict(list)
        wrong: dict[int, list[tuple[str, str]]] = defaultdict(list)
        told = Way.objects.filter(claim_id__among=list(rows)).exclude(key="")
        for claim_id, kind, key, is_wrong in told.values_list("claim_id", "kind", "key", "is_wrong"):
            (wrong if is_wrong else ways)[claim_id].append((kind, key))
        told_of = _meant(list(rows)) if self.are_retold else set()
        for pk, row in rows.items():
            one = card(row, ways[pk], wrong[pk])
            # It leads to them no more, and joins nobody new; but whom it showed to be one stays one.
            was = [f"{WAS}{row['person_id']}{MARK}{key}" for _kind, key in wrong[pk]]
            meant = {row["told_as_id"], pk if pk in told_of else None} - {None}
            one.said_same = (*was, *(f"{TOLD_AS}{claim}" for claim in sorted(meant)))
            yield row, one

    def add(self, claim_ids: Iterable[int]) -> list[Card]:
        """Load these claims, if they are here and not loaded yet."""
        new: list[Card] = []
        for part in chunks(sorted(set(claim_ids) - self.cards.keys())):
            told = list(self._cards(self.here().filter(pk__among=part)))
            self.said.put_on(told)
            for row, one in told:
                new.append(one)
                self.person_of[one.id] = row["person_id"]
                if row["is_attached"]:
                    self.attached.add(one.id)
        self.cards.update((one.id, one) for one in new)
        return new

    def around(self, claim_ids: Collection[int]) -> set[int]:
        """The claims that share a key with these, which are about to go: what kept some apart may go with them."""
        found: set[int] = set()
        for part in chunks(sorted(claim_ids)):
            going = [one for _row, one in self._cards(Claim.objects.filter(pk__among=part))]
            keys = {key for one in going for key in keys_of(one) | home_keys_of(one)}
            found.update(self._sharing(keys))
        return found - set(claim_ids)

    def close(self, edge: Sequence[Card], *, homes: bool = True) -> None:
        """Add every claim that shares a key with one at the edge, or its person, until none is left.

        With `homes` also those at the same door: who lives together is then told rightly too.
        """
        asked: set[str] = set()
        while edge and not self._is_whole():
            keys = {key for one in edge for key in keys_of(one)}
            if homes:
                keys |= {key for one in edge for key in home_keys_of(one)}
            keys -= asked
            asked |= keys
            people = {self.person_of[one.id] for one in edge if one.id in self.person_of}
            edge = self.add([*self._sharing(keys), *self._of_people(people)])

    def _is_whole(self) -> bool:
        """Whether it holds the whole book: after a large first file nobody needs looking for."""
        return len(self.cards) > MANY and len(self.cards) == self.here().count()

    def anchor(self) -> None:
        """What the owner typed onto a person goes with that person's eldest other claim, whatever it says."""
        eldest: dict[int, int] = {}
        for pk in sorted(self.cards, key=lambda pk: (pk in self.attached, pk)):
            eldest.setdefault(self.person_of[pk], pk)
        for pk in self.attached:
            tie = f"person {self.person_of[pk]}"
            for one in (self.cards[pk], self.cards[eldest[self.person_of[pk]]]):
                one.said_same = (*one.said_same, tie)

    def _of_people(self, people: Collection[int]) -> Iterator[int]:
        for part in chunks(people):
            yield from self.here().filter(person_id__among=part).values_list("pk", flat=True)

    def _sharing(self, keys: Collection[str]) -> Iterator[int]:
        """Claims with one of these keys: mail:..., phone:..., door:..., vendor:vendor|account|id, said:..."""
        by_kind: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            kind, _, value = key.partition(":")
            by_kind[kind].append(value)
        for part in chunks(by_kind["mail"]):
            yield from self._with_way((Way.Kind.EMAIL,), part)
        for part in chunks(by_kind["phone"]):
            yield from self._with_way(PHONES, part)
        for part in chunks(by_kind["door"]):
            doors = [_short(f"door:{value}") for value in part]
            yield from self.here().filter(door__among=doors).values_list("pk", flat=True)
        for part in chunks(by_kind["vendor"]):
            yield from self._of_vendor(part)
        was = [said.rpartition(MARK)[2] for said in by_kind["said"] if said.startswith(WAS)]
        for part in chunks(was):
            yield from self._with_way((Way.Kind.EMAIL, *PHONES), part)
        meant = [int(said.removeprefix(TOLD_AS)) for said in by_kind["said"] if said.startswith(TOLD_AS)]
        for part in chunks(meant):
            yield from part
            yield from self.here().filter(told_as__among=part).values_list("pk", flat=True)
        yield from self.said.claims(by_kind["said"])

    def _with_way(self, kinds: Collection[str], keys: Collection[str]) -> "QuerySet[Way, int]":
        """Those too to whom the address leads no more: a later export tells the same record again."""
        rows = Way.objects.filter(business_id=self.business_id, kind__in=kinds, key__among=keys)
        return rows.values_list("claim_id", flat=True)

    def _of_vendor(self, keys: Iterable[str]) -> Iterator[int]:
        numbers: dict[tuple[str, str], list[str]] = defaultdict(list)
        digests: list[str] = []
        for key in keys:
            if key.startswith(f"{MARK}same "):
                digests.append(key.rpartition(" ")[2])
            elif not key.startswith(MARK):
                vendor, account, number = key.split("|", 2)
                numbers[vendor, account].append(number)
            # A record known by its mails and phones is found by these.
        if digests:
            yield from self.here().filter(digest__among=digests).values_list("pk", flat=True)
        for (vendor, account), told in numbers.items():
            rows = self.here().filter(vendor=vendor, account=account, vendor_id__among=told)
            yield from rows.values_list("pk", flat=True)
