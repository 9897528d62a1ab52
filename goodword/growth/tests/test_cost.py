"""growth/measure/cost.py: what a new customer costs, from rows."""

from datetime import timedelta

import pytest

from goodword.gratitude.models import Reward, ThankYou
from goodword.growth.jobs import count_figure
from goodword.growth.measure.cost import MINUTES_OF_PLAY, counted
from goodword.growth.models import Figure
from goodword.growth.own import say_model
from goodword.growth.spending import take_back
from goodword.referrals.models import Program
from goodword.talks.models import Talk
from goodword.talks.tests.people import someone

from .cost_books import bought, came, paid, sent

DAY = timedelta(days=1)


@pytest.fixture
def book(cast, on):
    """Four sent, two by ads, one who walked past; all bought first 30 days ago. An hour costs $30, ads cost $60."""
    names = ("Dana", "Eli", "Frida", "Gus", "Hana", "Ines", "Jon")
    people = bought(cast.business, {name: [(on - 30 * DAY, 1000)] for name in names})
    for name in names[:4]:
        sent(people[name])
    for name in names[4:6]:
        came(people[name], "ad", on - 30 * DAY)
    came(people["Jon"], "walked", on - 30 * DAY)
    say_model(
        cast.business, None, cast.business.opened_at, hour_cents=3000, minutes_a_week=5, margin_percent=50
    )
    paid(cast.business, 6000, on - 40 * DAY, days=10)
    return cast.business


def test_the_costs_are_the_spending_over_those_who_came(book, on):
    told = counted(book, on)
    # 5 minutes in each of 52 weeks at $30 an hour are $130, for 4; $60 for ads, for 2.
    assert (told["by_word"]["cents"], told["by_word"]["n"]) == (13000, 4)
    assert (told["by_ads"]["cents"], told["by_ads"]["n"]) == (6000, 2)
    low, middle, high = told["by_word"]["each"]
    assert low < 13000 / 4 < high and low < middle < high
    low, middle, high = told["times"]
    assert low < (6000 / 2) / (13000 / 4) < high


def test_dearer_ads_make_it_surer_that_word_of_mouth_is_cheaper(book, on):
    before = counted(book, on)["chance_cheaper"]
    paid(book, 90_000, on - 20 * DAY)
    assert counted(book, on)["chance_cheaper"] > before


def test_spending_that_reaches_beyond_the_year_counts_by_its_days(book, on):
    paid(book, 10_000, on - 370 * DAY, days=10)  # the last four of its ten days are within
    assert counted(book, on)["ads"]["cents"] == 6000 + 4000


def test_spending_to_come_counts_up_to_today(book, on):
    paid(book, 10_000, on - DAY, days=4)
    assert counted(book, on)["ads"]["cents"] == 6000 + 5000


def test_spending_taken_back_is_not_counted(book, on):
    take_back(paid(book, 10_000, on), None, book.opened_at)
    assert counted(book, on)["ads"]["cents"] == 6000


def test_other_money_is_named_and_not_added(book, on):
    paid(book, 10_000, on, currency="EUR")
    told = counted(book, on)["ads"]
    assert (told["cents"], told["others"]) == (6000, ["EUR"])


def test_who_was_sent_is_not_an_ad_s_whatever_was_noted(book, on):
    both = bought(book, {"Kim": [(on - DAY, 100)]})["Kim"]
    came(both, "ad", on)
    assert counted(book, on)["by_ads"]["n"] == 3
    sent(both)
    told = counted(book, on)
    assert (told["by_word"]["n"], told["by_ads"]["n"]) == (5, 2)


def test_who_was_decided_to_have_come_alone_is_nobody_s(book, on):
    alone = bought(book, {"Kim": [(on - DAY, 100)]})["Kim"]
    came(alone, "person", on)
    assert counted(book, on)["by_word"]["n"] == 5
    sent(alone, "denied")
    assert counted(book, on)["by_word"]["n"] == 4


