"""Our own tables of people and sales: read into other books they tell the same, and into their own nothing new."""

import csv
import io
from collections import Counter
from itertools import permutations

import pytest

from goodword.accounts.models import Business
from goodword.desk import leaving as people_leaving
from goodword.imports.found import found_person
from goodword.imports.records import PersonFound
from goodword.people.models import Person
from goodword.sales import leaving as sales_leaving
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends
from .test_nameless import ORDER
from .test_order import GOOGLE, GUESTS, LATER_ORDERS, ORDERS, PAYMENTS, PHONE

NUMBERS = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Status,Customer ID,Customer Email
ch_7,2026-01-20 14:14:05,13.50,0.00,usd,true,,Paid,cus_7,
"""
NO_NAMES = """\
Date,Amount,Email,Phone
2026-01-11,4.00,nameless@home.example,
2026-01-12,5.00,,(207) 555-0199
2026-01-13,6.00,,
"""
FILES = (GOOGLE, PHONE, ORDERS, LATER_ORDERS, PAYMENTS, GUESTS, NUMBERS, NO_NAMES)


@pytest.fixture
def business(cast, at):
    for text in FILES:
        name = "cards.vcf" if text is PHONE else "table.csv"
        bring(cast.business, text, at, name)
    return cast.business


@pytest.fixture
def other(cast, at):
    return Business.objects.create(
        name="Elsewhere", country="US", zone="America/New_York", currency="USD", opened_at=at
    )


def tables(business):
    return {
        "people.csv": "".join(people_leaving.csv_lines(Person.objects.filter(business=business), business)),
        "sales.csv": "".join(sales_leaving.csv_lines(business)),
    }


def told(business):
    """What counts: each sale with its buyer as shown, and whether it was taken back."""
    rows = Sale.objects.filter(business=business, state=Sale.State.COUNTED).select_related("person")
    return Counter(
        (
            sale.on,
            sale.currency,
            (sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents),
            sale.is_refund,
            sale.is_refunded,
            sale.what,
            sale.person and (sale.person.name, sale.person.email, sale.person.phone),
        )
        for sale in rows
    )


def people(business):
    shown = ("name", "organisation", "email", "phone", "city", "has_bought")
    return Counter(Person.objects.filter(business=business).values_list(*shown))


@pytest.mark.parametrize("names", list(permutations(["people.csv", "sales.csv"])))
def test_other_books_tell_the_same_people_and_sales_in_either_order(business, other, at, names):
    for name in names:
        upload = bring(other, tables(business)[name], at, name)
        assert facts(upload)["refused"] == facts(upload)["held"] == 0
    assert told(other) == told(business)
    assert people(other) == people(business)
    assert any(one[4] for one in told(other))
    assert loose_ends(other) == []


def test_sales_alone_keep_each_buyer(business, other, at):
    bring(other, tables(business)["sales.csv"], at)
    sold_to = Sale.objects.filter(business=business, state=Sale.State.COUNTED).exclude(person=None)
    assert Person.objects.filter(business=other).count() == sold_to.values("person").distinct().count()
    assert sum(told(other).values()) == sum(told(business).values())


@pytest.mark.parametrize("names", list(permutations(["people.csv", "sales.csv"])))
def test_brought_back_into_their_own_books_they_change_nothing_that_counts(business, at, names):
    before = told(business), people(business)
    for name, text in [(name, tables(business)[name]) for name in names]:
        upload = bring(business, text, at, name)
        assert facts(upload)["new"] == {"people": 0, "sales": 0}
    assert Sale.objects.filter(business=business, vendor="goodword").count() == 0
    assert (told(business), people(business)) == before
    assert loose_ends(business) == []
    assert tables(business)["sales.csv"].count("\n") == 1 + sum(before[0].values())


def test_an_organisation_is_no_persons_name(at, business):
    text = tables(business)["people.csv"]
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert {row["Organization"] for row in rows} >= {"Hill School"}


def test_our_own_cards_find_their_people_again(business, at):
    before = people(business)
    rows = Person.objects.filter(business=business)
    bring(business, "".join(people_leaving.vcard_lines(rows, business)), at, "people.vcf")
    assert Person.objects.filter(business=business).count() == sum(before.values())
    assert loose_ends(business) == []


def test_two_shops_with_the_same_numbers_and_a_free_order_come_back_as_they_left(cast, other, at):
    head = "Order,Name,Email,Date,Amount"
    bring(cast.business, f"{head}\n1,Jane Grant,jane@g.example,2026-01-05,5.00\n", at, "a.csv")
    bring(cast.business, f"{head},Shoe\n1,Tom Ash,tom@a.example,2026-01-15,7.00,44\n", at, "b.csv")
    bring(cast.business, ORDER.replace("12.50", "0.00").replace("1.00,13.50", "0.00,0.00"), at, "orders.csv")
    before = told(cast.business)
    assert sum(before.values()) == 3
    text = tables(cast.business)["sales.csv"]
    bring(cast.business, text, at, "sales.csv")
    assert told(cast.business) == before
    bring(other, text, at, "sales.csv")
    assert [one[:3] for one in sorted(told(other))] == [one[:3] for one in sorted(before)]


@pytest.mark.parametrize("names", list(permutations(["people.csv", "people.vcf"])))
def test_table_and_cards_are_of_the_same_people_in_other_books_too(business, other, at, names):
    rows = Person.objects.filter(business=business)
    files = tables(business) | {"people.vcf": "".join(people_leaving.vcard_lines(rows, business))}
    for name in names:
        bring(other, files[name], at, name)
    assert Person.objects.filter(business=other).count() == rows.count()


def test_the_number_of_another_programs_card_is_its_own():
    uid = "5D3F0A00-1111-4222-8333-A1B2C3D4E5F6"
    found = found_person(PersonFound(name="Ann Lee", vendor_id=uid), "vcard", "US")
    assert (found.says("vendor"), found.vendor_id) == ("vcard", uid)
