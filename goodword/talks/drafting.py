"""Words for one person: a play's wording filled with stored facts, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodword.accounts.models import Business
from goodword.people.models import Person

from .models import Ask, OwnWording, Talk
from .plays import get_play
from .ways import best_way, ways_of
from .wording import UnfitPlay, Words, write


@dataclass(frozen=True, slots=True)
class Drafted:
    text: str
    wording: str
    way: str
    uses: list[str]


def draft(
    business: Business, person: Person | None, play: str, facts: Mapping[str, str], greeting: str = ""
) -> Drafted:
    """Words for this person: never the same wording twice while another is left.

    A play without words for this kind of business leaves them to the owner.
    """
    words = draft_words(business, person, play, facts, greeting)
    way = best_way(ways_of(person), business.country, get_play(play)).kind if person else ""
    return Drafted(words.text, words.wording_name, way, list(words.uses))


def draft_words(
    business: Business, person: Person | None, play: str, facts: Mapping[str, str], greeting: str = ""
) -> Words:
    """The words alone."""
    known = common_facts(business, person) | dict(facts)
    try:
        return write(
            get_play(play),
            {name: value for name, value in known.items() if value},
            business=business.kind,
            salt=person.code if person else business.code,
            seen=_seen(person, play) if person else (),
            own=own_wordings(business, play),
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


def _seen(person: Person, play: str) -> set[str]:
    asks = Ask.objects.filter(person=person, play=play).exclude(wording="")
    talks = Talk.objects.filter(person=person, play=play).exclude(wording="")
    return {*asks.values_list("wording", flat=True), *talks.values_list("wording", flat=True)}
