"""What people say of the business, in their own words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.accounts.models.row import CodedRow, Rules
from goodword.people.models import Person

from .mentions import Mention as Mention

LONGEST = 600


class Testimonial(CodedRow):
    """Somebody's words, with the consent they agreed to as it stood there. Shown or not, but never edited."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        SAID = "said", _("waits for you")
        SHOWN = "shown", _("shown")
        KEPT = "kept", _("not shown")
        BACK = "back", _("taken back")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="testimonials")
    state = models.CharField(max_length=5, choices=State, default=State.ASKED)
    text = models.CharField(max_length=LONGEST, blank=True)
    said_by = models.CharField(max_length=80, blank=True)  # as they want to be named: "Priya N."
    knows_us = models.CharField(
        max_length=80, blank=True
    )  # how they know the business: "customer for two years"
    consent = models.TextField(blank=True)  # "": they have not said that others may read it
    asked_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=80)  # of the form it came by: the same twice is once

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "state", "text", "said_by", "knows_us", "consent", "asked_at", "said_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="words_are_kept_once"),
        ]
        # The newest that is shown, for everybody who opens a share link.
        indexes = [models.Index(fields=["business", "state", "said_at"], name="words_by_day")]

    @staticmethod
    def seen_by(rows: "models.QuerySet[Testimonial]", member: Member) -> "models.QuerySet[Testimonial]":
        return rows.filter(person__in=rows_for(member, Person))

    @property
    def is_for_us_alone(self) -> bool:
        """Said, but not for others to read."""
        return self.state == self.State.KEPT and not self.consent

    @property
    def signed(self) -> str:
        """ "Priya N., customer for two years"."""
        return ", ".join(filter(None, (self.said_by, self.knows_us)))
