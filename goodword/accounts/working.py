"""The worker: takes one job at a time, says that it lives, and takes up what a dead one left behind."""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError, close_old_connections, connection, connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .holding import hold
from .jobs import KNOWN, LOOKS, STARTS, CannotBeDone, Running, Taken, ask, find_jobs
from .models import Business, Job
from .public_address import look_if_due
from .tidying import tidy

logger = logging.getLogger(__name__)
LOOK_EVERY = (
    0.4  # seconds between looks for a new job: an owner who pressed a button waits no longer than this
)
BEAT_EVERY = 5.0
LOOK_OFTEN = 5.0  # seconds between the looks of the rooms (@often)
FRESH_AFTER = 120.0  # seconds without work
BLOATED = 80 * 1024 * 1024
DEAD_AFTER = timedelta(seconds=60)


class Stop(BaseException):
    """The worker was told to stop. No `except Exception` of a job may swallow it."""


def work(now: Callable[[], datetime] = timezone.now) -> None:
    """Works until it is stopped (by raising Stop in this thread), or had better be started afresh."""
    find_jobs()
    with ExitStack() as held:
        asked: set[tuple[int, str, str]] = set()
        is_alone, next_minute, busy_at, at_first = False, 0.0, time.monotonic(), memory()
        next_look = 0.0
        while not _is_bloated(at_first, busy_at):
            try:
                close_old_connections()
                at = now()
                if time.monotonic() >= next_minute:
                    next_minute = time.monotonic() + 60
                    is_alone = is_alone or _come_first(held, at)
                    look_around(at, asked)
                if time.monotonic() >= next_look:
                    next_look = time.monotonic() + LOOK_OFTEN
                    each(LOOKS, at)
                if work_one(at, now):
                    busy_at = time.monotonic()
                else:
                    time.sleep(LOOK_EVERY)
            except DatabaseError:
                # The database may be away for a moment (a restart, a busy import): the worker outlives it.
                logger.warning(
                    "The worker cannot reach the books; it tries again in 5 seconds.", exc_info=True
                )
                connections.close_all()
                time.sleep(5)


def _is_bloated(at_first: int, busy_at: float) -> bool:
    """Arithmetic takes 100 MB and more that Python does not give back; whoever runs us starts us afresh."""
    return time.monotonic() - busy_at > FRESH_AFTER and memory() > at_first + BLOATED


def memory() -> int:
    """Bytes of memory that this process takes just now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _come_first(held: ExitStack, at: datetime) -> bool:
    """Whether no other worker lives. Then what is marked as running belongs to nobody: no need to wait a minute."""
    if not held.enter_context(hold("worker")):
        return False
    sweep(at, silent_since=at + DEAD_AFTER)
    begin(at)
    return True


def look_around(at: datetime, asked: set[tuple[int, str, str]]) -> None:
    """Once a minute."""
    keep_time(at, asked)
    sweep(at, silent_since=at - DEAD_AFTER)
    tidy(at)
    look_if_due(at)


def begin(at: datetime) -> None:
    """What the rooms want done before the first job: an import that was cut off is rolled back."""
    each(STARTS, at)


def each(asked_for: list[Callable[[datetime], None]], at: datetime) -> None:
    """One that fails is told of, and keeps nobody else from their turn."""
    for one in asked_for:
        try:
            one(at)
        except Exception:
            logger.exception("%s failed", one.__name__)


def work_one(at: datetime, now: Callable[[], datetime] | None = None) -> Job | None:
    """Takes the next job that is due and does it. None if nothing is due."""
    job = take(at)
    if job:
        _do(job, at, now or (lambda: at))
    return job


def take(at: datetime) -> Job | None:
    """The job that is due the longest, now marked as ours."""
    due = Job.objects.filter(state=Job.State.WAITING, run_at__lte=at, business__is_here=True)
    # Looking costs nothing; the write lock that SQLite takes at once is only asked for when there is something.
    if not due.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        job = due.select_related("business").order_by("run_at", "pk").first()
        if job:
            job.state, job.beat_at, job.tries = Job.State.RUNNING, at, job.tries + 1
            job.save(update_fields=["state", "beat_at", "tries"])
    return job


def _do(job: Job, at: datetime, now: Callable[[], datetime]) -> None:
    running = Running(business=job.business, at=at, job=job)
    known = KNOWN.get(job.name)
    tries = known.tries if known else 0
    try:
        if known is None:
            raise CannotBeDone(_("This version of Goodword does not know how to do this."))
        with _heartbeat(running, now), translation.override(job.business.spoken):
            timezone.activate(ZoneInfo(job.business.zone))
            known.work(running, **job.args)
        job.finish(now(), _progress(running))
    except Stop:
        job.give_back(now())
        raise
    except Taken:
        logger.warning("%s was taken over by another worker", job)
    except CannotBeDone as problem:
        job.miss(now(), str(problem), tries=0)
    except Exception as problem:
        logger.exception("%s failed at try %s", job, job.tries)
        job.miss(now(), f"{type(problem).__name__}: {problem}", tries)
    finally:
        timezone.deactivate()


def _progress(running: Running) -> dict[str, int]:
    return {"done": running.done, "of": running.of} if running.of else {}


class _heartbeat:
    """A thread of its own, with a connection of its own: what it writes is seen while the job is in a transaction."""

    def __init__(self, running: Running, now: Callable[[], datetime]) -> None:
        self.running, self.now, self.over = running, now, threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True, name="heartbeat")

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_problem: Any) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        last, written = time.monotonic(), 0
        try:
            while not self.over.wait(0.5):
                moved = self.running.done != written
                if moved or time.monotonic() - last >= BEAT_EVERY:
                    last, written = time.monotonic(), self.running.done
                    # A database that is busy for a while is no reason to give the job up.
                    with suppress(DatabaseError):
                        self.running.is_lost = not self.running.job.beat(self.now(), _progress(self.running))
        finally:
            connections.close_all()


def sweep(at: datetime, silent_since: datetime) -> int:
    """Jobs whose worker has not been heard of are waiting again, or have failed too often. Returns how many."""
    dead = list(Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=silent_since))
    for job in dead:
        known = KNOWN.get(job.name)
        words = _("It was cut off halfway %(times)s times: the computer or the program stopped.") % {
            "times": job.tries
        }
        job.miss(at, words, known.tries if known else 0)
    return len(dead)


def keep_time(at: datetime, asked: set[tuple[int, str, str]] | None = None) -> None:
    """Asks for what every business has once a day, from its hour on. `asked` remembers, so that an idle
    worker need not write."""
    asked = asked if asked is not None else set()
    hours = {name: known.every_day_at for name, known in KNOWN.items() if known.every_day_at}
    for business in Business.objects.all():
        here = at.astimezone(ZoneInfo(business.zone))
        for name, hour in hours.items():
            once = (business.pk, name, here.date().isoformat())
            if here.time() >= hour and once not in asked:
                ask(business, name, once[2], at)
                asked.add(once)
