"""What a new customer costs by word of mouth, and by ads: the last twelve months, from the owner's own figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum

from goodword.accounts.models import Business
from goodword.analysis.bands import Band
from goodword.analysis.cost import Compared, Spent, compare, cost_each, payback, worth_each
from goodword.gratitude.models import Reward, ThankYou
from goodword.people.closed import chunks
from goodword.referrals.models import How, Newcomer, Referral
from goodword.sales.measure import first_on
from goodword.sales.models import Sale
from goodword.talks.models import Talk
from goodword.talks.plays import PLAYS

from ..models import AdSpending, Figure, OwnModel

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
WEEKS = 52
# Of a talk that was kept without the words it came from: as long as most plays of its kind take.
MINUTES = {"ask": 3.0, "thank": 2.0, "hear_back": 1.0, "listen": 3.0, "touch": 2.0, "know": 2.0}
MINUTES_OF_PLAY = {play.name: play.minutes for play in PLAYS}
NOT_SENT = (Referral.State.DENIED, Referral.State.VOID)
ENOUGH = 5  # customers with a whole year behind them, before one is told what they buy in it


def keep(business: Business, on: date, at: datetime) -> Figure:
    told = {"at": at, "told": counted(business, on)}
    return Figure.objects.update_or_create(business=business, name="cost", on=on, defaults=told)[0]


@dataclass(frozen=True, slots=True)
class Came:
    """Who became a customer in these twelve months, and who did earlier and has a whole year behind them."""

    now: set[int]
    earlier: dict[int, date]  # with the day of their first sale


def counted(business: Business, on: date) -> dict[str, Any]:
    """All money in cents of the business's own currency; bands are [low, mid, high]. See docs/how-we-count/cost.md."""
    since = on - YEAR + DAY
    own = OwnModel.objects.filter(business=business).first() or OwnModel(business=business)
    talks, gifts = minutes_kept(business.pk, since, on), gifts_given(business, since, on)
    ads = ads_spent(business, since, on)
    is_said = own.minutes_a_week is not None
    minutes = WEEKS * (own.minutes_a_week or 0) if is_said else sum(minutes for _kind, _n, minutes in talks)
    by_word, by_ads = came(business.pk, since, on)
    word, bought = _spent(business, own, minutes, gifts, by_word), _spent_on_ads(business, ads, by_ads)
    return {
        "currency": business.currency,
        "since": since.isoformat(),
        "minutes": round(minutes),
        "minutes_said": is_said,
        "minutes_since": max(since, business.day_of(business.opened_at)).isoformat(),
        "hour_cents": own.hour_cents,
        "margin_percent": own.margin_percent,
        "talks": talks,
        "gifts": gifts,
        "ads": ads,
        "by_word": _side(by_word, word, business.currency, own.margin_percent),
        "by_ads": _side(by_ads, bought, business.currency, own.margin_percent),
        **_compared(compare(word, bought) if word and bought else None),
    }


def _spent(
    business: Business, own: OwnModel, minutes: float, gifts: dict[str, Any], who: Came
) -> Spent | None:
    """None until the owner says what an hour costs: without it the cost would be told too low."""
    if own.hour_cents is None:
        return None
    return Spent.by_word_of_mouth(minutes, own.hour_cents, 0, gifts["cents"], len(who.now), business.currency)


def _spent_on_ads(business: Business, ads: dict[str, Any], who: Came) -> Spent | None:
    return Spent(ads["cents"], len(who.now), business.currency) if ads["n"] else None


def _side(who: Came, spent: Spent | None, currency: str, margin: int | None) -> dict[str, Any]:
    value = mean_year(who.earlier, currency)
    told: dict[str, Any] = {
        "n": len(who.now),
        "cents": round(spent.cents) if spent else None,
        "n_year": len(who.earlier),
        "year_cents": value,
        "each": None,
        "at_least": None,
        "months": None,
        "is_over": False,
        "leaves": None,
    }
    if spent is None:
        return told
    cost = cost_each(spent)
    told |= {"each": _band(cost.each), "at_least": cost.at_least and round(cost.at_least)}
    if value is not None and margin is not None and cost.each is not None:
        back = payback(cost, max(value, 0), margin / 100)
        told |= {"months": _band(back.months, 1), "is_over": back.months is None}
        told |= {"leaves": _band(worth_each(cost, max(value, 0), margin / 100))}
    return told


