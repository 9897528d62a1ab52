"""“Someone came. Who sent them?”: kept as it was told, in one go, with its way back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Change, Member, Source
from goodword.accounts.models.change import log
from goodword.accounts.once import kept_once
from goodword.people.hand import add_person, sort_as, unadd_person, unsort
from goodword.people.models import Kind, Person
from goodword.sales.hand import add_sale, untell
from goodword.sales.models import Sale

from .from_files import only_one
from .models import Evidence, How, Newcomer
from .redeciding import redecide


class SentThemselves(ValueError):
    """Nobody sends themselves. The message is for the page."""

    def __init__(self) -> None:
        super().__init__(_("Nobody sends themselves. Choose who told them about you."))


@dataclass(frozen=True, slots=True)
class Came:
    """What a member tells. `person` is somebody in the books already, else `name` is somebody new.

    `referrer` was chosen; `referrer_typed` is only a name: one person alone who bears exactly it is taken,
    unless the member says that it `is_new_referrer`: then a person of that name comes into the books.
    """

    how: str
    name: str = ""
    person: Person | None = None
    detail: str = ""
    referrer: Person | None = None
    referrer_typed: str = ""
    is_new_referrer: bool = False
    code: str = ""  # what they said: that of the referrer's share link
    proof: str = ""  # the kind of trace, if it is more than the member's word: an introduction, a slip
    may_name: bool = False
    amount_cents: int | None = None
    currency: str = ""
    on: date | None = None


@transaction.atomic
def note_newcomer(business: Business, member: Member | None, at: datetime, told: Came, key: str) -> Newcomer:
    """Keep that somebody came, how, and who sent them. The same form twice (by its key) is one newcomer.

    Raises SentThemselves.
    """
    return kept_once(
        lambda: Newcomer.objects.filter(business=business, key=key).first(),
        lambda: _note(business, member, at, told, key),
    )


def _note(business: Business, member: Member | None, at: datetime, told: Came, key: str) -> Newcomer:
    made: dict[str, str] = {}
    referrer = _referrer(business, member, at, told, made)
    if told.person is not None and referrer is not None and told.person.pk == referrer.pk:
        raise SentThemselves
    newcomer = Newcomer.objects.create(
        business=business,
        person=_person(business, member, at, told, made),
        how=told.how,
        detail=told.detail[:200],
        on=told.on or business.day_of(at),
        at=at,
        source=Source.by_hand(business.pk, member, at),
        member=member,
        may_name=told.may_name,
        key=key,
        made=made,
    )
    log(newcomer, "newcomer.noted", at, member)
    if told.how == How.PERSON and (referrer or told.referrer_typed):
        keep_trace(newcomer, _kind(referrer, told), referrer, told.referrer_typed or str(referrer))
    if told.amount_cents:
        _sell(newcomer, told)
    redecide(business, {newcomer.person_id}, at)
    return newcomer


def _person(
    business: Business, member: Member | None, at: datetime, told: Came, made: dict[str, str]
) -> Person:
    """Who came; whoever comes is a customer, and so is sorted."""
    if told.person is None:
        person = add_person(business, member, at, name=told.name, kind=Kind.CUSTOMER)
        made["person"] = person.code
        return person
    _sort(told.person, Kind.CUSTOMER, member, at, made)
    return told.person


def _referrer(
    business: Business, member: Member | None, at: datetime, told: Came, made: dict[str, str]
) -> Person | None:
    if told.how != How.PERSON:
        return None
    if told.is_new_referrer and told.referrer_typed:
        # Has not bought, as far as anybody knows, but sends people.
        referrer = add_person(business, member, at, name=told.referrer_typed, kind=Kind.ALLY)
        made["referrer"] = referrer.code
        return referrer
    found = told.referrer or (only_one(business, told.referrer_typed) if told.referrer_typed else None)
    if found:
        _sort(found, Kind.ALLY, member, at, made)
    return found


def _sort(person: Person, kind: str, member: Member | None, at: datetime, made: dict[str, str]) -> None:
    """A name of the address book that turns up at the counter is not unsorted any more."""
    if person.kind == Kind.UNSORTED and not person.left_out:
        sort_as(person, kind, member, at)
        made[f"sorted:{person.code}"] = kind


def _kind(referrer: Person | None, told: Came) -> str:
    """Somebody the member knows is the member's word; a name that nobody bears is only what was said."""
    if told.code:
        return Evidence.Kind.CODE
    return (told.proof or Evidence.Kind.OWNER) if referrer else Evidence.Kind.TYPED


