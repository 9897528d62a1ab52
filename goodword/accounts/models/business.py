"""A business (the tenant) and the members who sign in for it."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.lib.codes import new_code

from .row import CodedRow, Rules


def new_address() -> str:
    return new_code(8).lower()


class BusinessesHere(models.Manager["Business"]):
    def get_queryset(self) -> models.QuerySet["Business"]:
        return super().get_queryset().filter(is_here=True)


class Business(models.Model):
    """The tenant. One that is still being read from another installation's file (books/reading.py) is not
    here yet: `objects`, and so every door, command and job, leaves it out; `every` has them all."""

    class Kind(models.TextChoices):
        SHOP = "shop", _("a shop or service")
        PRACTICE = "practice", _("a practice (health, law, care ...)")
        NONPROFIT = "nonprofit", _("a nonprofit")
        CAMPAIGN = "campaign", _("a campaign")
        JOB_SEEKER = "job_seeker", _("looking for work")

    code = models.SlugField(max_length=40, unique=True, default=new_address)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SHOP)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166; without it a phone without + is no key
    zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="USD")
    language = models.CharField(max_length=12, default="en")
    what_we_do = models.CharField(max_length=120, blank=True)
    listen_for = models.CharField(max_length=160, blank=True)
    # What a newcomer is told (referrals/landing.py); what is not set is not there.
    public_place = models.CharField(max_length=160, blank=True)
    public_phone = models.CharField(max_length=32, blank=True)
    public_mail = models.EmailField(blank=True)
    public_booking = models.URLField(blank=True)
    public_web = models.URLField(blank=True)
    asks_newcomers = models.BooleanField(
        default=False
    )  # a page of its own asks: who sent you? (referrals/hello.py)
    minutes = models.PositiveSmallIntegerField(default=15)
    weekdays = models.CharField(max_length=7, default="024")  # 0 is Monday
    away_until = models.DateField(null=True, blank=True)
    asks_allowed = models.PositiveSmallIntegerField(default=3)  # in all, to one person
    ask_rest_days = models.PositiveSmallIntegerField(default=90)
    opened_at = models.DateTimeField()
    is_here = models.BooleanField(default=True)
    # Under it are the marks of those who were forgotten (people/forgetting.py), and of cards that paid
    # (sales/cards.py). Sealed by the home's secret.
    marks_key = models.TextField(blank=True)
    read_from = models.CharField(max_length=64, blank=True)  # digest of the books that it was read from

    objects: ClassVar[BusinessesHere] = BusinessesHere()
    every: ClassVar[models.Manager["Business"]] = models.Manager()
    # It leaves as a page of its own, not as a row (books/taking.py).
    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        leaves=False,
        exported=("name", "kind", "country", "zone", "currency", "language", "what_we_do", "listen_for")
        + ("public_place", "public_phone", "public_mail", "public_booking", "public_web", "asks_newcomers")
        + ("minutes", "weekdays", "away_until", "asks_allowed", "ask_rest_days", "opened_at"),
    )

    class Meta:
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.name

    @property
    def locale(self) -> str:
        """For babel: the language as the country writes it, "en_GB"; the language alone if there is no such."""
        with suppress(UnknownLocaleError, ValueError):
            return str(Locale.parse(f"{self.language.replace('-', '_')}_{self.country}"))
        return self.language

    @property
    def spoken(self) -> str:
        """For Django: the language with the country's way of writing dates and figures, "en-gb"."""
        exact = f"{self.language}-{self.country}".lower()
        if exact in dict(settings.LANGUAGES):
            return exact
        # Plain "en" writes 3/2/2026 for the second of March, which only Americans and Filipinos read so.
        return "en-gb" if self.language == "en" and self.country not in ("", "US", "PH") else self.language

    @property
    def is_discreet(self) -> bool:
        """A practice never names the newcomer in its thanks."""
        return self.kind == self.Kind.PRACTICE

    def day_of(self, at: datetime) -> date:
        """The business's own day at that moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def first_moment_of(self, on: date) -> datetime:
        return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def works_on(self, on: date) -> bool:
        return str(on.weekday()) in self.weekdays and not (self.away_until and on < self.away_until)


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    HELPER = "helper", _("helper")
    VIEWER = "viewer", _("may only look")


class MembersHere(models.Manager["Member"]):
    def get_queryset(self) -> models.QuerySet["Member"]:
        return super().get_queryset().filter(left_at=None)


class Member(CodedRow):
    """A login's place in one business.

    One who has left stays a row, so that the change log still knows who did what; `objects` has only those
    who are here, and so has every door.
    """

    login = models.ForeignKey("accounts.Login", on_delete=models.CASCADE, related_name="members")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=6, choices=Role)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="keep")
    objects: ClassVar[MembersHere] = MembersHere()
    with_those_who_left: ClassVar[models.Manager["Member"]] = models.Manager()

    class Meta(CodedRow.Meta):
        base_manager_name = "with_those_who_left"
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["login", "business"], name="one_place_in_a_business"),
        ]

    def __str__(self) -> str:
        return f"{self.login} ({self.role})"

    @property
    def may_change(self) -> bool:
        return self.role in (Role.OWNER, Role.HELPER)

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER
