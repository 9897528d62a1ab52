"""Whom to ask, whom to keep in touch with, and what to find out."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.moves import Candidate
from goodword.listening.testimonials import shown
from goodword.people.models import Kind, Note, Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.talks.limits import why_not, why_not_contact
from goodword.talks.models import Ask
from goodword.talks.plays import Play, get_play, plays_for

from .models import Level, Standing
from .words import reason_words

MOST = 60
ALLY_SILENT_FOR = timedelta(days=90)
SILENT_FOR = timedelta(days=120)  # then they are gone, and a hello would sound odd
# Expected newcomers from hello: who comes back may speak again; from a question: a better ask later.
GOOD_OF_TOUCH = 0.012
GOOD_OF_KNOW = 0.010
SHORT = 140  # signs of a testimonial that fits into a message
QUESTIONS = {"story": "know_story", "access": "know_access", "name": "know_name"}


def candidates(business: Business, on: date) -> list[Candidate]:
    closed = why_not(business, on)
    return [*_asks(business, on, closed), *_touches(business, on), *_questions(business, on)]


def _standings(business: Business) -> "QuerySet[Standing]":
    """Of people who are here and not left out: a standing may be some hours old."""
    rows = Standing.objects.filter(business=business, person__is_company=False)
    rows = rows.filter(person__is_here=True, person__left_out=False).exclude(person__name="")
    return rows.select_related("person", "business").order_by("-good", "person_id")


def _asks(business: Business, on: date, closed: Collection[int]) -> list[Candidate]:
    best: list[Standing] = []
    for standing in _standings(business).filter(may_be_asked=True).iterator(chunk_size=500):
        if standing.person_id not in closed:
            best.append(standing)
        if len(best) == MOST:
            break
    told = Told(business, [one.person_id for one in best])
    return [ask for one in best if (ask := _ask(business, one, told, on))]


class Told:
    """What asks may speak of, for some people: fetched together."""

    def __init__(self, business: Business, people: list[int]) -> None:
        notes = Note.objects.filter(business=business, person__in=people, about="story", says_no=False)
        self.story = {note.person_id: note.text for note in notes.order_by("at", "pk")}
        self.was_sent = set(
            Newcomer.objects.filter(business=business, person__in=people, how="person").values_list(
                "person", flat=True
            )
        ) | set(
            Evidence.objects.filter(business=business, referred__in=people, withdrawn_at=None).values_list(
                "referred", flat=True
            )
        )
        sent = Evidence.objects.filter(business=business, referrer__in=people, withdrawn_at=None)
        agreed = Newcomer.objects.filter(business=business, may_name=True)
        named = set(agreed.filter(person__in=sent.values("referred")).values_list("person", flat=True))
        # Of several whom they sent the last is spoken of, by name if they agreed.
        self.sent = {
            one.referrer_id: one.referred.first_name if one.referred_id in named else ""
            for one in sent.select_related("referred").order_by("happened_on", "pk")
        }
        self.voices = list(shown(business).annotate(n=Length("text")).filter(n__lte=SHORT, n__gt=0)[:2])
        asked = Ask.objects.filter(business=business, person__in=people).exclude(sent_on=None)
        self.asked = dict(asked.values_list("person").annotate(Max("sent_on")))

    def voice_for(self, person: int) -> dict[str, str]:
        """The latest kind words that may be shown and fit into a message; nobody hears their own."""
        said = next((one for one in self.voices if one.person_id != person and one.said_by), None)
        return {"voice": said.text, "voice_of": said.said_by} if said else {}


def _ask(business: Business, standing: Standing, told: Told, on: date) -> Candidate | None:
    person = standing.person
    play = ask_play(business, standing, told)
    if play is None:
        return None
    facts = {
        "ask_own_words": {"story": told.story.get(person.pk, "")},
        "ask_someone_like": {"newcomer_first": told.sent.get(person.pk, "")},
        "ask_anyone": told.voice_for(person.pk),
        "ask_first_time": told.voice_for(person.pk),
    }.get(play.name, {})
    facts = {name: value for name, value in facts.items() if value}
    return Candidate(
        kind="ask",
        person=person.pk,
        play=play.name,
        why=" ".join([*why_words(standing, on), _asked_words(told.asked.get(person.pk))]),
        good=standing.good,
        minutes=play.minutes,
        facts=facts,
        room="advocates",
        row=person.code,
    )


def ask_for(person: Person, on: date) -> Candidate | None:
    """An ask of this one person, wanted by the owner. Whether it may be sent is limits.may_ask's to say."""
    business = person.business
    standing = Standing.objects.filter(person=person).select_related("person", "business").first()
    if standing is None:
        standing = Standing(business=business, person=person, on=on)
    return _ask(business, standing, Told(business, [person.pk]), on)


