"""The goal, and the circles of people through whom it can be reached."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Goal(Row):
    """So many people to be reached by a day; and so many regulars, whenever that may be."""

    people = models.PositiveIntegerField(default=1000)
    by = models.DateField()
    regulars = models.PositiveIntegerField(default=1000)
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("people", "by", "regulars", "at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], name="one_goal")]

    def __str__(self) -> str:
        return f"{self.people} by {self.by}"


class Circle(CodedRow):
    """One circle of the owner's life, as the memory jogger walks through them."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("your partner's people")
        FAMILY = "family", _("family")
        SCHOOL = "school", _("school")
        WORK = "work", _("work, now and before")
        CLUB = "club", _("club, church, choir, team")
        NEIGHBOURS = "neighbours", _("neighbours")
        TRADES = "trades", _("trades next door")

    kind = models.CharField(max_length=10, choices=Kind)
    size_said = models.PositiveIntegerField(null=True, blank=True)  # "about how many more, not named here?"
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("kind", "size_said", "at"))

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "kind"], name="one_circle_of_a_kind"),
        ]


class InCircle(Row):
    """A person named in a circle."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="circles")

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", holds=True, on_merge="join", exported=("circle", "person")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "person"], name="named_once_in_a_circle")]

    def __str__(self) -> str:
        return f"{self.person} in {self.circle}"
