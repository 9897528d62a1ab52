"""Whom a typed name may mean, as “Someone came” offers it."""

from datetime import datetime
from typing import Any

from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.referrals.noting import Came, note_newcomer

from .test_came import ELI, HERE, As, words_on
from .test_sent import to


def offered(page: Any, part: str) -> str:
    return words_on(page).partition(f'id="{part}"')[2].partition("</fieldset>")[0]


def test_all_of_seven_who_may_be_meant_are_shown(as_: As, cast: Cast, at: datetime) -> None:
    given = ("Ada", "Bo", "Cy", "Di", "Ed", "Walter", "Walter")
    people = [add_person(cast.business, cast.alice, at, name=f"{one} Brandt") for one in given]
    shown = offered(as_("alice").get(HERE, {"who": "Brandt"}), "senders")
    assert [one.name for one in people if one.code not in shown] == []
    assert "There are more" not in shown


def test_where_there_are_more_it_is_said_and_no_namesake_is_cut_off(
    as_: As, cast: Cast, at: datetime
) -> None:
    first = [add_person(cast.business, cast.alice, at, name=f"A{n:02} Brandt") for n in range(11)]
    twins = [
        add_person(cast.business, cast.alice, at, name="Bo Brandt", email=f"b{n}@b.example") for n in "12"
    ]
    last = add_person(cast.business, cast.alice, at, name="Cy Brandt")
    shown = offered(as_("alice").get(HERE, {"who": "Brandt"}), "senders")
    assert all(one.code in shown for one in (*first, *twins)) and last.code not in shown
    assert "There are more. Write more of the name to see them." in shown
    page = as_("alice").get(HERE, {"who": "Cy Brandt"})
    assert last.code in offered(page, "senders") and "There are more" not in words_on(page)


def test_all_who_bear_the_newcomer_s_name_are_shown(as_: As, cast: Cast, at: datetime) -> None:
    people = [
        add_person(cast.business, cast.alice, at, name="Eli Brandt", email=f"{n}@b.example")
        for n in range(14)
    ]
    shown = offered(as_("alice").get(HERE, {"name": "Eli Brandt"}), "same-name")
    assert all(one.code in shown for one in people)


def test_where_nobody_bears_the_name_it_asks_if_they_are_new(as_: As) -> None:
    alice = as_("alice")
    shown = offered(alice.get(HERE, {"who": "Marek Wolny"}), "senders")
    assert "Nobody in your books bears this name. Is it someone new?" in shown
    assert "Yes, put them into your books" in shown and "No, keep only the name" in shown
    assert "Is it one of these?" not in shown and "Someone new" not in shown
    page = alice.post(HERE, ELI | {"who": "Marek Wolny"})
    assert page.status_code == 422 and "Choose one of the two." in words_on(page)
    alice.post(HERE, ELI | {"who": "Marek Wolny", "sender": "new"})
    assert Evidence.objects.get().referrer == Person.objects.get(name="Marek Wolny")


def test_saying_who_a_name_means_cuts_off_no_namesake_and_tells_of_more(
    as_: As, cast: Cast, at: datetime
) -> None:
    for n in range(11):
        add_person(cast.business, cast.alice, at, name=f"A{n:02} Brandt")
    twins = [
        add_person(cast.business, cast.alice, at, name="Bo Brandt", email=f"b{n}@b.example") for n in "12"
    ]
    last = add_person(cast.business, cast.alice, at, name="Cy Brandt")
    told = Came("person", name="Eli Reed", referrer_typed="Brandt")
    note_newcomer(cast.business, cast.alice, at, told, "k1")
    page = words_on(as_("alice").get(to("sent-name", Evidence.objects.get())))
    assert all(one.code in page for one in twins) and last.code not in page
    assert "There are more. Write more of the name to see them." in page
