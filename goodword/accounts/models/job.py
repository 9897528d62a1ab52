"""Slow work: a row with a state, taken by one worker."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .row import Number, Row, Rules

# Arguments of jobs that are primary keys; a test looks at what every job is given.
KEYS_IN_ARGS = {"claims": "people.Claim", "people": "people.Person", "member": "accounts.Member"}


def args_elsewhere(args: dict[str, Any], number: Number) -> dict[str, Any]:
    """`Job.args` with new keys."""

    def elsewhere(name: str, told: Any) -> Any:
        label = KEYS_IN_ARGS.get(name)
        if label is None or told is None:
            return told
        if isinstance(told, list):
            return [new for pk in told if (new := number(label, pk)) is not None]
        return number(label, told)

    return {name: elsewhere(name, told) for name, told in args.items()}


class Job(Row):
    """Unique by (business, name, key), so that asking twice is asking once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    args = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)  # {"done": 1200, "of": 5000}
    run_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)  # the worker's heartbeat; silent for a minute means dead
    done_at = models.DateTimeField(null=True)  # when it was done, or failed for good
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)  # in words, for the owner

    rules: ClassVar[Rules] = Rules(on_forget="keep", keys_in={"args": args_elsewhere, "progress": None})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "name", "key"], name="a_job_is_asked_once")
        ]
        indexes = [models.Index(fields=["state", "run_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.key}: {self.state}"

    @classmethod
    def leaving(cls, rows: "models.QuerySet[Job]") -> "models.QuerySet[Job]":
        """Work that is not done yet goes along when a business moves."""
        return rows.filter(state__in=(cls.State.WAITING, cls.State.RUNNING))

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int | None:
        """How far it is, if it says so."""
        of = self.progress.get("of") or 0
        return min(100, self.progress.get("done", 0) * 100 // of) if of else None

    def again(self, at: datetime) -> None:
        """A failed one is tried anew; any other is left alone."""
        self._move(self.State.FAILED, state=self.State.WAITING, run_at=at, tries=0, error="", done_at=None)

    # The worker's verbs. Each says whether the job was still this try's: a worker that slept too long is told so.

    def beat(self, at: datetime, progress: dict[str, int]) -> bool:
        return self._move(self.State.RUNNING, beat_at=at, progress=progress)

    def finish(self, at: datetime, progress: dict[str, int]) -> bool:
        return self._move(
            self.State.RUNNING, state=self.State.DONE, done_at=at, beat_at=None, progress=progress
        )

    def give_back(self, at: datetime) -> bool:
        """The worker was told to stop: that try does not count."""
        return self._move(
            self.State.RUNNING, state=self.State.WAITING, run_at=at, beat_at=None, tries=self.tries - 1
        )

    def miss(self, at: datetime, error: str, tries: int) -> bool:
        """A try came to nothing: later again, and after `tries` of them never."""
        if self.tries >= tries:
            return self._move(
                self.State.RUNNING, state=self.State.FAILED, done_at=at, beat_at=None, error=error
            )
        pause = timedelta(seconds=10 * 4 ** max(0, self.tries - 1))  # 10 s, 40 s, 3 min, 11 min
        return self._move(
            self.State.RUNNING, state=self.State.WAITING, run_at=at + pause, beat_at=None, error=error
        )

    def _move(self, before: str, **fields: object) -> bool:
        """Only from that state and only for this try: the database decides when two workers differ."""
        mine = Job.objects.filter(pk=self.pk, state=before, tries=self.tries)
        if not mine.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True
