"""What is wrong or odd in the books, and how the year ahead takes it: rightly, or with words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodword.growth.jobs import count_figure
from goodword.growth.measure.regulars import counted as regulars_counted
from goodword.growth.models import Figure, Worth
from goodword.people.hand import add_person
from goodword.referrals.models import Evidence, How
from goodword.referrals.noting import Came, SentThemselves, note_newcomer
from goodword.sales.counting import recount_source
from goodword.sales.hand import add_sale
from goodword.sales.tests.told import a_file, told

from .paying import crowd, pay, sent


def figure(business, at):
    count_figure(business, "value", at)
    return Figure.newest(business.pk, "value").told


def page(as_, at):
    return as_("bob", at).get("/b/corner/goal/year/").content.decode()


def weekly(person, on, n=10, cents=1000, first=0):
    return [(person, on - timedelta(days=first + 7 * week), cents) for week in range(n)]


def test_a_sale_in_the_future_is_left_out_until_its_day(cast, at, on, as_):
    dana, eli = crowd(cast.business, 2)
    pay(cast.business, [*weekly(dana, on), (eli, on + timedelta(days=9), 50_000)])
    assert figure(cast.business, at)["n"] == 1
    assert "1 sale bears a day that is still to come" in page(as_, at)
    assert regulars_counted(cast.business, on)["n"] == 1
    later = at + timedelta(days=9)
    assert figure(cast.business, later)["n"] == 2
    assert "still to come" not in page(as_, later)


def test_who_got_more_back_than_they_paid_is_worth_no_less_than_nothing(cast, at, on, as_):
    dana, eli, finn = crowd(cast.business, 3)
    back = [(eli, on - timedelta(days=40), 1000), (eli, on - timedelta(days=30), -9000)]
    pay(cast.business, [*weekly(dana, on), *back, (finn, on - timedelta(days=5), -700)])
    told = figure(cast.business, at)
    assert told["n"] == 2  # a refund alone makes nobody a customer
    assert told["n_paid_back"] == 2
    assert min(Worth.objects.values_list("own_cents", flat=True)) >= 0
    assert told["cents"][0] >= 0
    assert "2 people got more money back than they paid" in page(as_, at)


@pytest.mark.parametrize("days", [-5, 5])
def test_a_sale_taken_back_in_full_is_no_purchase_whichever_came_first(cast, at, on, days):
    dana, eli = crowd(cast.business, 2)
    file = a_file(cast.business)
    for n, (person, day, cents) in enumerate(weekly(dana, on)):
        told(file, f"d{n}", person, on=day, goods_cents=cents)
    sold = on - timedelta(days=50)
    told(file, "e", eli, on=sold, goods_cents=4000)
    told(file, "r", eli, on=sold + timedelta(days=days), goods_cents=-4000, refund_of="e")
    recount_source(cast.business, file)
    assert figure(cast.business, at)["n"] == 1
    assert not Worth.objects.filter(person=eli).exists()


def test_a_refund_before_any_sale_is_taken_off(cast, at, on):
    """Of a cash desk's two files the one with refunds may reach back further."""
    dana, eli = crowd(cast.business, 2)
    pay(cast.business, weekly(dana, on) + weekly(eli, on) + [(eli, on - timedelta(days=200), -5000)])
    figure(cast.business, at)
    hers, his = Worth.objects.get(person=dana), Worth.objects.get(person=eli)
    assert hers.visits == his.visits and hers.own_cents > his.own_cents > 0


def test_of_ten_currencies_the_business_s_own_is_counted_and_the_page_says_so(cast, at, on, as_):
    dana, eli = crowd(cast.business, 2)
    others = ("AUD", "BRL", "CAD", "CHF", "EUR", "GBP", "INR", "JPY", "KWD")
    pay(cast.business, weekly(dana, on))
    alone = figure(cast.business, at)
    for currency in others:
        pay(cast.business, weekly(eli, on, cents=10**9), currency)
    told = figure(cast.business, at)
    assert told["others"] == list(others)
    assert {key: told[key] for key in ("n", "cents", "visits")} == {
        key: alone[key] for key in ("n", "cents", "visits")
    }
    html = page(as_, at)
    assert "Only sales in USD are counted" in html and "AUD, BRL" in html


