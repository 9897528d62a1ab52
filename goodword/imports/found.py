"""From what a record says to the rows that would be kept: keys, digests, names taken apart. Keeps nothing."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from goodword.lib.codes import CROCKFORD
from goodword.lib.mails import mail_key, split_mails
from goodword.lib.names import name_kind, parse
from goodword.lib.phones import phone_key, split_numbers
from goodword.lib.text import squeezed
from goodword.people.closed import door_of
from goodword.people.shown import called, mail_of, phone_of
from goodword.sales.cards import Cards
from goodword.sales.twins import OWN

from . import limits
from .records import PersonFound, SaleFound, WayFound


class FoundWay(NamedTuple):
    kind: str
    key: str
    value: str
    label: str


@dataclass(slots=True)
class FoundPerson:
    """A person as a claim would keep them. Shared by all records that say the very same."""

    digest: str
    fields: dict[str, Any]  # only what it says: a file may name a hundred thousand
    ways: list[FoundWay]
    outcome: str = ""  # new, changed, same: when it is told first
    known: int | None = None  # whom the books know by this, as a first guess
    # What is needed when its details have been let go.
    who: str = ""  # a sale without a number is known by its buyer too: by this
    shown: str = ""  # what to call them where the file is looked at
    reach: str = ""  # the first ways to reach them, for the same

    def let_go(self) -> None:
        """Once it is written its digest tells all that further records need: a file may name millions."""
        if hasattr(self, "fields"):
            del self.fields, self.ways

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What they can be known again by."""
        return [(way.kind, way.key) for way in self.ways if way.key]

    def says(self, field: str) -> str:
        return str(self.fields.get(field, ""))

    @property
    def vendor_id(self) -> str:
        return self.says("vendor_id")

    @property
    def referred_by(self) -> str:
        return self.says("referred_by")


@dataclass(slots=True)
class FoundSale:
    vendor_id: str
    digest: str
    sale: SaleFound = field(repr=False)
    card: str = ""  # the keyed hash
    outcome: str = ""  # new, changed, same, or why it is not written (batches.NOT_WRITTEN)


def digest_of(*parts: object) -> str:
    return _hash("\x1f".join(["" if part is None else str(part) for part in parts]))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


# On a card that left Goodword: the business, and the person's code, by which our tables know them too.
_OWN_CARD = re.compile(rf"[0-9a-z]{{2,40}}-([{CROCKFORD}]{{12}})")
CARDS = "vcard"
# Seven digits or more, among them nothing but what stands between the parts of a phone number.
_MAY_HOLD_A_NUMBER = re.compile(r"\+?\d(?:[\s()./\-]*\d){6,}").search
_texts = attrgetter(*(one.name for one in fields(PersonFound) if one.type is str))
_others = attrgetter(*(one.name for one in fields(PersonFound) if one.type is not str and one.name != "ways"))
_PART = "\x1f"  # no file's cell holds it


_NONE = _others(PersonFound())


def _key(said: PersonFound) -> str:
    """All that it says. A text takes a third of what the same would as a tuple, and is made as soon."""
    others = _others(said)
    more = "" if others == _NONE else repr(others)
    return _PART.join((*_texts(said), more, *chain.from_iterable(said.ways)))


class Finder:
    """Turns the people of one file into what a claim would keep. Who stands on many rows is worked out once."""

    MOST_KNOWN = 100_000

    def __init__(self, vendor: str, country: str) -> None:
        self.vendor = vendor
        self.country = country
        # Whoever comes again stays; of the others the oldest half goes at once.
        self.known: dict[str, FoundPerson | None] = {}
        self.older: dict[str, FoundPerson | None] = {}

    def person(self, said: PersonFound, *, is_buyer: bool = False) -> FoundPerson | None:
        key = f"{is_buyer:d}{_key(said)}"
        if key not in self.known:
            if len(self.known) >= self.MOST_KNOWN:
                self.older, self.known = self.known, {}
            if key in self.older:
                self.known[key] = self.older[key]
            else:
                self.known[key] = found_person(said, self.vendor, self.country, is_buyer=is_buyer)
        return self.known[key]


