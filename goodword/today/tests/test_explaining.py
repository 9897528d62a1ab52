"""Why somebody is on the list, or not: what is said must agree with the list."""

from goodword.referrals.noting import Came, note_newcomer
from goodword.today.explaining import explain
from goodword.today.making import make_list
from goodword.today.models import Move

from .books import on_file, regular


def test_what_is_crossed_out_on_the_list_is_said_to_be(cast, on, at):
    priya = on_file(cast, "Priya Natarajan")
    make_list(cast.business, on, at)
    assert explain(priya, on)[0].startswith("On today's list: ")
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=priya), "k1")
    from goodword.gratitude.measure import open_thanks

    open_thanks(cast.business, on, at)
    assert explain(priya, on) == ["Crossed out on today's list: thanks are due first."]


def test_a_kind_that_is_used_up_is_the_reason_and_not_the_minutes(cast, on, at):
    people = [regular(cast, f"Person {n}") for n in range(6)]
    day = make_list(cast.business, on, at)
    assert day.moves.filter(kind="know").count() == 2
    there = set(Move.objects.values_list("person", flat=True))
    said = {explain(one, on)[-1] for one in people if one.pk not in there}
    assert said <= {
        "Two questions a day are enough. They come up on another day.",
        "The asks are spread over the quarter, and today has no more of them.",
    }
    assert said
