"""Addresses that other programs tell of sales at, signed: no key, since such programs send none."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import BaseModel, Field, ValidationError

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business
from goodword.accounts.sealing import WrongSecret
from goodword.lib.mails import mail_key
from goodword.lib.phones import phone_key
from goodword.people.by_software import Told, tell_buyer
from goodword.referrals.sharing import find_link
from goodword.sales.by_software import standing, tell_sale

from .brought import keep_ref
from .door import welcome
from .models import Inlet
from .people import MailIn, PhoneIn, mail_wrong, phone_wrong
from .problems import Mistake, Problem, mistake_of, refuse
from .sales import SaleKept, SaleTold, said_of, sale_mistakes
from .shapes import In, text
from .signing import BadSignature, check_standard, check_stripe
from .stripe import keep
from .stripe_events import StripeEvent, hear

router = Router(tags=["told by other programs"])


class BuyerIn(In):
    given_name: Annotated[str, text(100)] = ""
    family_name: Annotated[str, text(99)] = ""
    email_addresses: Annotated[list[MailIn], Field(max_length=10)] = []
    phone_numbers: Annotated[list[PhoneIn], Field(max_length=10)] = []


class SignedSale(SaleTold):
    """A sale as for `POST /api/v1/sales`, and who bought: whoever has the same mail address is the same person. `ref`
    is what the buyer brought along: the token of an advocate's link, or their spoken code."""

    buyer: BuyerIn = BuyerIn()
    ref: Annotated[str, text(40)] = ""


class Heard(Schema):
    """`kept`: whether it was new. What is no news is fine, and is not to be sent again."""

    kept: bool
    words: str


def _body(shape: type[BaseModel], example: Any) -> dict[str, Any]:
    ref = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref, "example": example}},
        }
    }


EXAMPLE = {
    "number": "1001",
    "on": "2026-02-20",
    "goods_cents": 1250,
    "buyer": {
        "given_name": "Eli",
        "family_name": "Reed",
        "email_addresses": [{"address": "eli@reed.example"}],
    },
    "ref": "KTR42",
}
STRIPE_EXAMPLE = {
    "id": "evt_1",
    "type": "charge.refunded",
    "created": 1771600000,
    "livemode": True,
    "data": {
        "object": {
            "id": "ch_1",
            "created": 1771500000,
            "amount": 1250,
            "amount_refunded": 400,
            "currency": "usd",
        }
    },
}
BODIES: dict[str, type[BaseModel]] = {"SignedSale": SignedSale, "StripeEvent": StripeEvent}


@router.post(
    "/hooks/sale/{code}",
    response={200: SaleKept, 201: SaleKept},
    auth=None,
    summary="A signed sale",
    openapi_extra=_body(SignedSale, EXAMPLE),
)
def sale(request: Any, code: str) -> Any:
    """For a program that can send a signed message and nothing more. It is signed as Standard Webhooks says
    (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with the secret of the address. The same `number` again is
    the same sale; told otherwise, it is changed."""
    inlet = _inlet(request, Inlet.Kind.SALE, code)
    with _signed():
        check_standard(_secret(inlet), request.headers, request.body, request.now)
    told: SignedSale = _read(SignedSale, request.body)
    return _keep_sale(request, inlet, told)


def _keep_sale(request: Any, inlet: Inlet, told: SignedSale) -> Any:
    business = inlet.business
    mistakes = sale_mistakes(told, business)
    buyer = _buyer(told.buyer, business, mistakes)
    if told.ref and find_link(business.pk, told.ref) is None:
        mistakes.append(Mistake("ref", _("Nobody has this link, or this code to say.")))
    refuse(mistakes)
    with transaction.atomic():
        Business.every.select_for_update(no_key=True).get(pk=business.pk)
        claim, is_new = tell_buyer(business, inlet.source, buyer, request.now)
        said = said_of(told, business, claim.person if claim else None) | {"claim": claim}
        outcome = tell_sale(
            business, inlet.source, request.now, account=told.account, number=told.number, **said
        )
        if claim:
            keep_ref(inlet, told.ref, claim, told.on, f"sale:{told.account}:{told.number}", request.now)
            if is_new:
                ask(business, "referrals.resettle", f"inlet {claim.pk}", request.now, claims=[claim.pk])
    kept = standing(business, told.account, told.number)
    assert kept is not None
    inlet.was_heard(request.now)
    answer = {"account": kept.account, "number": kept.vendor_id, "state": kept.state}
    return Status(201 if outcome == "new" else 200, answer)


