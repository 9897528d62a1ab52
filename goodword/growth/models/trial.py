"""What asking adds: some are left unasked, by lot, and a day is named on which both are compared."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Member, Row, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow
from goodword.people.models import Person
from goodword.talks.models import Hold

ROOM = "growth"
AT_ONCE = 5000


class Trial(CodedRow):
    """Declared before it begins: which share stays unasked, from when, and the one day on which it is judged."""

    share_percent = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    judged_on = models.DateField()
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    hoped = models.FloatField(default=0.05)  # the smallest difference it can see, as told before it began
    salt = models.CharField(max_length=40)  # of the lot: the same household always falls on the same side
    stopped_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict)  # numbers, once it was judged

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("code", "share_percent", "from_on", "judged_on", "hoped", "at", "stopped_at", "found"),
        keys_in={"found": None},
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business"],
                condition=models.Q(stopped_at=None, found={}),
                name="one_trial_at_a_time",
            ),
        ]

    @classmethod
    def running(cls, business_id: int) -> "Trial | None":
        return cls.objects.filter(business_id=business_id, stopped_at=None, found={}).first()

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and not self.found

    @property
    def holds(self) -> "models.QuerySet[Hold]":
        return Hold.objects.filter(business_id=self.business_id, room=ROOM, row=self.code)

    def hold(self, people: Collection[int]) -> None:
        """Leave these unasked until the day on which it is judged."""
        told: dict[str, Any] = {"why": Hold.Why.LEFT_UNASKED, "until_on": self.judged_on}
        told |= {"business_id": self.business_id, "room": ROOM, "row": self.code}
        rows = [Hold(person_id=person, **told) for person in people]
        Hold.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)

    @transaction.atomic
    def stop(self, member: Member | None, at: datetime) -> "Trial":
        """No verdict: everybody may be asked again. Safe to repeat; one that was judged stays so."""
        if self.is_running:
            self.holds.delete()
            self._keep("trial.stopped", member, at, stopped_at=at)
        return self

    @transaction.atomic
    def go_on(self, member: Member | None, at: datetime) -> bool:
        """Not stopped after all: the same people are left unasked again. False if another runs, or its day is over."""
        if self.stopped_at is None:
            return True
        is_over = self.business.day_of(at) >= self.judged_on
        if is_over or type(self).running(self.business_id):
            return False
        self._keep("trial.went_on", member, at, stopped_at=None)
        left = self.people.filter(side=InTrial.Side.LEFT, person__is_here=True)
        self.hold(left.values_list("person_id", flat=True))
        return True

    @transaction.atomic
    def conclude(self, found: dict[str, Any], at: datetime) -> "Trial":
        """The one answer, for good; everybody may be asked again."""
        if self.is_running:
            self.holds.delete()
            self._keep("trial.judged", None, at, found=found)
        return self

    def let_ask(self, person: Person, member: Member | None, at: datetime) -> None:
        """The owner wants to ask them all the same. The lot's side stays theirs: so they are counted."""
        gone, _rows = self.holds.filter(person=person).delete()
        if gone:
            log(self, "trial.let_ask", at, member)

    def leave_again(self, person: Person, member: Member | None, at: datetime) -> None:
        if self.is_running and self.people.filter(person=person, side=InTrial.Side.LEFT).exists():
            self.hold([person.pk])
            log(self, "trial.left_again", at, member)

    def _keep(self, type: str, member: Member | None, at: datetime, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        log(self, type, at, member, tuple(fields))


class InTrial(Row):
    """On which side of a trial a person is, for good."""

    class Side(models.TextChoices):
        ASKED = "asked", _("may be asked")
        LEFT = "left", _("left unasked")

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="trials")
    side = models.CharField(max_length=5, choices=Side)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join", exported=("trial", "person", "side"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "person"], name="one_side_in_a_trial")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.side}"
