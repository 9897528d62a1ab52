"""The words of a move: a play's wording filled with stored facts (talks/drafting.py), in the owner's greeting."""

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.talks.drafting import Drafted, common_facts, own_wordings
from goodword.talks.drafting import draft as draft_for
from goodword.talks.wording import OWN, greeting_of

from .models import Move

__all__ = ["Drafted", "common_facts", "draft", "last_greeting", "own_wordings"]


def draft(business: Business, person: Person | None, one: Candidate, greeting: str = "") -> Drafted:
    return draft_for(business, person, one.play, one.facts, greeting)


def last_greeting(business: Business) -> str:
    """How the owner greeted somebody when they last changed words: “Hey {first}!”; "" if they never did."""
    changed = Move.objects.filter(business=business, wording=OWN).exclude(person=None)
    move = changed.select_related("person").order_by("-list__on", "-pk").first()
    return greeting_of(move.words, move.person.first_name, move.person.name) if move and move.person else ""
