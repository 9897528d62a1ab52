"""How far a movement has come, told from its tree: the stage, and what it was told from."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LATELY = timedelta(days=90)
SEVERAL = 3  # who send somebody, from which on it has momentum
MANY_LATELY = 10  # sent in the last 90 days, from which on it may be a snowball


class Stage(StrEnum):
    """How far it has come, after Derek Sivers' "How to start a movement"; the numbers are our own."""

    ALONE = "alone"  # nobody was sent
    FIRST = "first"  # somebody was sent
    MOMENTUM = "momentum"  # several people send, and of those who were sent some send too
    SNOWBALL = (
        "snowball"  # lately many were sent, half of them by people who were sent, and no fewer than before
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """What a stage is told from. Who has no day is counted among no days."""

    n_senders: int
    n_sent_who_send: int
    n_lately: int  # sent in the last 90 days
    n_before: int  # in the 90 days before those
    n_lately_by_sent: int  # of those lately: sent by somebody who was sent

    @property
    def stage(self) -> Stage:
        if not self.n_senders:
            return Stage.ALONE
        if self.n_senders < SEVERAL or not self.n_sent_who_send:
            return Stage.FIRST
        if (
            self.n_lately < MANY_LATELY
            or 2 * self.n_lately_by_sent < self.n_lately
            or self.n_lately < self.n_before
        ):
            return Stage.MOMENTUM
        return Stage.SNOWBALL