def found_person(
    said: PersonFound, vendor: str, country: str, *, is_buyer: bool = False
) -> FoundPerson | None:
    """None if the record names nobody: a masked or anonymous buyer, an empty card. `is_buyer`: it tells a sale."""
    if "@" in said.name or _MAY_HOLD_A_NUMBER(said.name):
        said = _ways_apart(said, country)
    own = _OWN_CARD.fullmatch(said.vendor_id) if vendor == CARDS else None
    whole = squeezed(said.name)[:200]
    if own and whole == own[1]:
        whole = ""  # a card must call them something: whoever has no name is called by their code there
    kind = name_kind(whole or f"{said.given_name} {said.family_name}".strip() or said.organisation)
    ways = found_ways(said.ways, country)
    nameless = kind in ("masked", "none") and not said.given_name
    if nameless and not ways and not said.vendor_id and not said.organisation and not said.nickname:
        return None
    name = parse(whole, squeezed(said.given_name), squeezed(said.family_name))
    is_company = said.is_company or kind == "organisation"
    has_own_parts = bool(said.given_name or said.family_name)
    has_parts = not nameless and kind != "household" and (has_own_parts or not is_company)
    number = said.vendor_id or (_number(said) if is_buyer and not ways and not nameless else "")
    fields: dict[str, Any] = {
        "vendor": OWN if own else vendor,
        "vendor_id": (own[1] if own else number)[:120],
        "name": "" if nameless else whole,
        "given_name": name.given[:100] if has_parts else "",
        "family_name": name.family[:100] if has_parts else "",
        "nickname": squeezed(said.nickname)[:100],
        "organisation": squeezed(said.organisation)[:200],
        "job": squeezed(said.job)[:200],
        "is_company": is_company,
        "street": squeezed(said.street)[:200],
        "city": squeezed(said.city)[:100],
        "postcode": squeezed(said.postcode)[:20],
        "country": squeezed(said.country)[:60],
        "birthday": said.birthday[:10],
        "note": said.note.strip()[:5000],
        "tags": [tag[:80] for tag in said.tags[:40]],
        "referred_by": squeezed(said.referred_by)[:200],
        "relations": [[kind[:40], who[:120]] for kind, who in said.relations[:20]],
        "may_mail": said.may_mail,
        "more": _more(said),
    }
    told = digest_of(*fields.values(), *(f"{way.kind}:{way.value}:{way.label}" for way in ways))
    fields["door"] = door_of(fields)
    found = FoundPerson(
        told, {name: value for name, value in fields.items() if value or value is False}, ways
    )
    found.shown = shown(found)
    found.who = (ways[0].key or ways[0].value) if ways else _known_by(found)
    found.reach = ", ".join(way.value for way in ways[:2])
    return found


def _ways_apart(said: PersonFound, country: str) -> PersonFound:
    """`Nora Ash <nora@ash.example>` and `Nora Ash 020 7946 0958` are Nora Ash, and how she is reached."""
    words, ways = said.name.split(), said.ways[:]
    mails = {word: key for word in words if (key := mail_key(word.strip("()[]")))}
    name = " ".join(word for word in words if word not in mails)
    ways += [WayFound("email", mail) for mail in mails.values()]
    if (found := _MAY_HOLD_A_NUMBER(name)) and phone_key(found[0], country):
        name = name.replace(found[0], " ").replace("( )", "")
        ways.append(WayFound("phone", found[0].strip()))
    return replace(said, name=squeezed(name).rstrip(" ,;:-("), ways=ways)


def shown(found: FoundPerson) -> str:
    """What to call them where the file is looked at: as the list of people will."""
    says = found.says
    name, given, family = says("name"), says("given_name"), says("family_name")
    stands_for_it = mail_of(found.ways), phone_of(found.ways)
    return called(name, given, family, says("nickname"), says("organisation"), *stands_for_it)


def _known_by(found: FoundPerson) -> str:
    """By this a sale without a number knows its buyer. It must stay as it is: such sales in the books bear it."""
    full = f"{found.says('given_name')} {found.says('family_name')}".strip()
    return full or found.says("name") or found.says("organisation") or found.says("nickname")


