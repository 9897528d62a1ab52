"""growth/measure/regulars.py: counted from the books, once a day."""

from datetime import date, timedelta

import pytest

from goodword.accounts.jobs import ask, find_jobs
from goodword.accounts.models import Job
from goodword.accounts.working import work_one
from goodword.growth.jobs import NAMES, count_figure
from goodword.growth.measure.regulars import counted
from goodword.growth.models import Figure
from goodword.sales.counting import recount_source
from goodword.sales.tests.told import a_file, told
from goodword.talks.tests.people import someone


@pytest.fixture
def book(cast, on):
    """Dana comes each week, the last time through a market; Eli came three times, years ago; Frida twice."""
    source = a_file(cast.business)
    comes = {"Dana Okafor": range(0, 70, 7), "Eli Brandt": (900, 910, 920), "Frida Vance": (3, 5)}
    for n, (name, days) in enumerate(comes.items()):
        person = someone(cast.business, name)
        for back in days:
            vendor = "etsy" if name == "Dana Okafor" and back == 0 else "shopify"
            told(
                source,
                f"{n}-{back}",
                person,
                on=on - timedelta(days=back),
                vendor=vendor,
                goods_cents=1000 + back,
            )
    recount_source(cast.business, source)
    return cast.business


def test_who_comes_is_counted_and_who_stayed_away_or_came_twice_is_not(book, on):
    assert counted(book, on)["n"] == 1


def test_the_weeks_go_back_to_the_first_regular_and_end_today(book, on):
    weeks = counted(book, on)["weeks"]
    assert weeks[-1] == (on.isoformat(), 1)
    assert max(n for _, n in weeks) == 1 and weeks[0][1] == 0
    assert {
        (date.fromisoformat(one[0]) - date.fromisoformat(other[0])).days
        for one, other in zip(weeks[1:], weeks, strict=False)
    } == {7}


def test_what_came_through_a_market_is_told_apart(book, on):
    figures = counted(book, on)
    assert figures["n_direct"] == 1
    assert [(vendor, currency, people) for vendor, currency, _cents, people in figures["channels"]] == [
        ("shopify", "USD", 2),
        ("etsy", "USD", 1),
    ]


def test_empty_books_have_no_regulars(cast, on):
    assert counted(cast.business, on) | {"since": ""} == {
        "n": 0, "n_direct": 0, "weeks": [], "since": "", "channels": [],
    }  # fmt: skip


def test_counted_twice_on_a_day_is_one_figure(book, at):
    count_figure(book, "regulars", at)
    count_figure(book, "regulars", at + timedelta(minutes=5))
    assert Figure.objects.count() == 1
    assert Figure.newest(book.pk, "regulars").told["n"] == 1


def test_another_business_has_figures_of_its_own(book, cast, at):
    count_figure(cast.florist, "regulars", at)
    assert Figure.newest(cast.florist.pk, "regulars").told["n"] == 0
    assert Figure.newest(book.pk, "regulars") is None


def test_the_worker_counts_what_was_asked_for(book, at):
    ask(book, "growth.recount", "a file", at)
    find_jobs()
    while done := work_one(at):
        assert done.state == Job.State.DONE, done.error
    assert {one.name for one in Figure.objects.filter(business=book)} == set(NAMES)
