"""From "these two should meet" to "what came of it", a step at a time, each with its way back."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts import jobs
from goodword.accounts.models import Member
from goodword.accounts.models.change import log
from goodword.people.models import Person
from goodword.talks.models import Talk

from .models import Introduction, Need, Offer

SIDES = ("one", "other")
TALK = "met:"  # begins the key of a talk that a step keeps; talks/panels.py leaves its telling to this room
# What is thanked for, or no more: the room above looks again, asked by name.
ABOUT_THANKS = ("introduction.made", "introduction.unmade", "introduction.bore_fruit", "introduction.untold")
Verb = Callable[..., Introduction]


class NotNow(ValueError):
    """A step out of its turn. The message is for the page."""


def may_be_asked(person: Person) -> bool:
    return person.is_here and person.is_sorted and not person.never_ask and bool(person.name)


@transaction.atomic
def wish(need: Need, offer: Offer, member: Member | None, at: datetime) -> Introduction:
    """These two should meet. The same two for the same need are one introduction, the first."""
    told, made = Introduction.objects.get_or_create(
        need=need,
        other=offer.person,
        defaults={
            "business_id": need.business_id,
            "one": need.person,
            "offer": offer,
            "at": at,
            "member": member,
        },
    )
    if made:
        log(told, "introduction.wished", at, member)
    return told


@transaction.atomic
def unwish(told: Introduction, member: Member | None, at: datetime) -> None:
    """As if nobody had thought of it; only while nobody has been asked."""
    told = _locked(told)
    if told.one_asked_at or told.other_asked_at:
        raise NotNow(_("Somebody has been asked since, so it stays."))
    log(told, "introduction.removed", at, member)
    told.delete()


@transaction.atomic
def ask(
    told: Introduction,
    side: str,
    member: Member | None,
    at: datetime,
    *,
    words: str = "",
    names: bool = False,
) -> Introduction:
    """The member has asked that side, in these words, which named the other one or not. Safe to repeat."""
    told = _open(told)
    if told.asked_at(side):
        return told
    if not may_be_asked(told.side(side)):
        raise NotNow(_("%(name)s is not to be asked.") % {"name": told.side(side)})
    _talked(told, "asked", side, member, at)
    fields: dict[str, object] = {f"{side}_asked_at": at, f"{side}_words": words}
    if side == "one":
        fields["is_named"] = names
    return _kept(told, "introduction.asked", member, at, **fields)


@transaction.atomic
def unask(told: Introduction, side: str, member: Member | None, at: datetime) -> Introduction:
    told = _locked(told)
    if told.said(side):
        raise NotNow(_("They have answered since. Take the answer back first."))
    if not told.asked_at(side):
        return told
    _untalked(told, "asked", side, member, at)
    fields: dict[str, object] = {f"{side}_asked_at": None, f"{side}_words": ""}
    if side == "one":
        fields["is_named"] = False
    return _kept(told, "introduction.unasked", member, at, **fields)


@transaction.atomic
def hear(told: Introduction, side: str, says: str, member: Member | None, at: datetime) -> Introduction:
    """That side said yes or no. Safe to repeat."""
    told = _locked(told)
    if told.said(side) == says:
        return told
    told = _open(told)
    name = told.side(side)
    if told.said(side):
        raise NotNow(_("%(name)s has answered already. Take that back first.") % {"name": name})
    if not told.asked_at(side):
        raise NotNow(_("Ask %(name)s first.") % {"name": name})
    told = _kept(told, "introduction.answered", member, at, **{f"{side}_said": says})
    if told.state == Introduction.State.AGREED:
        log(told, "introduction.agreed", at, member)
    return told


@transaction.atomic
def unhear(told: Introduction, side: str, member: Member | None, at: datetime) -> Introduction:
    told = _locked(told)
    if told.made_at:
        raise NotNow(_("They have been introduced since. Take that back first."))
    if not told.said(side):
        return told
    return _kept(told, "introduction.unanswered", member, at, **{f"{side}_said": ""})


@transaction.atomic
def make(told: Introduction, member: Member | None, at: datetime) -> Introduction:
    """The member has sent the one message to both. Safe to repeat."""
    told = _locked(told)
    if told.made_at:
        return told
    if told.state != Introduction.State.AGREED:
        raise NotNow(_("Both have to say yes first."))
    for side in SIDES:
        _talked(told, "made", side, member, at)
    return _kept(told, "introduction.made", member, at, made_at=at)


@transaction.atomic
def unmake(told: Introduction, member: Member | None, at: datetime) -> Introduction:
    told = _locked(told)
    if told.came_of_it_on:
        raise NotNow(_("You have told what came of it since. Take that back first."))
    if not told.made_at:
        return told
    for side in SIDES:
        _untalked(told, "made", side, member, at)
    return _kept(told, "introduction.unmade", member, at, made_at=None)


@transaction.atomic
def tell(
    told: Introduction, fruitful: bool, outcome: str, member: Member | None, at: datetime
) -> Introduction:
    """What came of it, or that nothing did. Safe to repeat."""
    told = _locked(told)
    if told.came_of_it_on:
        return told
    if not told.made_at:
        raise NotNow(_("They have not been introduced yet."))
    day = told.business.day_of(at)
    event = "introduction.bore_fruit" if fruitful else "introduction.came_to_nothing"
    return _kept(told, event, member, at, is_fruitful=fruitful, outcome=outcome, came_of_it_on=day)


@transaction.atomic
def untell(told: Introduction, member: Member | None, at: datetime) -> Introduction:
    told = _locked(told)
    if not told.came_of_it_on:
        return told
    return _kept(told, "introduction.untold", member, at, is_fruitful=False, outcome="", came_of_it_on=None)


@transaction.atomic
def drop(told: Introduction, member: Member | None, at: datetime) -> Introduction:
    """Not these two, the member says: they are not proposed again."""
    told = _locked(told)
    if told.made_at:
        raise NotNow(_("They have been introduced already."))
    if told.dropped_at:
        return told
    return _kept(told, "introduction.dropped", member, at, dropped_at=at)


@transaction.atomic
def take_up(told: Introduction, member: Member | None, at: datetime) -> Introduction:
    told = _locked(told)
    return _kept(told, "introduction.taken_up", member, at, dropped_at=None) if told.dropped_at else told


def _talked(told: Introduction, step: str, side: str, member: Member | None, at: datetime) -> None:
    """Asking them and writing to both is being in touch: nothing else is said to them in that week."""
    Talk.keep(told.side(side), member, at, kind="touch", key=f"{TALK}{told.code}:{step}:{side}")


def _untalked(told: Introduction, step: str, side: str, member: Member | None, at: datetime) -> None:
    key = f"{TALK}{told.code}:{step}:{side}"
    for talk in Talk.objects.filter(business_id=told.business_id, key=key):
        talk.take_back(member, at)


def _locked(told: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",))
    return rows.select_related("one", "other", "business").get(pk=told.pk)


def _open(told: Introduction) -> Introduction:
    """For a step that only makes sense while it is neither made nor declined."""
    told = _locked(told)
    if told.state == Introduction.State.DECLINED:
        raise NotNow(_("This is closed: one of them said no, or you did."))
    if told.made_at:
        raise NotNow(_("They have been introduced already."))
    return told


def _kept(
    told: Introduction, event: str, member: Member | None, at: datetime, **fields: object
) -> Introduction:
    for name, value in fields.items():
        setattr(told, name, value)
    told.follow()
    told.save(update_fields=[*fields, "state"])
    log(told, event, at, member)
    if event in ABOUT_THANKS:
        key = f"{told.code} {event} {at:%Y%m%d%H%M%S%f}"
        jobs.ask(told.business_id, "gratitude.thanks", key[:80], at)
    return told
