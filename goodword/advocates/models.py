"""Why a person might speak for the business."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules


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
