"""What this room would put on today's list: ask how it was, and call when something went wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Sum
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk
from goodword.talks.plays import Play, get_play
from goodword.talks.said import day_words

from .measure import VISIT
from .models import Sale

# Expected newcomers who say yes. Who was heard after a first visit comes back more often, and speaks of it;
# who was called after a fault often stays for good. How kinds compare: docs/how-we-count/today.md.
GOOD_OF_HOW_WAS_IT = 0.015
GOOD_OF_PUTTING_RIGHT = 0.06
ASKED_FROM, ASKED_UNTIL = timedelta(days=2), timedelta(days=10)
WRONG_FOR = timedelta(days=14)
# A purchase is clearly larger if it is twice what this person usually pays, and there is a "usually".
LARGER, USUAL_FROM = 2, 3
# The same question comes once in half a year, however often somebody buys more than usual.
AGAIN_AFTER = timedelta(days=180)
# The newest are looked at first; a very full till has more than can be asked anyway.
LOOKED_AT = 500
MOST = 100


def candidates(business: Business, on: date) -> list[Candidate]:
    wrong = _went_wrong(business, on)
    told = {one.person for one in wrong}
    return wrong + [one for one in _how_was_it(business, on) if one.person not in told]


def _went_wrong(business: Business, on: date) -> list[Candidate]:
    """Money was given back in the last two weeks, and nobody has talked about it since."""
    play = get_play("went_wrong")
    refunds = Sale.objects.filter(business=business, state=Sale.State.COUNTED, is_refund=True)
    refunds = refunds.filter(on__gt=on - WRONG_FOR, on__lte=on, person__isnull=False)
    newest = _newest_of_each(refunds.order_by("-on", "-pk")[:LOOKED_AT])
    found = []
    for refund, person in _open_to(business, on, play, newest):
        why = _("Money was given back %(day)s. Nobody has talked about it since, as far as you noted.")
        found.append(
            _candidate(
                business, play, person, refund, why % {"day": day_words(refund.on, on)}, GOOD_OF_PUTTING_RIGHT
            )
        )
    return found[:MOST]


def _how_was_it(business: Business, on: date) -> list[Candidate]:
    play = get_play("how_was_it")
    sales = Sale.objects.filter(VISIT, business=business, person__isnull=False)
    sales = sales.filter(on__gte=on - ASKED_UNTIL, on__lte=on - ASKED_FROM, goods_cents__gt=0)
    newest = list(sales.order_by("-on", "-pk")[:LOOKED_AT])
    usual = _usual(newest)
    first: dict[int, date] = {}
    for (who, _currency), known in usual.items():
        first[who] = min(known.first, first.get(who, known.first))
    whys = {sale.pk: why for sale in newest if (why := _why(sale, usual, first, on))}
    best = _newest_of_each(sale for sale in newest if sale.pk in whys)
    return [
        _candidate(business, play, person, sale, whys[sale.pk], GOOD_OF_HOW_WAS_IT)
        for sale, person in _open_to(business, on, play, best)
    ][:MOST]


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a person has paid so far, in one currency."""

    n: int
    cents: int
    first: date


def _usual(sales: Sequence[Sale]) -> dict[tuple[int, str], _Usual]:
    found: dict[tuple[int, str], _Usual] = {}
    for part in chunks(sorted({sale.person_id for sale in sales if sale.person_id})):
        rows = (
            Sale.objects.filter(VISIT, person_id__among=part).order_by().values_list("person_id", "currency")
        )
        for person, currency, n, cents, first in rows.annotate(Count("pk"), Sum("goods_cents"), Min("on")):
            found[person, currency] = _Usual(n, cents, first)  # type: ignore[index]
    return found


def _why(sale: Sale, usual: dict[tuple[int, str], _Usual], first: dict[int, date], on: date) -> str:
    """Why this sale is worth a question; "" if it is one like the others."""
    assert sale.person_id
    known = usual[sale.person_id, sale.currency]
    day = {"day": day_words(sale.on, on)}
    if first[sale.person_id] == sale.on:
        return _("Bought for the first time %(day)s. Nobody has asked yet how it was.") % day
    others = known.n - 1
    if others >= USUAL_FROM and sale.goods_cents * others >= LARGER * (known.cents - sale.goods_cents):
        return _("Bought more than usual %(day)s. Nobody has asked yet how it was.") % day
    return ""


def _newest_of_each(sales: Iterable[Sale]) -> list[Sale]:
    found: dict[int, Sale] = {}
    for sale in sales:
        if sale.person_id:
            found.setdefault(sale.person_id, sale)
    return list(found.values())


def _open_to(
    business: Business, on: date, play: Play, sales: Sequence[Sale]
) -> Iterable[tuple[Sale, Person]]:
    """Those sales whose buyer may be talked to, fits the play, has not been listened to since, and was not
    asked the same within half a year."""
    ids = [sale.person_id for sale in sales if sale.person_id]
    closed = why_not_contact(business, on, ids)
    people: dict[int, Person] = {}
    heard: dict[int, date] = {}
    asked: set[int] = set()
    for part in chunks(ids):
        people |= Person.objects.in_bulk(part)
        talks = Talk.objects.filter(person_id__among=part, on__lte=on).order_by("on")
        heard.update(talks.filter(kind="listen").values_list("person_id", "on"))
        asked.update(
            talks.filter(play=play.name, on__gt=on - AGAIN_AFTER).values_list("person_id", flat=True)
        )
    for sale in sales:
        person = people.get(sale.person_id or 0)
        if person is None or person.pk in closed or person.pk in asked or person.is_company:
            continue
        if play.fits(business.kind, person.kind) and heard.get(person.pk, date.min) < sale.on:
            yield sale, person


def _candidate(
    business: Business, play: Play, person: Person, sale: Sale, why: str, good: float
) -> Candidate:
    thing = thing_of(sale, business)
    return Candidate(
        kind="listen",
        person=person.pk,
        play=play.name,
        why=why,
        good=good,
        minutes=play.minutes,
        facts={"thing": thing} if thing else {},
        room="sales",
        row=sale.code,
    )


def thing_of(sale: Sale, business: Business) -> str:
    """What the sale was about, if it can be said in a sentence: "wedding cake"; a practice never says it."""
    if business.is_discreet:
        return ""
    named = sorted(sale.lines, key=lambda line: -abs(line[2]) if len(line) > 2 else 0)
    thing = str(named[0][0]) if named else sale.what
    plain = 2 < len(thing) <= 40 and not any(letter.isdigit() or letter in ",;/|#_" for letter in thing)
    if not plain:
        return ""
    # "Wedding cake" in a file is "wedding cake" in a sentence; a name or a German noun keeps its capital.
    is_title = thing[:1].isupper() and thing[1:].islower() and business.language.startswith("en")
    return thing[0].lower() + thing[1:] if is_title else thing
