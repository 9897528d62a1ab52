"""Everyone's standing made anew: each table is read once, in flat columns; only what changed is written."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import numpy as np

from goodword.accounts.models import Business
from goodword.advocates.models import Standing
from goodword.advocates.rows import write
from goodword.analysis.standing import standing
from goodword.people.models import Kind
from goodword.referrals.redeciding import redecide
from goodword.talks.limits import why_not

from .book import Book, people_of
from .learned import weights_for
from .spelling import rows_of

FEW = 500


def restand(business: Business, on: date, people: Collection[int] | None = None) -> int:
    """Make everyone's standing (or these people's) again as of the day `on`; returns how many changed."""
    if people is not None and len(people) > FEW:
        people = None
    redecide(business, people)  # who has bought, and who was joined to whom, decides who was sent
    ids, kinds = people_of(business, people)
    changed, there = 0, ids.tolist()
    if there:
        book = Book(business, ids, on, only=people is not None)
        facts = book.facts(kinds)
        reading = standing(facts, on.toordinal(), weights_for(business))
        # Who writes need not wish us well: a story is offered to them, no favour asked.
        may_be_asked = reading.gate | np.array([kind == Kind.PRESS for kind in kinds], bool)
        rows = rows_of(replace(reading, gate=may_be_asked), facts.visits, there, book.texts)
        changed = write(business.pk, on, there, rows, whole=people is None)
    if people is not None or not there:
        gone = Standing.objects.filter(business=business)
        gone = gone.filter(person__in=set(people) - set(there)) if people is not None else gone
        changed += gone.delete()[0]
    return changed


def n_askable(business: Business, on: date) -> int:
    return len(askable(business, on))


def askable(business: Business, on: date) -> set[int]:
    """Who passes the gate and may be asked on that day."""
    may = set(Standing.objects.filter(business=business, may_be_asked=True).values_list("person", flat=True))
    return may - why_not(business, on).keys()
