"""Thanks that everybody may see: "We thank Dana and Walter", on the page for newcomers. Only who said yes stands
there, by the name they gave, with the words they said yes to; and is gone at once when they say so."""

from datetime import datetime
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Business, Member, Rules
from goodword.accounts.models.change import log
from goodword.accounts.models.row import CodedRow
from goodword.accounts.once import kept_once
from goodword.people.models import Person

MOST = 40


class PublicThanks(CodedRow):
    """Somebody's yes to being thanked by name where everybody can read it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="public_thanks")
    name = models.CharField(max_length=60)  # as it may stand there: "Dana"
    consent = models.TextField()  # what they said yes to, as it stood there
    agreed_at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    back_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="join",
        exported=("code", "person", "name", "consent", "agreed_at", "back_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "person"], condition=Q(back_at=None), name="thanked_in_public_once"
            ),
        ]

    @staticmethod
    def seen_by(rows: "models.QuerySet[PublicThanks]", member: Member) -> "models.QuerySet[PublicThanks]":
        return rows.filter(person__in=rows_for(member, Person))


def consent_words() -> str:
    """What they are asked, and what is kept with their yes."""
    return _(
        "May we thank you by your given name on our page for new people? You can take it back at any time:"
        " tell us, and it is gone at once."
    )


def agreed(person: Person) -> PublicThanks | None:
    return person.public_thanks.filter(back_at=None).first()


@transaction.atomic
def agree(person: Person, name: str, member: Member | None, at: datetime) -> PublicThanks:
    """They said yes. Safe to repeat: the first yes stands, with the name given then."""

    def keep() -> PublicThanks:
        made = PublicThanks.objects.create(
            business_id=person.business_id,
            person=person,
            name=name[:60],
            consent=consent_words(),
            agreed_at=at,
            member=member,
        )
        log(made, "public_thanks.agreed", at, member)
        return made

    return kept_once(lambda: agreed(person), keep)


@transaction.atomic
def take_back(told: PublicThanks, member: Member | None, at: datetime) -> None:
    """Gone from the page at once. What they had said yes to stays in the books, and leaves with their data."""
    if told.back_at is None:
        told.back_at = at
        told.save(update_fields=["back_at"])
        log(told, "public_thanks.taken_back", at, member)


@transaction.atomic
def let_stand(told: PublicThanks, member: Member | None, at: datetime) -> bool:
    """Undo of taking back. False if they have said yes anew since."""
    if told.back_at is None:
        return True
    if agreed(told.person):
        return False
    told.back_at = None
    told.save(update_fields=["back_at"])
    log(told, "public_thanks.agreed", at, member)
    return True


def names_thanked(business: Business) -> list[str]:
    """Whom the page for newcomers thanks, the first yes first; nobody at a practice."""
    if business.is_discreet:
        return []
    rows = PublicThanks.objects.filter(
        business=business, back_at=None, person__is_here=True, person__left_out=False
    )
    return list(dict.fromkeys(rows.order_by("agreed_at", "pk").values_list("name", flat=True)))[:MOST]
