"""A play: a way to get people talking, for whom it fits, and its words. The plays themselves are in plays.py.

A wording is a greeting and a few sentences. Each is written as it reads right after "Hi Dana,", so it
begins with a small letter; `wording.write` makes it a capital elsewhere. A sentence whose {fact} is
missing is left out whole, so what hangs together stands in one string. Facts are listed in FACTS.

For translators: keep every {fact} as it is; no "he" or "she" for anybody; short words.
"""

import re
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise  # a Promise is a string still to be translated

SHOP, PRACTICE, NONPROFIT, CAMPAIGN, JOB_SEEKER = "shop", "practice", "nonprofit", "campaign", "job_seeker"
BUSINESSES = (SHOP, PRACTICE, NONPROFIT, CAMPAIGN, JOB_SEEKER)
SELLS = (SHOP, PRACTICE)
GIVEN_TO = (NONPROFIT, CAMPAIGN)
NOT_A_PRACTICE = (SHOP, NONPROFIT, CAMPAIGN)

PEOPLE = ("customer", "ally", "trade", "press", "staff", "family")
FRIENDLY = ("customer", "ally", "staff", "family")

ANY_WAY = ("text", "whatsapp", "mail", "call", "linkedin", "visit")
FACE_TO_FACE = ("visit", "call")

# Every fact that a wording may use, and what it is.
FACTS: dict[str, str] = {
    "first": "the given name of who is written to",
    "name": "the whole name of who is meant (only in questions to the owner)",
    "newcomer_first": "the given name of who came, only if they agreed to be named",
    "newcomers": "those who came: the given names of who agreed to be named, and how many more",
    "also": "what else they are thanked for: for your kind words",
    "referrer_first": "the given name of who sent them, only if that person agreed to be named",
    "other_first": "the given name of whom they were introduced to, once both had said yes",
    "gift": "what the owner set for whoever sends somebody, once it may be given: a coffee",
    "day": "the day of the visit, as one says it: Saturday",
    "n": "how many visits",
    "business": "the business's name",
    "what_we_do": "the owner's words: good bread and cakes",
    "listen_for": "the owner's line: they miss real bread",
    "story": "what the person told, as noted",
    "voice": "somebody's words about the business, which may be shown",
    "voice_of": "who said them, as they want to be named",
    "their_trade": "what the other business does: flowers",
    "organisation": "where the person works",
    "topic": "what the journalist wrote about",
    "purpose": "what a gift does next",
    "cause": "what the business stands for",
    "thing": "what it was about: wedding cake",
}

# What a practice never puts into words: who came, who sent whom, what somebody told, when and how often.
PRIVATE: dict[str, frozenset[str]] = {
    PRACTICE: frozenset(
        {
            "newcomer_first",
            "newcomers",
            "referrer_first",
            "other_first",
            "story",
            "thing",
            "day",
            "n",
            "voice",
        }
    ),
}

_FACT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """`needs`: facts without which it would not say anything; then it is passed over."""

    name: str
    sentences: tuple[Text, ...]
    needs: tuple[str, ...] = ()
    businesses: tuple[str, ...] = BUSINESSES

    def facts(self) -> set[str]:
        return {fact for sentence in self.sentences for fact in _FACT.findall(str(sentence))}


@dataclass(frozen=True, slots=True)
class Play:
    """A way to get people talking."""

    name: str
    kind: str  # one of lib.moves.KINDS
    title: Text  # for the owner
    wordings: tuple[Wording, ...]
    greeting: Text = ""  # with {first}; "" for what is said aloud, or to the owner
    subject: Text = ""  # of a mail
    people: tuple[str, ...] = PEOPLE
    businesses: tuple[str, ...] = BUSINESSES
    minutes: float = 2
    ways: tuple[str, ...] = field(default=ANY_WAY)

    def wordings_for(self, business: str) -> tuple[Wording, ...]:
        """The wordings that fit this kind of business and say nothing that it keeps to itself."""
        private = PRIVATE.get(business, frozenset())
        return tuple(w for w in self.wordings if business in w.businesses and not private & w.facts())

    def fits(self, business: str, person: str) -> bool:
        return business in self.businesses and person in self.people


def wordings(play: str, *given: Wording) -> tuple[Wording, ...]:
    """The wordings of a play, numbered: the number is kept with what was sent, so add new ones last."""
    return tuple(replace(wording, name=f"{play}/{number}") for number, wording in enumerate(given, 1))


def say(*sentences: Text, needs: tuple[str, ...] = (), at: tuple[str, ...] = BUSINESSES) -> Wording:
    return Wording("", sentences, needs, at)


HI = _("Hi {first},")
HELLO = _("Hello {first},")
DEAR = _("Dear {first},")
A_QUESTION = pgettext_lazy("subject of a mail", "May I ask you something?")
THANK_YOU = pgettext_lazy("subject of a mail", "Thank you")
