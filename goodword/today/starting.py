"""The first five minutes: three questions, and the first three people with words ready."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.advocates.measure import restand
from goodword.gratitude.models import ThankYou
from goodword.gratitude.moves import GOOD as GOOD_OF_THANKS
from goodword.lib.moves import Candidate
from goodword.people.finding import by_name
from goodword.people.hand import add_note, add_person, sort_as
from goodword.people.models import Kind, Note, Person
from goodword.talks.limits import may_ask
from goodword.talks.plays import plays_for

from .making import add_moves, open_list
from .models import DayList

STARTED = "start:"
# Who talks about the business, and its first customer: at least a plain regular (analysis/standing.py).
GOOD_OF_AN_ASK = 0.12
QUESTIONS = ("sent", "talks", "first")


@transaction.atomic
def start(business: Business, member: Member | None, at: datetime, told: dict[str, str]) -> DayList:
    """Keep what was told and put the people on today's list. The same answers twice are the same people."""
    on = business.day_of(at)
    if told.get("listen_for"):
        business.listen_for = told["listen_for"].strip()
        business.save(update_fields=["listen_for"])
    people = {key: _person(business, member, at, told[key], key) for key in QUESTIONS if told.get(key)}
    restand(business, on, [person.pk for person in people.values()])
    day = open_list(business, on, at)
    with translation.override(business.spoken):
        if add_moves(day, _first_moves(business, people, at)):
            log(day, "list.made", at, member)
    return day


def _first_moves(business: Business, people: dict[str, Person], at: datetime) -> list[Candidate]:
    """One for each: thanks for who sent somebody, an ask for the others. Who is owed thanks is not asked."""
    moves: dict[int, Candidate] = {}
    if "sent" in people and (thanks := _open_thanks(people["sent"], business, at)).is_open:
        moves[thanks.person_id] = _thanks(thanks)
    for key in ("talks", "first"):
        person = people.get(key)
        if person and person.pk not in moves and may_ask(person, business.day_of(at)).ok:
            moves[person.pk] = _ask(business, person, key)
    return list(moves.values())


def _person(business: Business, member: Member | None, at: datetime, name: str, key: str) -> Person:
    """Who bears exactly this name, if one person alone does; else somebody new."""
    name = name.strip()
    kind = Kind.CUSTOMER if key == "first" else Kind.ALLY
    person = _known(business, member, name) or add_person(business, member, at, name=name, kind=kind)
    if not person.is_sorted:
        sort_as(person, kind, member, at)
    words = {
        "sent": _("Sent us someone, before we kept books."),
        "talks": _("Talks about us most."),
        "first": _("Our first customer."),
    }
    about = Note.About.ANYTHING if key == "first" else Note.About.KIND_WORD
    add_note(person, member, at, words[key], about=about, key=f"{STARTED}{key}:{person.code}")
    return person


def _known(business: Business, member: Member | None, name: str) -> Person | None:
    """Nobody is guessed: of several namesakes it is the one who was named here before, or none of them."""
    found = by_name(business.pk, name)
    if member:
        seen = set(
            Person.seen_by(Person.objects.filter(business=business), member).values_list("pk", flat=True)
        )
        found = [person for person in found if person.pk in seen]
    if len(found) > 1:
        notes = Note.objects.filter(business=business, person__in=found, key__startswith=STARTED)
        named = set(notes.values_list("person", flat=True))
        found = [person for person in found if person.pk in named]
    return found[0] if len(found) == 1 else None


def _open_thanks(person: Person, business: Business, at: datetime) -> ThankYou:
    since = business.day_of(at)
    return ThankYou.open_for(
        person, ThankYou.Reason.SENT, room="today", row="start", since=since, at=at, is_dated=False
    )


def _thanks(thanks: ThankYou) -> Candidate:
    return Candidate(
        kind="thank",
        person=thanks.person_id,
        play="thank_sent_unnamed",
        why=_("Sent you someone, as you told us. Not thanked yet."),
        good=GOOD_OF_THANKS["sent"],
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
    fitting = plays_for("ask", business.kind, person.kind)
    play = next((one for one in fitting if one.name == "ask_anyone"), fitting[-1])
    return Candidate(
        kind="ask",
        person=person.pk,
        play=play.name,
        why=words[key],
        good=GOOD_OF_AN_ASK,
        minutes=play.minutes,
        room="advocates",
        row=person.code,
    )
