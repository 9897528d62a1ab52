"""The stage of a tree, and what it was told from."""

import pytest
from hypothesis import given

from goodword.referrals.measure import progress_of
from goodword.referrals.stages import Stage

from .trees import DAY, Sent, ago, forests, grown

DANA, RUTH, ELI, ANN, SAM = 1, 2, 3, 4, 5

# Dana sent Eli and Ann; Eli sent Sam.
BAKERY = [Sent(ELI, DANA, ago(50)), Sent(ANN, DANA, ago(60)), Sent(SAM, ELI, ago(40))]


@given(forests())
def test_the_stage_is_what_its_rule_says(rows):
    up = {row.referred: row.referrer for row in rows}
    lately = [row for row in rows if row.on and 0 <= (DAY - row.on).days < 90]
    before = [row for row in rows if row.on and 90 <= (DAY - row.on).days < 180]
    by_sent = [row for row in lately if row.referrer in up]
    has_momentum = len(set(up.values())) >= 3 and bool(set(up.values()) & up.keys())
    rolls = len(lately) >= 10 and 2 * len(by_sent) >= len(lately) >= len(before)
    told = progress_of(grown(rows), DAY)
    assert (told.n_lately, told.n_before, told.n_lately_by_sent) == (len(lately), len(before), len(by_sent))
    assert told.stage == (
        "alone" if not up else "first" if not has_momentum else "snowball" if rolls else "momentum"
    )


def sent_by(*senders: tuple[int, int], days: int = 10) -> list[Sent]:
    """(sender, how many), each newcomer with a number of their own."""
    told = [sender for sender, n in senders for _one in range(n)]
    return [Sent(100 + n, sender, ago(days)) for n, sender in enumerate(told)]


@pytest.mark.parametrize(
    ("rows", "stage"),
    [
        ([], Stage.ALONE),
        ([Sent(ELI, DANA)], Stage.FIRST),
        (BAKERY, Stage.FIRST),  # two send
        (sent_by((1, 5), (2, 5), (3, 5)), Stage.FIRST),  # three send, none of whom was sent
        (sent_by((1, 2), (2, 2), (100, 1)), Stage.MOMENTUM),
        (sent_by((1, 2), (2, 3), (100, 5)), Stage.SNOWBALL),
        (sent_by((1, 2), (2, 3), (100, 4)), Stage.MOMENTUM),  # nine
        (sent_by((1, 3), (2, 3), (100, 5)), Stage.MOMENTUM),  # five of eleven by those who were sent
        (sent_by((1, 2), (2, 3), (100, 5), days=90), Stage.MOMENTUM),  # that was long ago
    ],
    ids=str,
)
def test_the_stage_of_some_trees(rows, stage):
    assert progress_of(grown(rows), DAY).stage == stage


def test_a_snowball_that_grows_slower_than_before_is_none():
    old = [Sent(500 + n, 1, ago(120)) for n in range(11)]
    rows = sent_by((1, 2), (2, 3), (100, 5))
    assert progress_of(grown(rows + old), DAY).stage == Stage.MOMENTUM
    assert progress_of(grown(rows + old[:10]), DAY).stage == Stage.SNOWBALL
