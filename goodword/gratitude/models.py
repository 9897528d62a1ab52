"""Nothing that deserves thanks goes unthanked."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Member, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow
from goodword.people.models import Person
from goodword.talks.models import Hold, Talk


class ThankYou(CodedRow):
    """A thing that deserves thanks, and the thanks.

    While it is open it holds back every ask to the person: thanks come first.
    """

    class Reason(models.TextChoices):
        SENT = "sent", _("sent someone")
        SECOND = "second", _("came a second time")
        TENTH = "tenth", _("came ten times")
        FIFTIETH = "fiftieth", _("came fifty times")
        YEAR = "year", _("a year together")
        ALLY = "ally", _("keeps speaking for us")
        GIFT = "gift", _("gave a gift")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="thanks")
    reason = models.CharField(max_length=8, choices=Reason)
    newcomer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.CharField(max_length=20)
    row = models.CharField(max_length=40)  # what it is for: the code of the evidence, "10" of the tenth visit
    since = models.DateField()
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=20, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)  # the owner says: no thanks needed here

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        on_merge="move",
        exported=("code", "person", "reason", "newcomer", "since", "said_on", "how", "dropped_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "person", "reason", "room", "row"], name="thanked_once_for_a_thing"
            ),
        ]
        indexes = [models.Index(fields=["business", "said_at", "since"], name="thanks_open")]

    @property
    def is_open(self) -> bool:
        return self.said_at is None and self.dropped_at is None

    @classmethod
    @transaction.atomic
    def open_for(
        cls,
        person: Person,
        reason: str,
        *,
        room: str,
        row: str,
        since: date,
        at: datetime,
        newcomer: Person | None = None,
    ) -> "ThankYou":
        """Something deserves thanks. The same thing (room, row) is thanked for once, however often it is told."""
        told = {"since": since, "at": at, "newcomer": newcomer}
        thanks, made = cls.objects.get_or_create(
            business_id=person.business_id, person=person, reason=reason, room=room, row=row, defaults=told
        )
        if made:
            thanks._hold()
            log(thanks, "thank_you.opened", at)
        return thanks

    @transaction.atomic
    def say(
        self, member: Member | None, how: str, at: datetime, *, wording: str = "", said: str = ""
    ) -> "ThankYou":
        """Keep that thanks were said; they are no longer open.

        Safe to repeat: thanks said twice are one thanks, said the first time.
        """
        if self.said_at:
            return self
        on = self.business.day_of(at)
        self._keep(
            "thank_you.sent", member, at, said_at=at, said_on=on, said_by=member, how=how, dropped_at=None
        )
        Talk.keep(
            self.person,
            member,
            at,
            kind="thank",
            play=f"thank_{self.reason}",
            wording=wording,
            way=how,
            said=said,
            key=self.talk_key,
        )
        return self

    @transaction.atomic
    def unsay(self, member: Member | None, at: datetime) -> "ThankYou":
        """They were not thanked after all."""
        if not self.said_at:
            return self
        for talk in Talk.objects.filter(business_id=self.business_id, key=self.talk_key):
            talk.take_back(member, at)
        return self._keep("thank_you.reopened", member, at, said_at=None, said_on=None, said_by=None, how="")

    @transaction.atomic
    def drop(self, member: Member | None, at: datetime) -> "ThankYou":
        """The owner says: no thanks needed here."""
        return self if self.dropped_at else self._keep("thank_you.dropped", member, at, dropped_at=at)

    @transaction.atomic
    def undrop(self, member: Member | None, at: datetime) -> "ThankYou":
        return self._keep("thank_you.reopened", member, at, dropped_at=None) if self.dropped_at else self

    @transaction.atomic
    def close(self, member: Member | None, at: datetime) -> None:
        """What it was for is taken back. Thanks that were said stay said."""
        if self.said_at:
            return
        self._release()
        log(self, "thank_you.closed", at, member)
        self.delete()

    def _keep(self, type: str, member: Member | None, at: datetime, **fields: object) -> "ThankYou":
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        if self.is_open:
            self._hold()
        else:
            self._release()
        log(self, type, at, member, tuple(fields))
        return self

    def _hold(self) -> None:
        Hold.objects.get_or_create(
            business_id=self.business_id,
            room="gratitude",
            row=self.code,
            person_id=self.person_id,
            defaults={"why": "thanks_due"},
        )

    def _release(self) -> None:
        Hold.objects.filter(business_id=self.business_id, room="gratitude", row=self.code).delete()

    @property
    def talk_key(self) -> str:
        """Of the Talk that saying thanks keeps."""
        return f"thanks:{self.code}"
