"""growth/moves.py: at most one thing, for the person it helps most, and nobody whom the limits protect."""

from datetime import timedelta

import pytest

from goodword.advocates.models import Standing
from goodword.growth.measure.trial import start
from goodword.growth.models import Figure
from goodword.growth.moves import candidates
from goodword.people.hand import add_note
from goodword.talks.models import Talk
from goodword.talks.tests.people import someone
from goodword.today.making import candidates as everything

from ..jobs import count_figure
from .stuck_books import asked, opened, sent

DAY = timedelta(days=1)


def stuck_at(business, on, at, step):
    """As if the narrowest step had been counted to be this one."""
    told = {"bottleneck": step, "why_not": "" if step else "usual", "steps": []}
    Figure.objects.update_or_create(
        business=business, name="funnel", on=on, defaults={"at": at, "told": told}
    )


def offered(business, on):
    return [(one.kind, one.play, one.person) for one in candidates(business, on)]


def loyal(business, name, on, good=0.1):
    person = someone(business, name)
    Standing.objects.create(business=business, person=person, on=on, loyalty=2, good=good, may_be_asked=True)
    return person


def test_nothing_is_offered_before_it_was_counted(cast, on):
    loyal(cast.business, "Dana Okafor", on)
    assert offered(cast.business, on) == []


@pytest.mark.parametrize("step", ["says", "asked", "brought", "profitable", ""])
def test_where_another_room_or_the_owner_has_the_next_step_nothing_is_added(cast, on, at, step):
    asked(loyal(cast.business, "Dana Okafor", on), on - 20 * DAY, "yes")
    stuck_at(cast.business, on, at, step)
    assert offered(cast.business, on) == []


def test_the_best_of_those_whose_happiness_nobody_knows_is_asked_how_happy(cast, on, at):
    loyal(cast.business, "Dana Okafor", on, 0.1)
    eli = loyal(cast.business, "Eli Brandt", on, 0.2)
    frida = loyal(cast.business, "Frida Vance", on, 0.3)
    add_note(frida, cast.alice, at, "Best rolls", about="kind_word", key="k")
    count_figure(cast.business, "funnel", at)
    stuck_at(cast.business, on, at, "happy")
    assert offered(cast.business, on) == [("listen", "how_happy", eli.pk)]
    Talk.keep(eli, None, at, kind="listen", play="how_happy")
    assert offered(cast.business, on + 30 * DAY)[0][2] != eli.pk


def test_where_too_little_is_known_it_is_found_out_first(cast, on, at):
    dana = loyal(cast.business, "Dana Okafor", on)
    count_figure(cast.business, "funnel", at)
    assert Figure.newest(cast.business.pk, "funnel").told["why_not"] == "early"
    assert offered(cast.business, on) == [("listen", "how_happy", dana.pk)]


def test_who_said_yes_and_passed_nothing_on_is_offered_words(cast, on, at):
    dana, eli = loyal(cast.business, "Dana Okafor", on), loyal(cast.business, "Eli Brandt", on)
    asked(dana, on - 40 * DAY, "yes")
    asked(eli, on - 20 * DAY, "yes")
    opened(eli, on - DAY)
    count_figure(cast.business, "funnel", at)
    stuck_at(cast.business, on, at, "shared")
    assert offered(cast.business, on) == [("touch", "pass_on", dana.pk)]


@pytest.mark.parametrize(
    "of_dana",
    [{"never_ask": True}, {"left_out": True}, {"is_company": True}, {"name": ""}, {"is_here": False}],
)
def test_who_is_to_be_left_in_peace_is(cast, on, at, of_dana):
    dana = loyal(cast.business, "Dana Okafor", on)
    asked(dana, on - 40 * DAY, "yes")
    stuck_at(cast.business, on, at, "shared")
    assert len(offered(cast.business, on)) == 1
    for name, value in of_dana.items():
        setattr(dana, name, value)
    dana.save()
    assert offered(cast.business, on) == []


def test_nobody_is_offered_words_within_a_week_of_a_talk_or_of_their_yes(cast, on, at):
    dana = loyal(cast.business, "Dana Okafor", on)
    asked(dana, on - 7 * DAY, "yes")
    stuck_at(cast.business, on, at, "shared")
    assert offered(cast.business, on) == []
    assert len(offered(cast.business, on + DAY)) == 1
    Talk.keep(dana, None, at, kind="thank")
    assert offered(cast.business, on + DAY) == []


def test_whom_the_lot_leaves_unasked_is_offered_no_words(cast, on, at):
    people = [loyal(cast.business, f"Person {n}", on) for n in range(12)]
    for one in people:
        asked(one, on - 100 * DAY, "yes")
    trial = start(cast.business, 50, on + 100 * DAY, cast.alice, at)
    stuck_at(cast.business, on, at, "shared")
    left = set(trial.people.filter(side="left").values_list("person", flat=True))
    for _ in range(20):
        found = offered(cast.business, on)
        if not found:
            break
        assert found[0][2] not in left
        Talk.keep(
            next(one for one in people if one.pk == found[0][2]), None, at, kind="touch", play="pass_on"
        )
    assert left and not found


def test_a_newcomer_who_has_not_bought_is_asked_what_they_look_for(cast, on, at):
    dana = loyal(cast.business, "Dana Okafor", on)
    eli = sent(dana, "Eli Brandt", on - 20 * DAY)
    sent(dana, "Gus Hall", on - 20 * DAY, 2000)
    stuck_at(cast.business, on, at, "bought")
    assert offered(cast.business, on) == [("listen", "looking_for", eli.pk)]


def test_todays_list_gathers_it(cast, on, at):
    dana = loyal(cast.business, "Dana Okafor", on)
    stuck_at(cast.business, on, at, "happy")
    assert ("growth", "how_happy", dana.pk) in {
        (one.room, one.play, one.person) for one in everything(cast.business, on)
    }


def test_the_florists_people_are_not_the_bakerys(cast, on, at):
    loyal(cast.florist, "Dana Okafor", on)
    stuck_at(cast.business, on, at, "happy")
    assert offered(cast.business, on) == []
