"""The quick sort: ten a day, one tap each, with a way back."""

from datetime import date, timedelta

import pytest

from goodword.people import hand
from goodword.people.models import Person
from goodword.people.moves import candidates
from goodword.people.sorting import unsorted

SORT = "/b/corner/people/sort/"


@pytest.fixture
def waiting(cast, at):
    """Twelve from a phone book: the first can be reached, the second belongs somewhere, the rest are names."""
    people = [hand.add_person(cast.business, None, at, name=f"Person {n:02}") for n in range(12)]
    hand.add_way(people[5], None, at, "phone", "+12125550147")
    hand.correct(people[7], None, at, organisation="Hill School")
    return people


def card(answer):
    return answer.context["person"]


def test_who_can_be_reached_comes_first_then_who_belongs_somewhere(as_, waiting):
    browser = as_("alice")
    first = card(browser.get(SORT))
    assert first == waiting[5]
    second = card(browser.post(f"{SORT}{first.code}/", {"kind": "family"}, follow=True))
    assert second == waiting[7]


def test_a_firm_is_called_by_its_name_once(as_, cast, at):
    firm = hand.add_person(cast.business, None, at, name="Headrow Hotel", organisation="HEADROW Hotel")
    answer = as_("alice").get(SORT)
    assert card(answer) == firm and answer.context["about"] == []
    hand.correct(firm, None, at, job="Front desk")
    assert as_("alice").get(SORT).context["about"] == ["Front desk"]


def test_one_tap_says_who_it_is_and_shows_the_next(as_, waiting):
    browser = as_("alice")
    answer = browser.post(f"{SORT}{waiting[5].code}/", {"kind": "trade"}, follow=True)
    waiting[5].refresh_from_db()
    page = answer.content.decode()
    assert (
        waiting[5].kind == "trade"
        and "2 of 10" in page
        and "11 left in all" in page
        and "Person 05: same trade" in page
    )


def test_the_last_one_can_be_taken_back(as_, waiting):
    browser = as_("alice")
    browser.post(f"{SORT}{waiting[5].code}/", {"kind": "left_out"})
    waiting[5].refresh_from_db()
    assert waiting[5].left_out
    answer = browser.post(f"/b/corner/people/{waiting[5].code}/kind/back/?was=&back=sort", follow=True)
    waiting[5].refresh_from_db()
    assert not waiting[5].left_out and card(answer) == waiting[5] and "1 of 10" in answer.content.decode()


def test_later_today_is_not_asked_again_and_tomorrow_is(as_, waiting, at):
    browser = as_("alice")
    after = browser.post(f"{SORT}{waiting[5].code}/", {"kind": "later"}, follow=True)
    assert card(after) == waiting[7]
    assert card(browser.get(SORT, **{"goodword.now": at + timedelta(days=1)})) == waiting[5]
    assert card(browser.post(f"{SORT}{waiting[5].code}/back/", follow=True)) == waiting[5]


def test_after_ten_it_is_enough_for_today_unless_ten_more_are_wanted(as_, waiting):
    browser = as_("alice")
    for person in unsorted(waiting[0].business)[:10]:
        answer = browser.post(f"{SORT}{person.code}/", {"kind": "customer"}, follow=True)
    page = answer.content.decode()
    assert card(answer) is None and "Done for today" in page and "10 people sorted. 2 are left" in page
    assert card(browser.post(f"{SORT}more/", follow=True)) is not None


def test_when_nobody_waits_it_says_so(as_, cast):
    assert "Everyone is sorted" in as_("alice").get(SORT).content.decode()


def test_the_same_tap_twice_is_one(as_, waiting):
    browser = as_("alice")
    for _ in range(2):
        answer = browser.post(f"{SORT}{waiting[5].code}/", {"kind": "press"}, follow=True)
    assert "2 of 10" in answer.content.decode()


def test_nonsense_is_refused_in_words(as_, waiting):
    answer = as_("alice").post(f"{SORT}{waiting[5].code}/", {"kind": "king"}, follow=True)
    assert "Choose who this is to you." in answer.content.decode() and card(answer) == waiting[5]


def test_with_script_only_the_card_comes(as_, waiting):
    answer = as_("alice").post(f"{SORT}{waiting[5].code}/", {"kind": "press"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page and 'id="sort"' in page and "Undo" in page


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 404)])
def test_only_the_owner_sees_and_sorts_them(as_, waiting, who, status):
    browser = as_(who)
    assert browser.get(SORT).status_code == status
    assert browser.post(f"{SORT}{waiting[5].code}/", {"kind": "press"}).status_code == status
    assert Person.objects.filter(kind="unsorted").count() == 12


def test_todays_list_offers_to_sort_and_says_how_many_wait(cast, waiting, on):
    offered = candidates(cast.business, on)
    assert [one.kind for one in offered] == ["sort", "sort"] and offered[0].person == waiting[5].pk
    assert "12 people in your books are not sorted yet" in offered[0].why


def test_empty_books_offer_a_start_and_sorted_ones_nothing(cast, at):
    (start,) = candidates(cast.business, date(2026, 3, 2))
    assert start.kind == "start" and start.person is None and start.must
    hand.add_person(cast.business, None, at, name="Dana Brook", kind="customer")
    assert candidates(cast.business, date(2026, 3, 2)) == []


def test_who_was_put_off_is_counted_among_those_who_are_left(as_, waiting):
    browser = as_("alice")
    browser.post(f"{SORT}{waiting[5].code}/", {"kind": "later"})
    assert "12 left in all" in browser.get(SORT).content.decode()
