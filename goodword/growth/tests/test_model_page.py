"""The page *How your business lives*."""

from datetime import timedelta

import pytest

from goodword.accounts.models import Change
from goodword.growth.jobs import count_figure
from goodword.growth.models import Figure, OwnModel
from goodword.listening.models import Testimonial
from goodword.listening.testimonials import note
from goodword.people.models import Person

from .cost_books import bought

PAGE = "/b/corner/goal/model/"
SAID = {
    "why_pay": "Bread as it was.",
    "protects": "Our oven.",
    "become_loyal": "They smell it.",
    "margin_percent": "40",
}
DAY = timedelta(days=1)


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def book(cast, on, at):
    bought(cast.business, {"Dana": [(on - 20 * DAY, 60_000)]}, vendor="etsy")
    bought(cast.business, {"Eli": [(on - 20 * DAY, 20_000)]})
    for name in ("regulars", "cost", "model"):
        count_figure(cast.business, name, at)
    return cast.business


def test_the_owner_s_words_stand_beside_what_the_books_say(as_, book):
    as_("alice").post(PAGE, SAID)
    page = text(as_("alice").get(PAGE))
    assert "Bread as it was." in page and "Our oven." in page and "They smell it." in page
    assert "A sale is $400 on average" in page
    assert "Of it $160 stays with you, and $240 goes into it." in page
    assert "Half of all sales come from one." in page


def test_what_is_kept_follows_from_what_each_way_of_selling_takes(as_, book):
    as_("alice").post(PAGE, SAID | {"takes_etsy": "12.5"})
    assert OwnModel.objects.get().takes == {"etsy": 12.5}
    page = text(as_("alice").get(PAGE))
    assert "<td>12.5%</td><td>$525</td>" in page
    assert "<td>not told</td><td>–</td>" in page


def test_an_answer_left_empty_is_taken_away(as_, book):
    as_("alice").post(PAGE, SAID | {"takes_etsy": "12.5"})
    as_("alice").post(PAGE, {"why_pay": "Rolls."})
    own = OwnModel.objects.get()
    assert (own.why_pay, own.protects, own.margin_percent, own.takes) == ("Rolls.", "", None, {})


def test_the_same_answers_twice_change_nothing(as_, book):
    for _ in range(2):
        as_("alice").post(PAGE, SAID)
    assert Change.objects.filter(type="own_model.said").count() == 1


def test_only_words_that_others_may_read_are_quoted(as_, book, cast, at):
    dana, eli = Person.objects.get(name="Dana"), Person.objects.get(name="Eli")
    note(dana, "The rolls are the reason.", "Dana O.", "", cast.alice, at, "k1")
    own = note(eli, "Only for you to know.", "", "", cast.alice, at, "k2")
    Testimonial.objects.filter(pk=own.pk).update(state="kept", consent="")
    page = text(as_("alice").get(PAGE))
    assert "The rolls are the reason." in page
    assert "Only for you to know." not in page


def test_empty_books_say_what_to_do(as_, cast):
    page = text(as_("alice").get(PAGE))
    assert "Nothing is here yet" in page and "Write your answers" in page


def test_what_was_not_counted_is_not_said_to_be_missing(as_, book):
    Figure.objects.all().delete()
    as_("alice").post(PAGE, SAID)
    page = text(as_("alice").get(PAGE))
    assert "Our oven." in page and "No sale of the last twelve months" not in page


def test_counted_empty_books_say_what_is_missing(as_, cast, at):
    for name in ("regulars", "cost", "model"):
        count_figure(cast.business, name, at)
    page = text(as_("alice").get(PAGE))
    assert "No sale of the last twelve months is in your books" in page
    assert "Too few to say" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"why_pay": "x" * 601}, "at most 600"),
        ({"margin_percent": "101"}, "from 0 to 100"),
        ({"takes_etsy": "-1"}, "from 0 to 100"),
        ({"takes_etsy": "much"}, "This is not a number"),
        ({"hour": "much"}, "is not an amount of money"),
    ],
)
def test_answers_that_cannot_be_are_refused_in_words(as_, book, told, words):
    answer = as_("alice").post(PAGE, SAID | told)
    assert answer.status_code == 422 and words in text(answer)
    assert not OwnModel.objects.exists()


def test_all_mistakes_are_told_at_once(as_, book):
    page = text(as_("alice").post(PAGE, {"takes_etsy": "much", "hour": "much", "margin_percent": "-1"}))
    assert "3 things to mend" in page


def test_html_in_an_answer_is_shown_as_text(as_, book):
    as_("alice").post(PAGE, {"why_pay": "<script>x()</script>"})
    assert "<script>x()" not in text(as_("alice").get(PAGE))


def test_looking_changes_nothing(as_, cast):
    as_("alice").get(PAGE)
    assert not Figure.objects.exists() and not OwnModel.objects.exists()


def test_bob_may_only_look(as_, book):
    bob = as_("bob")
    page = text(bob.get(PAGE))
    assert (
        "Half of all sales come from one." in page
        and '<form method="post" action="/b/corner/goal' not in page
    )
    assert bob.post(PAGE, SAID).status_code == 403
    assert not OwnModel.objects.exists()


def test_charlie_cannot_tell_that_it_exists(as_, book):
    assert as_("charlie").post(PAGE, SAID).status_code == 404
    assert as_("charlie").get(PAGE).status_code == 404
