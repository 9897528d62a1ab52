"""The first five minutes: three questions, and the first three people with words ready."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.advocates.measure import restand
from goodword.gratitude.models import ThankYou
from goodword.lib.moves import Candidate
from goodword.people.finding import by_name
from goodword.people.hand import add_note, add_person
from goodword.people.models import Kind, Note, Person
from goodword.talks.limits import may_ask
from goodword.talks.plays import plays_for

from .making import add_moves, open_list
from .models import DayList


@transaction.atomic
def start(business: Business, member: Member | None, at: datetime, told: dict[str, str]) -> DayList:
    """Keep what was told and put the people on today's list. The same answers twice are the same people."""
    on = business.day_of(at)
    if told.get("listen_for"):
        business.listen_for = told["listen_for"].strip()
        business.save(update_fields=["listen_for"])
    people = {
        key: _person(business, member, at, told[key], key) for key in ("sent", "talks", "first") if told.get(key)
    }
    restand(business, on, [person.pk for person in people.values()])
    candidates = []
    if "sent" in people:
        candidates.append(_thanks(people["sent"], business, at))
    thanked = {one.person for one in candidates}
    for key in ("talks", "first"):
        person = people.get(key)
        if person and person.pk not in thanked and may_ask(person, on).ok:
            candidates.append(_ask(business, person, key))
            thanked.add(person.pk)
    day = open_list(business, on, at)
    add_moves(day, candidates)
    log(day, "list.made", at, member)
    return day


def _person(business: Business, member: Member | None, at: datetime, name: str, key: str) -> Person:
    """Who bears exactly this name, if one person alone does; else somebody new."""
    known = by_name(business.pk, name)
    kind = Kind.CUSTOMER if key == "first" else Kind.ALLY
    person = known[0] if len(known) == 1 else add_person(business, member, at, name=name.strip(), kind=kind)
    words = {
        "sent": _("Sent us someone, before we kept books."),
        "talks": _("Talks about us most."),
        "first": _("Our first customer."),
    }
    about = Note.About.ANYTHING if key == "first" else Note.About.KIND_WORD
    add_note(person, member, at, words[key], about=about, key=f"start:{key}:{person.code}")
    return person


def _thanks(person: Person, business: Business, at: datetime) -> Candidate:
    thanks = ThankYou.open_for(
        person, ThankYou.Reason.SENT, room="today", row="start", since=business.day_of(at), at=at
    )
    return Candidate(
        kind="thank",
        person=person.pk,
        play="thank_sent_unnamed",
        why=_("Sent you someone, as you told us. Nobody has been thanked here yet."),
        good=0.05,
        minutes=2,
        must=True,
        room="gratitude",
        row=thanks.code,
    )


def _ask(business: Business, person: Person, key: str) -> Candidate:
    words = {
        "talks": _("Talks about you most, as you told us. You have never asked."),
        "first": _("Your first customer. You have never asked."),
    }
    wanted = "ask_first_time" if key == "talks" and not business.what_we_do else "ask_anyone"
    fitting = plays_for("ask", business.kind, person.kind)
    play = next((one for one in fitting if one.name == wanted), fitting[-1])
    return Candidate(
        kind="ask",
        person=person.pk,
        play=play.name,
        why=words[key],
        good=0.1,
        minutes=play.minutes,
        room="advocates",
        row=person.code,
    )
