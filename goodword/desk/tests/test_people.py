from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.accounts.models import Source
from goodword.advocates.measure import restand
from goodword.advocates.models import Standing
from goodword.people import hand
from goodword.people.models import Person
from goodword.sales.models import Sale


@pytest.fixture
def add(cast, at):
    def added(name, kind="customer", business=None, **more):
        return hand.add_person(business or cast.business, cast.alice, at, name=name, kind=kind, **more)

    return added


def sell(person, on, at, n=0, cents=840):
    source = Source.by_hand(person.business_id, None, at)
    return Sale.objects.create(
        business_id=person.business_id, person=person, source=source, vendor_id=f"{person.code}{on}{n}", digest="x",
        says="counted", state="counted", on=on, currency="USD", goods_cents=cents, told_at=at,
    )  # fmt: skip


def test_everyone_stands_there_by_name_with_what_is_known(as_, add, at, on):
    dana = add("Dana Brook")
    add("Eli Stone")
    sell(dana, on - timedelta(days=30), at)
    sell(dana, on - timedelta(days=10), at)
    page = as_("alice").get("/b/corner/people/").content.decode()
    assert page.index("Dana Brook") < page.index("Eli Stone")
    assert "2 visits, the last one on February 20" in page
    assert "customer" in page


def test_the_list_says_of_visits_what_the_count_of_sales_says(as_, add, cast, at, on):
    dana = add("Dana Brook")
    for back in (1, 8, 8, 15):
        sell(dana, on - timedelta(days=back), at, n=back + Sale.objects.count())
    rows = as_("alice").get("/b/corner/people/").context["rows"]
    counted = [row.fact for row in rows]
    restand(cast.business, on)
    assert [row.fact for row in as_("alice").get("/b/corner/people/").context["rows"]] == counted
    Sale.objects.all().delete()
    assert [row.fact for row in as_("alice").get("/b/corner/people/").context["rows"]] == counted
    assert counted == ["3 visits, the last one yesterday"]


def test_a_nonprofit_has_givers_and_gifts(as_, add, cast, at, on):
    cast.business.kind = "nonprofit"
    cast.business.save()
    sell(add("Dana Brook"), on, at)
    page = as_("alice").get("/b/corner/people/").content.decode()
    assert "giver" in page and "1 gift, today" in page and ">customer" not in page.lower()


def test_what_is_typed_finds_by_the_start_of_each_word(as_, add):
    add("Dana Brook", email="baker@brook.example")
    add("Eli Stone", phone="+12125550147")
    browser = as_("alice")
    for typed, found in (("bro da", "Dana"), ("baker@", "Dana"), ("555 0147", "Eli"), ("STO", "Eli")):
        page = browser.get("/b/corner/people/", {"q": typed}).content.decode()
        assert found in page and ("Eli" in page) != ("Dana" in page), typed


def test_nobody_fits_offers_to_write_them_down(as_, add):
    add("Dana Brook")
    page = as_("alice").get("/b/corner/people/", {"q": "Zoe <b>"}).content.decode()
    assert "Nobody fits" in page and "Zoe%20%3Cb%3E" in page and "Zoe <b>" not in page


def test_an_empty_book_says_what_to_do(as_, cast):
    page = as_("alice").get("/b/corner/people/").content.decode()
    assert "Nobody is in your books yet" in page and "/b/corner/files/" in page


def test_kind_and_motive_filter_together(as_, add, cast, on):
    dana, eli = add("Dana Brook"), add("Eli Stone", "press")
    for person in (dana, eli):
        Standing.objects.create(business=cast.business, person=person, on=on, story=2)
    browser = as_("alice")
    assert "Eli" not in browser.get("/b/corner/people/?kind=customer&motive=story").content.decode()
    page = browser.get("/b/corner/people/?motive=story").content.decode()
    assert "Eli Stone" in page and "Dana Brook" in page
    assert "Dana Brook" not in browser.get("/b/corner/people/?motive=access").content.decode()


def test_most_likely_first_leaves_out_whom_nobody_may_ask(as_, add, cast, on):
    for name, good, may in (("Ann Low", 0.1, True), ("Bea High", 0.9, True), ("Cleo Never", 1.0, False)):
        Standing.objects.create(business=cast.business, person=add(name), on=on, good=good, may_be_asked=may)
    page = as_("alice").get("/b/corner/people/?order=likely").content.decode()
    assert page.index("Bea High") < page.index("Ann Low") and "Cleo" not in page


@pytest.mark.parametrize("order", ["name", "likely"])
def test_every_page_goes_on_where_the_last_one_ended(as_, add, cast, on, order, monkeypatch):
    monkeypatch.setattr("goodword.desk.listing.PAGE", 3)
    people = [add(name) for name in ("Ann", "Ann", "Bea", "Bea", "Cleo", "Dee", "Eva")]
    for person in people:
        Standing.objects.create(business=cast.business, person=person, on=on, good=0.5, may_be_asked=True)
    browser, seen, address = as_("alice"), [], f"?order={order}"
    for _ in range(4):
        answer = browser.get(f"/b/corner/people/{address}")
        seen += [row.person.pk for row in answer.context["rows"]]
        address = answer.context["next"]
        if not address:
            break
    assert sorted(seen) == sorted(person.pk for person in people) and len(seen) == 7


