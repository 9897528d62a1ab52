"""Where a row came from."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .row import CodedRow, Rules


class Source(CodedRow):
    """A file, a member's hand, an API call ...: every row from outside points to its Source.

    A source that is `coming` is being written in chunks; readers leave its rows out. One left `coming`
    by a crash is rolled back at the next start. Undo makes it `undone` and takes its rows away.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("a file")
        HAND = "hand", _("by hand")
        API = "api", _("other software")
        WEBHOOK = "webhook", _("a message from other software")
        PAGE = "page", _("your page for newcomers")
        DEMO = "demo", _("the example")

    class State(models.TextChoices):
        COMING = "coming", _("coming in")
        HERE = "here", _("here")
        UNDONE = "undone", _("undone")

    kind = models.CharField(max_length=8, choices=Kind)
    label = models.CharField(max_length=200)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)  # the last day a file knows of
    state = models.CharField(max_length=6, choices=State, default=State.COMING)

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("code", "kind", "label", "at", "state"))

    class Meta(CodedRow.Meta):
        indexes = [models.Index(fields=["business", "state"])]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def by_hand(cls, business_id: int, member: "object | None", at: datetime) -> "Source":
        """The one source of all that a member types; the claims themselves carry the moment."""
        found = cls.objects.filter(
            business_id=business_id, kind=cls.Kind.HAND, member_id=getattr(member, "pk", None)
        ).first()
        return found or cls.objects.create(
            business_id=business_id,
            kind=cls.Kind.HAND,
            label=str(getattr(member, "login", "") or _("by hand")),
            member_id=getattr(member, "pk", None),
            at=at,
            state=cls.State.HERE,
        )
