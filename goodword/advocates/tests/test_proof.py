"""The page that says whether the list finds the right people."""

import re

import pytest

from goodword.advocates.measure.learned import NAMES, learn
from goodword.advocates.models import Learned
from goodword.advocates.proof import SIGNS

from .history import a_history

PAGE = "/b/corner/proof/"


def words(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def learned(cast, on):
    a_history(cast.business, on)
    return learn(cast.business, on)


def test_it_tells_how_many_stood_in_the_first_tenth_beside_purchases_and_luck(as_, learned):
    told = words(as_("alice"))
    assert "8 people brought you somebody from September 3, 2025 to March 2, 2026." in told
    ours = round(learned.figures["learned"]["captured"][0] * 8)
    assert f"Our list about {ours} of 8" in told
    assert "A list by how much they bought about 0 of 8" in told
    assert "A list drawn by lot about 1 of 8" in told


def test_it_says_what_the_list_goes_by_and_which_signs_stand_out(as_, learned):
    told = words(as_("alice"))
    assert "It goes by what your own history taught." in told
    more = told[told.index("Counts more here") : told.index("Counts less here")]
    assert "That they have a story about you" in more


def test_every_sign_has_words_of_its_own():
    assert set(SIGNS) == set(NAMES)


def test_when_the_rule_did_as_well_it_says_so_and_names_no_sign(as_, learned):
    Learned.objects.update(is_used=False)
    told = words(as_("alice"))
    assert "It goes by a rule that holds for most businesses. What your own history taught was tried" in told
    assert "Counts more here" not in told
    ours = round(learned.figures["rule"]["captured"][0] * 8)
    assert f"Our list about {ours} of 8" in told


def test_too_few_lately_is_another_reason(as_, learned):
    Learned.objects.update(is_used=False, made_from=[["2025-09-03", 100, 3]])
    assert "Too few people brought somebody in the last half-year" in words(as_("alice"))


def test_without_newcomers_it_says_how_many_are_wanted(as_, cast):
    assert "Too few yet: 0 of 20 newcomers brought by somebody." in words(as_("alice"))


def test_it_counts_them_before_the_first_night_and_after_it_alike(as_, cast, on):
    a_history(cast.business, on, n=48)
    assert "Too few yet: 16 of 20" in words(as_("alice"))
    learn(cast.business, on)
    assert "Too few yet: 16 of 20" in words(as_("alice"))


def test_enough_brought_long_ago_and_nobody_since_is_said(as_, cast, on):
    Learned.objects.create(business=cast.business, on=on, n_brought=40, n_people=100)
    assert "Nobody brought a newcomer in the last half-year" in words(as_("alice"))


@pytest.mark.parametrize(
    ("lift", "said"),
    [([0.4, 0.1, 0.7], "more than luck would explain"), ([0.1, -0.2, 0.4], "luck plays a large part")],
)
def test_luck_is_named_where_it_could_explain_all(as_, learned, lift, said):
    figures = learned.figures
    figures["learned"]["lift"] = lift
    Learned.objects.update(figures=figures)
    assert said in words(as_("alice"))


def test_bob_may_look_and_finds_no_button(as_, learned):
    assert "8 people brought you somebody" in words(as_("bob"))
    Learned.objects.all().delete()
    assert 'href="/b/corner/came/"' not in as_("bob").get(PAGE).content.decode().split("<main")[1]


def test_charlie_cannot_tell_that_it_exists(as_, learned):
    assert as_("charlie").get(PAGE).status_code == 404


def test_who_is_not_signed_in_is_asked_to(as_, cast):
    assert as_(None).get(PAGE).status_code == 302


def test_the_page_of_people_leads_to_it(as_, learned):
    assert PAGE in as_("alice").get("/b/corner/people/").content.decode()


def test_looking_writes_nothing(as_, learned):
    before = list(Learned.objects.values())
    words(as_("alice"))
    assert list(Learned.objects.values()) == before
