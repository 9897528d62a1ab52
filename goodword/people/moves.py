"""What this room would put on today's list: people to sort, and a start where the books are empty."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate

from .models import Person
from .sorting import TEN, unsorted

# Ten taps take two minutes. Of ten names in a phone book about two turn out to be people who may be asked
# at some time, and one ask brings about 0.02 newcomers who say yes (analysis/standing.py, an average one).
SORT_GOOD, SORT_MINUTES = 0.04, 2.0
# Without anybody in the books nothing else can come: it stands before all.
START_GOOD, START_MINUTES = 1.0, 1.0
OFFERED = 2
COUNTED_UP_TO = 1000


def candidates(business: Business, on: date) -> list[Candidate]:
    if not Person.objects.filter(business=business).exists():
        return [
            Candidate(
                kind="start",
                person=None,
                play="start",
                why=_("Your books are empty. Three questions find the first three people."),
                good=START_GOOD,
                minutes=START_MINUTES,
                must=True,
                room="people",
            )
        ]
    waiting = unsorted(business)
    n = waiting[:COUNTED_UP_TO].count()
    words = _why(n)
    return [
        Candidate(
            kind="sort",
            person=person.pk,
            play="sort",
            why=words,
            good=SORT_GOOD * min(n, TEN) / TEN,
            minutes=SORT_MINUTES * min(n, TEN) / TEN,
            facts={"name": person.name},
            room="people",
            row=person.code,
        )
        for person in waiting[:OFFERED]
    ]


def pile_words(business: Business) -> str:
    """How many are not sorted just now; "" if nobody is."""
    n = unsorted(business)[:COUNTED_UP_TO].count()
    return _why(n) if n else ""


def _why(n: int) -> str:
    if n >= COUNTED_UP_TO:
        return _(
            "More than a thousand people in your books are not sorted yet. Ten of them take two minutes."
        )
    return ngettext(
        "%(n)d person in your books is not sorted yet, and so is never on the list.",
        "%(n)d people in your books are not sorted yet, and so are never on the list.",
        n,
    ) % {"n": n}
