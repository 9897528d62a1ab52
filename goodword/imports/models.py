"""A file on its way into the books."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow, Number


class Upload(CodedRow):
    """One file: looked at, then committed whole, then undone whole if the owner wants."""

    class State(models.TextChoices):
        LOOKED = "looked", _("looked at")
        SAME = "same", _("in the books before")
        COMING = "coming", _("coming in")
        HERE = "here", _("in the books")
        UNREADABLE = "unreadable", _("could not be read")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        CANCELLED = "cancelled", _("left out")

    source = models.ForeignKey(
        "accounts.Source", null=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of the bytes: the same file again changes nothing
    size = models.BigIntegerField(default=0)
    format = models.CharField(max_length=80, blank=True)
    vendor = models.CharField(max_length=20, blank=True)
    brings = models.CharField(
        max_length=10, blank=True
    )  # people, sales, both: an address book is its member's
    state = models.CharField(max_length=10, choices=State, default=State.LOOKED)
    is_small = models.BooleanField(default=True)  # read within a request; a large one is a job
    at = models.DateTimeField()
    here_at = models.DateTimeField(null=True, blank=True)
    facts = models.JSONField(default=dict)  # what the look or the commit found, as `goodword import --json`
    why = models.TextField(blank=True)  # why it cannot be read, in words

    rules: ClassVar[Rules] = Rules(
        on_forget="unname",
        exported=("code", "file", "format", "state", "at", "here_at"),
        keys_in={"facts": None},
    )

    class Meta(CodedRow.Meta):
        indexes = [models.Index(fields=["business", "-at"]), models.Index(fields=["business", "digest"])]

    @classmethod
    def leaving(cls, rows: "models.QuerySet[Upload]") -> "models.QuerySet[Upload]":
        """Those that go along when a business moves: the bytes of a file that waits to be looked at do not."""
        return rows.exclude(state=cls.State.LOOKED)

    @classmethod
    def waiting(cls, business_id: int) -> "models.QuerySet[Upload]":
        """Files whose bytes may still be here: looked at, and neither committed nor left out."""
        return cls.objects.filter(business_id=business_id, state=cls.State.LOOKED)

    @classmethod
    def is_coming(cls, business_id: int) -> bool:
        """One is being written, or is written and not settled yet."""
        return cls.objects.filter(business_id=business_id, state=cls.State.COMING).exists()

    @classmethod
    def n_waiting(cls, business_id: int) -> int:
        return cls.waiting(business_id).count()

    @classmethod
    def drop_waiting(cls, business_id: int) -> None:
        """Somebody asked to be forgotten: a file that waits may name them, and not every file can be
        searched. It is let go; chosen again, it is read without them."""
        from .staging import unstage

        for upload in cls.waiting(business_id):
            unstage(upload)
            upload.held_rows.all().delete()
            cls.objects.filter(pk=upload.pk).update(state=cls.State.CANCELLED)


class StagedPart(models.Model):
    """The bytes of an upload until it is committed or cancelled, on PostgreSQL; on SQLite they are a file
    in the home folder. Gone after 24 hours."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    rules: ClassVar[Rules] = Rules(on_forget="delete", leaves=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="a_part_once")]

    def __str__(self) -> str:
        return f"part {self.number}"


def record_elsewhere(record: dict[str, Any], number: Number) -> dict[str, Any]:
    """`HeldRow.record` with new keys: those of the claims that keeping the row has written."""
    made = record.get("made")
    if not isinstance(made, dict):
        return record
    claims = [new for pk in made["claims"] if (new := number("people.Claim", pk)) is not None]
    return record | {"made": made | {"claims": claims}}


class HeldRow(CodedRow):
    """A row that waits for the owner, with its own cells only, until decided or 30 days.

    The decision holds for the same row in every file, those to come included: it is found by `digest`.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="held_rows")
    line = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    why = models.CharField(max_length=300)
    # The sale that it tells, if it tells one: by these it is known to have been told again since.
    vendor = models.CharField(max_length=20, blank=True)
    account = models.CharField(max_length=80, blank=True)
    vendor_id = models.CharField(max_length=120, blank=True)
    cells = models.JSONField(default=dict)
    record = models.JSONField(default=dict)  # what it would become
    at = models.DateTimeField()
    decided = models.CharField(max_length=8, blank=True)  # "kept" or "left out"
    decided_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", keys_in={"cells": None, "record": record_elsewhere})

    class Meta(CodedRow.Meta):
        indexes = [models.Index(fields=["business", "digest"], name="held_by_digest")]

    @classmethod
    def leaving(cls, rows: "models.QuerySet[HeldRow]") -> "models.QuerySet[HeldRow]":
        return rows.exclude(upload__state=Upload.State.LOOKED)


class Shape(Row):
    """The owner's correction of how a table was read, remembered for the next file of that shape."""

    signature = models.CharField(max_length=64)
    meanings = models.JSONField(default=dict)  # header -> meaning
    written = models.JSONField(
        default=dict
    )  # days, cents: how they are read where that can be done in two ways
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("signature", "meanings", "written", "at"),
        keys_in={"meanings": None, "written": None},
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "signature"], name="one_word_for_a_shape")]

    def __str__(self) -> str:
        return self.signature[:8]
