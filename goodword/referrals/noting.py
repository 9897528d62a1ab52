"""“Someone came. Who sent them?”: kept as it was told, in one go, with its way back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member, Source
from goodword.accounts.models.change import log
from goodword.people.hand import add_person
from goodword.people.models import Kind, Person
from goodword.people.shown import recompute
from goodword.sales.models import Sale

from .from_files import only_one
from .models import Evidence, How, Newcomer


class SentThemselves(ValueError):
    """Nobody sends themselves. The message is for the page."""


@dataclass(frozen=True, slots=True)
class Came:
    """What a member tells. `person` is somebody in the books already, else `name` is somebody new.

    `referrer` was chosen; `referrer_typed` is only a name: one person alone who bears exactly it is taken.
    """

    how: str
    name: str = ""
    person: Person | None = None
    detail: str = ""
    referrer: Person | None = None
    referrer_typed: str = ""
    may_name: bool = False
    amount_cents: int | None = None
    currency: str = ""


@transaction.atomic
def note_newcomer(business: Business, member: Member | None, at: datetime, told: Came, key: str) -> Newcomer:
    """Keep that somebody came, how, and who sent them. The same form twice (by its key) is one newcomer.

    Raises SentThemselves.
    """
    if found := Newcomer.objects.filter(business=business, key=key).first():
        return found
    referrer = told.referrer or (only_one(business, told.referrer_typed) if told.referrer_typed else None)
    if told.person is not None and referrer is not None and told.person.pk == referrer.pk:
        raise SentThemselves(_("Nobody sends themselves. Choose who told them about you."))
    person = told.person or add_person(business, member, at, name=told.name, kind=Kind.CUSTOMER)
    source = Source.by_hand(business.pk, member, at)
    newcomer = Newcomer.objects.create(
        business=business,
        person=person,
        how=told.how,
        detail=told.detail[:200],
        on=business.day_of(at),
        at=at,
        source=source,
        member=member,
        may_name=told.may_name,
        key=key,
    )
    log(newcomer, "newcomer.noted", at, member)
    if told.how == How.PERSON and (referrer or told.referrer_typed):
        _evidence(newcomer, referrer, told.referrer_typed or str(referrer))
    if told.amount_cents:
        _sale(newcomer, told)
    return newcomer


def _evidence(newcomer: Newcomer, referrer: Person | None, typed: str) -> Evidence:
    evidence = Evidence.objects.create(
        business_id=newcomer.business_id,
        kind=Evidence.Kind.OWNER,
        referrer=referrer,
        referrer_typed=typed[:200],
        referred=newcomer.person,
        happened_on=newcomer.on,
        at=newcomer.at,
        source=newcomer.source,
        member=newcomer.member,
        room="referrals",
        row=newcomer.code,
        key=f"came:{newcomer.code}",
    )
    log(evidence, "evidence.kept", newcomer.at, newcomer.member)
    return evidence


def _sale(newcomer: Newcomer, told: Came) -> Sale:
    from goodword.sales.hand import add_sale

    return add_sale(
        newcomer.business,
        newcomer.member,
        newcomer.at,
        person=newcomer.person,
        on=newcomer.on,
        cents=told.amount_cents or 0,
        currency=told.currency or newcomer.business.currency,
        key=f"came:{newcomer.code}",
    )


@transaction.atomic
def name_referrer(evidence: Evidence, referrer: Person, member: Member | None, at: datetime) -> Evidence:
    """The member says whom a typed name means."""
    if referrer.pk == evidence.referred_id:
        raise SentThemselves(_("Nobody sends themselves. Choose who told them about you."))
    evidence.referrer = referrer
    evidence.save(update_fields=["referrer"])
    log(evidence, "evidence.named", at, member, ("referrer",))
    return evidence


@transaction.atomic
def withdraw(evidence: Evidence, member: Member | None, at: datetime) -> Evidence:
    """It was not so. The trace stays, and counts for nothing."""
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at = at
        evidence.save(update_fields=["withdrawn_at"])
        log(evidence, "evidence.withdrawn", at, member)
    return evidence


@transaction.atomic
def restore(evidence: Evidence, member: Member | None, at: datetime) -> Evidence:
    if evidence.withdrawn_at is not None:
        evidence.withdrawn_at = None
        evidence.save(update_fields=["withdrawn_at"])
        log(evidence, "evidence.restored", at, member)
    return evidence


@transaction.atomic
def take_back(newcomer: Newcomer, member: Member | None, at: datetime) -> None:
    """Undo of the whole: the trace, the sale and, if nothing else holds them, the newcomer go."""
    from goodword.sales.hand import take_sale_away

    for sale in Sale.objects.filter(business_id=newcomer.business_id, vendor_id=f"came:{newcomer.code}"):
        take_sale_away(sale, member, at)
    Evidence.objects.filter(business_id=newcomer.business_id, room="referrals", row=newcomer.code).delete()
    person = newcomer.person
    log(newcomer, "newcomer.taken_back", at, member)
    newcomer.delete()
    # A person made for this form alone has one claim by hand, of that very moment.
    own = person.claims.filter(by_hand=True, at=newcomer.at)
    if own.exists() and person.claims.count() == own.count() == 1:
        from goodword.people.shown import held_by_something

        if person.pk not in held_by_something([person.pk]):
            own.delete()
            recompute(newcomer.business_id, [person.pk])