def keep_trace(newcomer: Newcomer, kind: str, referrer: Person | None, typed: str) -> Evidence:
    """Who sent them, as it came with them: of the same day, source and key."""
    evidence = Evidence.objects.create(
        business_id=newcomer.business_id,
        kind=kind,
        referrer=referrer,
        referrer_typed=typed[:200],
        referred=newcomer.person,
        happened_on=newcomer.on,
        at=newcomer.at,
        source=newcomer.source,
        member=newcomer.member,
        room="referrals",
        row=newcomer.code,
        key=newcomer.key,
    )
    log(evidence, "evidence.kept", newcomer.at, newcomer.member)
    return evidence


def sale_key(newcomer: Newcomer) -> str:
    """Of the sale that was noted with them."""
    return f"with:{newcomer.key}"


def _sell(newcomer: Newcomer, told: Came) -> Sale:
    return add_sale(
        newcomer.business,
        newcomer.member,
        newcomer.at,
        person=newcomer.person,
        on=newcomer.on,
        cents=told.amount_cents or 0,
        currency=told.currency or newcomer.business.currency,
        key=sale_key(newcomer),
    )


def evidence_of(newcomer: Newcomer) -> list[Evidence]:
    rows = Evidence.objects.filter(business_id=newcomer.business_id, room="referrals", row=newcomer.code)
    return list(rows.select_related("referrer", "referred"))


@transaction.atomic
def take_back(newcomer: Newcomer, member: Member | None, at: datetime) -> None:
    """Undo of the whole, as if it had not been told: the trace, the sale and whoever came into the books by
    it alone. Who is known for more by now stays."""
    business_id, made = newcomer.business_id, newcomer.made
    for sale in Sale.objects.filter(business_id=business_id, vendor_id=sale_key(newcomer), by_hand=True):
        untell(sale, member, at)
    near = {newcomer.person_id}
    for evidence in evidence_of(newcomer):
        near |= {evidence.referred_id, evidence.referrer_id or evidence.referred_id}
        log(evidence, "evidence.taken_back", at, member)
        evidence.delete()
    redecide(newcomer.business, near, at)
    log(newcomer, "newcomer.taken_back", at, member)
    newcomer.delete()
    codes = {code.removeprefix("sorted:") for code in made if code.startswith("sorted:")}
    for sorted_one in Person.objects.filter(business_id=business_id, code__in=codes):
        if sorted_one.kind_said == made[f"sorted:{sorted_one.code}"]:
            unsort(sorted_one, "", False, member, at)
    written = {made.get("person"), made.get("referrer")} - {None}
    for typed in Person.objects.filter(business_id=business_id, code__in=written):
        unadd_person(typed, member, at)


def _named_in(evidence: Evidence) -> set[int]:
    return {evidence.referred_id, evidence.referrer_id or evidence.referred_id}


def was_taken_back(business: Business, code: str) -> bool:
    """Whether a newcomer of that code was undone before: a second press of Undo is no mistake."""
    rows = Change.objects.filter(
        business=business, room="referrals", row=code.upper(), type="newcomer.taken_back"
    )
    return rows.exists()


@transaction.atomic
def name_referrer(
    evidence: Evidence, referrer: Person | None, member: Member | None, at: datetime
) -> Evidence:
    """The member says whom a typed name means; None takes that back. Raises SentThemselves."""
    if referrer is not None and referrer.pk == evidence.referred_id:
        raise SentThemselves
    if evidence.referrer_id != (referrer.pk if referrer else None):
        near = _named_in(evidence)
        evidence.referrer = referrer
        evidence.save(update_fields=["referrer"])
        redecide(evidence.business, near | _named_in(evidence), at)
        log(evidence, "evidence.named", at, member, ("referrer",))
    return evidence


@transaction.atomic
def withdraw(evidence: Evidence, member: Member | None, at: datetime) -> Evidence:
    """It was not so. The trace stays, and counts for nothing."""
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at = at
        evidence.save(update_fields=["withdrawn_at"])
        redecide(evidence.business, _named_in(evidence), at)
        log(evidence, "evidence.withdrawn", at, member)
    return evidence


@transaction.atomic
def restore(evidence: Evidence, member: Member | None, at: datetime) -> Evidence:
    if evidence.withdrawn_at is not None:
        evidence.withdrawn_at = None
        evidence.save(update_fields=["withdrawn_at"])
        redecide(evidence.business, _named_in(evidence), at)
        log(evidence, "evidence.restored", at, member)
    return evidence
