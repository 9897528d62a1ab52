"""Each verb and the hold on asks are one transaction: both are kept, or neither."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.gratitude import models
from goodword.gratitude.models import Due, ThankYou
from goodword.people.models import Person
from goodword.talks.models import Hold, Talk
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def thanks(dana: Person, on: date, at: datetime) -> ThankYou:
    return ThankYou.open_for(dana, "second", room="sales", row="2", since=on, at=at)


def stand() -> Any:
    """All that a verb may write, the log aside."""
    models = (ThankYou.objects, Hold.objects, Talk.objects)
    return [list(rows.order_by("pk").values()) for rows in models]


class NoLog(Exception):
    pass


@pytest.fixture
def no_log(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The last write of a verb fails."""

    def broken(*_args: object) -> None:
        raise NoLog

    return lambda: [monkeypatch.setattr(models, name, broken) for name in ("log", "_log_all")]


def test_open_thanks_hold_back_asks_in_the_same_breath(thanks: ThankYou) -> None:
    hold = Hold.objects.get()
    assert (hold.room, hold.row, hold.person, hold.why) == (
        "gratitude",
        thanks.code,
        thanks.person,
        "thanks_due",
    )


def test_what_is_told_twice_is_thanked_for_once(
    thanks: ThankYou, dana: Person, on: date, at: datetime
) -> None:
    before = stand()
    again = ThankYou.open_for(dana, "second", room="sales", row="2", since=on + DAY, at=at)
    assert again == thanks
    assert stand() == before
    assert ThankYou.open_for(dana, "tenth", room="sales", row="10", since=on, at=at) != thanks


@pytest.mark.parametrize("done", [[], ["say"], ["drop"], ["drop", "say"]])
@pytest.mark.parametrize(("verb", "undo"), [("say", "unsay"), ("drop", "undrop")])
def test_twice_is_once_and_the_way_back_leads_exactly_there(
    cast: Cast, thanks: ThankYou, at: datetime, done: list[str], verb: str, undo: str
) -> None:
    words = {"say": ("text",)}
    for name in done:
        getattr(thanks, name)(cast.alice, *words.get(name, ()), at)
    if verb in done:
        return
    before = stand()
    getattr(thanks, verb)(cast.alice, *words.get(verb, ()), at)
    after = stand()
    getattr(thanks, verb)(cast.hugo, *words.get(verb, ()), at + DAY)
    assert stand() == after
    getattr(thanks, undo)(cast.alice, at)
    if verb == "drop" and "say" in done:
        assert before == after  # thanks that were said are not dropped
    else:
        assert stand()[0] == before[0]
        assert len(stand()[1]) == len(before[1])
        assert stand()[2] == before[2]


@pytest.mark.parametrize(
    ("first", "verb"), [((), "say"), ((), "drop"), (("say",), "unsay"), (("drop",), "undrop")]
)
def test_a_verb_that_fails_at_its_end_leaves_nothing_half_done(
    cast: Cast, thanks: ThankYou, at: datetime, no_log: Any, first: tuple[str, ...], verb: str
) -> None:
    for name in first:
        getattr(thanks, name)(cast.alice, *(("text",) if name == "say" else ()), at)
    before = stand()
    no_log()
    with pytest.raises(NoLog):
        getattr(thanks, verb)(cast.alice, *(("text",) if verb == "say" else ()), at)
    assert stand() == before


def test_opening_and_closing_that_fail_at_their_end_leave_nothing_half_done(
    cast: Cast, thanks: ThankYou, dana: Person, on: date, at: datetime, no_log: Any
) -> None:
    before = stand()
    no_log()
    due = [Due(dana.pk, "tenth", "sales", "10", on)]
    for fails in (
        lambda: ThankYou.open_for(dana, "tenth", room="sales", row="10", since=on, at=at),
        lambda: ThankYou.open_all(cast.business.pk, due, at),
        lambda: ThankYou.close_all([thanks], at),
        lambda: ThankYou.drop_all([thanks], at),
    ):
        with pytest.raises(NoLog):
            fails()
        assert stand() == before


def test_what_another_opened_meanwhile_is_passed_over(
    cast: Cast, thanks: ThankYou, dana: Person, on: date, at: datetime
) -> None:
    before = stand()
    assert ThankYou.open_all(cast.business.pk, [Due(dana.pk, "second", "sales", "2", on)], at) == 0
    assert stand() == before
    assert Change.objects.filter(type="thank_you.opened").count() == 1


def test_what_was_said_meanwhile_is_neither_closed_nor_dropped(
    cast: Cast, thanks: ThankYou, at: datetime
) -> None:
    seen_open = ThankYou.objects.get()
    thanks.say(cast.alice, "call", at)
    before = stand()
    ThankYou.close_all([seen_open], at)
    ThankYou.drop_all([seen_open], at)
    assert stand() == before


def test_who_did_what_is_in_the_log_without_a_name(cast: Cast, thanks: ThankYou, at: datetime) -> None:
    thanks.say(cast.alice, "text", at).unsay(cast.hugo, at).drop(cast.alice, at)
    told = Change.objects.filter(room="gratitude").order_by("pk").values_list("type", "member", "row")
    assert list(told) == [
        ("thank_you.opened", None, thanks.code),
        ("thank_you.sent", cast.alice.pk, thanks.code),
        ("thank_you.reopened", cast.hugo.pk, thanks.code),
        ("thank_you.dropped", cast.alice.pk, thanks.code),
    ]
