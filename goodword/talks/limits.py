"""Whether a person may be asked, and whether we may be in touch: the only door for every limit.

Never who said no until the owner lifts it, nor whom the owner said not to ask, nor who is not sorted or
left out, nor of whom the books know neither name nor address; nobody whom a lot leaves unasked; nobody to
whom thanks are due; nobody within 90 days of an ask or of a "maybe"; three asks in all; and nobody with whom
we were in touch within the week.
Days are days of the business's calendar.

An ask counts from the day its words were opened until the member says "not yet": they may have been sent.
An ask without an answer counts as any other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import chain
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.people.models import Kind, Person

from .models import Ask, Hold, Talk

MAYBE_REST = timedelta(days=90)
CONTACT_REST = timedelta(days=7)
# What we say first, unasked. A question at their next visit ("know") is no contact: they came to us.
CONTACTS = ("thank", "ask", "hear_back", "listen", "touch")
# Above so many people it is quicker to look at everyone, and a database limits how many it can be told.
FEW = 500


class Why(IntEnum):
    """Of several reasons the first in this order is told: the one that lasts longest."""

    GONE = 0
    LEFT_OUT = 1
    NAMELESS = 2
    UNSORTED = 3
    NEVER = 4
    SAID_NO = 5
    OFTEN = 6
    LEFT_UNASKED = 7
    THANKS_DUE = 8
    SAID_MAYBE = 9
    RESTING = 10
    IN_TOUCH = 11


OF_HOLD = {Hold.Why.THANKS_DUE: Why.THANKS_DUE, Hold.Why.LEFT_UNASKED: Why.LEFT_UNASKED}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, and the first day on which it is no reason any more, if that is a matter of days."""

    why: Why
    until: date | None = None
    n: int = 0

    @property
    def words(self) -> str:
        if self.why == Why.OFTEN:
            return ngettext(
                "Has been asked %(n)d time, which is all that you allow.",
                "Has been asked %(n)d times, which is all that you allow.",
                self.n,
            ) % {"n": self.n}
        return _sentences()[self.why] % {"day": _day(self.until)}


def _sentences() -> dict[Why, str]:
    return {
        Why.GONE: _("Is not in your books any more."),
        Why.LEFT_OUT: _("You left this person out. Bring them back first."),
        Why.NAMELESS: _("Your books know neither a name nor an address. Add one first."),
        Why.UNSORTED: _("Not sorted yet. Say who this is to you first."),
        Why.NEVER: _("Not to be asked: you said so, or they did."),
        Why.SAID_NO: _("Said no. That holds until you lift it."),
        Why.LEFT_UNASKED: _("Left unasked by lot until %(day)s, to see what asking adds."),
        Why.THANKS_DUE: _("Thanks are due first."),
        Why.SAID_MAYBE: _("Said maybe. May be asked again from %(day)s on."),
        Why.RESTING: _("Was asked not long ago. May be asked again from %(day)s on."),
        Why.IN_TOUCH: _("You were in touch this week. Better from %(day)s on."),
    }


def _day(on: date | None) -> str:
    return date_words(on)


@dataclass(frozen=True, slots=True)
class Verdict:
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None

    @property
    def words(self) -> str:
        """Why not, for the owner; empty if nothing stands against it."""
        return self.reason.words if self.reason else ""


def may_ask(person: Person, on: date) -> Verdict:
    return Verdict(why_not(person.business, on, [person.pk]).get(person.pk))


def may_contact(person: Person, on: date) -> Verdict:
    """Whether we may be in touch to listen, to thank, to say hello: once a week at most.

    Thanks for having sent somebody do not wait for this: they are owed within two days.
    """
    return Verdict(why_not_contact(person.business, on, [person.pk]).get(person.pk))


def why_not(business: Business, on: date, people: Collection[int] | None = None) -> dict[int, Reason]:
    """Everyone (or everyone of `people`) who may not be asked on that day, with the strongest reason.

    Four queries, whatever the size of the books.
    """
    told = (_about_person(business, people, asking=True), _about_asks(business, on, people))
    held = _about_holds(business, on, people)
    return _strongest(chain(*told, held, _about_contact(business, on, people)), people)


def why_not_either(business: Business, on: date, people: Collection[int]) -> tuple[dict[int, Reason], ...]:
    """Both of these at once, for a page that shows both: why not ask, and why not be in touch."""
    person = list(_about_person(business, people, asking=True))
    contact = list(_about_contact(business, on, people))
    asking = chain(person, _about_asks(business, on, people), _about_holds(business, on, people), contact)
    touching = ((who, reason) for who, reason in chain(person, contact) if reason.why != Why.NEVER)
    return _strongest(asking, people), _strongest(touching, people)


def why_not_contact(business: Business, on: date, people: Collection[int] | None = None) -> dict[int, Reason]:
    """Everyone (or everyone of `people`) whom we leave in peace on that day, asks aside."""
    told = (_about_person(business, people, asking=False), _about_contact(business, on, people))
    return _strongest(chain(*told), people)


