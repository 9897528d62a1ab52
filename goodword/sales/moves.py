"""Whom to listen to: after a first or an unusually large sale, and after something went wrong."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk

from .measure import VISIT
from .models import Sale

MOST = 60
ASK_FROM_DAYS, ASK_UNTIL_DAYS = 2, 10
WRONG_DAYS = 14
LARGE = 3  # times what they usually pay
# Who was heard after a first visit comes back more often; who was called after a fault often stays for good.
GOOD_FIRST, GOOD_LARGE, GOOD_WRONG = 0.015, 0.015, 0.06


def candidates(business: Business, on: date) -> list[Candidate]:
    found = [*_went_wrong(business, on), *_how_was_it(business, on)]
    one_each = list({one.person: one for one in reversed(found)}.values())[::-1]
    people = [one.person for one in one_each if one.person is not None]
    resting = why_not_contact(business, on, people)
    welcome = set(
        Person.objects.filter(pk__in=people, left_out=False, is_company=False).values_list("pk", flat=True)
    )
    return [one for one in one_each if one.person in welcome and one.person not in resting]


def _how_was_it(business: Business, on: date) -> Iterable[Candidate]:
    days = (on - timedelta(days=ASK_UNTIL_DAYS), on - timedelta(days=ASK_FROM_DAYS))
    recent = Sale.objects.filter(VISIT, business=business, on__range=days, person__isnull=False)
    sales = list(recent.order_by("-on", "-goods_cents", "pk")[: MOST * 10])
    people = {sale.person_id for sale in sales}
    earlier: dict[tuple[int, str], list[int]] = {}
    first: dict[int, date] = {}
    rows = Sale.objects.filter(VISIT, person__in=people).values_list(
        "person_id", "currency", "goods_cents", "on"
    )
    for person, currency, cents, day in rows:
        assert person is not None
        earlier.setdefault((person, currency), []).append(cents)
        first[person] = min(day, first.get(person, day))
    asked = _heard(business, people, "how_was_it", on)
    n = 0
    for sale in sales:
        if sale.person_id in asked or sale.person_id is None or n == MOST:
            continue
        usual = earlier[sale.person_id, sale.currency]
        is_first = first[sale.person_id] == sale.on
        is_large = len(usual) >= 3 and sale.goods_cents >= LARGE * median(usual)
        if is_first or is_large:
            n += 1
            yield _candidate(sale, "how_was_it", GOOD_FIRST if is_first else GOOD_LARGE, is_first)


def _candidate(sale: Sale, play: str, good: float, is_first: bool) -> Candidate:
    day = date_format(sale.on, "j F")
    words = (
        _("Came for the first time on %(day)s.") if is_first else _("Bought much more than usual on %(day)s.")
    )
    thing = sale.lines[0][0] if len(sale.lines) == 1 else ""
    return Candidate(
        kind="listen",
        person=sale.person_id,
        play=play,
        why=words % {"day": day} + " " + _("Nobody has asked them yet."),
        good=good,
        minutes=3,
        facts={"thing": thing} if thing else {},
        room="sales",
        row=sale.code,
    )


def _went_wrong(business: Business, on: date) -> Iterable[Candidate]:
    since = on - timedelta(days=WRONG_DAYS)
    refunds = Sale.objects.filter(
        business=business,
        state=Sale.State.COUNTED,
        is_refund=True,
        on__range=(since, on),
        person__isnull=False,
    ).order_by("-on", "pk")[:MOST]
    heard = _heard(business, {one.person_id for one in refunds}, "went_wrong", on)
    for refund in refunds:
        if refund.person_id in heard:
            continue
        yield Candidate(
            kind="listen",
            person=refund.person_id,
            play="went_wrong",
            why=_("Got money back on %(day)s. A call says more than a text.")
            % {"day": date_format(refund.on, "j F")},
            good=GOOD_WRONG,
            minutes=10,
            facts={"thing": refund.what} if refund.what else {},
            room="sales",
            row=refund.code,
        )


def _heard(business: Business, people: set[int | None], play: str, on: date) -> set[int]:
    """Whom we have asked this within half a year."""
    rows = Talk.objects.filter(
        business=business, person__in=people, play=play, on__gt=on - timedelta(days=180)
    )
    return set(rows.values_list("person", flat=True))
