"""growth/measure/model.py: what the books know of the four questions."""

from datetime import timedelta

import numpy as np

from goodword.growth.jobs import count_figure
from goodword.growth.measure.model import counted, first_days
from goodword.growth.models import Figure
from goodword.sales.counting import recount_source
from goodword.sales.models import Sale
from goodword.sales.tests.told import a_file, told
from goodword.talks.models import Talk
from goodword.talks.tests.people import someone

from .cost_books import bought, came, sent

DAY = timedelta(days=1)


def test_the_first_three_days_of_each_are_found():
    rng = np.random.default_rng(7)
    who, day = rng.integers(1, 40, 300), rng.integers(1, 60, 300)
    people, *nth = first_days(who, day)
    for place, person in enumerate(people.tolist()):
        days = sorted(set(day[who == person].tolist())) + [0, 0, 0]
        assert [int(one[place]) for one in nth] == days[:3]


def test_nobody_has_no_days():
    assert [len(one) for one in first_days(np.zeros(0, np.int64), np.zeros(0, np.int64))] == [0, 0, 0, 0]


def test_half_of_all_sales_from_one_is_told(cast, on):
    bought(cast.business, {"Dana": [(on, 6000)], "Eli": [(on, 3000)], "Frida": [(on, 1000)]})
    assert counted(cast.business, on)["biggest"] == {"n": 3, "percent": 60, "n_half": 1}


def test_equal_customers_make_half_together(cast, on):
    bought(cast.business, {f"P {n}": [(on, 100)] for n in range(10)})
    assert counted(cast.business, on)["biggest"] == {"n": 10, "percent": 10, "n_half": 5}


def test_a_sale_is_on_average_the_sum_over_how_many_and_other_money_is_named(cast, on):
    bought(cast.business, {"Dana": [(on, 1000), (on, 2000)], "Eli": [(on - 365 * DAY, 90_000)]})
    source = a_file(cast.business, "euros.csv")
    told(source, "e", someone(cast.business, "Gus"), on=on, currency="EUR", goods_cents=5)
    recount_source(cast.business, source)
    assert counted(cast.business, on)["sales"] == {"n": 2, "mean_cents": 1500, "others": ["EUR"]}


def test_who_came_first_a_year_ago_is_followed_for_a_year(cast, on):
    first = on - 400 * DAY
    people = bought(
        cast.business,
        {
            "Once": [(first, 1), (first, 1)],
            "Twice": [(first, 1), (first + 364 * DAY, 1)],
            "Late": [(first, 1), (first + 365 * DAY, 1)],
            "Thrice": [(first, 1), (first + DAY, 1), (first + 2 * DAY, 1), (first + 3 * DAY, 1)],
            "New": [(on - 364 * DAY, 1)],
            "Old": [(on - 730 * DAY, 1)],
        },
    )
    sent(people["Thrice"])
    came(people["Once"], "ad", first)
    loyal = counted(cast.business, on)["loyal"]
    assert (loyal["n"], loyal["n_again"], loyal["n_third"]) == (4, 2, 1)
    assert loyal["by_how"] == [["", 2, 1, 0], ["ad", 1, 0, 0], ["person", 1, 1, 1]]
    low, high = loyal["again"]
    assert low < 50 < high


def test_a_thing_is_named_only_once_three_people_bought_it(cast, on):
    people = bought(cast.business, {name: [(on, 1)] for name in ("Dana", "Eli", "Frida")})
    Sale.objects.update(what="Rolls")
    Sale.objects.filter(person=people["Dana"]).update(lines=[["rolls ", 2, 100], ["Cake for Dana", 1, 900]])
    found = counted(cast.business, on)["bought"]
    assert [(what.lower(), n) for what, n in found] == [("rolls", 3)]
    assert "Dana" not in str(found)


def test_the_people_behind_it_are_judged_by_what_they_did(cast, on, at):
    business = cast.business
    people = bought(business, {"Dana": [(on - 200 * DAY, 1)], "Eli": [(on - 20 * DAY, 1)]})
    ally, quiet = someone(business, "Ally", "ally"), someone(business, "Quiet", "family")
    someone(business, "Nobody", "unsorted")
    sent(people["Eli"], by=ally)
    Talk.keep(ally, None, at, kind="touch", on=on - 90 * DAY)
    Talk.keep(quiet, None, at, kind="touch", on=on - 91 * DAY)
    network = counted(business, on)["network"]
    assert network["n"] == 4
    assert network["active"] == [2, 4, "too early"]  # Eli came, the ally was talked with
    assert network["relevant"] == [1, 1, "too early"]
    assert network["valuable"] == [1, 1, "too early"]  # how Dana came, nobody noted


def test_empty_books_do_not_fail(cast, on):
    found = counted(cast.business, on)
    assert found["loyal"]["n"] == found["biggest"]["n"] == found["network"]["n"] == 0
    assert found["sales"]["mean_cents"] is None and found["bought"] == []


def test_nothing_of_another_business_is_counted(cast, on):
    bought(cast.business, {"Dana": [(on, 6000)]})
    assert counted(cast.florist, on)["biggest"]["n"] == 0


def test_counted_twice_on_a_day_is_one_figure(cast, at):
    for _ in range(2):
        count_figure(cast.business, "model", at)
    assert Figure.objects.filter(name="model").count() == 1