def ask_play(business: Business, standing: Standing, told: Told) -> Play | None:
    """The first play whose moment this is. A regular is asked as one; a friend who never bought, as a friend."""
    person = standing.person
    is_first_time = not person.has_bought and person.pk not in told.asked
    is_friend = get_play("ask_first_time").fits(business.kind, person.kind)
    moment = {
        "ask_someone_like": person.pk in told.sent,
        "ask_own_words": person.pk in told.story,
        "ask_was_sent": person.pk in told.was_sent,
        "ask_first_time": is_first_time,
        "ask_anyone": not (is_first_time and is_friend),
    }
    plays = plays_for("ask", business.kind, person.kind)
    return next((play for play in plays if moment.get(play.name, True)), None)


def why_words(standing: Standing, on: date, most: int = 3) -> list[str]:
    """The strongest sign of each motive, one sentence each."""
    told = standing.facts.get("reasons", {})
    first = [signs[0] for signs in told.values() if signs]
    kind = standing.business.kind
    said = [reason_words(signal, values, on, kind) for signal, values in first[:most]]
    return [_sentence(words) for words in said if words]


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?", "”")) else words + "."


def _asked_words(asked_on: date | None) -> str:
    if asked_on is None:
        return _("You have never asked.")
    return _("Last asked on %(day)s.") % {"day": date_words(asked_on)}


def _touches(business: Business, on: date) -> list[Candidate]:
    silent = _standings(business).filter(
        loyalty__gte=Level.SOME,
        silent_on__lte=on,
        silent_on__gt=on - SILENT_FOR,
        person__kind__in=get_play("long_time").people,
    )
    rows = list(silent[: MOST * 2])
    closed = why_not_contact(business, on, [one.person_id for one in rows])
    found = [_touch(one, on) for one in rows if one.person_id not in closed]
    return [*found[:MOST], *_allies(business, on)]


def _touch(standing: Standing, on: date) -> Candidate:
    words = why_words(standing, on, most=1)
    return Candidate(
        kind="touch",
        person=standing.person_id,
        play="long_time",
        why=" ".join([*words, _("Away for longer than three of their usual gaps.")]),
        good=GOOD_OF_TOUCH + standing.good / 10,
        minutes=2,
        room="advocates",
        row=standing.person.code,
    )


def _allies(business: Business, on: date) -> list[Candidate]:
    """Allies whom nobody has talked to for 90 days: they never come by, so nothing else would tell.

    The longest silence first; one with whom nobody ever talked counts from the day they came into the books.
    """
    since = on - ALLY_SILENT_FOR
    allies = Person.objects.filter(business=business, kind=Kind.ALLY, left_out=False)
    allies = allies.annotate(last=Max("talks__on"))
    first_moment = business.first_moment_of(since + timedelta(days=1))
    rows = allies.filter(Q(last__lte=since) | Q(last=None, since__lt=first_moment))
    silent = list(rows.order_by(F("last").asc(nulls_first=True), "since", "pk")[: MOST * 2])
    closed = why_not_contact(business, on, [one.pk for one in silent])
    found = [_ally(business, person, on) for person in silent if person.pk not in closed]
    return found[:MOST]


def _ally(business: Business, person: Person, on: date) -> Candidate:
    days = (on - (person.last or business.day_of(person.since))).days  # type: ignore[attr-defined]
    why = ngettext("Not in touch for %(n)d day.", "Not in touch for %(n)d days.", days) % {"n": days}
    return Candidate(
        kind="touch",
        person=person.pk,
        play="ally_long_time",
        why=_("Sends people, doesn't buy.") + " " + why,
        good=GOOD_OF_TOUCH * 2,
        minutes=3,
        facts={"organisation": person.organisation} if person.organisation else {},
        room="advocates",
        row=person.code,
    )


def _questions(business: Business, on: date) -> list[Candidate]:
    """Not known yet is not a no: for those who might speak, it is a question at their next visit."""
    unknown = Q(story=Level.UNKNOWN) | Q(access=Level.UNKNOWN) | Q(name=Level.UNKNOWN)
    rows = _standings(business).filter(unknown, may_be_asked=True)[: MOST * 2]
    return [question for one in rows if (question := _question(business, one, on))][:MOST]


def _question(business: Business, standing: Standing, on: date) -> Candidate | None:
    """The first that nobody has answered yet, of those that one would ask this person."""
    person = standing.person
    missing = [motive for motive in QUESTIONS if motive in standing.facts.get("missing", ())]
    missing = [one for one in missing if get_play(QUESTIONS[one]).fits(business.kind, person.kind)]
    if not missing:
        return None
    return Candidate(
        kind="know",
        person=person.pk,
        play=QUESTIONS[missing[0]],
        why=" ".join([*why_words(standing, on, most=1), _unknown(missing[0])]),
        good=GOOD_OF_KNOW + standing.good / 20,
        minutes=2,
        room="advocates",
        row=person.code,
    )


def _unknown(motive: str) -> str:
    return {
        "story": _("Not known yet: what their story with you is."),
        "access": _("Not known yet: whom they know."),
        "name": _("Not known yet: whether people ask them for tips."),
    }[motive]
