"""What the owner knows of a person, and whether they may be asked."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Rules
from goodword.accounts.models.row import CodedRow

if TYPE_CHECKING:
    from .person import Person


class Note(CodedRow):
    """A line in the owner's words. `about` says which motive it speaks to, if any."""

    class About(models.TextChoices):
        ANYTHING = "", _("anything")
        STORY = "story", _("their story")
        ACCESS = "access", _("whom they know")
        NAME = "name", _("whether people ask them for tips")
        KIND_WORD = "kind_word", _("something kind they said about us")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notes")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    text = models.TextField(max_length=2000)
    about = models.CharField(max_length=9, choices=About, blank=True)
    says_no = models.BooleanField(default=False)  # asked for a story (or whom they know ...): there is none
    key = models.CharField(max_length=40, blank=True)  # of the form that sent it: the same note twice is one

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "on", "at", "text", "about", "says_no"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "key"], condition=~models.Q(key=""), name="a_note_is_kept_once"
            ),
        ]
        ordering = ["-at", "-id"]


class Consent(CodedRow):
    """A word on asking this person: the newest one that is not taken back holds. What they said themselves, on
    their own page, holds whatever a member says after it, until it is taken back."""

    class Says(models.TextChoices):
        FINE = "fine", _("fine to ask")
        NEVER = "never", _("don't ask")

    OWN_PAGE = "own_page"  # `why` it says never: they said so themselves, on their own page

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    says = models.CharField(max_length=5, choices=Says)
    why = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    member_id: int | None
    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "at", "says", "why", "taken_back_at"),
    )

    @property
    def is_own_stop(self) -> bool:
        return self.says == self.Says.NEVER and self.why == self.OWN_PAGE and self.member_id is None

    @classmethod
    def own_stops(cls, person: "Person") -> "models.QuerySet[Consent]":
        """What they said on their own page, and have not taken back."""
        return cls.objects.filter(
            person=person, says=cls.Says.NEVER, why=cls.OWN_PAGE, member=None, taken_back_at=None
        )
