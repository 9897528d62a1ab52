"""A reward: what one side of a referral gets, by what the owner had promised. Its verbs, each with its way back.

pending (the waiting time) > approved > given, by hand or as a code; reversed when the referral no longer counts, when
the limits have no room for it, or by the owner's word. What was given stays with whoever has it: then it is reversed
and the page says that it was given already.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow
from goodword.lib.codes import new_code, tidy_code
from goodword.people.models import Person
from goodword.referrals.programs import Gives, Promise

LETTERS = 8  # of a code for the counter: 40 bits


class Reward(CodedRow):
    """There is one for each newcomer and side, for ever. `state` is made from the other fields by `follow`."""

    class Side(models.TextChoices):
        NEWCOMER = "newcomer", _("for coming")
        ADVOCATE = "advocate", _("for sending someone")

    class State(models.TextChoices):
        PENDING = "pending", _("waits")
        APPROVED = "approved", _("to be given")
        GIVEN = "given", _("given")
        REVERSED = "reversed", _("taken back")

    class Why(models.TextChoices):
        UNDONE = "undone", _("the sale was taken back, or somebody else sent them")
        OVER = "over", _("the limits have no room for it")
        GONE = "gone", _("whoever was to get it is not in the books any more")
        OWNER = "owner", _("you said so")

    side = models.CharField(max_length=8, choices=Side)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="rewards"
    )
    newcomer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    program = models.ForeignKey("referrals.Program", on_delete=models.PROTECT, related_name="rewards")
    # As it was promised.
    gives = models.CharField(max_length=6, choices=Gives)
    what = models.CharField(max_length=80, blank=True)
    cents = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    yes_on = models.DateField()
    due_on = models.DateField()  # approved by itself from then on
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    counter_code = models.CharField(
        max_length=LETTERS, blank=True
    )  # given as a code: what is said at the counter
    used_at = models.DateTimeField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=6, choices=Why, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="unname",
        holds=True,
        on_merge="join",
        exported=("code", "side", "person", "newcomer", "gives", "what", "cents", "currency", "yes_on")
        + ("due_on", "state", "given_on", "counter_code", "used_at", "why"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "newcomer", "side"], name="rewarded_once_for_ever"),
            models.UniqueConstraint(
                fields=["business", "counter_code"],
                condition=~models.Q(counter_code=""),
                name="a_code_for_the_counter_is_one_reward_s",
            ),
        ]
        indexes = [models.Index(fields=["business", "state", "yes_on"], name="rewards_by_state")]

    @staticmethod
    def seen_by(rows: "models.QuerySet[Reward]", member: Member) -> "models.QuerySet[Reward]":
        return rows.filter(models.Q(person=None) | models.Q(person__in=rows_for(member, Person)))

    @property
    def promise(self) -> Promise:
        return Promise(self.gives, self.what, self.cents, self.currency)

    @property
    def was_given(self) -> bool:
        return self.given_at is not None

    @property
    def is_usable(self) -> bool:
        """Whether its code is good at the counter. What the rule takes back after it was handed out stays good: only
        the owner's own word stops it."""
        return bool(self.counter_code) and self.used_at is None and self.why != self.Why.OWNER

    @property
    def said_code(self) -> str:
        """ "ABCD 1234", as it is said; it stands on one line."""
        return f"{self.counter_code[:4]}\N{NO-BREAK SPACE}{self.counter_code[4:]}".strip()

    def follow(self) -> str:
        """The state that the rest amounts to."""
        if self.reversed_at:
            self.state = self.State.REVERSED
        elif self.given_at:
            self.state = self.State.GIVEN
        else:
            self.state = self.State.APPROVED if self.approved_at else self.State.PENDING
        return self.state

    # Verbs. Each returns whether it did anything; a second press does nothing.

    def approve(self, member: Member | None, at: datetime) -> bool:
        """To be given now, before its waiting time is over."""
        return self._step("reward.approved", (self.State.PENDING,), member, at, approved_at=at)

    def unapprove(self, member: Member | None, at: datetime) -> bool:
        return self._step("reward.unapproved", (self.State.APPROVED,), member, at, approved_at=None)

    def give(self, member: Member | None, at: datetime) -> bool:
        """It was handed over."""
        told: dict[str, Any] = {"given_at": at, "given_on": self.business.day_of(at), "given_by": member}
        return self._step("reward.given", (self.State.APPROVED,), member, at, **told)

    def give_as_code(self, member: Member | None, at: datetime) -> bool:
        """A code that they show at the counter: random, in letters that do not look alike."""
        told: dict[str, Any] = {"given_at": at, "given_on": self.business.day_of(at), "given_by": member}
        for _attempt in range(20):
            try:
                with transaction.atomic():
                    more = {**told, "counter_code": new_code(LETTERS)}
                    return self._step("reward.given", (self.State.APPROVED,), member, at, **more)
            except IntegrityError:  # one in a million millions: another reward has this code
                continue
        raise RuntimeError("twenty codes in a row were taken")

    def ungive(self, member: Member | None, at: datetime) -> bool:
        """It was not handed over after all; a code that was used stays used."""
        told: dict[str, Any] = {"given_at": None, "given_on": None, "given_by": None, "counter_code": ""}
        return self._step("reward.ungiven", (self.State.GIVEN,), member, at, unused=True, **told)

    def use(self, member: Member | None, at: datetime) -> bool:
        """The code was shown at the counter, and what it stands for handed over. It works once."""
        states = (self.State.GIVEN, self.State.REVERSED)
        return self._step("reward.used", states, member, at, unused=True, with_code=True, used_at=at)

    def unuse(self, member: Member | None, at: datetime) -> bool:
        with transaction.atomic():
            self._lock()
            if self.used_at is None:
                return False
            return self._write("reward.unused", member, at, used_at=None)

    def reverse(self, member: Member | None, at: datetime, why: str = Why.OWNER) -> bool:
        """Not this one. Of what was given it says so; nothing is taken from anybody."""
        states = (self.State.PENDING, self.State.APPROVED, self.State.GIVEN)
        return self._step("reward.reversed", states, member, at, reversed_at=at, why=why)

    def restore(self, member: Member | None, at: datetime) -> bool:
        """Take the owner's word back. What was given holds again; the rest waits for `settle_rewards`, which knows
        whether the limits have room for it."""
        with transaction.atomic():
            self._lock()
            if self.why != self.Why.OWNER:
                return False
            if self.given_at:
                return self._write("reward.restored", member, at, reversed_at=None, why="")
            return self._write("reward.restored", member, at, approved_at=None, why=self.Why.OVER)

    def _lock(self) -> None:
        """The row as it is now, ours until the end: two presses of one button come one after the other."""
        Reward.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    def _step(
        self, type: str, states: tuple[str, ...], member: Member | None, at: datetime,
        *, unused: bool = False, with_code: bool = False, **fields: Any,
    ) -> bool:  # fmt: skip
        with transaction.atomic():
            self._lock()
            if self.state not in states or (unused and self.used_at) or (with_code and not self.is_usable):
                return False
            return self._write(type, member, at, **fields)

    def _write(self, type: str, member: Member | None, at: datetime, **fields: Any) -> bool:
        for name, value in fields.items():
            setattr(self, name, value)
        self.follow()
        self.save(update_fields=[*fields, "state"])
        log(self, type, at, member, tuple(fields))
        return True


def find_by_code(business_id: int, typed: str) -> Reward | None:
    """By what is said or shown at the counter: "abcd-1234"."""
    code = tidy_code("".join(typed[:40].split()))  # any kind of space between
    if len(code) != LETTERS:
        return None
    rows = Reward.objects.filter(business_id=business_id, counter_code=code).select_related("person")
    return rows.first()
