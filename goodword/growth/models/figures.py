"""What was counted for the whole business, with its day: pages read these rows and count nothing."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class Figure(Row):
    """One page's figures as they were counted on a day. It holds numbers and codes, never a name or a key.

    The newest of a name is shown; earlier days stay, so that what a page said then can be seen again.
    """

    class Name(models.TextChoices):
        REGULARS = "regulars"
        GROWTH = "growth"
        VALUE = "value"
        FUNNEL = "funnel"
        COST = "cost"
        MODEL = "model"
        GROUPS = "groups"
        TELLING = "telling"

    name = models.CharField(max_length=10, choices=Name)
    on = models.DateField()
    at = models.DateTimeField()
    told = models.JSONField(default=dict)

    # Counted anew wherever the books go.
    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "name", "on"], name="a_figure_is_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"

    @classmethod
    def newest(cls, business_id: int, name: str) -> "Figure | None":
        return cls.objects.filter(business_id=business_id, name=name).order_by("-on").first()


class Forecast(Row):
    """How many regulars were to be expected on a later day, as it was said on a day; and how many there were.

    Never changed once said: `came` is written when the day has come, and the page shows both. What was not said
    on its day is what would have been said then, from what was known (`was_said`).
    """

    on = models.DateField()
    ahead_on = models.DateField()  # the day that it is about
    n_now = models.PositiveIntegerField()
    low_90 = models.PositiveIntegerField()
    low_80 = models.PositiveIntegerField()
    low_50 = models.PositiveIntegerField()
    middle = models.FloatField()
    high_50 = models.PositiveIntegerField()
    high_80 = models.PositiveIntegerField()
    high_90 = models.PositiveIntegerField()
    plain = models.FloatField()  # what the plain guess said: on as in the last weeks
    came = models.PositiveIntegerField(null=True)
    was_said = models.BooleanField(default=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("on", "ahead_on", "n_now", "low_90", "low_80", "low_50", "middle", "high_50", "high_80")
        + ("high_90", "plain", "came", "was_said"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "on", "ahead_on"], name="a_day_is_foretold_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ahead_on}, as said on {self.on}"
