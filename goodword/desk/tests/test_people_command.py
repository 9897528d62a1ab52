"""goodword people."""

import pytest

from goodword.advocates.measure import restand
from goodword.people.hand import add_note, add_person
from goodword.sales.hand import add_sale


@pytest.fixture
def dana(cast, at, on):
    dana = add_person(
        cast.business,
        cast.alice,
        at,
        name="Dana Okafor",
        kind="customer",
        email="Dana@Example.com",
        phone="(212) 555-0123",
    )
    for day in (1, 2):
        add_sale(
            cast.business, cast.alice, at, person=dana, on=on.replace(day=day), cents=1250, currency="USD"
        )
    add_note(dana, cast.alice, at, "neighbours ask about the rolls", about="story")
    restand(cast.business, on)
    return dana


def test_it_gives_the_promised_facts(terminal, cast, dana):
    [told] = terminal("people", "--json", "--business", "corner").facts["people"]
    assert told["code"] == dana.code
    assert (told["name"], told["kind"]) == ("Dana Okafor", "customer")
    assert (told["emails"], told["phones"]) == (["dana@example.com"], ["+12125550123"])
    assert (told["n_sales"], told["totals"]) == (2, {"USD": 2500})
    assert list(told["standing"]) == ["loyalty", "story", "access", "name"]
    assert told["standing"]["loyalty"]["level"] == "some"
    assert told["standing"]["name"] == {"level": "unknown", "reasons": []}
    assert "neighbours ask about the rolls" in told["standing"]["story"]["reasons"][0]


def test_words_search_and_a_kind_filters(terminal, cast, dana, at):
    add_person(cast.business, cast.alice, at, name="Marek Wolny", kind="ally")
    only = terminal("people", "mar", "--json", "--business", "corner").facts["people"]
    assert [one["name"] for one in only] == ["Marek Wolny"]
    allies = terminal("people", "--kind", "ally", "--json", "--business", "corner").facts["people"]
    assert [one["name"] for one in allies] == ["Marek Wolny"]


def test_people_of_another_business_are_not_told(terminal, cast, dana):
    assert terminal("people", "--json", "--business", "florist").facts["people"] == []


def test_it_reads_well_in_a_terminal(terminal, cast, dana):
    out = terminal("people", "--business", "corner").out
    assert f"{dana.code}  Dana Okafor  customer  2 sales  $25.00" in out
    assert "              dana@example.com, (212) 555-0123\n" in out
    assert "              maybe: " in out and "neighbours ask about the rolls" in out
    assert "1 person." in out


def test_an_unknown_kind_is_wrong_use(terminal, cast):
    assert terminal("people", "--kind", "dragon", "--business", "corner").code == 2