def _number(said: PersonFound) -> str:
    """A shop that tells its buyers by name alone knows them by it: what is noted with one sale, and not with another,
    makes no second person. Two of one name it tells apart only by where they live.

    As it is written: so whoever is forgotten is found in it by their name.
    """
    name = said.name or f"{said.given_name} {said.family_name}"
    told = (name, said.organisation, said.street, said.postcode, said.city)
    return squeezed(" ".join(told)).casefold()


def _more(said: PersonFound) -> dict[str, Any]:
    """What is kept for rooms that come later, as JSON has it."""
    reviews = [
        {
            "text": one.text[:5000],
            "stars": one.stars,
            "on": one.on and one.on.isoformat(),
            "about": one.about[:120],
        }
        for one in said.reviews[:50]
    ]
    days = {"connected_on": said.connected_on, "talked_on": said.talked_on}
    told: dict[str, Any] = {name: on.isoformat() for name, on in days.items() if on}
    if said.interest:
        told["interest"] = said.interest
    return told | ({"reviews": reviews} if reviews else {})


def found_ways(ways: list[WayFound], country: str) -> list[FoundWay]:
    """Every way to reach them, each once, two numbers in one cell taken apart."""
    found: dict[tuple[str, str], FoundWay] = {}
    for way in chain.from_iterable(map(_in_its_column, ways[: limits.WAYS])):
        for key, value in _parts(way, country):
            value = squeezed(value)[:254]
            if value:
                told = FoundWay(way.kind, key[:254], value, way.label.lower()[:40])
                found.setdefault((way.kind, key or value), told)
    return list(found.values())


def _in_its_column(way: WayFound) -> list[WayFound]:
    """A mail among the phones is in the wrong column, and right all the same."""
    if way.kind not in ("phone", "whatsapp") or "@" not in way.value:
        return [way]
    words = re.split(r"[\s;,|]+", way.value)
    mails = [word for word in words if "@" in word and mail_key(word)]
    rest = " ".join(word for word in words if word not in mails)
    phones = [way._replace(value=rest)] if rest.strip() else []
    return [*phones, *(way._replace(kind="email", value=mail) for mail in mails)]


def _parts(way: WayFound, country: str) -> Iterator[tuple[str, str]]:
    """Key and value of each address in a cell."""
    if way.kind == "email":
        for part in split_mails(way.value):
            yield mail_key(part), part
    elif way.kind in ("phone", "whatsapp"):
        for part in split_numbers(way.value):
            yield phone_key(part, country), part
    elif way.kind == "linkedin":
        yield way.value.strip().lower().rstrip("/"), way.value
    else:
        yield "", way.value


class SaleKeys:
    """Names for the sales of one file: the vendor's number, or content and count without one."""

    def __init__(self, cards: Cards) -> None:
        self.cards = cards
        self.seen: dict[str, int] = {}

    def found(self, sale: SaleFound, buyer: FoundPerson | None) -> FoundSale:
        card = self.cards.hashed(sale.card) if sale.card and buyer else ""
        # As digest_of would make it of these; sales come by the million.
        told = _hash(
            f"{sale.on and sale.on.toordinal()}\x1f{sale.at and sale.at.timestamp()}\x1f{sale.currency}"
            f"\x1f{sale.goods_cents}\x1f{sale.tax_cents}\x1f{sale.shipping_cents}\x1f{sale.tip_cents}\x1f{sale.is_gross}\x1f{sale.is_partial}"
            f"\x1f{sale.status}\x1f{sale.refund_of}\x1f{sale.is_refund}\x1f{sale.lines}"
            f"\x1f{buyer.digest if buyer else ''}{card and _PART + card}"
        )
        if sale.vendor_id:
            return FoundSale(sale.vendor_id[:120], told, sale, card)
        who = buyer.who if buyer else ""
        content = digest_of(sale.on, sale.currency, sale.goods_cents, sale.is_refund, sale.lines, who)
        # Two equal rows of one file are two sales; the same file again has the same two.
        self.seen[content] = count = self.seen.get(content, 0) + 1
        return FoundSale(f"~{content}.{count}", told, sale, card)
