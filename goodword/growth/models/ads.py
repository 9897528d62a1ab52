"""What was spent on advertising, as the owner says or a file tells."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Rules
from goodword.accounts.models.row import CodedRow


class AdSpending(CodedRow):
    """So much for one ad or paper, from one day to another, both included."""

    what = models.CharField(max_length=120)
    from_on = models.DateField()
    until_on = models.DateField()
    currency = models.CharField(max_length=3)
    cents = models.BigIntegerField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=80)  # of the form or line it came by: the same twice is once
    taken_back_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("code", "what", "from_on", "until_on", "currency", "cents", "at", "taken_back_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="spending_is_kept_once"),
        ]
        indexes = [models.Index(fields=["business", "from_on"], name="spending_by_day")]
