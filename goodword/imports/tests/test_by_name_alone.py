"""A list of sales that tells its buyers by name alone."""

import pytest

from goodword.imports.keeping import undo
from goodword.people.forgetting import remember_to_forget
from goodword.people.models import Person, Way
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends
from .told import people_of, sales_of

DORA = "Dora Klein,2026-02-14,24.00,"


@pytest.mark.parametrize("column", ["Note", "Referred by", "Tags", "Job"])
def test_what_stands_beside_one_sale_only_makes_no_second_person(cast, at, column):
    head = f"Name,Date,Amount,{column}\n"
    bring(cast.business, head + DORA + "Anna Berg\n" + DORA.replace("14", "21") + "\n", at)
    assert Person.objects.get().has_bought
    assert Sale.objects.filter(state="counted").count() == 2
    assert loose_ends(cast.business) == []


def test_of_one_name_in_two_towns_there_are_two(cast, at):
    head = "Name,Date,Amount,City\n"
    bring(cast.business, head + DORA + "Bath\n" + DORA.replace("14", "21") + "York\n", at)
    assert Person.objects.count() == 2


def test_two_cards_of_one_name_in_an_address_book_stay_two(cast, at):
    bring(cast.business, "Name,Note\nDora Klein,baker\nDora Klein,dentist\n", at)
    assert Person.objects.count() == 2


def test_another_shop_with_that_name_is_not_known_by_it(cast, at):
    bring(cast.business, "Name,Date,Amount,Note\n" + DORA + "\n", at)
    upload = bring(cast.business, "Customer,Day,Sum,Table\nDora Klein,2026-02-15,3.00,4\n", at)
    assert facts(upload)["sales"] == 1 and Person.objects.count() == 2
    undo(upload, None, at)
    assert Person.objects.count() == 1


def test_who_was_forgotten_is_not_made_anew_by_the_next_list(cast, at):
    bring(cast.business, "Name,Date,Amount,Note\n" + DORA + "\n", at)
    remember_to_forget(Person.objects.get(), at)
    Person.objects.get().delete()
    bring(cast.business, "Name,Date,Amount,Note\n" + DORA + "\n" + DORA.replace("14", "21") + "mug\n", at)
    assert not Person.objects.exists() and Sale.objects.filter(state="counted").count() == 2


def test_a_masked_buyer_is_nobody(cast, at):
    bring(cast.business, "Name,Date,Amount,Note\nD***a,2026-02-14,24.00,\n", at)
    assert not Person.objects.exists() and Sale.objects.filter(state="counted", person=None).count() == 1


def test_a_mail_in_a_column_of_phones_is_a_mail(cast, at):
    rows = "Dora Klein,dora@klein.example\nFelix Roth,207 555 0110\nEve Fox,212 555 0199; eve@fox.example\n"
    bring(cast.business, f"Name,Phone\n{rows}", at)
    assert set(Way.objects.values_list("kind", "key")) == {
        ("email", "dora@klein.example"), ("phone", "+12075550110"),
        ("phone", "+12125550199"), ("email", "eve@fox.example"),
    }  # fmt: skip


def test_a_day_and_the_only_column_of_sums_are_a_sale_whatever_they_are_called():
    text = "When it was;Patron;Haul\n14.02.2026;Dora Klein;24,00\n21.02.2026;Felix Roth;1.036,50\n"
    told = [(sale.on.isoformat(), sale.goods_cents) for sale in sales_of(text)]
    assert told == [("2026-02-14", 2400), ("2026-02-21", 103650)]
    assert [person.name for person in people_of(text)] == ["Dora Klein", "Felix Roth"]


def test_of_two_columns_of_sums_none_is_guessed():
    assert not sales_of("When it was;Patron;Haul;Odd\n14.02.2026;Dora Klein;24,00;3,00\n")
