"""growth/spending.py: spending on ads, kept once and taken back."""

from datetime import date, timedelta

import pytest

from goodword.accounts.models import Change
from goodword.growth.ad_tables import Spent
from goodword.growth.models import AdSpending
from goodword.growth.spending import keep_table, note_spending, put_back, take_back

DAY = date(2026, 1, 5)


def spent(what="Cakes", cents=1250, on=DAY, currency="USD"):
    return Spent(what, on, on, cents, currency)


def counting():
    return sum(AdSpending.objects.filter(taken_back_at=None).values_list("cents", flat=True))


def test_the_same_form_twice_is_once(cast, at):
    for _ in range(2):
        note_spending(cast.business, cast.alice, at, spent(), "form:1")
    assert AdSpending.objects.count() == 1
    assert Change.objects.filter(type="spending.noted").count() == 1


def test_the_same_table_twice_is_once(cast, at):
    table = [spent(), spent("Rolls", 300)]
    assert keep_table(cast.business, cast.alice, at, table).n_new == 2
    again = keep_table(cast.business, cast.alice, at + timedelta(days=1), table)
    assert (again.n_new, again.n_same, counting()) == (0, 2, 1550)


def test_a_longer_table_adds_only_its_new_days(cast, at):
    keep_table(cast.business, cast.alice, at, [spent()])
    more = [spent(), spent(on=DAY + timedelta(days=1))]
    assert keep_table(cast.business, cast.alice, at + timedelta(days=1), more).n_new == 1
    assert counting() == 2500


def test_an_amount_that_the_program_put_right_takes_the_place_of_the_first(cast, at):
    keep_table(cast.business, cast.alice, at, [spent(cents=1250)])
    kept = keep_table(cast.business, cast.alice, at + timedelta(days=1), [spent(cents=1300)])
    assert (kept.n_changed, counting()) == (1, 1300)


def test_the_same_campaign_and_day_in_other_money_is_another_line(cast, at):
    keep_table(cast.business, cast.alice, at, [spent(), spent(currency="EUR")])
    assert AdSpending.objects.count() == 2


def test_a_table_is_taken_back_whole_and_put_back_whole(cast, at):
    first = keep_table(cast.business, cast.alice, at, [spent(), spent("Rolls", 300)]).first
    keep_table(cast.business, cast.alice, at + timedelta(days=1), [spent("Leaflets", 10)])
    assert take_back(first, cast.alice, at) and counting() == 10
    assert not take_back(first, cast.alice, at)
    assert put_back(first, cast.alice, at) and counting() == 1560


def test_what_was_taken_back_stays_so_when_its_table_comes_again(cast, at):
    take_back(keep_table(cast.business, cast.alice, at, [spent()]).first, cast.alice, at)
    again = keep_table(cast.business, cast.alice, at + timedelta(days=1), [spent(cents=99)])
    assert (again.n_new, again.n_back, counting()) == (0, 1, 0)


def test_taking_back_what_was_typed_touches_nothing_else(cast, at):
    typed = note_spending(cast.business, cast.alice, at, spent("Leaflets", 10), "form:1")
    note_spending(cast.business, cast.alice, at, spent("Posters", 20), "form:2")
    keep_table(cast.business, cast.alice, at, [spent()])
    take_back(typed, cast.alice, at)
    assert counting() == 1270


@pytest.mark.parametrize("n", [0, 1201])
def test_a_table_of_any_length_is_kept(cast, at, n):
    told = [spent(f"Ad {k}") for k in range(n)]
    assert keep_table(cast.business, cast.alice, at, told).n_new == n
    assert keep_table(cast.business, cast.alice, at, told).n_same == n


def test_another_business_s_table_is_its_own(cast, at):
    first = keep_table(cast.business, cast.alice, at, [spent()]).first
    assert keep_table(cast.florist, cast.charlie, at, [spent()]).n_new == 1
    take_back(first, cast.alice, at)
    assert counting() == 1250
