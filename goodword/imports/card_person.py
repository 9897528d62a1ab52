"""From the properties of a card to a person: what each property tells, in one table at the end."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from goodword.lib.mails import mail_key
from goodword.lib.text import squeezed

from .card_lines import Property, clean
from .card_values import birthday, is_stable, label_of_types, one_line, own_label
from .records import PersonFound, WayFound


@dataclass(slots=True)
class _Address:
    rank: int
    label: str
    street: str
    city: str
    postcode: str
    country: str

    def __str__(self) -> str:
        told = ", ".join(filter(None, (self.street, f"{self.postcode} {self.city}".strip(), self.country)))
        return f"{self.label}: {told}" if self.label else told


@dataclass(slots=True)
class Draft:
    """A person, as far as the properties of a card have told it."""

    labels: dict[str, str]
    person: PersonFound = field(default_factory=PersonFound)
    name_parts: list[str] = field(default_factory=list)
    addresses: list[_Address] = field(default_factory=list)
    printed_address: str = ""
    role: str = ""
    notes: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)  # what has no place of its own: the end of the note
    agents: list[str] = field(default_factory=list)
    no_ways: list[tuple[str, str]] = field(default_factory=list)  # property and value of what reaches nobody
    is_list: bool = False

    @classmethod
    def of(cls, found: Iterable[Property]) -> "Draft":
        draft = cls({})
        found = list(found)
        for one in found:
            if one.head.name == "X-ABLABEL" and one.head.group:
                draft.labels[one.head.group] = own_label(one.text())
        for one in found:
            if take := _TAKES.get(one.head.name):
                take(draft, one)
        return draft

    def label(self, one: Property) -> str:
        head = one.head
        if head.group and (own := self.labels.get(head.group)):
            return own
        return label_of_types(head.parameters.types) if head.parameters.types else ""

    def finished(self, not_ids: set[str]) -> PersonFound:
        person = self.person
        self._settle_name()
        self._settle_address()
        person.job = person.job or self.role
        person.note = "\n".join(filter(None, (*self.notes, *self.beside)))
        if person.vendor_id and (person.vendor_id in not_ids or not is_stable(person.vendor_id)):
            person.vendor_id = ""
        return person

    def _settle_name(self) -> None:
        person = self.person
        parts = [*self.name_parts, "", "", "", "", ""]
        person.family_name, person.given_name = squeezed(parts[0]), squeezed(parts[1])
        if _is_only_a_way(person):
            person.name = ""
        in_order = (parts[3], parts[1], parts[2].replace(",", " "), parts[0], parts[4])
        if not person.name:
            person.name = squeezed(" ".join(in_order))
        elif any(parts[2:5]) and not set(_words(*parts[2:5])) <= set(_words(person.name)):
            self.beside.append(squeezed(" ".join(in_order)))  # "Mr.", a middle name, "M.Sc."
        if not (person.given_name or person.family_name) and person.name in ("", person.organisation):
            person.is_company = person.is_company or bool(person.organisation and not person.nickname)
            person.name = person.name or (person.nickname or person.organisation)
        if person.is_company and person.organisation and (person.given_name or person.family_name):
            # A company may have somebody's name on its card: whom to ask for there.
            person.relations.append(("contact", f"{person.given_name} {person.family_name}".strip()))
            person.name, person.given_name, person.family_name = person.organisation, "", ""

    def _settle_address(self) -> None:
        """Home first, then the preferred one; the others are kept in the note."""
        person = self.person
        if not self.addresses:
            person.street = one_line(self.printed_address)
            return
        first, *others = sorted(self.addresses, key=lambda address: address.rank)
        person.street, person.city = first.street, first.city
        person.postcode, person.country = first.postcode, first.country
        self.beside += map(str, others)


def _words(*texts: str) -> list[str]:
    return " ".join(texts).replace(",", " ").split()


def _is_only_a_way(person: PersonFound) -> bool:
    """Whether the name is but a mail or a number, which is kept as a way to reach them."""
    if key := mail_key(person.name) if "@" in person.name else "":
        if key not in {mail_key(way.value) for way in person.ways if way.kind == "email"}:
            person.ways.append(WayFound("email", person.name))
        return True
    if person.name[:1].isalpha():  # nearly everybody: no need to look at each letter
        return False
    digits = "".join(filter(str.isdigit, person.name))
    if len(digits) < 6 or any(map(str.isalpha, person.name)):
        return False
    if digits not in {"".join(filter(str.isdigit, way.value)) for way in person.ways}:
        person.ways.append(WayFound("phone", person.name))
    return True


# What each property tells


def _take_name(draft: Draft, one: Property) -> None:
    draft.person.name = draft.person.name or squeezed(one.text())


def _take_name_parts(draft: Draft, one: Property) -> None:
    parts = one.parts()
    if any(parts) and not any(draft.name_parts):
        draft.name_parts = parts


def _take_nickname(draft: Draft, one: Property) -> None:
    draft.person.nickname = draft.person.nickname or squeezed(one.text())


def _take_organisation(draft: Draft, one: Property) -> None:
    """A department, and a second place of work, are kept in the note."""
    units = list(filter(None, map(squeezed, one.parts())))
    is_first = not draft.person.organisation
    if units and is_first:
        draft.person.organisation = units[0]
    told = ", ".join(units)
    if len(units) > is_first and told not in draft.beside:
        draft.beside.append(told)


def _take_job(draft: Draft, one: Property) -> None:
    draft.person.job = draft.person.job or squeezed(one.text())


def _take_role(draft: Draft, one: Property) -> None:
    draft.role = draft.role or squeezed(one.text())


def _take_phone(draft: Draft, one: Property) -> None:
    value = one.text()
    if value[:4].lower() == "tel:":
        value = value[4:]
    if any(map(str.isdigit, value)):
        draft.person.ways.append(WayFound("phone", squeezed(value), draft.label(one)))
    elif value:
        draft.no_ways.append((one.name, value))


def _take_mail(draft: Draft, one: Property) -> None:
    value = one.text()
    if value[:7].lower() == "mailto:":
        value = value[7:]
    if "@" in value:
        draft.person.ways.append(WayFound("email", squeezed(value), draft.label(one)))
    elif value:
        draft.no_ways.append((one.name, value))


def _take_page(draft: Draft, one: Property) -> None:
    value = one.text()
    low = value.lower()
    if found := re.search(r"(?:wa\.me/|whatsapp\.com/send\?phone=)\+?(\d{7,15})", low):
        draft.person.ways.append(WayFound("whatsapp", f"+{found[1]}"))
    elif "linkedin.com/" in low:
        draft.person.ways.append(WayFound("linkedin", value))
    elif value:
        draft.person.ways.append(WayFound("web", value, draft.label(one)))


def _take_profile(draft: Draft, one: Property) -> None:
    """X-SOCIALPROFILE: kept if it is a page that can be opened."""
    value = one.text()
    if value.lower().startswith(("http", "www.")) or "linkedin.com/" in value.lower():
        _take_page(draft, one)


def _take_messenger(draft: Draft, one: Property) -> None:
    """IMPP: of the messengers only WhatsApp is a way to write to someone from here."""
    scheme, _, value = one.text().rpartition(":")
    if "whatsapp" in (scheme.lower(), one.parameters.service, *one.parameters.types):
        draft.person.ways.append(WayFound("whatsapp", squeezed(unquote(value))))


def _take_whatsapp(draft: Draft, one: Property) -> None:
    if value := squeezed(one.text()):
        draft.person.ways.append(WayFound("whatsapp", value))


def _take_linkedin(draft: Draft, one: Property) -> None:
    if value := squeezed(one.text()):
        draft.person.ways.append(WayFound("linkedin", value))


def _take_address(draft: Draft, one: Property) -> None:
    parts = [one_line(part) for part in one.parts()]
    box, more, street, city, region, postcode, country = (parts + [""] * 7)[:7]
    if not any(parts):
        draft.printed_address = draft.printed_address or clean(one.parameters.label)
        return
    if region and region != city:
        city = f"{city}, {region}" if city else region
    types = one.parameters.types
    rank = 0 if "home" in types else 1 if "pref" in types else 2
    lines = ", ".join(filter(None, (street, more, box)))
    draft.addresses.append(_Address(rank, draft.label(one), lines, city, postcode, country))


def _take_printed_address(draft: Draft, one: Property) -> None:
    draft.printed_address = draft.printed_address or one.text()


def _take_note(draft: Draft, one: Property) -> None:
    draft.notes.append(one.text())


def _take_birthday(draft: Draft, one: Property) -> None:
    draft.person.birthday = draft.person.birthday or birthday(one.text(), one.parameters.omit_year or "1604")


def _take_tags(draft: Draft, one: Property) -> None:
    for tag in re.split(r"[,;]", one.text()):
        tag = squeezed(tag.strip().removeprefix("* "))
        if tag and tag.lower() not in ("mycontacts", "my contacts") and tag not in draft.person.tags:
            draft.person.tags.append(tag)


def _take_uid(draft: Draft, one: Property) -> None:
    draft.person.vendor_id = re.sub(r"(?i)^urn:uuid:|:ABPerson$", "", one.text())


def _take_kind(draft: Draft, one: Property) -> None:
    kind = one.text().lower()
    draft.is_list = draft.is_list or kind == "group"
    draft.person.is_company = draft.person.is_company or kind in ("org", "organization")


def _take_show_as(draft: Draft, one: Property) -> None:
    draft.person.is_company = draft.person.is_company or one.text().upper() == "COMPANY"


def _take_agent(draft: Draft, one: Property) -> None:
    text = one.text()
    if text.upper().startswith("BEGIN:VCARD"):
        draft.agents.append(text)


def _relate(draft: Draft, kind: str, name: str) -> None:
    name = squeezed(name)
    if not name:
        return
    if re.sub(r"[^a-z]", "", kind) in ("referredby", "empfohlenvon", "recommandepar", "recomendadopor"):
        draft.person.referred_by = draft.person.referred_by or name
    else:
        draft.person.relations.append((kind, name))


def _take_relation(draft: Draft, one: Property) -> None:
    value = one.text()
    if one.parameters.is_uri or re.match(r"(?:urn|https?|mailto|tel):", value, re.IGNORECASE):
        return
    _relate(draft, draft.label(one), value)


def _relation(kind: str) -> Callable[[Draft, Property], None]:
    return lambda draft, one: _relate(draft, kind, one.text())


# Android's own numbers for relations; 0 is a label of one's own.
_ANDROID = (
    " assistant brother child domestic-partner father friend manager mother parent partner referred-by".split(
        " "
    )
)
_ANDROID += ["relative", "sister", "spouse"]


def _take_android(draft: Draft, one: Property) -> None:
    """`vnd.android.cursor.item/relation;Maria;14;;;`"""
    parts = [*one.parts(), "", "", "", ""]
    kind, told = parts[0], parts[1:]
    if kind.endswith("/nickname"):
        draft.person.nickname = draft.person.nickname or squeezed(told[0])
    elif kind.endswith("/relation"):
        number = int(told[1]) if told[1].isascii() and told[1].isdigit() else 0
        _relate(draft, _ANDROID[number] if 0 < number < len(_ANDROID) else told[2].lower(), told[0])


_TAKES: dict[str, Callable[[Draft, Property], None]] = {
    "FN": _take_name,
    "N": _take_name_parts,
    "NICKNAME": _take_nickname,
    "ORG": _take_organisation,
    "TITLE": _take_job,
    "ROLE": _take_role,
    "TEL": _take_phone,
    "X-MS-TEL": _take_phone,
    "EMAIL": _take_mail,
    "URL": _take_page,
    "X-SOCIALPROFILE": _take_profile,
    "IMPP": _take_messenger,
    "X-WHATSAPP": _take_whatsapp,
    "X-LINKEDIN": _take_linkedin,
    "ADR": _take_address,
    "LABEL": _take_printed_address,
    "NOTE": _take_note,
    "BDAY": _take_birthday,
    "CATEGORIES": _take_tags,
    "UID": _take_uid,
    "KIND": _take_kind,
    "X-ADDRESSBOOKSERVER-KIND": _take_kind,
    "X-ABSHOWAS": _take_show_as,
    "AGENT": _take_agent,
    "RELATED": _take_relation,
    "X-ABRELATEDNAMES": _take_relation,
    "X-ANDROID-CUSTOM": _take_android,
    "X-REFERRED-BY": _relation("referred by"),
    "X-REFERREDBY": _relation("referred by"),
    **{
        f"X-{vendor}{kind.upper()}": _relation(kind)
        for kind in ("spouse", "manager", "assistant", "child")
        for vendor in ("", "EVOLUTION-", "MS-")
    },
    **{
        f"X-KADDRESSBOOK-X-{kind.upper()}SNAME": _relation(kind)
        for kind in ("spouse", "manager", "assistant")
    },
}
