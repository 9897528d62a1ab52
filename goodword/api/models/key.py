"""Keys by which other software reads and writes the books of one business."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models, transaction

from goodword.accounts.models import Business, Member, Row, Rules, Source
from goodword.accounts.models.change import log
from goodword.accounts.models.link import digest_of

from ..owned import Owned
from ..scopes import Scope

BEGINS = "gw_"  # so that a key that was left lying about is known for what it is


class ApiKey(Owned):
    """A key may do what its scopes say, in its own business, until it is revoked.

    It works only as long as whoever made it is an owner.
    """

    # All that comes in by this key comes from here.
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    pressed = models.CharField(max_length=12, blank=True)  # of the form that made it: the same twice is once

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "pressed"], condition=~models.Q(pressed=""), name="a_form_makes_one_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def make(
        cls,
        business: Business,
        member: Member,
        name: str,
        scopes: Iterable[str],
        at: datetime,
        pressed: str = "",
    ) -> tuple["ApiKey", str]:
        """A new key and its token. The token is told once and never kept."""
        token = BEGINS + secrets.token_urlsafe(24)
        source = Source.objects.create(
            business=business,
            kind=Source.Kind.API,
            label=name,
            member=member,
            at=at,
            state=Source.State.HERE,
        )
        key = cls.objects.create(
            business=business,
            member=member,
            source=source,
            name=name,
            scopes=[scope for scope in Scope.values if scope in set(scopes)],
            digest=digest_of(token),
            pressed=pressed,
            made_at=at,
        )
        log(key, "api_key.created", at, member)
        return key, token

    @classmethod
    def find(cls, token: str) -> "ApiKey | None":
        """The key that works by this token."""
        rows = cls.objects.select_related("business", "member__login", "source")
        key = rows.filter(digest=digest_of(token), business__is_here=True).first()
        return key if key and key.works else None

    @property
    def works(self) -> bool:
        return self.revoked_at is None and not self.has_lost_owner

    @property
    def words(self) -> list[Any]:
        """What it may do, as the page says it."""
        return [Scope(scope).label for scope in self.scopes]

    def was_used(self, on: date) -> None:
        """Kept by the day: reading should cost no writing."""
        if self.last_used_on != on:
            type(self).objects.filter(pk=self.pk).update(last_used_on=on)

    @transaction.atomic
    def revoke(self, member: Member, at: datetime) -> "ApiKey":
        """From now on it opens nothing. Safe to repeat. What came in by it stays."""
        if type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at):
            self.revoked_at = at
            log(self, "api_key.revoked", at, member)
        return self


class Once(Row):
    """Who came of a request with that Idempotency-Key: the same again, for ever, is the same person.

    Keys and what was told are kept as digests: either may hold a mail address.
    """

    key = models.CharField(max_length=64)
    said = models.CharField(max_length=64, blank=True)  # of the body that came with it
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="unname", on_merge="move", blanks=("said",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "key"], name="asked_for_once")]

    def __str__(self) -> str:
        return f"request {self.key[:8]}"
