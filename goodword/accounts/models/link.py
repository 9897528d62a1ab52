"""Links that open one thing for whoever holds them: random, stored hashed, revocable, one purpose."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models

from .row import Rules


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Link(models.Model):
    class Purpose(models.TextChoices):
        FIRST_RUN = "first_run"  # from the terminal: signs in, once, within 30 minutes
        SIGN_IN = "sign_in"  # from an owner, for one who cannot sign in: the same
        JOIN = "join"  # a new member's way in
        DAY = "day"  # the day's words on the owner's phone
        CALENDAR = "calendar"
        UNSUBSCRIBE = "unsubscribe"
        WORDS = "words"  # their words about the business: to say them, and to take them back
        COUNTER = "counter"  # "Someone came", for staff: one page, until it is taken back
        PAGE = "page"  # an advocate's own page, until the owner ends it

    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    business = models.ForeignKey("accounts.Business", null=True, on_delete=models.CASCADE, related_name="+")
    login = models.ForeignKey("accounts.Login", null=True, on_delete=models.CASCADE, related_name="+")
    row = models.CharField(max_length=40, blank=True)  # the code of what it opens
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    def __str__(self) -> str:
        return self.purpose

    @classmethod
    def make(
        cls, purpose: str, at: datetime, *, lasts: timedelta | None = None, **more: Any
    ) -> tuple["Link", str]:
        """A new link and its token. The token is told once and never kept."""
        token = secrets.token_urlsafe(24)
        link = cls.objects.create(
            purpose=purpose,
            digest=digest_of(token),
            made_at=at,
            expires_at=at + lasts if lasts else None,
            **more,
        )
        return link, token

    @classmethod
    def find(cls, purpose: str, token: str, at: datetime) -> "Link | None":
        """The link that the token opens; None if there is none, or it was taken back or is too old.

        One that was used is found: some links open many times. Those that open once are asked to `use`.
        """
        link = cls.objects.filter(purpose=purpose, digest=digest_of(token), revoked_at=None).first()
        return link if link and not link.is_over(at) else None

    def is_over(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at

    def use(self, at: datetime) -> bool:
        """Uses up a link that opens once. False if somebody else was quicker: the database decides."""
        rows = type(self).objects.filter(pk=self.pk, used_at=None, revoked_at=None)
        return bool(rows.update(used_at=at))

    def revoke(self, at: datetime) -> None:
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at)
