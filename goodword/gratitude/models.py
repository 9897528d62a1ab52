"""Nothing that deserves thanks goes unthanked."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Rules
from goodword.accounts.models.row import CodedRow


class ThankYou(CodedRow):
    """A thing that deserves thanks, and the thanks."""

    class Reason(models.TextChoices):
        SENT = "sent", _("sent someone")
        SECOND = "second", _("came a second time")
        TENTH = "tenth", _("came ten times")
        FIFTIETH = "fiftieth", _("came fifty times")
        YEAR = "year", _("a year together")
        ALLY = "ally", _("keeps speaking for us")
        GIFT = "gift", _("gave a gift")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="thanks")
    reason = models.CharField(max_length=8, choices=Reason)
    newcomer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.CharField(max_length=20)
    row = models.CharField(max_length=40)  # what it is for: the code of the evidence, "10" of the tenth visit
    since = models.DateField()
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=20, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)  # the owner says: no thanks needed here

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        on_merge="move",
        exported=("code", "person", "reason", "newcomer", "since", "said_on", "how", "dropped_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "person", "reason", "room", "row"], name="thanked_once_for_a_thing"
            ),
        ]
        indexes = [models.Index(fields=["business", "said_at", "since"], name="thanks_open")]
