"""How the business lives, in its owner's words and figures."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class OwnModel(Row):
    """The four questions, answered by the owner; and the few figures that nothing in the books tells."""

    why_pay = models.TextField(max_length=600, blank=True)
    protects = models.TextField(max_length=600, blank=True)
    become_loyal = models.TextField(max_length=600, blank=True)
    margin_percent = models.PositiveSmallIntegerField(null=True, blank=True)  # what stays of 100, before time
    hour_cents = models.BigIntegerField(null=True, blank=True)  # what an hour of the owner's costs
    minutes_a_week = models.PositiveSmallIntegerField(null=True, blank=True)  # spent on word of mouth
    # What each way of selling takes of a hundred, by the vendor's name: {"etsy": 12.5}. The rest is kept.
    takes = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=(
            "why_pay",
            "protects",
            "become_loyal",
            "margin_percent",
            "hour_cents",
            "minutes_a_week",
            "takes",
            "at",
        ),
        keys_in={"takes": None},
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], name="one_model_of_a_business")]

    def __str__(self) -> str:
        return f"model of {self.business_id}"
