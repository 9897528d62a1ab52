"""The words of a move: a play's wording filled with stored facts, and nothing else."""

from dataclasses import dataclass

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.talks.models import Ask, OwnWording, Talk
from goodword.talks.play import Play
from goodword.talks.plays import get_play
from goodword.talks.ways import best_way, ways_of
from goodword.talks.wording import OWN, UnfitPlay, Words, greeting_of, write

from .models import Move


@dataclass(frozen=True, slots=True)
class Drafted:
    text: str
    wording: str
    way: str
    uses: list[str]


def draft(business: Business, person: Person | None, one: Candidate, greeting: str = "") -> Drafted:
    """Words for this person: never the same wording twice while another is left.

    A play without words for this kind of business leaves them to the owner: the move stands all the same.
    """
    play = get_play(one.play)
    words = _write(business, person, one, play, greeting)
    way = best_way(ways_of(person), business.country, play).kind if person else ""
    return Drafted(words.text, words.wording_name, way, list(words.uses))


def _write(business: Business, person: Person | None, one: Candidate, play: Play, greeting: str) -> Words:
    facts = common_facts(business, person) | one.facts
    try:
        return write(
            play,
            {name: value for name, value in facts.items() if value},
            business=business.kind,
            salt=person.code if person else business.code,
            seen=_seen(person, one.play) if person else (),
            own=own_wordings(business, one.play),
            greeting=greeting,
        )
    except UnfitPlay:
        return Words("", "", [])


def common_facts(business: Business, person: Person | None) -> dict[str, str]:
    facts = {"business": business.name, "what_we_do": business.what_we_do, "listen_for": business.listen_for}
    if business.kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        facts["cause"] = business.what_we_do
    if person is not None:
        facts |= {"first": person.first_name, "name": person.name}
    return facts


def own_wordings(business: Business, play: str) -> list[str]:
    return list(OwnWording.objects.filter(business=business, play=play).values_list("text", flat=True))


def last_greeting(business: Business) -> str:
    """How the owner greeted somebody when they last changed words: “Hey {first}!”; "" if they never did."""
    changed = Move.objects.filter(business=business, wording=OWN).exclude(person=None)
    move = changed.select_related("person").order_by("-list__on", "-pk").first()
    return greeting_of(move.words, move.person.first_name, move.person.name) if move and move.person else ""


def _seen(person: Person, play: str) -> set[str]:
    asks = Ask.objects.filter(person=person, play=play).exclude(wording="")
    talks = Talk.objects.filter(person=person, play=play).exclude(wording="")
    return {*asks.values_list("wording", flat=True), *talks.values_list("wording", flat=True)}
