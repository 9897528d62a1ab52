"""People, with the field names of the Open Supporter Data Interface where the thing exists there."""

import hashlib
import json
from typing import Annotated, Any, Literal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from goodword.accounts.access import rows_for
from goodword.accounts.jobs import ask
from goodword.accounts.models import Business
from goodword.desk.osdi import osdi_people
from goodword.lib.mails import mail_key
from goodword.lib.phones import phone_key
from goodword.people.by_software import Told, WasForgotten, tell_person
from goodword.people.models import Claim, Person, Way

from .addresses import ROOT
from .door import Key
from .found import find_person
from .models import Once
from .paging import page_of
from .paging import told as told_page
from .problems import Mistake, Problem, refuse
from .scopes import Scope
from .shapes import Asked, In, Moment, Page, text

router = Router(tags=["people"])


class MailIn(In):
    address: Annotated[str, text(254, 3)]


class PhoneIn(In):
    number: Annotated[str, text(40, 3)]


class AddressIn(In):
    address_lines: Annotated[list[Annotated[str, text(200)]], Field(max_length=3)] = []
    locality: Annotated[str, text(100)] = ""
    postal_code: Annotated[str, text(20)] = ""
    country: Annotated[str, text(60)] = ""


class PersonIn(In):
    given_name: Annotated[str, text(100)] = ""
    family_name: Annotated[str, text(99)] = ""
    employer: Annotated[str, text(200)] = ""
    occupation: Annotated[str, text(200)] = ""
    email_addresses: Annotated[list[MailIn], Field(max_length=10)] = []
    phone_numbers: Annotated[list[PhoneIn], Field(max_length=10)] = []
    postal_addresses: Annotated[list[AddressIn], Field(max_length=1)] = []


class MailOut(Schema):
    primary: bool
    address: str
    address_type: str
    status: str = ""


class PhoneOut(Schema):
    primary: bool
    number: str
    number_type: str


class AddressOut(Schema):
    primary: bool
    address_lines: list[str] = []
    locality: str = ""
    postal_code: str = ""
    country: str = ""


class ProfileOut(Schema):
    provider: str
    url: str


class PersonOut(Schema):
    """What is not known is left out. `identifiers` has every code that was ever theirs; `code` is today's."""

    code: str
    identifiers: list[str]
    created_date: str
    modified_date: str
    given_name: str = ""
    family_name: str = ""
    employer: str = ""
    occupation: str = ""
    birthdate: dict[str, int] = {}
    email_addresses: list[MailOut] = []
    phone_numbers: list[PhoneOut] = []
    postal_addresses: list[AddressOut] = []
    profiles: list[ProfileOut] = []
    custom_fields: dict[str, str] = {}


class PeopleAsked(Asked):
    email: Annotated[str, text(254)] = ""
    phone: Annotated[str, text(40)] = ""
    updated_since: Moment | None = None
    kind: Literal["", "customer", "ally", "trade", "press", "staff", "family", "unsorted"] = ""


class PersonKept(Schema):
    """Whose code it is, and no more: what the books know of them is for a key that may read people."""

    code: str


def people_told(people: list[Person]) -> list[dict[str, Any]]:
    return [{"code": one.code, **told} for one, told in zip(people, osdi_people(people), strict=True)]


@router.get(
    "/people", response=Page[PersonOut], auth=Key(Scope.READ_PEOPLE), exclude_unset=True, summary="People"
)
def people(request: Any, asked: Query[PeopleAsked]) -> Any:
    """Everybody in the books; or those with that mail address, that number, of that kind, or changed since."""
    everyone = rows_for(request.member, Person)
    rows = everyone.filter(kind=asked.kind) if asked.kind else everyone
    mistakes = []
    for kind, typed in (("email", asked.email), ("phone", asked.phone)):
        if not typed:
            continue
        key = mail_key(typed) if kind == "email" else _number(typed, request.business)
        if not key:
            mistakes.append(Mistake(kind, mail_wrong() if kind == "email" else phone_wrong()))
        kinds = [Way.Kind.EMAIL] if kind == "email" else [Way.Kind.PHONE, Way.Kind.WHATSAPP]
        ways = Way.objects.filter(person=OuterRef("pk"), kind__in=kinds, key=key, is_wrong=False)
        rows = rows.filter(Exists(ways.filter(claim__source__state="here")))
    refuse(mistakes)
    if asked.updated_since:
        newer = Claim.objects.filter(person=OuterRef("pk"), at__gte=asked.updated_since)
        rows = rows.filter(Q(since__gte=asked.updated_since) | Exists(newer))
    found, onwards = page_of(rows, asked, everyone)
    return told_page(asked, people_told(found), onwards)


