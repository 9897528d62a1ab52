"""The fan of regulars: counted at night, read by the page, kept and scored."""

from datetime import date, timedelta

import pytest

from goodword.accounts.jobs import find_jobs
from goodword.accounts.models import Job
from goodword.accounts.working import work_one
from goodword.growth.choices import CHOICES, key_of, more_asks
from goodword.growth.jobs import SHOWN_ON, count_figure
from goodword.growth.measure import growth
from goodword.growth.measure.growth import change_of, mixes
from goodword.growth.models import Figure, Forecast, Goal
from goodword.growth.scored import Scored

from .books import a_growing_business, came, monthly

GOAL = "/b/corner/goal/"


@pytest.fixture(autouse=True)
def few_paths(monkeypatch):
    # A hundred are enough for what is asked here; how good the bands are is asked in analysis.
    monkeypatch.setattr(growth, "PATHS", 100)


@pytest.fixture
def counted(cast, on, at):
    a_growing_business(cast.business, on)
    Goal.objects.create(business=cast.business, people=1000, by=on + timedelta(days=99), regulars=60, at=at)
    for name in ("regulars", "growth"):
        count_figure(cast.business, name, at)
    return Figure.newest(cast.business.pk, "growth").told


def page(as_, who="bob", more=""):
    return as_(who).get(GOAL + more).content.decode()


# Counted ------------------------------------------------------------------------------------------


def test_every_mix_of_choices_is_there_and_none_of_them_is_the_first(counted):
    assert list(counted["mixes"])[0] == "" and len(counted["mixes"]) == 2 ** len(CHOICES)
    assert {key_of(mix) for mix in mixes()} == set(counted["mixes"])


def test_bands_lie_within_each_other_and_no_change_makes_it_worse(counted):
    for mix in counted["mixes"].values():
        for _day, low_90, low_50, middle, high_50, high_90 in mix["fan"]:
            assert 0 <= low_90 <= low_50 <= middle <= high_50 <= high_90
    as_now = counted["mixes"][""]["fan"][3][3]
    assert counted["mixes"]["keep"]["fan"][3][3] >= as_now
    assert counted["mixes"]["brings"]["fan"][7][3] >= counted["mixes"][""]["fan"][7][3]


def test_it_knows_who_was_sent_by_a_regular(counted):
    assert counted["n_sent"] > 5
    low, high, middle = counted["r"]
    assert low < middle < high and 0.1 < middle < 0.9  # every third was sent


def test_the_same_books_give_the_same_figures(cast, counted, at):
    count_figure(cast.business, "growth", at)
    assert Figure.newest(cast.business.pk, "growth").told == counted


def test_with_few_regulars_nothing_is_foretold(cast, on, at):
    came(cast.business, {"Dana": monthly(on - timedelta(days=300), on)})
    count_figure(cast.business, "growth", at)
    told = Figure.newest(cast.business.pk, "growth").told
    assert (told["n"], told["is_enough"], "mixes" in told) == (1, False, False)
    assert Forecast.objects.count() == 0 or not told["is_enough"]


def test_empty_books_are_counted_without_a_fuss(cast, at):
    count_figure(cast.business, "growth", at)
    assert Figure.newest(cast.business.pk, "growth").told["n"] == 0


def test_asking_more_moves_only_as_many_as_were_asked():
    asking = {"a_month": 4, "n_answers": 10, "n_yes": 5, "after_an_ask": 0.5}
    assert change_of((), asking).bringers == 1
    assert change_of(("ask",), asking).bringers == pytest.approx(1.125)
    assert change_of(("ask",), asking | {"after_an_ask": 0.0}).bringers == 1
    # All say yes already: there is no more to be had.
    assert change_of(("answered",), asking | {"n_yes": 10}).bringers == 1
    assert change_of(("keep",), asking).leaving == pytest.approx(0.8)


def test_a_quarter_more_asks_is_one_more_at_least():
    assert [more_asks(n) for n in (0, 1, 3, 4, 10, 100)] == [1, 2, 4, 5, 12, 125]


# Kept and scored ----------------------------------------------------------------------------------


def test_each_quarter_is_foretold_once_and_scored_when_it_has_come(cast, counted, at):
    rows = Forecast.objects.filter(business=cast.business)
    assert rows.count() >= 4
    assert all(one.on.day == 1 and one.on.month in (1, 4, 7, 10) for one in rows)
    assert all((one.came is not None) == (one.ahead_on <= date(2026, 3, 2)) for one in rows)
    before = {(one.on, one.ahead_on): (one.low_90, one.middle, one.came) for one in rows}
    count_figure(cast.business, "growth", at)
    assert {(one.on, one.ahead_on): (one.low_90, one.middle, one.came) for one in rows.all()} == before


