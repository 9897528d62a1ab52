"""A testimonial from asking for it to showing it, and its way back, which whoever said it can take at any time."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Link, Member
from goodword.accounts.models.change import log
from goodword.accounts.once import kept_once
from goodword.lib.codes import new_code
from goodword.people.models import Person

from .models import LONGEST, Testimonial
from .quoting import unquote

State = Testimonial.State


def consent_words(business: Business) -> str:
    """What they agree to. It is kept with their words, as it stood there."""
    return _(
        "%(business)s may show these words, with the name I gave, on its pages and in messages to people."
        " I can take them back at any time, by this link."
    ) % {"business": business.name}


def consent_noted(business: Business, member: Member) -> str:
    return _(
        "Said to %(member)s, who asked whether %(business)s may show these words, and noted the yes."
    ) % {
        "member": member.login,
        "business": business.name,
    }


@transaction.atomic
def ask(person: Person, member: Member | None, at: datetime) -> tuple[Testimonial, str]:
    """The testimonial that is wanted of them, and the token of a link to say it by, which is told once."""
    found = person.testimonials.filter(state=State.ASKED).order_by("pk").first()
    if found is None:
        found = Testimonial.objects.create(
            business_id=person.business_id, person=person, asked_at=at, member=member, key=f"ask:{new_code()}"
        )
        log(found, "testimonial.asked", at, member)
    return found, link_for(found, at)


def link_for(wanted: Testimonial, at: datetime) -> str:
    """The token of a link to say it by."""
    return Link.make(Link.Purpose.WORDS, at, business_id=wanted.business_id, row=wanted.code)[1]


def find_by_link(token: str, at: datetime) -> Testimonial | None:
    link = Link.find(Link.Purpose.WORDS, token, at)
    if link is None or link.business_id is None:
        return None
    rows = Testimonial.objects.select_related("business", "person")
    return rows.filter(business_id=link.business_id, code=link.row, business__is_here=True).first()


@transaction.atomic
def submit(wanted: Testimonial, text: str, said_by: str, knows_us: str, consent: str, at: datetime) -> bool:
    """Their words. False if they have said them already: nothing is overwritten. Without a consent they are for the
    owner alone."""
    told = {"text": text[:LONGEST], "said_by": said_by[:80], "knows_us": knows_us[:80], "consent": consent}
    rows = Testimonial.objects.filter(pk=wanted.pk, state=State.ASKED)
    is_first = bool(rows.update(**told, state=State.SAID if consent else State.KEPT, said_at=at))
    wanted.refresh_from_db()
    if is_first:
        log(wanted, "testimonial.submitted", at)
    return is_first


@transaction.atomic
def note(
    person: Person,
    text: str,
    said_by: str,
    knows_us: str,
    member: Member,
    at: datetime,
    key: str,
    *,
    may_show: bool = True,
) -> Testimonial:
    """What they said to a member, who tells whether they asked, and heard a yes. The same form twice is once."""
    told = (text[:LONGEST], said_by[:80], knows_us[:80])
    key = f"note:{key}"[:80]
    return kept_once(
        lambda: Testimonial.objects.filter(business_id=person.business_id, key=key).first(),
        lambda: _note(person, told, member, at, key, may_show),
    )


def _note(
    person: Person, told: tuple[str, str, str], member: Member, at: datetime, key: str, may_show: bool
) -> Testimonial:
    text, said_by, knows_us = told
    made = Testimonial.objects.create(
        business_id=person.business_id,
        person=person,
        state=State.SHOWN if may_show else State.KEPT,
        text=text,
        said_by=said_by,
        knows_us=knows_us,
        consent=consent_noted(person.business, member) if may_show else "",
        asked_at=at,
        said_at=at,
        member=member,
        key=key,
    )
    log(made, "testimonial.published" if may_show else "testimonial.submitted", at, member)
    return made


@transaction.atomic
def allow(said: Testimonial, consent: str, at: datetime) -> bool:
    """Whoever said it for us alone says later that others may read it, too. It waits for the owner, like any other."""
    return _allowed(said, State.SAID, consent, at)


@transaction.atomic
def allow_by(said: Testimonial, member: Member, at: datetime) -> bool:
    """A member has asked them meanwhile, and heard a yes: it is shown."""
    return _allowed(said, State.SHOWN, consent_noted(said.business, member), at, member)


def _allowed(
    said: Testimonial, state: State, consent: str, at: datetime, member: Member | None = None
) -> bool:
    """False if it was not for us alone: what they agreed to stands as it stood there."""
    rows = Testimonial.objects.filter(pk=said.pk, state=State.KEPT, consent="")
    allowed = bool(rows.update(state=state, consent=consent))
    said.refresh_from_db()
    if allowed:
        log(said, "testimonial.allowed", at, member)
        if state == State.SHOWN:
            log(said, "testimonial.published", at, member)
    return allowed


@transaction.atomic
def disallow(said: Testimonial, member: Member, at: datetime) -> bool:
    """The way back of allow_by: they have not said so after all. What they agreed to themselves is not touched."""
    noted = consent_noted(said.business, member)
    rows = Testimonial.objects.filter(pk=said.pk, state__in=(State.SHOWN, State.KEPT), consent=noted)
    moved = bool(rows.update(state=State.KEPT, consent=""))
    said.refresh_from_db()
    if moved:
        log(said, "testimonial.unpublished", at, member)
    return moved


@transaction.atomic
def show(said: Testimonial, member: Member | None, at: datetime) -> bool:
    """False if there is nothing to show: not said yet, taken back, or said for us alone."""
    if not said.consent:
        return False
    return _moved(said, (State.SAID, State.KEPT), State.SHOWN, "testimonial.published", member, at)


@transaction.atomic
def keep_back(said: Testimonial, member: Member | None, at: datetime) -> bool:
    return _moved(said, (State.SAID, State.SHOWN), State.KEPT, "testimonial.unpublished", member, at)


def _moved(
    said: Testimonial, before: tuple[str, ...], after: str, event: str, member: Member | None, at: datetime
) -> bool:
    moved = bool(Testimonial.objects.filter(pk=said.pk, state__in=before).update(state=after))
    said.refresh_from_db()
    if moved:
        log(said, event, at, member)
    return moved


@transaction.atomic
def take_back(said: Testimonial, at: datetime, member: Member | None = None) -> None:
    """By whoever said it, or by a member whom they told: the words are gone, and nobody can bring them back."""
    if said.state != State.BACK:
        unquote(said)
        said.state, said.text, said.said_by, said.knows_us = State.BACK, "", "", ""
        said.save(update_fields=["state", "text", "said_by", "knows_us"])
        log(said, "testimonial.withdrawn", at, member)


def shown(business: "Business | OuterRef") -> "QuerySet[Testimonial]":
    """What may be seen by everybody, the newest first."""
    return Testimonial.objects.filter(business=business, state=State.SHOWN).order_by("-said_at", "-pk")


def one_for(business: Business, person: Person) -> Testimonial | None:
    """For a page that this person sends others to: their own words, else somebody's."""
    return shown(business).filter(person=person).first() or shown(business).first()
