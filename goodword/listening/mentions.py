"""A mention: something kind that somebody said about the business in public, noted by hand in two taps."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.jobs import ask
from goodword.accounts.models import Member
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow, Rules
from goodword.accounts.once import kept_once
from goodword.people.models import Person


class Mention(CodedRow):
    """Who spoke well of the business, where, and when. Nothing of it is shown to anybody."""

    class Where(models.TextChoices):
        TALK = "talk", _("face to face, or on the phone")
        ONLINE = "online", _("on the web")
        REVIEW = "review", _("on a review site")
        PRINT = "print", _("in a paper, a show or a talk on stage")
        OTHER = "other", _("somewhere else")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="mentions")
    where = models.CharField(max_length=6, choices=Where)
    detail = models.CharField(max_length=200, blank=True)  # which street chat, what they said
    on = models.DateField()
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40)  # of the form it came by: the same twice is once

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", holds=True, on_merge="move", exported=("code", "person", "where", "detail", "on")
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="a_mention_is_noted_once"),
        ]

    @staticmethod
    def seen_by(rows: "models.QuerySet[Mention]", member: Member) -> "models.QuerySet[Mention]":
        return rows.filter(person__in=rows_for(member, Person))


@transaction.atomic
def note_mention(
    person: Person, where: str, detail: str, on: date, member: Member | None, at: datetime, key: str
) -> Mention:
    """The same form twice (by its key) is one mention."""

    def keep() -> Mention:
        made = Mention.objects.create(
            business_id=person.business_id, person=person, where=where, detail=detail[:200], on=on, at=at,
            member=member, key=key,
        )  # fmt: skip
        log(made, "mention.noted", at, member)
        ask(person.business_id, "gratitude.thanks", f"mention {made.code}", at)
        return made

    return kept_once(lambda: Mention.objects.filter(business_id=person.business_id, key=key).first(), keep)


@transaction.atomic
def remove_mention(told: Mention, member: Member | None, at: datetime) -> None:
    """Undo: it never was. Open thanks for it close by themselves."""
    log(told, "mention.removed", at, member)
    ask(told.business_id, "gratitude.thanks", f"mention {told.code} removed", at)
    told.delete()