def test_books_in_another_currency_alone_are_told_apart_from_empty_ones(cast, at, on, as_):
    pay(cast.business, weekly(crowd(cast.business, 1)[0], on), "EUR")
    assert figure(cast.business, at)["n"] == 0
    html = page(as_, at)
    assert "Nothing has come in yet" not in html
    assert "Nothing in USD yet" in html and "not those in EUR" in html


def test_one_customer_with_half_of_all_sales_is_told(cast, at, on, as_):
    people = crowd(cast.business, 11)
    rows = weekly(people[0], on, n=30, cents=10_000)
    for person in people[1:]:
        rows += weekly(person, on, n=30)
    pay(cast.business, rows)
    assert 0.45 <= figure(cast.business, at)["largest"] < 0.55
    assert f"One customer makes half of it: {people[0]}" in page(as_, at)


def test_where_nobody_stands_out_nobody_is_told(cast, at, on, as_):
    pay(cast.business, [row for person in crowd(cast.business, 8) for row in weekly(person, on)])
    figure(cast.business, at)
    assert "One customer" not in page(as_, at)


def test_three_thousand_with_one_purchase_each_are_counted_by_their_rate(cast, at, on, as_):
    people = crowd(cast.business, 3000)
    pay(cast.business, [(person, on - timedelta(days=1 + n % 700), 1000) for n, person in enumerate(people)])
    told = figure(cast.business, at)
    assert (told["n"], told["how"], told["why"]) == (3000, "rate", "early")
    assert told["visits"][1] < 30  # nobody came again so far
    assert "Too few have come again" in page(as_, at)
    assert regulars_counted(cast.business, on)["n"] == 0


def test_a_sale_late_in_the_evening_is_of_the_day_where_the_business_is(cast, at, on):
    """23:30 on Monday in Honolulu is Tuesday in London: counted that evening, it is among what was sold."""
    cast.business.zone = "Pacific/Honolulu"
    cast.business.save()
    evening = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    dana = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    sale = add_sale(cast.business, cast.alice, evening, person=dana, cents=1200)
    assert sale.on == date(2026, 3, 2)
    assert figure(cast.business, evening)["n"] == 1
    assert Worth.objects.get().on == date(2026, 3, 2)


def test_where_the_day_begins_early_nothing_is_taken_for_the_future(cast, at):
    """10:30 UTC on Monday is 23:30 in Auckland; at 11:30 UTC it is Tuesday there."""
    cast.business.zone = "Pacific/Auckland"
    cast.business.save()
    dana = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    for moment in (datetime(2026, 3, 2, 10, 30, tzinfo=UTC), datetime(2026, 3, 2, 11, 30, tzinfo=UTC)):
        add_sale(cast.business, cast.alice, moment, person=dana, cents=1200)
        told = figure(cast.business, moment)
        assert (told["n"], told["n_future"]) == (1, 0)
    assert Figure.newest(cast.business.pk, "value").on == date(2026, 3, 3)


@pytest.mark.parametrize("day", [date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29)])
def test_a_customer_since_the_29th_of_february_is_one_on_every_day(cast, day):
    dana = crowd(cast.business, 1)[0]
    leap = date(2024, 2, 29)
    pay(cast.business, [(dana, leap + timedelta(days=30 * n), 1000) for n in range(10)])
    at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    told = figure(cast.business, at)
    assert told["n"] == 1 and Worth.objects.get().visits > 0
    assert regulars_counted(cast.business, day)["n"] in (0, 1)


def test_who_brought_themselves_is_refused_and_nothing_goes_up(cast, at, on):
    dana = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    pay(cast.business, weekly(dana, on))
    with pytest.raises(SentThemselves):
        note_newcomer(
            cast.business, cast.alice, at, Came(how=How.PERSON, person=dana, referrer=dana), key="themselves"
        )
    assert not Evidence.objects.exists()
    figure(cast.business, at)
    kept = Worth.objects.get()
    assert kept.credited_cents == kept.own_cents > 0


def test_a_row_that_says_so_all_the_same_is_not_in_the_tree(cast, at, on):
    dana, eli, finn = crowd(cast.business, 3)
    pay(cast.business, [row for one in (dana, eli, finn) for row in weekly(one, on)])
    sent(cast.business, dana, dana)
    sent(cast.business, eli, finn)
    figure(cast.business, at)
    kept = Worth.objects.get(person=dana)
    assert kept.credited_cents == kept.own_cents > 0
    assert sum(one.credited_cents - one.own_cents for one in Worth.objects.all()) == pytest.approx(0, abs=2)