def test_what_was_said_is_not_changed_by_what_comes_later(cast, counted, on, at):
    last = Forecast.objects.filter(business=cast.business).latest("on")
    said = (last.low_90, last.middle, last.high_90)
    came(cast.business, {f"Crowd {n}": monthly(on - timedelta(days=90), on) for n in range(30)})
    count_figure(cast.business, "growth", at)
    last.refresh_from_db()
    assert (last.low_90, last.middle, last.high_90) == said


def test_a_forecast_of_the_day_itself_was_said_and_an_older_one_would_have_been(cast, on):
    from datetime import UTC, datetime

    a_growing_business(cast.business, on)
    count_figure(cast.business, "growth", datetime(2026, 1, 2, 9, tzinfo=UTC))
    said = dict(Forecast.objects.filter(business=cast.business).values_list("on", "was_said"))
    assert said[date(2026, 1, 1)] is True
    assert said[date(2025, 10, 1)] is False


def test_it_is_said_which_guess_came_nearer(cast):
    def scored(middle, plain):
        row = Forecast(came=10, middle=middle, plain=plain, low_90=0, high_90=99)
        return Scored([row], []).nearer

    assert "our middle came nearer" in scored(11, 15) and "the plain guess came nearer" in scored(15, 11)
    assert scored(11, 9) == ""


# On the page --------------------------------------------------------------------------------------


def test_it_tells_the_regulars_and_the_day_of_the_goal(as_, counted):
    html = page(as_)
    assert f"{counted['n']} regulars" in html
    assert "60, most likely" in html or "60 is more than" in html or "60, hardly before" in html


def test_what_is_ticked_is_shown_from_rows_that_are_there(as_, counted, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        html = page(as_, more="?do=keep&do=brings&do=nonsense")
    assert html.count("checked") == 2
    assert "As now" in html


def test_an_answer_alone_is_the_part_of_the_page_that_it_changes(as_, counted):
    part = as_("bob").get(GOAL + "if/?do=keep").content.decode()
    assert part.lstrip().startswith('<section id="regulars">') and "<html" not in part
    assert part.count("checked") == 1
    assert as_("charlie").get(GOAL + "if/").status_code == 404


def test_where_asking_moves_nothing_it_is_said_why(as_, cast, counted):
    figure = Figure.objects.get(name="growth")
    for after, is_said in ((0, True), (0.5, False), (None, False)):
        figure.told["asking"]["after_an_ask"] = after
        figure.save()
        assert ("So asking changes nothing here yet." in page(as_, "alice")) == is_said


def test_before_it_was_counted_it_can_be_asked_for(as_, cast, at):
    assert "Count them now" in page(as_, "alice")
    assert "Count them now" not in page(as_, "bob")
    as_("alice").post(GOAL + "count/goal/")
    asked = Job.objects.filter(business=cast.business, name="growth.figure").order_by("pk")
    assert [job.args["figure"] for job in asked] == ["regulars", "growth"]


def test_charlie_cannot_see_it(as_, cast):
    assert as_("charlie").get(GOAL + "likely/").status_code == 404


@pytest.mark.parametrize("page", SHOWN_ON)
def test_each_page_is_counted_by_the_worker_when_its_owner_asks(as_, at, page):
    address = f"{GOAL}count/{page}/"
    answer = as_("alice").post(address, follow=True)
    assert "It is being counted" in answer.content.decode() and 'id="behind"' in answer.content.decode()
    assert not Figure.objects.exists()
    find_jobs()
    while done := work_one(at):
        assert done.state == Job.State.DONE, done.error
    assert set(Figure.objects.values_list("name", flat=True)) == set(SHOWN_ON[page])


def test_only_who_may_change_has_it_counted(as_, cast):
    assert as_("bob").post(GOAL + "count/goal/").status_code == 403
    assert as_("charlie").post(GOAL + "count/goal/").status_code == 404
    assert as_("alice").get(GOAL + "count/goal/").status_code == 405
    assert as_("alice").post(GOAL + "count/moon/").status_code == 404
    assert not Job.objects.filter(name="growth.figure").exists()


def test_a_new_goal_is_counted_anew(as_, cast):
    form = {"people": "1000", "by": "2026-12-31", "regulars": "200"}
    assert as_("alice").post(GOAL + "set/", form).status_code == 302
    assert Goal.objects.get(business=cast.business).regulars == 200
    assert Job.objects.filter(business=cast.business, name="growth.figure").exists()


def test_all_mistakes_in_a_goal_are_told_at_once(as_, cast):
    answer = as_("alice").post(GOAL + "set/", {"people": "0", "by": "2020-01-01", "regulars": "many"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This day is over" in html and "This is not a number" in html
    assert not Goal.objects.exists()


def test_what_was_said_stands_beside_what_came(as_, counted):
    html = as_("bob").get(GOAL + "likely/").content.decode()
    assert "came as told" in html and "the plain one" in html


def test_before_a_quarter_has_passed_it_says_when(as_, cast):
    assert "On the first day of each quarter" in as_("bob").get(GOAL + "likely/").content.decode()
