"""The first five minutes: three questions, three people with words ready."""

import pytest

from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person, leave_out, say_consent
from goodword.people.models import Consent, Person
from goodword.today.making import find_list, make_list
from goodword.today.starting import start

ANSWERS = {
    "first": "Walter Brandt",
    "sent": "Dana Okafor",
    "talks": "Priya Natarajan",
    "listen_for": "they miss real bread",
}


def moves(day):
    return {str(move.person): move for move in day.moves.select_related("person")}


def test_three_answers_are_three_people_with_words(cast, at, on):
    found = moves(start(cast.business, cast.alice, at, ANSWERS))
    assert {name: move.kind for name, move in found.items()} == {
        "Dana Okafor": "thank",
        "Priya Natarajan": "ask",
        "Walter Brandt": "ask",
    }
    assert all(move.words.startswith(f"Hi {name.split()[0]}") for name, move in found.items())
    assert "they miss real bread" in found["Priya Natarajan"].words
    assert next(iter(found)) == "Dana Okafor"  # thanks stand first


def test_the_same_answers_twice_are_the_same_people(cast, at):
    for _ in range(2):
        day = start(cast.business, cast.alice, at, ANSWERS)
    assert Person.objects.count() == 3
    assert day.moves.count() == 3
    assert ThankYou.objects.count() == 1


def test_one_name_for_two_questions_is_one_person_who_is_thanked(cast, at):
    day = start(
        cast.business, cast.alice, at, {"sent": "Dana Okafor", "talks": "dana okafor", "first": "Dana Okafor"}
    )
    assert Person.objects.count() == 1
    assert [move.kind for move in day.moves.all()] == ["thank"]


def test_one_answer_is_enough(cast, at):
    assert start(cast.business, cast.alice, at, {"first": "Walter Brandt"}).moves.count() == 1


def test_somebody_in_the_books_is_not_made_anew(cast, at):
    dana = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="", phone="+12125550123")
    start(cast.business, cast.alice, at, ANSWERS)
    dana.refresh_from_db()
    assert Person.objects.filter(name="Dana Okafor").count() == 1
    assert dana.is_sorted  # naming them says who they are


def test_two_namesakes_in_the_books_are_left_alone_and_the_answer_is_somebody_new_once(cast, at):
    for _ in range(2):
        add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    for _ in range(2):
        start(cast.business, cast.alice, at, {"sent": "Dana Okafor"})
    assert Person.objects.filter(name="Dana Okafor").count() == 3


def test_who_is_not_to_be_asked_is_not_asked_here_either(cast, at):
    priya = add_person(cast.business, cast.alice, at, name="Priya Natarajan", kind="customer")
    say_consent(priya, Consent.Says.NEVER, cast.alice, at)
    assert start(cast.business, cast.alice, at, {"talks": "Priya Natarajan"}).moves.count() == 0


def test_a_helper_does_not_reach_into_what_only_the_owner_sees(cast, at):
    hidden = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    leave_out(hidden, cast.alice, at)
    start(cast.business, cast.hugo, at, {"talks": "Dana Okafor"})
    hidden.refresh_from_db()
    assert hidden.left_out
    assert Person.objects.filter(name="Dana Okafor").count() == 2


def test_thanks_that_were_said_are_not_on_the_list_again(cast, at):
    start(cast.business, cast.alice, at, {"sent": "Dana Okafor"})
    ThankYou.objects.get().say(cast.alice, "call", at)
    find_list(cast.business, cast.business.day_of(at)).moves.all().delete()
    assert start(cast.business, cast.alice, at, {"sent": "Dana Okafor"}).moves.count() == 0


def test_a_file_on_the_same_day_still_brings_its_list(cast, at, on):
    from .books import regular

    start(cast.business, cast.alice, at, ANSWERS)
    yasmin = regular(cast, "Yasmin Zaki")
    day = make_list(cast.business, on, at)
    assert day.moves.filter(person=yasmin).exists()
    assert day.moves.count() > 3
    assert make_list(cast.business, on, at).moves.count() == day.moves.count()


@pytest.mark.parametrize("kind", ["shop", "practice", "nonprofit", "campaign", "job_seeker"])
def test_every_kind_of_business_gets_words(cast, at, kind):
    cast.business.kind = kind
    cast.business.save()
    moves = start(cast.business, cast.alice, at, ANSWERS).moves.all()
    assert len(moves) >= 3 and all(move.words for move in moves)


def test_a_name_with_html_in_it_is_only_a_name(cast, as_):
    alice = as_("alice")
    answer = alice.post("/b/corner/start/", {"first": "<b>Walter</b> <script>alert(1)</script>"}, follow=True)
    page = answer.content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_no_answer_at_all_is_refused_in_words(as_):
    answer = as_("alice").post("/b/corner/start/", {"first": "  ", "listen_for": "they miss bread"})
    assert answer.status_code == 422
    assert "Write at least one name" in answer.content.decode()
