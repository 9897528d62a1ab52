"""An advocate's share link: made once, stopped and started again, found by its token or by what is said."""

from datetime import datetime

from django.db import IntegrityError, transaction

from goodword.accounts.models import Member
from goodword.accounts.models.change import log
from goodword.lib.codes import tidy_code
from goodword.people.models import Person

from .models import ShareLink


def link_of(person: Person) -> ShareLink | None:
    """The one that is shown. Of two people who turned out to be one both links lead here; the older one is shown."""
    return person.share_links.order_by("stopped_at", "pk").first()


def make_link(person: Person, member: Member | None, at: datetime) -> ShareLink:
    """Their link; the one they have, if they have one. Two presses at one moment make one."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if found := link_of(person):
            return found
        link = _made(person, member, at)
        log(link, "share_link.created", at, member)
    return link


def _made(person: Person, member: Member | None, at: datetime) -> ShareLink:
    told = {"business_id": person.business_id, "person": person, "member": member, "made_at": at}
    for _attempt in range(20):
        try:
            with transaction.atomic():
                return ShareLink.objects.create(**told)
        except IntegrityError:  # one in a million: somebody says this code already
            continue
    raise RuntimeError("twenty codes in a row were taken")


@transaction.atomic
def stop(link: ShareLink, member: Member | None, at: datetime) -> None:
    """It shows the business as before, names nobody, and nothing that comes by it counts."""
    if link.stopped_at is None:
        link.stopped_at = at
        link.save(update_fields=["stopped_at"])
        log(link, "share_link.stopped", at, member)


@transaction.atomic
def start_again(link: ShareLink, member: Member | None, at: datetime) -> None:
    if link.stopped_at is not None:
        link.stopped_at = None
        link.save(update_fields=["stopped_at"])
        log(link, "share_link.started", at, member)


@transaction.atomic
def let_name(link: ShareLink, member: Member | None, at: datetime, *, may_name: bool) -> None:
    """Whether the newcomer's page says their given name: only if they agreed."""
    if link.may_name != may_name:
        link.may_name = may_name
        link.save(update_fields=["may_name"])
        log(link, "share_link.updated", at, member, ("may_name",))


def find_link(token: str) -> ShareLink | None:
    """Of books that were read back beside themselves, the elder ones answer."""
    found = ShareLink.objects.filter(token=tidy_code(token[:40]).lower(), business__is_here=True)
    return found.select_related("person", "business").order_by("business_id").first()


def find_spoken(business_id: int, typed: str) -> ShareLink | None:
    """By what a newcomer says at the counter: "K T R 42"."""
    code = tidy_code(typed[:40])
    found = ShareLink.objects.filter(
        business_id=business_id, spoken=code, stopped_at=None, person__is_here=True
    )
    return found.select_related("person").first()
