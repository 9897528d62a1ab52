"""Groups by the owner's word: made, named, filled, ended; each with its way back."""

from datetime import datetime

from django.db import transaction

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.lib.text import fold
from goodword.people.models import Person

from .models import Group, InGroup

MOST_TOLD = 200


class Full(ValueError):
    """So many groups that nobody would keep them apart."""


def told_group(business: Business, name: str) -> Group | None:
    """The group of that name that the owner told of and did not end."""
    rows = Group.objects.filter(business=business, kind=Group.Kind.TOLD, ended_at=None).order_by("pk")
    return next((group for group in rows if fold(group.name) == fold(name)), None)


@transaction.atomic
def make_group(business: Business, name: str, member: Member | None, at: datetime) -> tuple[Group, bool]:
    """The group of that name, and whether it is new: the same name twice is one group. Raises Full."""
    if found := told_group(business, name):
        return found, False
    if Group.objects.filter(business=business, kind=Group.Kind.TOLD, ended_at=None).count() >= MOST_TOLD:
        raise Full
    told = {"kind": Group.Kind.TOLD, "name": name, "is_named": True, "member": member, "at": at}
    group = Group.objects.create(business=business, **told)
    log(group, "group.created", at, member)
    return group, True


@transaction.atomic
def name_group(group: Group, name: str, member: Member | None, at: datetime) -> None:
    """A name by the owner's word; "" gives a found group the name back that it is found under."""
    if (group.name, group.is_named) == (name, bool(name)):
        return
    group.name, group.is_named = name, bool(name)
    group.save(update_fields=["name", "is_named"])
    log(group, "group.renamed", at, member, ("name",))


@transaction.atomic
def put_in(group: Group, person: Person, member: Member | None, at: datetime) -> bool:
    """True if they were not in it yet."""
    _one, is_new = InGroup.objects.get_or_create(business_id=group.business_id, group=group, person=person)
    if is_new:
        log(group, "group.joined", at, member, ("people",))
        ask_for_counts(group.business_id, at)
    return is_new


@transaction.atomic
def take_out(group: Group, person: Person, member: Member | None, at: datetime) -> None:
    """Not in this group after all. The person stays in the books."""
    gone, _rows = InGroup.objects.filter(group=group, person=person).delete()
    if gone:
        log(group, "group.left", at, member, ("people",))
        ask_for_counts(group.business_id, at)


@transaction.atomic
def end_group(group: Group, member: Member | None, at: datetime) -> None:
    """It is shown no more; one that was found is not found again. Nobody is taken out of it."""
    if group.ended_at is None:
        group.ended_at = at
        group.save(update_fields=["ended_at"])
        log(group, "group.ended", at, member)


@transaction.atomic
def reopen_group(group: Group, member: Member | None, at: datetime) -> None:
    if group.ended_at is not None:
        group.ended_at = None
        group.save(update_fields=["ended_at"])
        log(group, "group.reopened", at, member)
        ask_for_counts(group.business_id, at)


def ask_for_counts(business_id: int, at: datetime) -> None:
    """What came of each group is counted again, by the people that are in it now."""
    ask(business_id, "growth.groups", f"{at:%Y%m%d%H%M%S%f}", at)