@router.get(
    "/people/{code}",
    response={200: PersonOut, 301: None},
    auth=Key(Scope.READ_PEOPLE),
    exclude_unset=True,
    summary="One person",
)
def person(request: Any, code: str) -> Any:
    """By their code. One whose entry was joined to another's since has moved there (301)."""
    found = find_person(request.member, code)
    if found is None:
        raise Http404
    if found.code != code.upper():
        return redirect(f"{ROOT}people/{found.code}", permanent=True)
    [told] = people_told([found])
    return told


Idempotency = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


ONCE: Any = Header(..., alias="Idempotency-Key")


@router.post(
    "/people",
    response={200: PersonKept, 201: PersonKept},
    auth=Key(Scope.ADD_PEOPLE),
    summary="Add a person",
)
def add_person(request: Any, told: PersonIn, idempotency_key: Idempotency = ONCE) -> Any:
    """Tell of a person. Whether the books know them already (the same mail address, the same number with a name that
    fits) is settled within moments; their code then leads to the one entry. The same Idempotency-Key again, for ever,
    answers with the same person and 200.
    """
    said = _said(told, request.business)
    body = json.dumps(told.model_dump(), sort_keys=True, ensure_ascii=False)
    key, digest = (hashlib.sha256(one.encode()).hexdigest() for one in (idempotency_key, body))
    with transaction.atomic():
        # Two requests with one key come one after the other; on SQLite every writer waits anyway.
        Business.every.select_for_update(no_key=True).get(pk=request.business.pk)
        before = Once.objects.filter(business=request.business, key=key).select_related("person").first()
        if before is None:
            kept = _keep(request, said, key, digest)
            return Status(201, {"code": kept.code})
    return Status(200, {"code": _as_before(request, before, digest).code})


def _keep(request: Any, said: Told, key: str, digest: str) -> Person:
    try:
        claim = tell_person(request.business, request.key.source, said, request.now)
    except WasForgotten:
        raise Problem(
            409, _("Somebody who is reached like this asked to be forgotten, and stays so.")
        ) from None
    kept = Person.every.get(pk=claim.person_id)
    Once.objects.create(business=request.business, key=key, said=digest, person=kept, at=request.now)
    ask(request.business, "referrals.resettle", f"api {kept.code}", request.now, claims=[claim.pk])
    return kept


def _as_before(request: Any, before: Once, digest: str) -> Person:
    if before.person is None:
        raise Problem(409, _("Whoever came of this Idempotency-Key is not in the books any more."))
    if before.said != digest:
        raise Problem(
            409, _("This Idempotency-Key came before, with something else. Use a new one for each person.")
        )
    found = find_person(request.member, before.person.code)
    if found is None:
        raise Problem(409, _("Whoever came of this Idempotency-Key is not in the books any more."))
    return found


def mail_wrong() -> str:
    return _("This is not a mail address. Write it like dana@example.com.")


def phone_wrong() -> str:
    return _("This is not a phone number that we know. Write it with its country, like +12125550147.")


def _number(typed: str, business: Business) -> str:
    """OSDI writes a number in figures alone, its country first; people write it as at home."""
    return phone_key(typed, business.country) or phone_key(f"+{typed}", "")


def _said(told: PersonIn, business: Business) -> Told:
    mistakes, ways = [], []
    for n, mail in enumerate(told.email_addresses):
        ways.append(("email", mail_key(mail.address), mail.address))
        if not ways[-1][1]:
            mistakes.append(Mistake(f"email_addresses.{n}.address", mail_wrong()))
    for n, phone in enumerate(told.phone_numbers):
        ways.append(("phone", _number(phone.number, business), phone.number))
        if not ways[-1][1]:
            mistakes.append(Mistake(f"phone_numbers.{n}.number", phone_wrong()))
    if not (told.given_name or told.family_name or told.employer or ways):
        mistakes.append(Mistake("", _("A name, a mail address or a phone number is needed.")))
    refuse(mistakes)
    home = told.postal_addresses[0] if told.postal_addresses else AddressIn()
    return Told(
        given_name=told.given_name,
        family_name=told.family_name,
        organisation=told.employer,
        job=told.occupation,
        street=", ".join(filter(None, home.address_lines))[:200],
        city=home.locality,
        postcode=home.postal_code,
        country=home.country,
        ways=ways,
    )
