"""What this room shows on a person's page."""

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person

from .models import Ask
from .said import ask_words, talk_words

ROOM = "talks"
# Talks of these kinds are told by the rows they came from: an ask, a thank-you, an introduction.
TOLD_ELSEWHERE = ("ask:", "thanks:", "met:")


def lines(person: Person, member: Member) -> list[Line]:
    """Every ask with what came of it, and every talk."""
    return [*_asks(person), *_talks(person)]


def _asks(person: Person) -> list[Line]:
    found = []
    for ask in person.asks.exclude(state=Ask.State.DRAFTED):
        on = ask.sent_on or ask.opened_on or person.business.day_of(ask.at)
        found.append(Line(on, ask_words(ask), ROOM, "ask", ask.sent_at or ask.at, ask.code))
    return found


def _talks(person: Person) -> list[Line]:
    rows = (talk for talk in person.talks.all() if not talk.key.startswith(TOLD_ELSEWHERE))
    return [Line(talk.on, talk_words(talk), ROOM, "talk", talk.at, talk.code) for talk in rows]


def noes(person: Person) -> list[Ask]:
    """What was answered with a no that still holds: the owner may lift it."""
    return list(person.asks.filter(answer=Ask.Answer.NO, no_lifted_at=None))