def _compared(both: Compared | None) -> dict[str, Any]:
    if both is None or both.times is None or both.chance_cheaper is None:
        return {"times": None, "chance_cheaper": None}
    return {"times": _band(both.times, 2), "chance_cheaper": round(both.chance_cheaper, 3)}


def _band(band: Band | None, digits: int = 0) -> list[float] | None:
    return [round(one, digits or None) for one in (band.low, band.mid, band.high)] if band else None


def minutes_kept(business_id: int, since: date, until: date) -> list[tuple[str, int, float]]:
    """What was talked in these days: kind, how often, and the minutes that its plays take."""
    rows = Talk.objects.filter(business=business_id, on__range=(since, until)).order_by()
    found: dict[str, tuple[int, float]] = {}
    for kind, play, n in rows.values_list("kind", "play").annotate(Count("pk")):
        minutes = MINUTES_OF_PLAY.get(play) or MINUTES.get(kind, 2.0)
        times, so_far = found.get(kind, (0, 0.0))
        found[kind] = (times + n, so_far + n * minutes)
    return [(kind, n, minutes) for kind, (n, minutes) in sorted(found.items())]


def gifts_given(business: Business, since: date, until: date) -> dict[str, Any]:
    """What was handed over for a good word, to both sides; also where it was taken back later: it is gone."""
    rows = Reward.objects.filter(business=business, given_on__range=(since, until)).order_by()
    sums = dict(rows.values_list("currency").annotate(Sum("cents")))
    thanks = ThankYou.objects.filter(business=business, said_on__range=(since, until)).exclude(what="")
    return {
        "cents": sums.pop(business.currency, 0),
        "n": rows.count(),
        "n_unpriced": rows.filter(cents=0).count() + thanks.count(),
        "others": sorted(currency for currency, cents in sums.items() if cents),
    }


def ads_spent(business: Business, since: date, until: date) -> dict[str, Any]:
    """What was spent on ads in these days. What reaches beyond them counts by its days within them."""
    rows = AdSpending.objects.filter(
        business=business, taken_back_at=None, from_on__lte=until, until_on__gte=since
    )
    cents, n, others = 0.0, 0, set()
    for first, last, currency, whole in rows.values_list("from_on", "until_on", "currency", "cents"):
        if currency != business.currency:
            others.add(currency)
            continue
        n_days = (last - first).days + 1
        cents += whole * ((min(last, until) - max(first, since)).days + 1) / n_days
        n += 1
    return {"cents": round(cents), "n": n, "others": sorted(others)}


def came(business_id: int, since: date, until: date) -> tuple[Came, Came]:
    """Who became a customer by word of mouth, and who by an ad."""
    how = how_they_came(business_id)
    sides = ({person for person, told in how.items() if told == side} for side in (How.PERSON, How.AD))
    word, ads = (_became(people, since, until) for people in sides)
    return word, ads


def how_they_came(business_id: int) -> dict[int, str]:
    """How each came, of whom it is known. Who was sent, as decided from all traces, came by a person, whatever else
    was noted; and who was noted as sent did not, where it was decided otherwise."""
    rows = Newcomer.objects.filter(business=business_id).order_by("-on", "-pk")
    how = dict(rows.values_list("person_id", "how"))  # of two, the first one that was noted goes
    for person, state in Referral.objects.filter(business=business_id).values_list("referred_id", "state"):
        if state == Referral.State.CONVERTED:
            how[person] = How.PERSON
        elif state in NOT_SENT and how.get(person) == How.PERSON:
            how[person] = How.UNKNOWN
    return how


def _became(people: Collection[int], since: date, until: date) -> Came:
    first = first_on(people)
    now = {person for person, day in first.items() if since <= day <= until}
    return Came(now, {person: day for person, day in first.items() if day + YEAR <= until})


def mean_year(first: dict[int, date], currency: str) -> int | None:
    """What one of these people bought on average in the year from their first sale, refunds taken off; None if
    they are too few to tell."""
    if len(first) < ENOUGH:
        return None
    total = 0
    for part in chunks(sorted(first)):
        rows = Sale.objects.filter(
            person_id__among=part, state=Sale.State.COUNTED, currency=currency
        ).values_list("person_id", "on", "goods_cents")
        total += sum(cents for person, on, cents in rows if on < first[person] + YEAR)  # type: ignore[index]
    return round(total / len(first))
