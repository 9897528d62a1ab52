"""Asks, and when we last talked."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Member, Row, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow
from goodword.people.models import Person


class Ask(CodedRow):
    """One request to one person to put in a good word.

    Every verb sets or empties one moment, and `state` follows from the moments alone: so each can be
    repeated, and undone in any order. What was sent is a fact: `send` never refuses, limits or not.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("written, not sent")
        SENT = "sent", _("opened, did you send it?")
        WAITING = "waiting", _("sent, waiting for an answer")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        MAYBE = "maybe", _("maybe")
        NO = "no", _("no")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="asks")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    play = models.CharField(max_length=40)
    wording = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    way = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFTED)
    key = models.CharField(max_length=40, blank=True)  # of the move it came from: the same twice is once
    at = models.DateTimeField()
    opened_on = models.DateField(null=True, blank=True)  # perhaps sent: until "not yet" it counts as an ask
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    heard_back_on = models.DateField(null=True, blank=True)  # the one reminder, five days after
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    said = models.TextField(blank=True)
    no_lifted_at = models.DateTimeField(null=True, blank=True)  # a "no" holds until the owner lifts it
    closed_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "play", "words", "way", "state")
        + ("sent_on", "answer", "answered_on", "said"),
        quotes=("words",),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "key"], condition=~models.Q(key=""), name="an_ask_is_drafted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["business", "state", "sent_on"], name="asks_by_state"),
            models.Index(fields=["person", "sent_on"], name="asks_by_person"),
        ]

    @classmethod
    @transaction.atomic
    def draft(
        cls,
        person: Person,
        member: Member | None,
        at: datetime,
        *,
        play: str,
        words: str,
        wording: str = "",
        way: str = "",
        key: str = "",
    ) -> "Ask":
        """Words for an ask, not sent yet. The same `key` twice is one ask.

        It asks nobody's leave: whether the person may be asked is limits.may_ask, and whoever offers to
        send the words looks there first.
        """
        told: dict[str, Any] = {"play": play, "words": words, "wording": wording, "way": way}
        told |= {"person": person, "member": member, "at": at}
        if key:
            ask, made = cls.objects.get_or_create(business_id=person.business_id, key=key, defaults=told)
        else:
            ask, made = cls.objects.create(business_id=person.business_id, **told), True
        if made:
            log(ask, "ask.drafted", at, member)
        return ask

    @transaction.atomic
    def discard(self, member: Member | None, at: datetime) -> None:
        """Take a draft away, as if it had not been written. What was opened or sent stays."""
        if self.pk and not (self.opened_on or self.sent_at or self.answer):
            log(self, "ask.discarded", at, member)
            self.delete()

    def reword(self, words: str, wording: str, member: Member | None, at: datetime) -> "Ask":
        """Other words for what is not sent yet; what was sent stays as it was sent."""
        if self.sent_at or self.words == words:
            return self
        return self._keep("ask.reworded", member, at, words=words, wording=wording)

    def mark_opened(self, member: Member | None, at: datetime, way: str = "") -> "Ask":
        """The words were opened in the member's own phone or mail. Whether they left it, only they know."""
        if self.opened_on or self.sent_at:
            return self
        return self._keep("ask.opened", member, at, opened_on=self.business.day_of(at), way=way or self.way)

    def unmark_opened(self, member: Member | None, at: datetime) -> "Ask":
        """“Not yet”: it was looked at, and not sent."""
        return self._keep("ask.not_sent", member, at, opened_on=None) if self.opened_on else self

    @transaction.atomic
    def send(self, member: Member | None, at: datetime, way: str = "") -> "Ask":
        """It has been sent, or said in person: on the day it was opened, else today. It was a talk too."""
        if self.sent_at:
            return self
        on = self.opened_on or self.business.day_of(at)
        self._keep("ask.sent", member, at, sent_at=at, sent_on=on, way=way or self.way)
        self._talk("ask", member, at, on)
        return self

    @transaction.atomic
    def unsend(self, member: Member | None, at: datetime) -> "Ask":
        """It was not sent after all."""
        if not self.sent_at:
            return self
        Talk.objects.filter(business_id=self.business_id, key=self._talk_key("ask")).delete()
        return self._keep("ask.not_sent", member, at, sent_at=None, sent_on=None)

    @transaction.atomic
    def hear(
        self, answer: str, member: Member | None, at: datetime, said: str = "", on: date | None = None
    ) -> "Ask":
        """They answered: yes, maybe or no. A second answer takes the place of the first.

        An answer to an ask that nobody marked as sent says that it was sent.
        """
        if answer not in self.Answer.values:
            raise ValueError(f"{answer!r} is no answer: yes, maybe or no")
        self.send(member, at)
        same = self.answer == answer and self.said == said
        if same:
            return self
        day = on or self.business.day_of(at)
        told = {"answer": answer, "answered_on": day, "said": said, "no_lifted_at": None}
        return self._keep("ask.answered", member, at, **told)

    def unhear(self, member: Member | None, at: datetime) -> "Ask":
        """They did not answer after all: it waits again."""
        if not self.answer:
            return self
        told = {"answer": "", "answered_on": None, "said": "", "no_lifted_at": None}
        return self._keep("ask.unanswered", member, at, **told)

    @transaction.atomic
    def hear_back(self, member: Member | None, at: datetime, way: str = "") -> "Ask":
        """The one reminder has gone out. Then it is closed, kindly; an answer may still come."""
        if self.heard_back_on:
            return self
        on = self.business.day_of(at)
        self._keep("ask.closed", member, at, heard_back_on=on, closed_at=at)
        self._talk("hear_back", member, at, on, way)
        return self

    @transaction.atomic
    def unhear_back(self, member: Member | None, at: datetime) -> "Ask":
        """No reminder was sent: it waits again."""
        if not self.heard_back_on:
            return self
        Talk.objects.filter(business_id=self.business_id, key=self._talk_key("hear_back")).delete()
        return self._keep("ask.reopened", member, at, heard_back_on=None, closed_at=None)

    def close(self, member: Member | None, at: datetime) -> "Ask":
        return self if self.closed_at else self._keep("ask.closed", member, at, closed_at=at)

    def reopen(self, member: Member | None, at: datetime) -> "Ask":
        return self._keep("ask.reopened", member, at, closed_at=None) if self.closed_at else self

    def lift_no(self, member: Member | None, at: datetime) -> "Ask":
        """The owner's word: this no does not hold any more. Nobody else may say so; the view sees to it."""
        if self.answer != self.Answer.NO or self.no_lifted_at:
            return self
        return self._keep("ask.no_lifted", member, at, no_lifted_at=at)

    def restore_no(self, member: Member | None, at: datetime) -> "Ask":
        return self._keep("ask.no_restored", member, at, no_lifted_at=None) if self.no_lifted_at else self

    def _keep(self, type: str, member: Member | None, at: datetime, **fields: Any) -> "Ask":
        for name, value in fields.items():
            setattr(self, name, value)
        self.state = self._state_now()
        with transaction.atomic():
            self.save(update_fields=[*fields, "state"])
            log(self, type, at, member, tuple(fields))
        return self

    def _state_now(self) -> str:
        if self.answer:
            return self.State.ANSWERED
        if self.closed_at:
            return self.State.CLOSED
        if self.sent_at:
            return self.State.WAITING
        return self.State.SENT if self.opened_on else self.State.DRAFTED

    def _talk(self, kind: str, member: Member | None, at: datetime, on: date, way: str = "") -> None:
        is_ask = kind == "ask"
        Talk.keep(
            self.person,
            member,
            at,
            kind=kind,
            play=self.play if is_ask else "hear_back",
            wording=self.wording if is_ask else "",
            way=way or self.way,
            key=self._talk_key(kind),
            on=on,
        )

    def _talk_key(self, kind: str) -> str:
        return f"{kind}:{self.code}"


