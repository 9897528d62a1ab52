"""At the top of a person's page stands one thing to do next; what is seldom needed is folded below."""

import re
from datetime import timedelta

import pytest

from goodword.advocates.models import Standing
from goodword.gratitude.models import ThankYou
from goodword.introductions.noting import note
from goodword.people.hand import add_note, leave_out

from .test_people import add  # noqa: F401  # a fixture
from .test_person import page_of


@pytest.fixture
def dana(add):  # noqa: F811
    return add("Dana Brook", email="dana@brook.example", phone="+12125550147")


def stands(person, at):
    Standing.objects.filter(person=person).delete()
    Standing.objects.create(business=person.business, person=person, on=at.date(), may_be_asked=True)


def next_of(as_, person, who="alice"):
    return " ".join(page_of(as_, person, who).partition('id="next"')[2].partition("</div>")[0].split())


def test_who_they_are_is_said_before_all_else(as_, add, on, at):  # noqa: F811
    secret = add("Secret Dentist", "")
    ThankYou.open_for(secret, "sent", room="today", row="X", since=on, at=at)
    told = next_of(as_, secret)
    assert "Say who Secret is to you." in told and 'href="#who"' in told
    assert '<section id="who"><details class="fold" open>' in page_of(as_, secret)


def test_thanks_that_are_due_go_before_an_ask(as_, dana, cast, on, at):
    stands(dana, at)
    ThankYou.open_for(dana, "tenth", room="today", row="10", since=on - timedelta(days=2), at=at)
    first = ThankYou.open_for(dana, "mention", room="today", row="X", since=on - timedelta(days=3), at=at)
    told = next_of(as_, dana)
    assert "Thanks are due:" in told and "; " in told  # both in one breath
    assert f'href="/b/corner/thanks/{first.code}/"' in told and "Thank Dana" in told
    assert "<a class=" not in next_of(as_, dana, "bob") and "Thanks are due:" in next_of(as_, dana, "bob")


def test_who_stands_by_you_may_be_asked_by_one_button(as_, dana, at):
    stands(dana, at)
    told = next_of(as_, dana)
    assert "Dana stands by you" in told and "Ask Dana for a good word" in told and "<form" in told
    assert page_of(as_, dana).count("Ask Dana for a good word") == 1
    assert "<form" not in next_of(as_, dana, "bob")


def test_who_is_not_known_well_is_to_be_known_first_and_may_still_be_asked_further_down(as_, dana, cast, at):
    told = next_of(as_, dana)
    assert "Next time you talk, find out: “Have they ever said something kind about you?”" in told
    assert 'href="#loyalty"' in told and "Ask Dana" not in told
    assert "Ask Dana for a good word" in page_of(as_, dana).partition('id="more"')[2]
    assert "find out" not in next_of(as_, dana, "bob")
    for about in ("kind_word", "story", "access", "name"):
        add_note(dana, cast.alice, at, "We talked of it.", about=about, key=about)
    assert "Nothing today. A word when they come by is enough." in next_of(as_, dana)


def test_who_is_left_out_is_left_in_peace(as_, dana, cast, at):
    stands(dana, at)
    leave_out(dana, cast.alice, at)
    told = next_of(as_, dana)
    assert 'class="button' not in told and "<p></p>" not in told


def test_needs_and_offers_stand_before_what_happened_and_calls_at_the_top(as_, dana, cast, at):
    note(dana, "need", "a plumber", cast.alice, at, "k1")
    page = page_of(as_, dana)
    order = [
        'id="next"',
        'href="tel:+12125550147"',
        "Needs: a plumber",
        "Why Dana might speak for you",
        "What happened",
    ]
    places = [page.index(one) for one in order]
    assert places == sorted(places)


def test_every_fold_has_its_heading_and_works_by_itself(as_, dana):
    page = page_of(as_, dana).partition("<main")[2]
    folds = re.findall(r'<details class="fold"[^>]*><summary>(.*?)</summary>', page, re.S)
    assert len(folds) >= 6 and all(re.search(r"<h[23]>", one) for one in folds)
    assert page.count("<details") == page.count("</details>")
