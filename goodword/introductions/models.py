"""What people are looking for, what they can help with, and who was made known to whom because of it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member, Rules
from goodword.accounts.models.row import CodedRow
from goodword.people.models import Person

LONGEST = 120


class Told(CodedRow):
    """A few words of or about a person, so that they go on after "is looking for" or "can help with"."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="%(class)ss")
    text = models.CharField(max_length=LONGEST)
    on = models.DateField()
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)  # not looked for, or not offered, any more
    key = models.CharField(max_length=40)  # of the form it came by: the same twice is once

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "text", "on", "closed_at"),
    )

    class Meta(CodedRow.Meta):
        abstract = True
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="%(class)s_is_noted_once"),
        ]

    @classmethod
    def seen_by(cls, rows: "QuerySet[Any]", member: Member) -> "QuerySet[Any]":
        return rows.filter(person__in=rows_for(member, Person))


class Need(Told):
    """What somebody is looking for."""


class Offer(Told):
    """What somebody can help with."""


class Said(models.TextChoices):
    YES = "yes", _("said yes")
    NO = "no", _("said no")


class Introduction(CodedRow):
    """Two people made known to each other: `one` is looking for what `other` can help with.

    `state` is made from the other fields by `follow`, so that it can be looked for.
    """

    class State(models.TextChoices):
        WISHED = "wished", _("you think they should meet")
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("both said yes")
        MADE = "made", _("introduced")
        FRUITFUL = "fruitful", _("something came of it")
        DECLINED = "declined", _("not these two")

    one = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="introductions_as_one")
    other = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="introductions_as_other"
    )
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="introductions")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="introductions")
    state = models.CharField(max_length=8, choices=State, default=State.WISHED)
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    one_asked_at = models.DateTimeField(null=True, blank=True)
    other_asked_at = models.DateTimeField(null=True, blank=True)
    # What each was asked in, as it was sent; and whether the first, asked before the second knew, was told their name.
    one_words = models.TextField(blank=True)
    other_words = models.TextField(blank=True)
    is_named = models.BooleanField(default=False)
    one_said = models.CharField(max_length=3, choices=Said, blank=True)
    other_said = models.CharField(max_length=3, choices=Said, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    is_fruitful = models.BooleanField(default=False)
    outcome = models.CharField(max_length=300, blank=True)  # what came of it, in the owner's words
    came_of_it_on = models.DateField(null=True, blank=True)  # when that was told, be it nothing
    dropped_at = models.DateTimeField(null=True, blank=True)  # the member's own "not these two"

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="join",  # of two who turned out to be one, nobody was introduced to themselves
        exported=("code", "one", "other", "need", "offer", "state", "one_asked_at", "other_asked_at")
        + (
            "one_words",
            "other_words",
            "one_said",
            "other_said",
            "made_at",
            "outcome",
            "came_of_it_on",
            "dropped_at",
        ),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["need", "other"], name="two_are_introduced_once_for_a_need"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="nobody_is_introduced_to_themselves"),
        ]
        indexes = [models.Index(fields=["business", "state", "-at"], name="introductions_by_state")]

    @classmethod
    def seen_by(cls, rows: "QuerySet[Any]", member: Member) -> "QuerySet[Any]":
        seen = rows_for(member, Person)
        return rows.filter(one__in=seen, other__in=seen)

    def side(self, name: str) -> Person:
        return self.one if name == "one" else self.other

    def asked_at(self, name: str) -> datetime | None:
        return self.one_asked_at if name == "one" else self.other_asked_at

    def words(self, name: str) -> str:
        return self.one_words if name == "one" else self.other_words

    def said(self, name: str) -> str:
        return self.one_said if name == "one" else self.other_said

    def follow(self) -> None:
        """The state that the rest amounts to."""
        said = {self.one_said, self.other_said}
        if self.dropped_at or Said.NO in said:
            self.state = self.State.DECLINED
        elif self.is_fruitful:
            self.state = self.State.FRUITFUL
        elif self.made_at:
            self.state = self.State.MADE
        elif said == {Said.YES}:
            self.state = self.State.AGREED
        else:
            asked = self.one_asked_at or self.other_asked_at
            self.state = self.State.ASKED if asked else self.State.WISHED
