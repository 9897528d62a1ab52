"""The words of a move: a play's wording filled with stored facts, and nothing else."""

from dataclasses import dataclass
from datetime import date

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.talks.models import Ask, OwnWording, Talk
from goodword.talks.plays import get_play
from goodword.talks.ways import best_way, ways_of
from goodword.talks.wording import write


@dataclass(frozen=True, slots=True)
class Drafted:
    text: str
    wording: str
    way: str
    uses: list[str]


def draft(business: Business, person: Person | None, one: Candidate, on: date) -> Drafted:
    """Words for this person: never the same wording twice while another is left."""
    play = get_play(one.play)
    facts = common_facts(business, person) | one.facts
    words = write(
        play,
        {name: value for name, value in facts.items() if value},
        business=business.kind,
        salt=person.code if person else business.code,
        seen=_seen(person, one.play) if person else (),
        own=own_wordings(business, one.play),
    )
    way = best_way(ways_of(person), business.country, play).kind if person else ""
    return Drafted(words.text, words.wording_name, way, list(words.uses))


def common_facts(business: Business, person: Person | None) -> dict[str, str]:
    facts = {
        "business": business.name,
        "what_we_do": business.what_we_do,
        "listen_for": business.listen_for,
        "cause": business.what_we_do if business.kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN) else "",
    }
    if person is not None:
        facts |= {"first": person.first_name, "name": person.name}
    return facts


def own_wordings(business: Business, play: str) -> list[str]:
    return list(OwnWording.objects.filter(business=business, play=play).values_list("text", flat=True))


def _seen(person: Person, play: str) -> set[str]:
    asks = Ask.objects.filter(person=person, play=play).exclude(wording="")
    talks = Talk.objects.filter(person=person, play=play).exclude(wording="")
    return {*asks.values_list("wording", flat=True), *talks.values_list("wording", flat=True)}