def _strongest(told: "Told", people: Collection[int] | None) -> dict[int, Reason]:
    reasons: dict[int, Reason] = {}
    for person, reason in told:
        known = reasons.get(person)
        if known is None or reason.why < known.why:
            reasons[person] = reason
    if people is None:
        return reasons
    return {person: reasons[person] for person in people if person in reasons}


Told = Iterator[tuple[int, Reason]]


def _of(rows: "QuerySet[Any]", people: Collection[int] | None, field: str = "person_id") -> "QuerySet[Any]":
    """Only these people, where they are few enough for a database to be told their names."""
    if people is not None and len(people) <= FEW:
        return rows.filter(**{f"{field}__in": list(people)})
    return rows


def _about_person(business: Business, people: Collection[int] | None, *, asking: bool) -> Told:
    """What the person's own row says: who they are to us, and the owner's word."""
    gone, left_out, nameless, unsorted, never = (
        Reason(why) for why in (Why.GONE, Why.LEFT_OUT, Why.NAMELESS, Why.UNSORTED, Why.NEVER)
    )
    # The name shown is an address where no name is known (people/shown.py).
    not_now = Q(is_here=False) | Q(left_out=True) | Q(name="") | Q(kind=Kind.UNSORTED)
    if asking:
        not_now |= Q(never_ask=True)
    rows = _of(Person.every.filter(not_now, business=business), people, "pk")
    told = rows.values_list("pk", "is_here", "left_out", "name", "kind")
    for pk, is_here, is_out, name, kind in told.iterator():
        if not is_here:
            yield pk, gone
        elif is_out:
            yield pk, left_out
        elif not name:
            yield pk, nameless
        else:
            yield pk, unsorted if kind == Kind.UNSORTED else never


def _about_asks(business: Business, on: date, people: Collection[int] | None) -> Told:
    """What earlier asks say."""
    rows = _of(Ask.objects.filter(business=business), people).exclude(state=Ask.State.DRAFTED)
    rows = rows.filter(Q(sent_on__isnull=False) | Q(opened_on__isnull=False) | ~Q(answer=""))
    no = Q(answer=Ask.Answer.NO, no_lifted_at=None)
    rest = timedelta(days=business.ask_rest_days)
    by_person = rows.values("person_id").annotate(
        n=Count("pk"),
        n_no=Count("pk", filter=no),
        last=Max(Coalesce("sent_on", "opened_on", "answered_on")),
        maybe=Max(Case(When(answer=Ask.Answer.MAYBE, then="answered_on"))),
    )
    # Only who is held back comes out of the database: in a quiet book that is nobody.
    rested, maybe_rested = _before(on, rest), _before(on, MAYBE_REST)
    held_back = Q(n_no__gt=0) | Q(n__gte=business.asks_allowed)
    held_back |= Q(last__gt=rested) | Q(maybe__gt=maybe_rested)
    found = by_person.filter(held_back).order_by()
    for person, n, n_no, last, maybe in found.values_list("person_id", "n", "n_no", "last", "maybe"):
        if n_no:
            yield person, Reason(Why.SAID_NO)
        if n >= business.asks_allowed:
            yield person, Reason(Why.OFTEN, n=n)
        if maybe and maybe > maybe_rested:
            yield person, Reason(Why.SAID_MAYBE, _after(maybe, MAYBE_REST))
        if last and last > rested:
            yield person, Reason(Why.RESTING, _after(last, rest))


def _about_holds(business: Business, on: date, people: Collection[int] | None) -> Told:
    """What upper rooms say: open thanks, and the lot. One that is over holds nobody, though its row is still there."""
    holds = Hold.objects.filter(Q(until_on=None) | Q(until_on__gt=on), business=business)
    rows = _of(holds, people).values("person_id", "why").annotate(until=Max("until_on")).order_by()
    for person, why, until in rows.values_list("person_id", "why", "until"):
        yield person, Reason(OF_HOLD.get(why, Why.THANKS_DUE), until)


def _about_contact(business: Business, on: date, people: Collection[int] | None) -> Told:
    """With whom we were in touch within the week. A talk after that day counts: the list may be for a past day."""
    rows = Talk.objects.filter(business=business, on__gt=_before(on, CONTACT_REST), kind__in=CONTACTS)
    last = _of(rows, people).values("person_id").annotate(last=Max("on")).order_by()
    for person, day in last.values_list("person_id", "last"):
        yield person, Reason(Why.IN_TOUCH, _after(day, CONTACT_REST))


def _before(on: date, days: timedelta) -> date:
    """So many days before; a calendar has a first day."""
    return on - days if on - date.min >= days else date.min


def _after(on: date, days: timedelta) -> date:
    return on + days if date.max - on >= days else date.max
