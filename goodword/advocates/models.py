"""Why a person might speak for the business; and the devices on which somebody keeps their own page."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Level(models.IntegerChoices):
    UNKNOWN = 0, _("not known yet")
    SOME = 1, _("some signs")
    CLEAR = 2, _("clear")


MOTIVES = ("loyalty", "story", "access", "name")


class Standing(Row):
    """A person's dated reading on the four motives, with the facts it was made from. Never a score."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="standing")
    on = models.DateField()
    loyalty = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    story = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    access = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    name = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    may_be_asked = models.BooleanField(default=False)  # the gate: loyal, or known to wish us well
    good = models.FloatField(default=0)  # expected newcomers from one ask now: orders the list, never shown
    # From this day on they have stayed away for three of their own rhythms; null for who has no rhythm.
    silent_on = models.DateField(null=True)
    # JSON, kept as text so that a hundred thousand can be compared unread; advocates/words.py says it in words.
    signs = models.TextField(default="{}")

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay")

    class Meta:
        indexes = [
            models.Index(fields=["business", "may_be_asked", "-good"], name="standings_by_good"),
            models.Index(fields=["business", "silent_on"], name="standings_by_silence"),
            models.Index(fields=["business", "loyalty"], name="standings_by_loyalty"),
            models.Index(fields=["business", "story"], name="standings_by_story"),
            models.Index(fields=["business", "access"], name="standings_by_access"),
            models.Index(fields=["business", "name"], name="standings_by_name"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.person_id} on {self.on}"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """{"reasons": {motive: [[signal, values], ...]}, "missing": [motive, ...]}"""
        return dict(json.loads(self.signs))

    def values_of(self, motive: str, signal: str) -> dict[str, Any]:
        """The figures of one sign; {} if it is not among the reasons."""
        told = self.facts.get("reasons", {}).get(motive, ())
        return next((values for name, values in told if name == signal), {})


class Device(CodedRow):
    """A phone or computer on which somebody keeps their own page (own_page.py), known by a cookie whose hash is here.

    The first one that says "this is me" is let in by that. Each later one waits, and shows a number, until it is
    let in from a device that is, or by a member.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="devices")
    link = models.ForeignKey("accounts.Link", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=4)
    is_first = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    let_in_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")

    # Like the link: what lets somebody in stays with this installation.
    rules: ClassVar[Rules] = Rules(
        on_forget="delete", on_merge="move", exported=("asked_at", "let_in_at", "ended_at"), leaves=False
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["link"], condition=models.Q(is_first=True), name="one_device_is_the_first"
            ),
        ]

    @property
    def is_in(self) -> bool:
        return self.let_in_at is not None and self.ended_at is None
