"""Why a person might speak for the business, and what its own history taught of that; devices that keep somebody's
own page."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow
from goodword.referrals.models import Referral


class Level(models.IntegerChoices):
    UNKNOWN = 0, _("not known yet")
    SOME = 1, _("some signs")
    CLEAR = 2, _("clear")


MOTIVES = ("loyalty", "story", "access", "name")


class Standing(Row):
    """A person's dated reading on the four motives, with the facts it was made from. Never a score."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="standing")
    on = models.DateField()
    loyalty = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    story = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    access = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    name = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    may_be_asked = models.BooleanField(default=False)  # the gate: loyal, or known to wish us well
    good = models.FloatField(default=0)  # expected newcomers from one ask now: orders the list, never shown
    # From this day on they have stayed away for three of their own rhythms; null for who has no rhythm.
    silent_on = models.DateField(null=True)
    # JSON, kept as text so that a hundred thousand can be compared unread; advocates/words.py says it in words.
    signs = models.TextField(default="{}")

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay")

    class Meta:
        indexes = [
            models.Index(fields=["business", "may_be_asked", "-good"], name="standings_by_good"),
            models.Index(fields=["business", "silent_on"], name="standings_by_silence"),
            models.Index(fields=["business", "loyalty"], name="standings_by_loyalty"),
            models.Index(fields=["business", "story"], name="standings_by_story"),
            models.Index(fields=["business", "access"], name="standings_by_access"),
            models.Index(fields=["business", "name"], name="standings_by_name"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.person_id} on {self.on}"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """{"reasons": {motive: [[signal, values], ...]}, "missing": [motive, ...]}"""
        return dict(json.loads(self.signs))

    def values_of(self, motive: str, signal: str) -> dict[str, Any]:
        """The figures of one sign; {} if it is not among the reasons."""
        told = self.facts.get("reasons", {}).get(motive, ())
        return next((values for name, values in told if name == signal), {})


class Learned(Row):
    """What the business's own history taught of the signs by a day, and whether its list found the right people.

    `weights` stand by the name of the sign; `more` and `less` name those that surely count more or less here than by
    the rule. `figures` hold, for each way to rank people ("learned", "rule", "purchases"), the `auc`, what the top
    tenth `captured`, and its `lift` over purchases, each as [value, low, high], told from the last stretch of
    `made_from`: [[day, people, who brought somebody], ...]. All empty as long as too few were brought.
    """

    ENOUGH_BROUGHT: ClassVar[int] = 20  # newcomers; below it a look back is a matter of luck
    ENOUGH_LATELY: ClassVar[int] = 5  # people who brought somebody in the last stretch
    STRETCH_DAYS: ClassVar[int] = 180

    on = models.DateField()
    n_people = models.PositiveIntegerField(default=0)  # ranked at the look back
    n_brought = models.PositiveIntegerField(default=0)  # newcomers who said yes, in all
    weights = models.JSONField(default=dict)
    more = models.JSONField(default=list)
    less = models.JSONField(default=list)
    intercept = models.FloatField(null=True)
    figures = models.JSONField(default=dict)
    made_from = models.JSONField(default=list)
    is_used = models.BooleanField(default=False)  # it did better than the rule on what it had not seen

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=(
            "on",
            "n_people",
            "n_brought",
            "weights",
            "intercept",
            "more",
            "less",
            "figures",
            "made_from",
        )
        + ("is_used",),
        keys_in=dict.fromkeys(("weights", "more", "less", "figures", "made_from")),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "on"], name="learned_once_a_day")]

    def __str__(self) -> str:
        return f"learned by {self.on}"

    @classmethod
    def newest(cls, business: Any) -> "Learned | None":
        return cls.objects.filter(business=business).order_by("-on").first()

    @property
    def n_who_brought(self) -> int:
        """Of the people looked back on."""
        return int(self.made_from[-1][2]) if self.made_from else 0

    @staticmethod
    def taught_by(business: Any) -> "models.QuerySet[Referral]":
        """Newcomers whom somebody sent, and who said yes on a day that is known."""
        said_yes = Referral.objects.filter(business=business, state=Referral.State.CONVERTED)
        return said_yes.filter(referrer__isnull=False, yes_on__isnull=False)


class Device(CodedRow):
    """A phone or computer on which somebody keeps their own page (own_page.py), known by a cookie whose hash is here.

    The first one that says "this is me" is let in by that. Each later one waits, and shows a number, until it is
    let in from a device that is, or by a member.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="devices")
    link = models.ForeignKey("accounts.Link", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=4)
    is_first = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    let_in_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")

    # Like the link: what lets somebody in stays with this installation.
    rules: ClassVar[Rules] = Rules(
        on_forget="delete", on_merge="move", exported=("asked_at", "let_in_at", "ended_at"), leaves=False
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["link"], condition=models.Q(is_first=True), name="one_device_is_the_first"
            ),
        ]

    @property
    def is_in(self) -> bool:
        return self.let_in_at is not None and self.ended_at is None
