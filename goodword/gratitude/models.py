"""Nothing that deserves thanks goes unthanked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member, Rules
from goodword.accounts.models.change import Change, log
from goodword.accounts.models.row import CodedRow
from goodword.people.joining import chunks
from goodword.people.models import Person
from goodword.talks.models import Hold, Talk

from .rewards import Reward as Reward

WHY = Hold.Why.THANKS_DUE


class Due(NamedTuple):
    """Something that deserves thanks: whose, for what (room and row say it exactly), and since when."""

    person_id: int
    reason: str
    room: str
    row: str
    since: date
    newcomer_id: int | None = None
    is_fresh: bool = True  # to be opened; else only what is open stays so
    is_dated: bool = True  # `since` is when it happened; else the day on which a file told it

    @property
    def key(self) -> tuple[int, str, str, str]:
        """By which it is thanked for once."""
        return self[:4]


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
        WORDS = "words", _("said kind words about us")
        YES = "yes", _("whom they sent has come")
        INTRO = "intro", _("met somebody we introduced")
        MENTION = "mention", _("spoke well of us")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="thanks")
    reason = models.CharField(max_length=8, choices=Reason)
    newcomer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.CharField(max_length=20)
    row = models.CharField(max_length=40)  # what it is for: the code of the evidence, "10" of the tenth visit
    since = models.DateField()
    is_dated = models.BooleanField(default=True)  # `since` is when it happened; else when we were told
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=120, blank=True)  # the gift that went with it, in the owner's words
    dropped_at = models.DateTimeField(null=True, blank=True)  # the owner says: no thanks needed here

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        on_merge="join",
        exported=(
            "code",
            "person",
            "reason",
            "newcomer",
            "since",
            "is_dated",
            "said_on",
            "how",
            "what",
            "dropped_at",
        ),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "person", "reason", "room", "row"], name="thanked_once_for_a_thing"
            ),
        ]
        indexes = [models.Index(fields=["business", "said_at", "since"], name="thanks_open")]

    @staticmethod
    def seen_by(rows: "models.QuerySet[ThankYou]", member: Member) -> "models.QuerySet[ThankYou]":
        return rows.filter(person__in=rows_for(member, Person))

    @property
    def is_open(self) -> bool:
        return self.said_at is None and self.dropped_at is None

    @property
    def key(self) -> tuple[int, str, str, str]:
        return (self.person_id, self.reason, self.room, self.row)

    @classmethod
    def open_ones(cls, business_id: int) -> "models.QuerySet[ThankYou]":
        return cls.objects.filter(business_id=business_id, said_at=None, dropped_at=None)

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
        is_dated: bool = True,
    ) -> "ThankYou":
        """Something deserves thanks. The same thing (room, row) is thanked for once, however often it is told."""
        told = {"since": since, "at": at, "newcomer": newcomer, "is_dated": is_dated}
        thanks, made = cls.objects.get_or_create(
            business_id=person.business_id, person=person, reason=reason, room=room, row=row, defaults=told
        )
        if made:
            thanks._hold()
            log(thanks, "thank_you.opened", at)
        return thanks

    @classmethod
    def open_all(cls, business_id: int, due: Sequence[Due], at: datetime) -> int:
        """open_for, for many at once, in short transactions; returns how many are newly open."""
        n = 0
        for part in chunks(due):
            made = [cls._due(business_id, one, at) for one in part]
            with transaction.atomic():
                # Two may look at once: what the other has opened meanwhile is passed over.
                ThankYou.objects.bulk_create(made, ignore_conflicts=True)
                mine = ThankYou.objects.filter(business_id=business_id, code__in=[one.code for one in made])
                opened = list(mine)
                Hold.objects.bulk_create([one._as_hold() for one in opened])
                _log_all(opened, "thank_you.opened", at)
            n += len(opened)
        return n

    @classmethod
    def _due(cls, business_id: int, due: Due, at: datetime) -> "ThankYou":
        told = due._asdict()
        del told["is_fresh"]
        return cls(business_id=business_id, at=at, **told)

    @classmethod
    def close_all(cls, thanks: Sequence["ThankYou"], at: datetime) -> None:
        """What these were for is taken back. Thanks that were said stay said."""
        for part in chunks(thanks):
            with transaction.atomic():
                waiting = cls._still_open(part)
                _release(waiting)
                _log_all(waiting, "thank_you.closed", at)
                cls.objects.filter(pk__in=[one.pk for one in waiting]).delete()

    @classmethod
    def drop_all(cls, thanks: Sequence["ThankYou"], at: datetime) -> None:
        """Too late to be said, as if the owner had said: no thanks needed here."""
        for part in chunks(thanks):
            with transaction.atomic():
                waiting = cls._still_open(part)
                _release(waiting)
                _log_all(waiting, "thank_you.dropped", at)
                cls.objects.filter(pk__in=[one.pk for one in waiting]).update(dropped_at=at)

    @classmethod
    def _still_open(cls, thanks: Sequence["ThankYou"]) -> "list[ThankYou]":
        return list(cls.objects.filter(pk__in=[one.pk for one in thanks], said_at=None, dropped_at=None))

    @transaction.atomic
    def say(
        self,
        member: Member | None,
        how: str,
        at: datetime,
        *,
        wording: str = "",
        said: str = "",
        what: str = "",
        play: str = "",
    ) -> "ThankYou":
        """Keep that thanks were said; they are no longer open.

        Safe to repeat: thanks said twice are one thanks, said the first time.
        """
        if self.said_at:
            return self
        on = self._said(member, how, at, what)
        Talk.keep(
            self.person,
            member,
            at,
            kind="thank",
            key=self.talk_key,
            on=on,
            play=play or f"thank_{self.reason}",
            wording=wording,
            way=how,
            said=said,
        )
        return self

    def _said(self, member: Member | None, how: str, at: datetime, what: str) -> date:
        on = self.business.day_of(at)
        told = {"said_at": at, "said_on": on, "said_by": member, "how": how, "what": what[:120]}
        self._keep("thank_you.sent", member, at, **told)
        return on

    @classmethod
    @transaction.atomic
    def say_together(
        cls,
        thanks: "Sequence[ThankYou]",
        member: Member | None,
        how: str,
        at: datetime,
        *,
        wording: str = "",
        said: str = "",
        what: str = "",
        play: str = "",
    ) -> None:
        """What is owed to one person, said in one breath: one talk, kept with the first. Safe to repeat."""
        waiting = [one for one in thanks if one.is_open]
        for one in waiting[1:]:
            one._said(member, how, at, what)
        if waiting:
            waiting[0].say(member, how, at, wording=wording, said=said, what=what, play=play)

    @property
    def together(self) -> "list[ThankYou]":
        """All that was said, or needed no thanks, with the same press as this; only itself while it is open."""
        if self.is_open:
            return [self]
        rows = ThankYou.objects.filter(business_id=self.business_id, person_id=self.person_id)
        rows = rows.filter(said_at=self.said_at, dropped_at=self.dropped_at)
        return list(rows.select_related("business", "person", "newcomer"))

    @transaction.atomic
    def unsay(self, member: Member | None, at: datetime) -> "ThankYou":
        """They were not thanked after all. If no thanks were needed before, none are needed now."""
        if not self.said_at:
            return self
        for talk in Talk.objects.filter(business_id=self.business_id, key=self.talk_key):
            talk.take_back(member, at)
        told = {"said_at": None, "said_on": None, "said_by": None, "how": "", "what": ""}
        return self._keep("thank_you.reopened", member, at, **told)

    @transaction.atomic
    def drop(self, member: Member | None, at: datetime) -> "ThankYou":
        """The owner says: no thanks needed here. Thanks that were said stay said."""
        return self._keep("thank_you.dropped", member, at, dropped_at=at) if self.is_open else self

    @transaction.atomic
    def undrop(self, member: Member | None, at: datetime) -> "ThankYou":
        return self._keep("thank_you.reopened", member, at, dropped_at=None) if self.dropped_at else self

    def _keep(self, type: str, member: Member | None, at: datetime, **fields: object) -> "ThankYou":
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        if self.is_open:
            self._hold()
        else:
            _release([self])
        log(self, type, at, member, tuple(fields))
        return self

    def _hold(self) -> None:
        hold = self._as_hold()
        Hold.objects.get_or_create(
            business_id=hold.business_id,
            room=hold.room,
            row=hold.row,
            person_id=hold.person_id,
            defaults={"why": WHY},
        )

    def _as_hold(self) -> Hold:
        return Hold(
            business_id=self.business_id, room="gratitude", row=self.code, person_id=self.person_id, why=WHY
        )

    @property
    def talk_key(self) -> str:
        """Of the Talk that saying thanks keeps."""
        return f"thanks:{self.code}"


def _release(thanks: Sequence[ThankYou]) -> None:
    businesses = {one.business_id for one in thanks}
    rows = Hold.objects.filter(
        business_id__in=businesses, room="gratitude", row__in=[one.code for one in thanks]
    )
    rows.delete()


def _log_all(thanks: Sequence[ThankYou], type: str, at: datetime) -> None:
    """One line of the log for each: it is the outbox too."""
    Change.objects.bulk_create(
        [
            Change(business_id=one.business_id, at=at, type=type, room="gratitude", row=one.code, fields=[])
            for one in thanks
        ]
    )
