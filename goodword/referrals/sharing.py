"""An advocate's share link: made once, stopped and started again, found by its token or by what is said."""

from datetime import datetime
from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from goodword.accounts.models import Member
from goodword.accounts.models.change import log
from goodword.lib.codes import tidy_code
from goodword.lib.text import fold
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


def given_for(link: ShareLink) -> str:
    """The name that an address of theirs would bear, at most a given name: "dana", or "dana-2" of the second one.
    "" where they have none that an address can bear, and at a practice."""
    name = "" if link.business.is_discreet else slugify(fold(link.person.first_name))[:30]
    if not name or name in ("qr", "seen"):
        return ""
    begins = ShareLink.objects.filter(business_id=link.business_id, given__startswith=name).exclude(
        pk=link.pk
    )
    taken = set(begins.values_list("given", flat=True))
    return next(one for n in count(1) if (one := name if n == 1 else f"{name}-{n}") not in taken)


@transaction.atomic
def name_address(link: ShareLink, member: Member | None, at: datetime, *, named: bool) -> bool:
    """An address of words beside the one of letters, which goes on; or no more. False if there is no such name."""
    given = given_for(link) if named and not link.given else link.given if named else ""
    if link.given != given:
        link.given = given
        link.save(update_fields=["given"])
        log(link, "share_link.updated", at, member, ("given",))
    return bool(given) or not named


def find_named(shop: str, given: str) -> ShareLink | None:
    found = ShareLink.objects.filter(business__code=shop, given=given.lower(), business__is_here=True)
    return found.exclude(given="").first()


def is_like_a_code(typed: str) -> bool:
    """Three letters and two figures are nobody's name: a code that is not known was heard or typed wrongly."""
    code = tidy_code(typed[:40])
    return len(code) == 5 and code[:3].isalpha() and code[3:].isdigit()


def find_link(business_id: int, typed: str) -> ShareLink | None:
    """By what a newcomer says at the counter ("K T R 42"), or what came with their order or their mail: the letters
    of the link."""
    code = tidy_code(typed[:40])
    found = ShareLink.objects.filter(
        Q(spoken=code) | Q(token=code.lower()),
        business_id=business_id,
        stopped_at=None,
        person__is_here=True,
    )
    return found.select_related("person").first()
