"""People as the Open Supporter Data Interface writes them: `osdi:people`, one collection on one page.

Field names and shapes: opensupporter.github.io/osdi-docs/people.html. What has no place there is left out but
for the custom fields, and a number without its country, which may not stand among the phone numbers.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from goodword.accounts.models import Business, Source
from goodword.accounts.places import countries
from goodword.people.models import Claim, Consent, Person, Way
from goodword.talks.mailing import UNSUBSCRIBED

from .leaving import in_chunks

MAIL_TYPES = {"home": "Personal", "personal": "Personal", "work": "Work"}
NUMBER_TYPES = {"home": "Home", "work": "Work", "mobile": "Mobile", "cell": "Mobile", "fax": "Fax"}
Told = dict[str, Any]


@dataclass(slots=True)
class _Known:
    """What a chunk of people is told from, by person."""

    claims: dict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    ways: dict[int, list[Way]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    no_mail: set[int] = field(default_factory=set)


def osdi_lines(rows: "QuerySet[Person]", business: Business) -> Iterator[str]:
    """The collection, some hundred people at a time; one of them on each line."""
    n = rows.count()
    head = {"total_pages": 1, "per_page": n, "page": 1, "total_records": n}
    yield json.dumps(head)[:-1] + ', "_embedded": {"osdi:people": ['
    comma = "\n"
    for part in in_chunks(rows):
        known = _known(part)
        for person in part:
            yield comma + json.dumps(osdi_person(person, known), ensure_ascii=False)
            comma = ",\n"
    yield "\n]}}\n"


def osdi_people(people: Sequence[Person]) -> list[Told]:
    """A few people, each as one `osdi:person`."""
    known = _known(people)
    return [osdi_person(person, known) for person in people]


def _known(people: Sequence[Person]) -> _Known:
    known = _Known()
    here = {"person__in": people}
    for claim in Claim.objects.filter(source__state=Source.State.HERE, **here).order_by(
        "-by_hand", "-at", "-pk"
    ):
        known.claims[claim.person_id].append(claim)
        if claim.may_mail is False:
            known.no_mail.add(claim.person_id)
    ways = Way.objects.filter(is_wrong=False, claim__source__state=Source.State.HERE, **here)
    for way in ways.order_by("-claim", "pk"):
        known.ways[way.person_id].append(way)
    said = Consent.objects.filter(says=Consent.Says.NEVER, why=UNSUBSCRIBED, taken_back_at=None, **here)
    known.no_mail |= set(said.values_list("person", flat=True))
    for kept, code in (
        Person.every.filter(joined_into__in=people).order_by("pk").values_list("joined_into", "code")
    ):
        assert kept is not None
        known.codes[kept].append(code)
    return known


def osdi_person(person: Person, known: _Known) -> Told:
    """One `osdi:person`. What is not known is left out."""
    claims, ways = known.claims[person.pk], known.ways[person.pk]
    told: Told = {
        # A code that was theirs before two entries were joined stays theirs.
        "identifiers": [f"goodword:{code}" for code in (person.code, *known.codes[person.pk])],
        "created_date": _moment(person.since),
        "modified_date": _moment(max([person.since, *(claim.at for claim in claims)])),
        **_named(person),
        "occupation": _first(claim.job for claim in claims),
        "birthdate": _birthdate(_first(claim.birthday for claim in claims)),
        "email_addresses": _mails(person, ways, is_no=person.pk in known.no_mail),
        "phone_numbers": _phones(person, ways),
        "postal_addresses": _addresses(claims),
        "profiles": _profiles(ways),
        "custom_fields": _custom(person, claims, ways),
    }
    return {name: value for name, value in told.items() if value}


def _named(person: Person) -> Told:
    given, family, employer = person.given_name, person.family_name, person.organisation
    if person.is_company:
        return {"employer": employer or person.name}
    return {
        "given_name": given or ("" if family else person.name),
        "family_name": family,
        "employer": employer,
    }


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _birthdate(text: str) -> dict[str, int]:
    """From 1973-06-02, or --06-02 where no year is known."""
    parts = text.replace("--", "0-", 1).split("-") if text.startswith("--") else text.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return {}
    year, month, day = map(int, parts)
    return {"month": month, "day": day} | ({"year": year} if year else {})


def _mails(person: Person, ways: Sequence[Way], *, is_no: bool) -> list[Told]:
    found: dict[str, Told] = {}
    for way in ways:
        if way.kind == Way.Kind.EMAIL and (address := way.key or way.value) not in found:
            found[address] = {"address": address, "address_type": MAIL_TYPES.get(way.label.lower(), "Other")}
            if is_no:
                found[address]["status"] = "unsubscribed"
    return _with_primary(found, person.email)


def _phones(person: Person, ways: Sequence[Way]) -> list[Told]:
    """Numbers with their country, in figures alone, as the specification wants them."""
    found: dict[str, Told] = {}
    for way in ways:
        if (
            way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP)
            and way.key.startswith("+")
            and way.key not in found
        ):
            kind = NUMBER_TYPES.get(way.label.lower(), "Other")
            found[way.key] = {"number": way.key[1:], "number_type": kind}
    return _with_primary(found, person.phone)


def _with_primary(found: dict[str, Told], shown: str) -> list[Told]:
    """The one that the page shows is the primary one, and stands first; there is one at most."""
    first = shown if shown in found else next(iter(found), "")
    return [
        {"primary": key == first} | told
        for key, told in sorted(found.items(), key=lambda one: one[0] != first)
    ]


def _addresses(claims: Sequence[Claim]) -> list[Told]:
    """Each address once, the newest first."""
    found: dict[tuple[str, ...], Told] = {}
    for claim in claims:
        key = (claim.street, claim.postcode, claim.city, claim.country)
        if not any(key[:3]) or key in found:
            continue
        code = _country_code(claim.country)
        lines = [claim.street, *([claim.country] if not code else [])]
        told = {
            "address_lines": [line for line in lines if line],
            "locality": claim.city,
            "postal_code": claim.postcode,
            "country": code,
        }
        found[key] = {"primary": not found} | {name: value for name, value in told.items() if value}
    return list(found.values())


def _country_code(text: str) -> str:
    """Two letters (ISO 3166-1); "" for what is no country that we know."""
    known = countries()
    if (code := text.strip().upper()) in known:
        return code
    usual = {"USA": "US", "UK": "GB", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB"}
    by_name = {name.upper(): code for code, name in known.items()}
    return usual.get(code) or by_name.get(code, "")


def _profiles(ways: Sequence[Way]) -> list[Told]:
    urls = dict.fromkeys(way.value for way in ways if way.kind == Way.Kind.LINKEDIN)
    return [{"provider": "LinkedIn", "url": url} for url in urls]


def _custom(person: Person, claims: Sequence[Claim], ways: Sequence[Way]) -> dict[str, str]:
    phones = [way.value for way in ways if way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP) and not way.key]
    told = {
        "kind": person.kind,
        "may_ask": "no" if person.never_ask else "",
        "left_out": "yes" if person.left_out else "",
        "tags": ", ".join(dict.fromkeys(str(tag) for claim in claims for tag in claim.tags)),
        "website": "; ".join(dict.fromkeys(way.value for way in ways if way.kind == Way.Kind.WEB)),
        "phone_as_written": "; ".join(dict.fromkeys(phones)),
    }
    return {name: value for name, value in told.items() if value}
