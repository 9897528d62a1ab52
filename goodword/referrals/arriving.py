"""A newcomer says on a page of ours that they are coming, or who sent them: kept as a person of their own, not sorted
yet, with the trace of who sent them. Whether they are somebody whom the books know is settled by the worker; the page
never tells."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Source
from goodword.accounts.models.change import log
from goodword.accounts.once import kept_once
from goodword.lib.mails import mail_key
from goodword.lib.names import parse
from goodword.lib.phones import phone_key
from goodword.lib.text import fold
from goodword.people.models import Claim, Person, Way
from goodword.people.shown import recompute

from .coming import BY_LINK
from .from_files import only_one
from .models import Evidence, How, Newcomer, ShareLink
from .noting import keep_trace
from .redeciding import redecide
from .sharing import find_link

MOST_A_DAY = 3  # from one place; a family at one table


class TooMany(Exception):
    """So many from one place on one day are a game, or a program."""


class Arriving(NamedTuple):
    name: str
    kind: str  # email or phone
    key: str  # of that way
    reach: str  # as typed
    may_name: bool


class Sender(NamedTuple):
    """Who sent them, and by which kind of trace we know; only the name as typed, if it is nobody's or several's."""

    kind: str
    person: Person | None
    typed: str


def way_of(typed: str, country: str) -> tuple[str, str]:
    """("email" or "phone", its key); a key of "" is neither."""
    if "@" in typed:
        return "email", mail_key(typed)
    return "phone", phone_key(typed, country)


@transaction.atomic
def keep_newcomer(link: ShareLink, told: Arriving, by: str, visitor: str, at: datetime) -> Newcomer | None:
    """The same person by the same link (or its square code: `by`) is one newcomer, however often they press.
    None for whoever tries their own link: nobody sends themselves. Raises TooMany."""
    if link.person.ways.filter(key=told.key).exists():
        return None
    sender = Sender(by, link.person, str(link.person))
    return _once(
        link.business, told, How.PERSON, sender, f"{BY_LINK}{link.code}:{_digest(told)}", visitor, at
    )


@transaction.atomic
def keep_hello(
    business: Business, told: Arriving, how: str, typed: str, visitor: str, at: datetime
) -> Newcomer:
    """Whoever came without a link says how they found us, and who sent them: a name or a code, as typed. The same
    person with the same words is one newcomer. Raises TooMany."""
    sender = _sender(business, typed) if typed and how == How.PERSON else None
    if sender and sender.person and sender.person.ways.filter(key=told.key).exists():
        sender = None
    key = f"hello:{_digest(told, how, fold(typed))}"
    return _once(business, told, how, sender, key, visitor, at)


def _sender(business: Business, typed: str) -> Sender:
    if link := find_link(business.pk, typed):
        return Sender(Evidence.Kind.CODE, link.person, typed)
    return Sender(Evidence.Kind.TYPED, only_one(business, typed), typed)


def _digest(told: Arriving, *more: str) -> str:
    text = "\x1f".join((f"{told.kind} {told.key}", *more))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _once(
    business: Business, told: Arriving, how: str, sender: Sender | None, key: str, visitor: str, at: datetime
) -> Newcomer:
    on = business.day_of(at)

    def keep() -> Newcomer:
        if Newcomer.objects.filter(business=business, on=on, visitor=visitor).count() >= MOST_A_DAY:
            raise TooMany
        return _keep(business, told, how, sender, visitor, key, at)

    return kept_once(lambda: Newcomer.objects.filter(business=business, key=key).first(), keep)


def _keep(
    business: Business, told: Arriving, how: str, sender: Sender | None, visitor: str, key: str, at: datetime
) -> Newcomer:
    on = business.day_of(at)
    source = _source(business, at)
    claim = _claim(business, source, told, key.rpartition(":")[2], at)
    newcomer = Newcomer.objects.create(
        business=business,
        person=claim.person,
        how=how,
        on=on,
        at=at,
        source=source,
        may_name=told.may_name and not business.is_discreet,
        key=key,
        visitor=visitor,
    )
    log(newcomer, "newcomer.noted", at)
    if sender:
        keep_trace(newcomer, sender.kind, sender.person, sender.typed)
    of_one_place = Newcomer.objects.filter(business=business, on=on, visitor=visitor)
    redecide(business, set(of_one_place.values_list("person_id", flat=True)), at)
    # It waits while a file comes in; the page does not.
    ask(business.pk, "referrals.resettle", f"newcomer {newcomer.code}", at, claims=[claim.pk])
    return newcomer


def _source(business: Business, at: datetime) -> Source:
    rows = Source.objects.filter(business=business, kind=Source.Kind.PAGE)
    return rows.first() or Source.objects.create(
        business=business,
        kind=Source.Kind.PAGE,
        label=_("page for newcomers"),
        at=at,
        state=Source.State.HERE,
    )


def _claim(business: Business, source: Source, told: Arriving, digest: str, at: datetime) -> Claim:
    """What a stranger says of themselves: a claim as a file's is, and never the owner's word."""
    name = parse(told.name)
    person = Person.every.create(business=business, since=at)
    claim = Claim.objects.create(
        business=business,
        person=person,
        source=source,
        at=at,
        digest=digest,
        name=told.name[:200],
        given_name=name.given[:100],
        family_name=name.family[:100],
    )
    Way.objects.create(
        business=business, claim=claim, person=person, kind=told.kind, key=told.key, value=told.reach[:254]
    )
    recompute(business.pk, [person.pk])
    log(person, "person.created", at)
    return claim