def test_a_page_asks_as_many_questions_for_fifty_as_for_one(as_, add):
    browser = as_("alice")
    add("Ann")
    browser.get("/b/corner/people/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/b/corner/people/")
    for n in range(20):
        add(f"Bea {n}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/b/corner/people/")
    assert len(one) == len(many) <= 14


def test_who_is_not_sorted_is_seen_by_the_owner_alone(as_, add, cast):
    person = add("The Dentist", "")
    out = add("The Ex")
    Person.objects.filter(pk=out.pk).update(left_out=True)
    assert "The Dentist" in as_("alice").get("/b/corner/people/").content.decode()
    for who in ("hugo", "bob"):
        page = as_(who).get("/b/corner/people/").content.decode()
        assert "Dentist" not in page and "The Ex" not in page
        assert as_(who).get(f"/b/corner/people/{person.code}/").status_code == 404
        assert as_(who).get("/b/corner/people/?kind=unsorted").content.decode().count("Dentist") == 0


def test_charlie_cannot_tell_that_it_exists(as_, add):
    person = add("Dana Brook")
    for path in (
        "",
        "table.csv",
        "cards.vcf",
        f"{person.code}/",
        f"{person.code}/all.json",
        f"{person.code}/forget/",
    ):
        assert as_("charlie").get(f"/b/corner/people/{path}").status_code == 404, path
    assert as_("charlie").get(f"/b/florist/people/{person.code}/").status_code == 404


def test_nonsense_in_the_address_is_left_out(as_, add):
    add("Dana Brook")
    browser = as_("alice")
    for query in (
        "kind=king",
        "motive=;drop",
        "order=up",
        "after=NOBODY",
        f"q={'x' * 5000}",
        "past=-1",
        "q=%25_",
    ):
        assert browser.get(f"/b/corner/people/?{query}").status_code == 200, query


def test_names_are_text_and_long_ones_stay_whole(as_, add):
    person = add("<script>alert(1)</script> " + "Wolfeschlegelstein" * 9)
    for path in ("", f"{person.code}/"):
        page = as_("alice").get(f"/b/corner/people/{path}").content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_percent_sign_finds_no_one_by_chance(as_, add):
    add("Dana Brook")
    assert (
        "Dana"
        not in as_("alice").get("/b/corner/people/", {"q": "%"}).content.decode().split('id="found"')[1]
    )


def test_looking_changes_nothing(as_, add, cast):
    person = add("Dana Brook")
    browser = as_("alice")
    browser.get("/b/corner/people/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/b/corner/people/")
        browser.get(f"/b/corner/people/{person.code}/")
        browser.get(f"/b/corner/people/{person.code}/forget/")
    written = [one["sql"] for one in asked if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert not written


def test_kinds_are_offered_as_the_owner_may_see_them(as_, add):
    add("Dana Brook")
    assert "Not sorted" in as_("alice").get("/b/corner/people/").content.decode()
    assert "Not sorted" not in as_("hugo").get("/b/corner/people/").content.decode()


@pytest.mark.parametrize("steps", [1, 10])
def test_few_who_fit_are_found_among_many_who_don_t(as_, add, cast, on, monkeypatch, steps):
    monkeypatch.setattr("goodword.desk.listing.STEP", 2)
    monkeypatch.setattr("goodword.desk.listing.MOST_STEPS", steps)
    for n in range(7):
        person = add(f"Person {n}", "press" if n in (4, 6) else "customer")
        told = {"business": cast.business, "person": person, "on": on}
        Standing.objects.create(**told, good=n / 10, may_be_asked=True)
    rows = as_("alice").get("/b/corner/people/?order=likely&kind=press").context["rows"]
    assert [row.person.name for row in rows] == ["Person 6", "Person 4"]


def test_typing_finds_the_same_in_a_small_book_and_in_a_large_one(as_, add, monkeypatch):
    for n in range(5):
        add(f"Ann {n}")
    few = [row.person.pk for row in as_("alice").get("/b/corner/people/?q=ann").context["rows"]]
    monkeypatch.setattr("goodword.desk.listing.FEW", 2)
    assert [row.person.pk for row in as_("alice").get("/b/corner/people/?q=ann").context["rows"]] == few
    assert len(few) == 5


def test_who_never_bought_is_not_called_loyal_but_said_to_wish_us_well(as_, add, cast, on):
    add("Lin Wei", "family")
    restand(cast.business, on)
    [row] = as_("alice").get("/b/corner/people/").context["rows"]
    assert row.signs == [("wishes you well", "some")]
