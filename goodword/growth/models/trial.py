"""What asking adds: some are left unasked, by lot, and a day is named on which both are compared."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Trial(CodedRow):
    """Declared before it begins: which share stays unasked, from when, and the one day on which it is judged."""

    share_percent = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    judged_on = models.DateField()
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    salt = models.CharField(max_length=40)  # of the lot: the same household always falls on the same side
    stopped_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict)  # numbers, once it was judged

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("code", "share_percent", "from_on", "judged_on", "at", "stopped_at", "found"),
        keys_in={"found": None},
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business"],
                condition=models.Q(stopped_at=None, found={}),
                name="one_trial_at_a_time",
            ),
        ]


class InTrial(Row):
    """On which side of a trial a person is, for good."""

    class Side(models.TextChoices):
        ASKED = "asked", _("may be asked")
        LEFT = "left", _("left unasked")

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="trials")
    side = models.CharField(max_length=5, choices=Side)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join", exported=("trial", "person", "side"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "person"], name="one_side_in_a_trial")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.side}"
