"""From what a record says to the rows that would be kept: keys, digests, names taken apart. Keeps nothing."""

import hashlib
from dataclasses import dataclass, field

from goodword.lib.mails import mail_key, split_mails
from goodword.lib.names import name_kind, parse
from goodword.lib.phones import phone_key, split_numbers
from goodword.lib.text import squeezed

from .records import PersonFound, SaleFound


@dataclass(slots=True)
class FoundWay:
    kind: str
    key: str
    value: str
    label: str


@dataclass(slots=True)
class FoundPerson:
    """A person as a claim would keep them."""

    digest: str
    fields: dict[str, object]
    ways: list[FoundWay]
    referred_by: str = ""

    @property
    def vendor_id(self) -> str:
        return str(self.fields["vendor_id"])


@dataclass(slots=True)
class FoundSale:
    vendor_id: str
    digest: str
    sale: SaleFound = field(repr=False)


def digest_of(*parts: object) -> str:
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def found_person(person: PersonFound, vendor: str, country: str) -> FoundPerson | None:
    """None if the record names nobody: a masked or anonymous buyer, an empty card."""
    whole = squeezed(person.name)[:200]
    kind = name_kind(whole or f"{person.given_name} {person.family_name}".strip() or person.organisation)
    ways = found_ways(person, country)
    nameless = kind in ("masked", "none") and not person.given_name
    if nameless and not ways and not person.vendor_id and not person.organisation and not person.nickname:
        return None
    name = parse(whole, squeezed(person.given_name), squeezed(person.family_name))
    is_household = kind == "household"
    fields: dict[str, object] = {
        "vendor": vendor,
        "vendor_id": person.vendor_id[:120],
        "name": "" if nameless else whole,
        "given_name": "" if nameless or is_household else name.given[:100],
        "family_name": "" if nameless or is_household else name.family[:100],
        "nickname": squeezed(person.nickname)[:100],
        "organisation": squeezed(person.organisation)[:200],
        "job": squeezed(person.job)[:200],
        "is_company": person.is_company or kind == "organisation",
        "street": squeezed(person.street)[:200],
        "city": squeezed(person.city)[:100],
        "postcode": squeezed(person.postcode)[:20],
        "country": squeezed(person.country)[:60],
        "birthday": person.birthday[:10],
        "note": person.note.strip()[:5000],
        "tags": [tag[:80] for tag in person.tags[:40]],
        "referred_by": squeezed(person.referred_by)[:200],
        "relations": [[kind[:40], who[:120]] for kind, who in person.relations[:20]],
        "may_mail": person.may_mail,
    }
    told = digest_of(*fields.values(), *(f"{way.kind}:{way.value}:{way.label}" for way in ways))
    return FoundPerson(told, fields, ways, str(fields["referred_by"]))


def found_ways(person: PersonFound, country: str) -> list[FoundWay]:
    """Every way to reach them, each once, two numbers in one cell taken apart."""
    found: dict[tuple[str, str], FoundWay] = {}
    for way in person.ways[:60]:
        if way.kind == "email":
            parts = [(mail_key(part), part) for part in split_mails(way.value)]
        elif way.kind in ("phone", "whatsapp"):
            parts = [(phone_key(part, country), part) for part in split_numbers(way.value)]
        else:
            parts = [(way.value.strip().lower().rstrip("/") if way.kind == "linkedin" else "", way.value)]
        for key, value in parts:
            value = squeezed(value)[:254]
            if value:
                found.setdefault(
                    (way.kind, key or value), FoundWay(way.kind, key[:254], value, way.label.lower()[:40])
                )
    return list(found.values())


class SaleKeys:
    """Names for the sales of one file: the vendor's number, or content and count without one."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def found(self, sale: SaleFound, buyer: FoundPerson | None) -> FoundSale:
        told = digest_of(
            sale.on,
            sale.at,
            sale.currency,
            sale.goods_cents,
            sale.tax_cents,
            sale.shipping_cents,
            sale.tip_cents,
            sale.is_gross,
            sale.status,
            sale.refund_of,
            sale.is_refund,
            sale.lines,
            buyer.digest if buyer else "",
        )
        if sale.vendor_id:
            return FoundSale(sale.vendor_id[:120], told, sale)
        who = (buyer.ways[0].key if buyer.ways else str(buyer.fields["name"])) if buyer else ""
        content = digest_of(sale.on, sale.currency, sale.goods_cents, sale.is_refund, sale.lines, who)
        # Two equal rows of one file are two sales; the same file again has the same two.
        self.seen[content] = count = self.seen.get(content, 0) + 1
        return FoundSale(f"~{content}.{count}", told, sale)
