"""People who belong together, told by the owner or found."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Group(CodedRow):
    class Kind(models.TextChoices):
        TOLD = "told", _("told by you")
        TIES = "ties", _("they know each other")
        PLACE = "place", _("they live near each other")

    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=80)
    # Of one that was found: what it is found again by, so that it keeps its code and its name.
    key = models.CharField(max_length=80, blank=True)
    is_named = models.BooleanField(default=False)  # the owner gave it its name
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="keep", exported=("code", "kind", "name", "key", "is_named", "at", "ended_at")
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "kind", "key"],
                condition=~models.Q(key=""),
                name="a_group_is_found_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InGroup(Row):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="groups")

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join", exported=("group", "person"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="once_in_a_group")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"
