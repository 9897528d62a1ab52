"""What another program is told of an event: as the API shows the thing, at the moment of sending."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.accounts.sealing import WrongSecret
from goodword.gratitude.models import ThankYou
from goodword.introductions.models import Introduction
from goodword.listening.models import Testimonial
from goodword.people.models import Person
from goodword.referrals.models import Decision, Newcomer, Referral, ShareLink
from goodword.sales.models import Sale
from goodword.talks.models import Ask

from .day import thanks_told
from .evidence import referral_told
from .found import find_person
from .models import Delivery, Hook
from .people import people_told
from .reaching import Answer, post
from .sales import sale_told
from .signing import sign

Told = dict[str, Any]


def tell(delivery: Delivery, hook: Hook, at: datetime) -> Answer:
    """One try."""
    try:
        secret = hook.own_secret
    except WrongSecret:
        return Answer(None, _("Its secret cannot be read any more. Remove this address, and add it anew."))
    body = json.dumps(envelope(delivery, hook), ensure_ascii=False).encode()
    headers = sign(secret, delivery.message_id, at, body)
    return post(hook.url, body, headers | {"Content-Type": "application/json", "User-Agent": "Goodword"})


def envelope(delivery: Delivery, hook: Hook) -> Told:
    return {
        "id": delivery.message_id,
        "type": delivery.type,
        "created_at": delivery.at.astimezone(UTC).isoformat(),
        "business": hook.business.code,
        "data": data_of(delivery, hook.member),
    }


def data_of(delivery: Delivery, member: Member) -> Told:
    """What is not there any more, or not for these eyes, is told by its code alone."""
    noun = delivery.type.partition(".")[0]
    known = SHOWN.get(noun)
    told = known(member, delivery.row) if known and delivery.type != "person.forgotten" else None
    return told or ({"code": delivery.row} if delivery.row else {})


def _person(member: Member, code: str) -> Told | None:
    found = find_person(member, code)
    return people_told([found])[0] if found else None


def _referral(member: Member, code: str) -> Told | None:
    """Of whoever the owner's word was about, as it is decided now."""
    about = rows_for(member, Decision).filter(code=code).values("referred")
    rows = rows_for(member, Referral).filter(referred__in=rows_for(member, Person).filter(pk__in=about))
    found = rows.select_related("referrer", "referred", "evidence").first()
    return referral_told(found) if found and _may_name(member, found, ("referrer",)) else None


def _row(model: Any, *people: str, show: Callable[[Any], Told]) -> Callable[[Member, str], Told | None]:
    def told(member: Member, code: str) -> Told | None:
        row = rows_for(member, model).filter(code=code).select_related(*people).first()
        return show(row) if row and _may_name(member, row, people) else None

    return told


def _may_name(member: Member, row: Any, people: tuple[str, ...]) -> bool:
    """Whether everybody in it is in the books, for this member's eyes."""
    named = {one.pk for name in people if (one := getattr(row, name))}
    return rows_for(member, Person).filter(pk__in=named).count() == len(named)


def _newcomer(row: Newcomer) -> Told:
    return {"code": row.code, "person": row.person.code, "how": row.how, "on": row.on.isoformat()}


def _ask(row: Ask) -> Told:
    told = {"code": row.code, "person": row.person.code, "state": row.state, "answer": row.answer or None}
    return told | {"sent_on": row.sent_on.isoformat() if row.sent_on else None}


def _share_link(row: ShareLink) -> Told:
    return {"code": row.code, "person": row.person.code, "token": row.token, "spoken": row.spoken}


def _introduction(row: Introduction) -> Told:
    return {"code": row.code, "one": row.one.code, "other": row.other.code, "state": row.state}


def _testimonial(row: Testimonial) -> Told:
    """The words themselves only while they may be shown."""
    told = {"code": row.code, "person": row.person.code, "state": row.state}
    return told | ({"text": row.text, "signed": row.signed} if row.state == Testimonial.State.SHOWN else {})


SHOWN: dict[str, Callable[[Member, str], Told | None]] = {
    "person": _person,
    "sale": _row(Sale, "person", show=sale_told),
    "newcomer": _row(Newcomer, "person", show=_newcomer),
    "ask": _row(Ask, "person", show=_ask),
    "share_link": _row(ShareLink, "person", show=_share_link),
    "referral": _referral,
    "introduction": _row(Introduction, "one", "other", show=_introduction),
    "thank_you": _row(ThankYou, "person", "newcomer", show=thanks_told),
    "testimonial": _row(Testimonial, "person", show=_testimonial),
}
