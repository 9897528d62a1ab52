"""Addresses of other programs that are told what happens here, and what became of each telling."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts import sealing
from goodword.accounts.models import Business, Change, Member, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow

from ..events import EVENTS
from ..owned import Owned
from ..signing import new_secret
from .key import ApiKey

# As Standard Webhooks advises: after the first try, and each that failed. In all a little over three days.
PAUSES = [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)]
PAUSES += [timedelta(hours=n) for n in (2, 5, 10, 14, 20, 24)]
PATIENCE = timedelta(days=3)
TEST = "test"


class Hook(Owned):
    """Tells one address of the events that were ticked, in the order in which they happened as far as it can.

    It sees what the owner sees who made it. Paused it tells nothing, and what happens meanwhile is told when it is
    started again.
    """

    # Set up by a program itself; then it tells no more than the key may read, and as long as the key works.
    key = models.ForeignKey(
        "api.ApiKey", null=True, blank=True, on_delete=models.CASCADE, related_name="hooks"
    )
    url = models.CharField(max_length=500)
    types = models.JSONField(default=list)  # names of EVENTS
    secret = models.TextField()  # sealed
    # Of the change log: what came before this is behind it (outbox.py).
    cursor = models.BigIntegerField()
    paused_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # it was paused by us: in words for the owner
    failing_since = models.DateTimeField(null=True, blank=True)  # nothing has arrived since
    n_failed = models.PositiveIntegerField(default=0)  # in a row
    rests_until = models.DateTimeField(null=True, blank=True)  # after a failure nothing else is tried at once

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    def __str__(self) -> str:
        return self.url

    @classmethod
    @transaction.atomic
    def make(
        cls,
        business: Business,
        member: Member,
        url: str,
        types: Iterable[str],
        at: datetime,
        key: ApiKey | None = None,
    ) -> tuple["Hook", str]:
        """A new one and its secret, which is told once. What happened before is not told."""
        secret, chosen = new_secret(), set(types)
        newest = Change.objects.filter(business=business).order_by("-pk").values_list("pk", flat=True).first()
        hook = cls.objects.create(
            business=business,
            member=member,
            key=key,
            url=url,
            types=[name for name in EVENTS if name in chosen],
            secret=sealing.seal(secret.encode(), "hook"),
            cursor=newest or 0,
            made_at=at,
        )
        log(hook, "hook.created", at, member)
        return hook, secret

    @property
    def own_secret(self) -> str:
        return sealing.unseal(self.secret, "hook").decode()

    @property
    def words(self) -> list[Any]:
        """What it tells of, as the page says it."""
        return [EVENTS[name].words for name in self.types if name in EVENTS]

    @property
    def has_lost_key(self) -> bool:
        """The key that it was set up by was revoked."""
        return self.key is not None and not self.key.works

    @property
    def works(self) -> bool:
        return self.paused_at is None and not self.has_lost_owner and not self.has_lost_key

    @transaction.atomic
    def pause(self, at: datetime, member: Member | None = None, why: str = "") -> None:
        """Safe to repeat: paused since the first time."""
        if type(self).objects.filter(pk=self.pk, paused_at=None).update(paused_at=at, why=why):
            self.paused_at, self.why = at, why
            log(self, "hook.paused", at, member)

    @transaction.atomic
    def start(self, member: Member, at: datetime) -> None:
        """What still waits is told now. Safe to repeat."""
        fresh = {"paused_at": None, "why": "", "failing_since": None, "n_failed": 0, "rests_until": None}
        if type(self).objects.filter(pk=self.pk).exclude(paused_at=None).update(**fresh):
            for name, value in fresh.items():
                setattr(self, name, value)
            self.deliveries.filter(state=Delivery.State.WAITING).update(next_at=at)
            log(self, "hook.started", at, member)

    @transaction.atomic
    def remove(self, member: Member | None, at: datetime) -> None:
        log(self, "hook.removed", at, member)
        self.delete()

    def test(self, at: datetime) -> "Delivery":
        """Tell it that this is a test."""
        return Delivery.objects.create(
            business_id=self.business_id,
            hook=self,
            event=f"test-{secrets.token_hex(8)}",
            type=TEST,
            at=at,
            next_at=at,
        )

    def heard(self) -> None:
        """Something arrived."""
        self._keep(failing_since=None, n_failed=0, rests_until=None)

    def missed(self, at: datetime) -> None:
        """Something did not arrive: the others wait a while, longer each time, so that a dead address costs little."""
        pause = PAUSES[min(self.n_failed, 3)]
        self._keep(failing_since=self.failing_since or at, n_failed=self.n_failed + 1, rests_until=at + pause)

    def _keep(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))


class Delivery(CodedRow):
    """One event on its way to one address. What is said is written anew at each try, from the books as they are: so
    nothing about a person is kept here, and whoever is forgotten is told to nobody."""

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        ARRIVED = "arrived", _("arrived")
        FAILED = "failed", _("given up")

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)  # which change of the log; the same change is told once
    type = models.CharField(max_length=40)  # the public name
    room = models.CharField(max_length=20, blank=True)
    row = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()  # when it happened
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    n_before = models.PositiveSmallIntegerField(default=0)  # tries before it was told once more
    next_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # what the address answered
    problem = models.CharField(max_length=300, blank=True)  # in words, for the owner

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["hook", "event"], name="a_hook_tells_a_change_once"),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="deliveries_by_turn")]

    @property
    def message_id(self) -> str:
        """The same at each try, so that the other program can tell that it had it before."""
        return f"evt_{self.code}"

    @property
    def words(self) -> Any:
        return EVENTS[self.type].words if self.type in EVENTS else _("a test")

    def arrive(self, status: int, at: datetime) -> None:
        self._tried(at, status, state=self.State.ARRIVED, next_at=None, problem="")

    def miss(self, problem: str, status: int | None, at: datetime) -> None:
        """Later again, and after the last pause never."""
        n = self.tries - self.n_before
        over = n >= len(PAUSES)
        self._tried(
            at,
            status,
            state=self.State.FAILED if over else self.State.WAITING,
            next_at=None if over else at + PAUSES[n],
            problem=problem[:300],
        )

    def again(self, at: datetime) -> None:
        """Tell it once more, whatever became of it. Safe to repeat."""
        if self.state != self.State.WAITING:
            self.state, self.next_at, self.n_before = self.State.WAITING, at, self.tries
            self.save(update_fields=["state", "next_at", "n_before"])

    def _tried(self, at: datetime, status: int | None, **fields: Any) -> None:
        fields |= {"tried_at": at, "status": status, "tries": self.tries + 1}
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
