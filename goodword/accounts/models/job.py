"""Slow work: a row with a state, taken by one worker."""

from typing import ClassVar

from django.db import models

from .row import Row, Rules


class Job(Row):
    """Unique by (business, name, key), so that asking twice is asking once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    args = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)  # {"done": 1200, "of": 5000}
    run_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)  # the worker's heartbeat; silent for a minute means dead
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="keep")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "name", "key"], name="a_job_is_asked_once")]
        indexes = [models.Index(fields=["state", "run_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.key}: {self.state}"
