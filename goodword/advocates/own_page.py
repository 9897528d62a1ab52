"""An advocate's own page: its link, and the devices on which it is kept.

Whoever holds the link sees the open half, which is there to be passed on. The other half is about one person, and
is shown only on devices that were let in: a link is soon forwarded, and opened by programs.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from goodword.accounts.models import Link, Member
from goodword.accounts.models.change import log
from goodword.accounts.models.link import digest_of
from goodword.people.hand import restore_consent, say_consent, take_back_consent
from goodword.people.models import Consent, Person
from goodword.referrals.sharing import make_link as make_share_link
from goodword.talks.mailing import find_who

from .models import Device

WAITS = timedelta(days=7)
MOST_WAITING = 5
SECRET_LENGTH = 32


class TooManyWait(Exception):
    """So many devices ask to be let in that it cannot be one person with a new phone."""


# The link -----------------------------------------------------------------------------------------


def links_of(person: Person) -> "QuerySet[Link]":
    """All that open the page of this person now: more than one, if two entries with a page turned out to be one."""
    codes, edge = [person.code], [person.pk]
    while edge:
        rows = list(Person.every.filter(joined_into__in=edge).values_list("pk", "code"))
        edge = [pk for pk, _code in rows]
        codes += [code for _pk, code in rows]
    return Link.objects.filter(
        purpose=Link.Purpose.PAGE, business_id=person.business_id, row__in=codes, revoked_at=None
    )


@transaction.atomic
def make_page(person: Person, member: Member | None, at: datetime) -> str:
    """A new link to their page, and the end of an earlier one; and something to pass on. The token is told once."""
    Person.every.select_for_update().get(pk=person.pk)
    links_of(person).update(revoked_at=at)
    _link, token = Link.make(Link.Purpose.PAGE, at, business_id=person.business_id, row=person.code)
    make_share_link(person, member, at)
    log(person, "own_page.made", at, member)
    return token


@transaction.atomic
def end_page(person: Person, member: Member | None, at: datetime) -> bool:
    """It opens no more, on no device. False if there was none."""
    if not links_of(person).update(revoked_at=at):
        return False
    log(person, "own_page.ended", at, member)
    return True


def find_page(token: str, at: datetime) -> tuple[Link, Person] | None:
    """The link and whose page it opens. Whoever was found to be the same as another has the page of that one."""
    link = Link.find(Link.Purpose.PAGE, token, at)
    if link is None or link.business is None or not link.business.is_here:
        return None
    person = find_who(link)
    if person is None or not person.is_here:
        return None
    person.business = link.business
    return link, person


# Devices ------------------------------------------------------------------------------------------


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def find_device(link: Link, secret: str) -> Device | None:
    """The device whose cookie this is; None once it was ended."""
    return Device.objects.filter(link=link, digest=digest_of(secret), ended_at=None).first()


def is_free(link: Link) -> bool:
    """Whether nobody said “this is me” yet. Once somebody did, the link never makes another device the first."""
    return not Device.objects.filter(link=link, is_first=True).exists()


def waiting(link: Link, at: datetime) -> "QuerySet[Device]":
    rows = Device.objects.filter(link=link, let_in_at=None, ended_at=None, asked_at__gt=at - WAITS)
    return rows.order_by("asked_at", "pk")


def devices_of(person: Person, at: datetime) -> "QuerySet[Device]":
    """Those that are let in, and those that wait, for a member."""
    rows = Device.objects.filter(link__in=links_of(person), ended_at=None)
    return rows.filter(Q(asked_at__gt=at - WAITS) | Q(let_in_at__isnull=False)).order_by("asked_at", "pk")


def is_waited_for(person: Person, at: datetime) -> bool:
    """Whether a member may look who asks to be let in."""
    return devices_of(person, at).filter(let_in_at=None).exists()


@transaction.atomic
def keep_on(link: Link, person: Person, secret: str, at: datetime) -> tuple[Device, str]:
    """“This is me”, said on a device: it is let in if nobody said so before, else it waits. Returns the secret for
    its cookie, which is the one of the form: so the form sent twice is one device.

    Raises TooManyWait.
    """
    Link.objects.select_for_update().get(pk=link.pk)
    if len(secret) != SECRET_LENGTH or Device.objects.filter(digest=digest_of(secret)).exists():
        known = find_device(link, secret)
        if known and (known.let_in_at or known.asked_at > at - WAITS):
            return known, secret
        secret = new_secret()
    is_first = is_free(link)
    taken = set(waiting(link, at).values_list("number", flat=True))
    if not is_first and len(taken) >= MOST_WAITING:
        raise TooManyWait
    device = Device.objects.create(
        business_id=person.business_id,
        person=person,
        link=link,
        digest=digest_of(secret),
        number=_number(taken),
        is_first=is_first,
        asked_at=at,
        let_in_at=at if is_first else None,
    )
    log(device, "device.kept" if is_first else "device.asked", at)
    return device, secret


def _number(taken: set[str]) -> str:
    while (number := f"{secrets.randbelow(9000) + 1000}") in taken:
        continue
    return number


@transaction.atomic
def let_in(device: Device, member: Member | None, at: datetime) -> bool:
    """From a device that is in, or by a member. False if it waits no more."""
    rows = Device.objects.filter(pk=device.pk, let_in_at=None, ended_at=None, asked_at__gt=at - WAITS)
    if not rows.update(let_in_at=at, member=member):
        return False
    log(device, "device.let_in", at, member)
    return True


@transaction.atomic
def end_device(device: Device, member: Member | None, at: datetime) -> bool:
    """It sees the open half again, as any other. The link does not take the next one for the first: it may
    be in many hands by then."""
    if not Device.objects.filter(pk=device.pk, ended_at=None).update(ended_at=at):
        return False
    log(device, "device.ended", at, member)
    return True


# Please stop --------------------------------------------------------------------------------------


def has_asked_to_stop(person: Person) -> bool:
    return Consent.own_stops(person).exists()


@transaction.atomic
def ask_to_stop(person: Person, at: datetime) -> bool:
    """No asks from here on, by their own word, which stands above any member's. Safe to repeat."""
    Person.every.select_for_update().get(pk=person.pk)
    if has_asked_to_stop(person):
        return False
    say_consent(person, Consent.Says.NEVER, None, at, why=Consent.OWN_PAGE)
    log(person, "person.asked_to_stop", at)
    return True


@transaction.atomic
def lift_stop(person: Person, member: Member | None, at: datetime) -> bool:
    """They take it back, or the owner does, to whom they said so. What a member said of asking them stands as
    before."""
    Person.every.select_for_update().get(pk=person.pk)
    stops = list(Consent.own_stops(person).select_related("person"))
    for consent in stops:
        take_back_consent(consent, member, at)
    if stops:
        log(person, "person.stop_lifted", at, member)
    return bool(stops)


@transaction.atomic
def restore_stop(person: Person, member: Member | None, at: datetime) -> bool:
    """It was lifted by mistake: the last one holds again."""
    Person.every.select_for_update().get(pk=person.pk)
    last = person.consents.filter(why=Consent.OWN_PAGE, member=None).order_by("-at", "-pk").first()
    if last is None or has_asked_to_stop(person):
        return False
    restore_consent(last, member, at)
    log(person, "person.stop_restored", at, member)
    return True
