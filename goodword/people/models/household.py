"""Who belongs together."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow, Number


class Household(CodedRow):
    """People who share a home. Found by rule (people/matching.py); only one of them is on a day's list."""

    name = models.CharField(max_length=120)

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("code", "name"))

    def __str__(self) -> str:
        return self.name


def moved_elsewhere(moved: dict[str, Any], number: Number) -> dict[str, Any]:
    """`Join.moved` with new keys. "people.Claim" and "talks.Ask.person_id" name tables; "words" holds no keys."""
    return {
        label: [new for pk in told if (new := number(".".join(label.split(".")[:2]), pk)) is not None]
        if isinstance(told, list)
        else told
        for label, told in moved.items()
    }


class Join(Row):
    """Two persons found to be one. `gone` is hidden and its code answers for `kept`; what was re-pointed is
    kept by table and key, so that a later contradiction can take the join back to the letter."""

    gone = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="joins_away")
    kept = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="joins")
    moved = models.JSONField(default=dict)  # table label -> primary keys
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay", keys_in={"moved": moved_elsewhere})

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class Tie(Row):
    """A known relationship between two people: `person` is `kind` of `other`."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("partner of")
        PARENT = "parent", _("parent of")
        CHILD = "child", _("child of")
        FAMILY = "family", _("family of")
        FRIEND = "friend", _("friend of")
        COLLEAGUE = "colleague", _("works with")
        NEIGHBOUR = "neighbour", _("neighbour of")
        CLUB = "club", _("in one club with")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="ties_to")
    kind = models.CharField(max_length=9, choices=Kind)
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", holds=True, on_merge="join", exported=("person", "other", "kind")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "person", "other", "kind"], name="a_tie_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.other}"