class Talk(CodedRow):
    """That we were in touch: a day, how, and what was said, if anything."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="talks")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=9)  # a kind of move: thank, ask, listen, touch ...
    play = models.CharField(max_length=40, blank=True)
    wording = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=40, blank=True)  # of what it came from: the same twice is once
    on = models.DateField()
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "kind", "play", "way", "on", "said"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "key"], condition=~models.Q(key=""), name="a_talk_is_kept_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "on"], name="talks_by_person"),
            models.Index(fields=["business", "on"], name="talks_by_day"),
        ]

    @classmethod
    @transaction.atomic
    def keep(
        cls,
        person: Person,
        member: Member | None,
        at: datetime,
        *,
        kind: str,
        play: str = "",
        wording: str = "",
        way: str = "",
        said: str = "",
        key: str = "",
        on: date | None = None,
    ) -> "Talk":
        """Keep that we talked. The same `key` twice is one talk; without a key it is always a new one."""
        told: dict[str, Any] = {"person": person, "member": member, "at": at, "kind": kind, "play": play}
        told |= {"wording": wording, "way": way, "said": said, "on": on or person.business.day_of(at)}
        if key:
            talk, made = cls.objects.get_or_create(business_id=person.business_id, key=key, defaults=told)
        else:
            talk, made = cls.objects.create(business_id=person.business_id, **told), True
        if made:
            log(talk, "talk.kept", at, member)
        return talk

    @transaction.atomic
    def take_back(self, member: Member | None, at: datetime) -> None:
        """We did not talk after all. Safe to repeat."""
        gone, _rows = type(self).objects.filter(pk=self.pk).delete()
        if gone:
            log(self, "talk.taken_back", at, member)


class Hold(Row):
    """Why a person is not to be asked just now, told by an upper room in its own transaction: an open
    thank-you writes one and takes it away when thanks are said. So every limit is answered in one room."""

    class Why(models.TextChoices):
        THANKS_DUE = "thanks_due"
        LEFT_UNASKED = "left_unasked"  # by lot, to see what asking adds

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="holds")
    why = models.CharField(max_length=20, choices=Why)
    until_on = models.DateField(null=True, blank=True)  # the first day on which it holds nobody back any more
    room = models.CharField(max_length=20)
    row = models.CharField(max_length=12)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "room", "row", "person"], name="a_hold_is_told_once")
        ]

    def __str__(self) -> str:
        return self.why


class OwnWording(Row):
    """The owner's own words for a play: a template with the same {facts}."""

    play = models.CharField(max_length=40)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("play", "text", "at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "play"], name="own_words_for_a_play")]

    def __str__(self) -> str:
        return self.play


class Mail(Row):
    """One mail that we handed to a mail server: kept so that it is sent once. The words stand in the ask or
    the talk that it was for. Neither sent nor a problem: it was begun, and nobody knows how it ended."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="move", exported=())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "key"], name="a_mail_is_sent_once")]

    def __str__(self) -> str:
        return self.key