def _buyer(told: BuyerIn, business: Business, mistakes: list[Mistake]) -> Told:
    ways = []
    for n, mail in enumerate(told.email_addresses):
        ways.append(("email", mail_key(mail.address), mail.address))
        if not ways[-1][1]:
            mistakes.append(Mistake(f"buyer.email_addresses.{n}.address", mail_wrong()))
    for n, phone in enumerate(told.phone_numbers):
        ways.append(("phone", phone_key(phone.number, business.country), phone.number))
        if not ways[-1][1]:
            mistakes.append(Mistake(f"buyer.phone_numbers.{n}.number", phone_wrong()))
    return Told(given_name=told.given_name, family_name=told.family_name, ways=ways)


@router.post(
    "/hooks/stripe/{code}",
    response=Heard,
    auth=None,
    summary="An event of Stripe's",
    openapi_extra=_body(StripeEvent, STRIPE_EXAMPLE),
)
def stripe(request: Any, code: str) -> Any:
    """For Stripe alone: its events `checkout.session.completed`, `invoice.paid`, `charge.succeeded` (and
    `charge.captured`) and `charge.refunded`, signed in `Stripe-Signature`. Events that say nothing of money are
    answered with 200 and left out."""
    inlet = _inlet(request, Inlet.Kind.STRIPE, code)
    with _signed():
        check_stripe(_secret(inlet), request.headers.get("Stripe-Signature", ""), request.body, request.now)
    event: StripeEvent = _read(StripeEvent, request.body)
    inlet.was_heard(request.now)
    if not event.livemode:
        return {"kept": False, "words": _("Only a test: no money moved.")}
    try:
        heard = hear(event, inlet.business.country)
    except ValidationError as wrong:
        raise _wrong(wrong) from None
    if heard is None:
        return {"kept": False, "words": _("Nothing in it about money that came or went.")}
    is_new = keep(inlet, event, heard, request.now)
    return {"kept": is_new, "words": _("Kept.") if is_new else _("Known already.")}


def _inlet(request: HttpRequest, kind: str, code: str) -> Inlet:
    inlet = Inlet.find(kind, code)
    if inlet is None:
        raise Problem(404, _("Nobody listens at this address."))
    welcome(request, inlet.business, inlet.member, f"inlet {inlet.pk}")
    return inlet


def _secret(inlet: Inlet) -> str:
    """Without one anybody could sign. Raises BadSignature."""
    try:
        secret = inlet.own_secret
    except WrongSecret:
        raise BadSignature from None
    if not secret:
        raise BadSignature
    return secret


@contextmanager
def _signed() -> Iterator[None]:
    """Inside, whatever is not signed right is refused in words."""
    try:
        yield
    except BadSignature:
        words = _(
            "This is not signed with the secret of this address, or more than five minutes ago. "
            "Copy the secret again, and look at the clock of the sender."
        )
        raise Problem(400, words) from None


def _read(shape: Any, body: bytes) -> Any:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, _("What came is not JSON that can be read.")) from None
    try:
        return shape.model_validate(told)
    except ValidationError as wrong:
        raise _wrong(wrong) from None


def _wrong(wrong: ValidationError) -> Problem:
    mistakes = [mistake_of({**one, "loc": ("body", *one["loc"])}) for one in wrong.errors()]
    return Problem(422, _("Not kept: see what is wrong with each field."), mistakes)
