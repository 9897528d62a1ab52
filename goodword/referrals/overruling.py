"""The owner decides who sent somebody, against what the traces say; with its way back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Member, Source
from goodword.accounts.models.change import log
from goodword.accounts.once import kept_once
from goodword.people.models import Person

from .models import Decision, Evidence, Referral
from .noting import SentThemselves
from .redeciding import redecide

ROOM = "referrals"


class IsACircle(ValueError):
    """They would be their own sender's sender. The message is for the page."""

    def __init__(self, referred: Person, referrer: Person) -> None:
        words = _("%(newcomer)s comes first in that chain: without them, %(name)s would not have come.")
        super().__init__(words % {"newcomer": referred, "name": referrer})


def decision_on(person: Person) -> Decision | None:
    found = Decision.objects.filter(referred=person, withdrawn_at=None).select_related(
        "referrer", "member__login"
    )
    return found.order_by("-at", "-pk").first()


@transaction.atomic
def overrule(
    referred: Person, referrer: Person | None, why: str, member: Member | None, at: datetime, key: str
) -> Decision:
    """Keep who sent them, whatever the traces say; None: nobody did. The same form twice (by its key) is one decision.

    Raises SentThemselves, IsACircle.
    """
    return kept_once(
        lambda: Decision.objects.filter(business_id=referred.business_id, key=key).first(),
        lambda: _overrule(referred, referrer, why, member, at, key),
    )


def _overrule(
    referred: Person, referrer: Person | None, why: str, member: Member | None, at: datetime, key: str
) -> Decision:
    if referrer is not None:
        _refuse_circles(referred, referrer)
    if before := decision_on(referred):
        _withdraw(before, member, at)
    decision = Decision.objects.create(
        business_id=referred.business_id,
        referred=referred,
        referrer=referrer,
        is_nobody=referrer is None,
        why=why[:200],
        member=member,
        at=at,
        key=key,
    )
    log(decision, "referral.decided", at, member)
    if referrer is not None:
        _keep_evidence(decision, referrer)
    redecide(referred.business, _all_in(decision), at)
    return decision


@transaction.atomic
def let_the_rule_decide(decision: Decision, member: Member | None, at: datetime) -> Decision:
    """Undo: what the traces say goes again. Safe to repeat."""
    if decision.withdrawn_at is None:
        _withdraw(decision, member, at)
        redecide(decision.business, _all_in(decision), at)
    return decision


def _keep_evidence(decision: Decision, referrer: Person) -> None:
    """The owner's word is a trace like others, so that whoever sent them is thanked like others."""
    Evidence.objects.create(
        business_id=decision.business_id,
        kind=Evidence.Kind.OWNER,
        referrer=referrer,
        referrer_typed=str(referrer)[:200],
        referred=decision.referred,
        happened_on=decision.business.day_of(decision.at),
        at=decision.at,
        source=Source.by_hand(decision.business_id, decision.member, decision.at),
        member=decision.member,
        room=ROOM,
        row=decision.code,
        key=f"decision:{decision.key}"[:80],
    )


def _withdraw(decision: Decision, member: Member | None, at: datetime) -> None:
    decision.withdrawn_at = at
    decision.save(update_fields=["withdrawn_at"])
    Evidence.objects.filter(business_id=decision.business_id, room=ROOM, row=decision.code).update(
        withdrawn_at=at
    )
    log(decision, "referral.undecided", at, member)


def _all_in(decision: Decision) -> set[int]:
    return {decision.referred_id, decision.referrer_id or decision.referred_id}


def _refuse_circles(referred: Person, referrer: Person) -> None:
    if referrer.pk == referred.pk:
        raise SentThemselves
    above: int | None = referrer.pk
    while above is not None:
        above = Referral.objects.filter(referred=above).values_list("referrer_id", flat=True).first()
        if above == referred.pk:
            raise IsACircle(referred, referrer)
