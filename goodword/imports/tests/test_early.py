"""Sales of a day that is still to come: they wait for the owner, and count for nothing."""

from datetime import date, timedelta

import pytest

from goodword.imports import held
from goodword.imports.batches import KEPT
from goodword.imports.models import HeldRow
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends
from .test_linkedin import HEADER as LINKEDIN
from .test_stripe import NEW, payments
from .told import HERE, mistakes_of, outcomes, people_of, records_of

HEADER = "Name,E-mail,Date,Amount\n"


def bought(day: object) -> str:
    return f"{HEADER}Dana,dana@example.com,{day},5.00\nEli,eli@example.com,2026-01-05,6.00\n"


@pytest.mark.parametrize("written", ["2026-03-04", "12/25/2026", "2050-01-01", "9999-12-31", "31 Dec 2027"])
def test_a_sale_still_to_come_waits_and_the_reason_is_said(written):
    early, good = records_of(bought(written))
    assert (str(early.read_as), early.why, early.cells["Name"]) == ("held", "is in the future", "Dana")
    assert str(good.read_as) == "kept"


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_day_that_has_begun_somewhere_is_none(days):
    assert outcomes(bought(HERE.today + timedelta(days=days))) == {"kept": 2}


def test_what_is_no_day_is_refused_and_its_hint_does_not_speak_of_the_future():
    [mistake] = mistakes_of(bought("2027-02-30"))
    assert mistake.hint.startswith("This is not a date from 1900 until now.")


def test_a_refund_still_to_come_waits_with_its_sale():
    text = payments(NEW, Amount_Refunded="5.00")
    assert outcomes(text) == {"kept": 1}
    cells = text.splitlines()[1].split('","')
    cells[NEW.split(",").index("Refunded date (UTC)")] = "2026-09-01 10:00:00"
    assert outcomes(f"{NEW}\n" + '","'.join(cells) + "\n") == {"held": 1}


def test_a_day_on_which_nobody_can_have_met_is_left_out_and_the_person_kept():
    text = f"{LINKEDIN}Dana,Whitfield,,dana@example.com,,,15 Mar 2029\n"
    assert people_of(text)[0].connected_on is None
    assert [mistake.saw for mistake in mistakes_of(text)] == ["15 Mar 2029"]


def test_it_counts_for_nothing(cast, at):
    told = facts(bring(cast.business, bought("2026-12-24"), at))
    assert (told["sales"], told["held"], told["last"]) == (1, 1, "2026-01-05")
    assert told["why"] == [["held", "is in the future", 1]]
    assert Sale.objects.count() == 1


@pytest.mark.parametrize("day", ["2026-12-24", "9999-12-31"])
def test_the_owner_may_count_it_all_the_same_and_nothing_breaks(cast, at, terminal, day):
    bring(cast.business, bought(day), at)
    held.decide(HeldRow.objects.get(), KEPT, cast.alice, at)
    assert Sale.objects.get(on=date.fromisoformat(day)).state == Sale.State.COUNTED
    again = bring(
        cast.business, bought(day) + "Fay,fay@example.com,2026-01-06,7.00\n", at + timedelta(hours=1)
    )
    assert facts(again)["held"] == 0 and loose_ends(cast.business) == []
    for command in ("people", "today"):
        assert terminal(command, "--business", "corner").code == 0
