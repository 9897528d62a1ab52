"""Today's list, kept once per business and day."""

import builtins
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class DayList(Row):
    on = models.DateField()
    made_at = models.DateTimeField()
    # When the day's own choice was put on it. Empty as long as there was nothing to choose from, or only what
    # the owner named in the first five minutes: an import may still fill it.
    chosen_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("on", "made_at", "minutes"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "on"], name="one_list_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class Move(CodedRow):
    """One line of today's list."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        TOMORROW = "tomorrow", _("tomorrow")
        SKIPPED = "skipped", _("skipped")
        NEVER = "never", _("never")
        STRUCK = "struck", _("no longer needed")

    list = models.ForeignKey(DayList, on_delete=models.CASCADE, related_name="moves")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="moves")
    play = models.CharField(max_length=40)
    why = models.TextField()
    facts = models.JSONField(default=dict)
    wording = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    uses = models.JSONField(default=builtins.list, blank=True)  # names of the facts in the words
    way = models.CharField(max_length=12, blank=True)
    minutes = models.FloatField()
    good = models.FloatField(default=0)
    room = models.CharField(max_length=20, blank=True)
    row = models.CharField(max_length=40, blank=True)
    rows = models.JSONField(
        default=builtins.list, blank=True
    )  # all that doing it settles, if more than `row`
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_way = models.CharField(max_length=12, blank=True)  # a text was opened: "Did you send it?"
    opened_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    said = models.TextField(blank=True)
    made = models.JSONField(
        default=dict
    )  # what settling it wrote (ask, talk, thanks), so undo can take it back

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        on_merge="move",
        keys_in={"facts": None, "uses": None, "rows": None, "made": None},
        quotes=("words", "facts"),
    )

    class Meta(CodedRow.Meta):
        constraints = [*CodedRow.Meta.constraints]
        indexes = [
            models.Index(fields=["person", "kind"], name="moves_by_person"),
            models.Index(fields=["business", "state"], name="moves_by_state"),
        ]
        ordering = ["place"]
