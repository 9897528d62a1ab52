"""Asks, and when we last talked."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Ask(CodedRow):
    """One request to one person to put in a good word."""

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
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    heard_back_on = models.DateField(null=True, blank=True)  # the one reminder, five days after
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    said = models.TextField(blank=True)
    no_lifted_at = models.DateTimeField(null=True, blank=True)  # a "no" holds until the owner lifts it

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", holds=True,
        on_merge="move",
        exported=("code", "person", "play", "words", "way", "state", "sent_on", "answer", "answered_on", "said"),
    )

    class Meta(CodedRow.Meta):
        indexes = [
            models.Index(fields=["business", "state", "sent_on"], name="asks_by_state"),
            models.Index(fields=["person", "sent_on"], name="asks_by_person"),
        ]


class Talk(CodedRow):
    """That we were in touch: a day, how, and what was said, if anything."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="talks")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=9)  # a kind of move: thank, ask, listen, touch ...
    play = models.CharField(max_length=40, blank=True)
    wording = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=12, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", holds=True, on_merge="move", exported=("code", "person", "kind", "play", "way", "on", "said")
    )

    class Meta(CodedRow.Meta):
        indexes = [
            models.Index(fields=["person", "on"], name="talks_by_person"),
            models.Index(fields=["business", "on"], name="talks_by_day"),
        ]


class Hold(Row):
    """Why a person is not to be asked just now, told by an upper room in its own transaction: an open
    thank-you writes one and takes it away when thanks are said. So every limit is answered in one room."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="holds")
    why = models.CharField(max_length=20)  # "thanks_due"
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
