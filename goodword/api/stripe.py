"""Payments that Stripe tells of, as sales: a function of all its events, whatever their order, each once or many times.

Events of one payment share a name: a checkout and its payment (pi_), an invoice and its charge (ch_). All that hang
together by such names are one sale. It goes by the charge where one is known, as in Stripe's own table of payments, so
a file of the owner's tells the very same sale. Until then it goes under a vendor of its own, so that the house's rule
for one sale seen twice (sales/twins.py) still finds it beside that file.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business
from goodword.people.by_software import tell_buyer
from goodword.people.restand import restand
from goodword.sales.by_software import rename_sale, tell_sale
from goodword.sales.cards import Cards
from goodword.sales.told_once import Key

from .brought import keep_ref
from .models import Inlet, StripeTelling
from .stripe_events import Heard, StripeEvent

VENDOR, UNCHARGED = "stripe", "stripelive"
NAMES = ("checkout", "intent", "invoice", "charge")
# Who tells an amount best: a checkout the whole, an invoice its payments, a charge only itself.
KINDS = ("checkout", "invoice", "charge")


@transaction.atomic
def keep(inlet: Inlet, event: StripeEvent, heard: Heard, at: datetime) -> bool:
    """Whether it was new."""
    business = Business.every.select_for_update(no_key=True).get(pk=inlet.business_id)
    if StripeTelling.objects.filter(business=business, event=event.id).exists():
        return False
    claim, is_new = tell_buyer(business, inlet.source, heard.buyer, at)
    told = StripeTelling.objects.create(
        business=business,
        event=event.id,
        kind=heard.kind,
        at=datetime.fromtimestamp(event.created, UTC),
        paid_at=heard.paid_at,
        currency=heard.currency,
        cents=heard.cents,
        back_cents=heard.back_cents,
        is_paid=heard.is_paid,
        what=heard.what,
        card=Cards(business.pk).hashed(heard.card) if claim else "",
        claim=claim,
        **heard.names,
    )
    _retell(inlet, business, all_of_one(told), at)
    if claim:
        key = f"stripe:{told.kind}:{getattr(told, told.kind)}"
        keep_ref(inlet, heard.ref, claim, business.day_of(heard.began_at), key, at)
    if claim and is_new:
        ask(business, "referrals.resettle", f"stripe {claim.pk}", at, claims=[claim.pk])
    return True


def all_of_one(told: StripeTelling) -> list[StripeTelling]:
    """All that is told of the same payment, this too."""
    found = {told.pk: told}
    names = _names([told])
    while True:
        shared = Q()
        for name, values in names.items():
            shared |= Q(**{f"{name}__in": values})
        rows = StripeTelling.objects.filter(shared, business_id=told.business_id).select_related("claim")
        found |= {row.pk: row for row in rows}
        if (wider := _names(found.values())) == names:
            return sorted(found.values(), key=lambda one: (KINDS.index(one.kind), one.at, one.event))
        names = wider


def _names(tellings: Iterable[StripeTelling]) -> dict[str, set[str]]:
    told = list(tellings)
    return {name: values for name in NAMES if (values := {getattr(one, name) for one in told} - {""})}


def key_of(tellings: Sequence[StripeTelling]) -> Key:
    """What the sale goes by: its charge, else the surest of the other names."""
    names = _names(tellings)
    for name in ("charge", "intent", "invoice", "checkout"):
        if name in names:
            return (VENDOR if name == "charge" else UNCHARGED), "", min(names[name])
    raise AssertionError("every telling has the name of what it is about")


def _retell(inlet: Inlet, business: Business, tellings: Sequence[StripeTelling], at: datetime) -> None:
    """`tellings` are in the order in which they are believed."""
    key = key_of(tellings)
    people: set[int] = set()
    for name, values in _names(tellings).items():
        for value in sorted(values if name != "charge" else ()):
            if key != (UNCHARGED, "", value):
                people |= rename_sale(business, at, (UNCHARGED, "", value), key)
    claim = next((one.claim for one in tellings if one.claim), None)
    day = business.day_of(_paid_at(tellings))
    card = next((one.card for one in tellings if one.card), "") if claim else ""
    alike = {"person": claim.person if claim else None, "claim": claim, "is_gross": True, "card": card}
    tell_sale(
        business,
        inlet.source,
        at,
        vendor=key[0],
        account="",
        number=key[2],
        on=day,
        at=_paid_at(tellings),
        currency=tellings[0].currency,
        goods_cents=_cents(tellings),
        what=next((one.what for one in reversed(tellings) if one.what), ""),
        says="counted" if any(one.is_paid for one in tellings) else "pending",
        refund_of="",
        **alike,
    )
    for charge, last in _given_back(tellings):
        tell_sale(
            business,
            inlet.source,
            at,
            vendor=VENDOR,
            account="",
            number=f"{charge}/refund",
            on=business.day_of(last.at),
            at=last.at,
            currency=last.currency,
            goods_cents=-last.back_cents,
            what="",
            says="counted",
            refund_of=key[2],
            **alike,
        )
    restand(business.pk, people, at)


def _cents(tellings: Sequence[StripeTelling]) -> int:
    """The first is believed; of charges each pays a part of its own."""
    first = tellings[0]
    if first.kind != "charge":
        return first.cents
    return sum({one.charge: one.cents for one in tellings}.values())


def _paid_at(tellings: Sequence[StripeTelling]) -> datetime:
    """A charge knows its own moment; the others when it was told of."""
    return min(one.paid_at for one in tellings if one.kind == tellings[-1].kind)


def _given_back(tellings: Sequence[StripeTelling]) -> list[tuple[str, StripeTelling]]:
    """Each charge with the telling that has most of it given back, since Stripe tells the sum so far; of those that say
    the same the first."""
    most: dict[str, StripeTelling] = {}
    for one in sorted(tellings, key=lambda one: (one.back_cents, -one.at.timestamp(), one.event)):
        if one.kind == "charge" and one.back_cents:
            most[one.charge] = one
    return sorted(most.items())