@pytest.mark.parametrize(("back", "n"), [(364, 5), (365, 4), (0, 5), (-1, 4)])
def test_who_became_a_customer_earlier_is_not_new(book, on, back, n):
    sent(bought(book, {"Kim": [(on - back * DAY, 100)]})["Kim"])
    assert counted(book, on)["by_word"]["n"] == n


def test_without_the_worth_of_an_hour_there_are_minutes_and_no_cost(book, on):
    say_model(book, None, book.opened_at, hour_cents=None)
    told = counted(book, on)
    assert told["minutes"] == 260
    assert told["by_word"]["cents"] is told["by_word"]["each"] is told["times"] is None


def test_minutes_are_those_of_the_talks_kept_until_the_owner_says_their_own(book, on, at):
    say_model(book, None, at, minutes_a_week=None)
    who = someone(book, "Lea")
    Talk.keep(who, None, at, kind="ask", play="ask_one_friend", on=on)
    Talk.keep(who, None, at, kind="thank", on=on - 364 * DAY)
    Talk.keep(who, None, at, kind="thank", on=on - 365 * DAY)
    assert counted(book, on)["minutes"] == MINUTES_OF_PLAY["ask_one_friend"] + 2


def test_gifts_given_are_added_and_those_without_a_price_told(book, on, at):
    program = Program.objects.create(business=book, from_on=on, at=at, key="p", currency="USD")
    shared = {"business": book, "program": program, "yes_on": on, "due_on": on, "at": at, "gives": "credit"}
    for n, (cents, given_on, currency) in enumerate(
        [(500, on, "USD"), (700, None, "USD"), (900, on - 366 * DAY, "USD"), (80, on, "EUR"), (0, on, "USD")]
    ):
        Reward.objects.create(
            **shared,
            side="advocate",
            newcomer=someone(book, f"N {n}"),
            cents=cents,
            currency=currency,
            given_on=given_on,
        )
    thanks = {"business": book, "since": on, "at": at, "said_on": on, "reason": "sent", "room": "referrals"}
    ThankYou.objects.create(**thanks, person=someone(book, "Mia"), row="1", what="a cake")
    ThankYou.objects.create(**thanks, person=someone(book, "Noa"), row="2")
    told = counted(book, on)
    assert told["gifts"] == {"cents": 500, "n": 3, "n_unpriced": 2, "others": ["EUR"]}
    assert told["by_word"]["cents"] == 13500


def test_what_one_buys_in_a_year_is_told_of_five_with_a_whole_year_behind_them(book, on):
    early = on - 500 * DAY
    names = [f"Old {n}" for n in range(5)]
    people = bought(
        book, {n: [(early, 4000), (early + 364 * DAY, 2000), (early + 365 * DAY, 99)] for n in names}
    )
    for name in names[:4]:
        sent(people[name])
    assert counted(book, on)["by_word"]["year_cents"] is None
    sent(people["Old 4"])
    told = counted(book, on)["by_word"]
    assert (told["n_year"], told["year_cents"], told["n"]) == (5, 6000, 4)
    # Half of $60 stays; winning one costs about $30, so it comes back within about the year.
    assert told["months"][0] < 12 and told["leaves"][0] < told["leaves"][2]


def test_empty_books_have_no_costs_and_do_not_fail(cast, on):
    told = counted(cast.business, on)
    assert (told["by_word"]["n"], told["by_ads"]["n"], told["minutes"], told["times"]) == (0, 0, 0, None)


def test_nothing_of_another_business_is_counted(book, cast, on):
    assert counted(cast.florist, on)["ads"]["n"] == 0
    assert counted(cast.florist, on)["by_word"]["n"] == 0


def test_a_figure_holds_no_name_and_is_kept_once_a_day(book, on, at):
    for _ in range(2):
        count_figure(book, "cost", at)
    [figure] = Figure.objects.filter(name="cost")
    assert "Dana" not in str(figure.told)
