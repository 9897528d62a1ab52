"""The change log, which is the outbox too: written in the transaction of the change."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from .row import Row, Rules


class Change(Row):
    """Who changed what, when. Codes and field names only, never values: forgetting need not rewrite it."""

    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    type = models.CharField(max_length=40)  # noun dot past tense: person.updated
    room = models.CharField(max_length=20)
    row = models.CharField(max_length=40)  # the row's code
    fields = models.JSONField(default=list)

    rules: ClassVar[Rules] = Rules(on_forget="keep", keys_in={"fields": None})

    class Meta:
        indexes = [models.Index(fields=["business", "-id"]), models.Index(fields=["business", "room", "row"])]

    def __str__(self) -> str:
        return f"{self.type} {self.row}"


def log(row: Any, type: str, at: datetime, member: Any = None, fields: tuple[str, ...] = ()) -> Change:
    """Keep that `row` changed. Call it in the transaction of the change."""
    return Change.objects.create(
        business_id=getattr(row, "business_id", row.pk),  # the business itself has a log too
        at=at,
        member=member,
        type=type,
        room=row._meta.app_label,
        row=getattr(row, "code", str(row.pk)),
        fields=list(fields),
    )
