"""Needs and offers, noted in two taps, closed and taken back."""

from datetime import datetime

from django.db import transaction

from goodword.accounts.models import Business, Change, Member
from goodword.accounts.models.change import log
from goodword.lib.text import squeezed
from goodword.people.models import Person

from .models import LONGEST, Need, Offer

KINDS: dict[str, type[Need] | type[Offer]] = {"need": Need, "offer": Offer}


def noun(told: Need | Offer) -> str:
    return "need" if isinstance(told, Need) else "offer"


@transaction.atomic
def note(person: Person, kind: str, text: str, member: Member | None, at: datetime, key: str) -> Need | Offer:
    """Keep it. The same form twice (by its key) is one."""
    business = person.business
    told, made = KINDS[kind].objects.get_or_create(
        business_id=business.pk,
        key=key[:40],
        defaults={
            "person": person,
            "text": squeezed(text)[:LONGEST],
            "on": business.day_of(at),
            "at": at,
            "member": member,
        },
    )
    if made:
        log(told, f"{kind}.noted", at, member)
    return told


@transaction.atomic
def remove(told: Need | Offer, member: Member | None, at: datetime) -> bool:
    """Noting it was a slip. False if two people were already thought of because of it: then it stays."""
    if told.introductions.exists():
        return False
    log(told, f"{noun(told)}.removed", at, member)
    told.delete()
    return True


def was_removed(business: Business, model: type[Need] | type[Offer], code: str) -> bool:
    """Whether one of that code was taken back before: a second press of Undo is no mistake."""
    kind = "need" if model is Need else "offer"
    rows = Change.objects.filter(
        business=business, room="introductions", row=code.upper(), type=f"{kind}.removed"
    )
    return rows.exists()


@transaction.atomic
def close(told: Need | Offer, member: Member | None, at: datetime) -> None:
    """Not looked for, or not offered, any more. Safe to repeat."""
    if type(told).objects.filter(pk=told.pk, closed_at=None).update(closed_at=at):
        log(told, f"{noun(told)}.closed", at, member)


@transaction.atomic
def reopen(told: Need | Offer, member: Member | None, at: datetime) -> None:
    if type(told).objects.filter(pk=told.pk).exclude(closed_at=None).update(closed_at=None):
        log(told, f"{noun(told)}.reopened", at, member)
