"""Slow work is asked for here and done by the worker (working.py).

A room's jobs.py holds its jobs:

    @job("imports.commit")
    def commit(running: Running, upload: str) -> None: ...

    @daily("today.make", at="05:00")     # in each business's own zone; asked once a day
    def make(running: Running) -> None: ...

    @at_start                            # when the worker starts and no other one lives
    def roll_back(at: datetime) -> None: ...

    @often                               # every few seconds: what is due is found and asked for
    def look(at: datetime) -> None: ...

The module is loaded in the idle worker too, so what is heavy (numpy) is imported inside the function. A job may be
run again after a crash: what it has done already must do no harm when it is done twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.utils.module_loading import autodiscover_modules

from .models import Business, Job


class CannotBeDone(Exception):
    """Trying again would not help. The message is shown to the owner."""


class Taken(Exception):
    """Another worker has the job by now: this one was thought dead, and must not go on."""


@dataclass
class Running:
    """What a job is given beside its own arguments."""

    business: Business
    at: datetime
    job: Job
    done: int = 0
    of: int = 0
    is_lost: bool = field(default=False, repr=False)

    def progress(self, done: int, of: int) -> None:
        """Tells how far it is. As often as you like: the heartbeat writes it down, twice a second at most."""
        if self.is_lost:
            raise Taken(str(self.job))
        self.done, self.of = done, of


Work = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Known:
    work: Work
    tries: int
    every_day_at: time | None = None


KNOWN: dict[str, Known] = {}
STARTS: list[Callable[[datetime], None]] = []
LOOKS: list[Callable[[datetime], None]] = []


def job(name: str, *, tries: int = 5) -> Callable[[Work], Work]:
    """`tries`: how often it is begun before it counts as failed."""

    def door(work: Work) -> Work:
        KNOWN[name] = Known(work, tries)
        return work

    return door


def daily(name: str, at: str, *, tries: int = 5) -> Callable[[Work], Work]:
    """A job that every business has once a day, from `at` on (its own clock); its key is the day."""
    from_then = time.fromisoformat(at)

    def door(work: Work) -> Work:
        KNOWN[name] = Known(work, tries, from_then)
        return work

    return door


def at_start(start: Callable[[datetime], None]) -> Callable[[datetime], None]:
    STARTS.append(start)
    return start


def often(look: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """It reads little, and writes only when there is something to do: an idle worker must not write."""
    LOOKS.append(look)
    return look


def find_jobs() -> dict[str, Known]:
    """All that any room has. Only the worker needs them: asking works by name."""
    autodiscover_modules("jobs")
    return KNOWN


def ask(business: Business | int, name: str, key: str, run_at: datetime, **args: Any) -> Job:
    """The job of that name and key, asked for now or before; one that is done stays done.

    Call it in the transaction of the change that needs it. To have a failed one tried again: `job.again(at)`.
    """
    business_id = business if isinstance(business, int) else business.pk
    found, _new = Job.objects.get_or_create(
        business_id=business_id, name=name, key=key, defaults={"run_at": run_at, "args": args}
    )
    return found
