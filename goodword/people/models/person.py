"""Anyone in the books."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodword.accounts.models import Member, Rules
from goodword.accounts.models.row import CodedRow
from goodword.lib.names import first_for_greeting

if TYPE_CHECKING:
    pass


class Kind(models.TextChoices):
    CUSTOMER = "customer", _("customer")
    ALLY = "ally", _("sends people, doesn't buy")
    TRADE = "trade", _("same trade")
    PRESS = "press", _("press")
    STAFF = "staff", _("staff")
    FAMILY = "family", _("friend or family")
    UNSORTED = "unsorted", pgettext_lazy("kind of person", "not sorted")


class PeopleHere(models.Manager["Person"]):
    """Leaves out who is not (or no longer) in the books; `Person.every` has them all."""

    def get_queryset(self) -> "QuerySet[Person]":
        return super().get_queryset().filter(is_here=True)


class Person(CodedRow):
    """The person shown is computed from claims (people/shown.py): all but `kind_said`, `left_out`,
    `never_ask` and `household` can be made again from them at any time."""

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.UNSORTED)
    kind_said = models.CharField(max_length=8, choices=Kind, blank=True)  # the owner's word
    has_bought = models.BooleanField(default=False)  # a sale counts; kept by sales, read by the kind
    left_out = models.BooleanField(default=False)  # the quick sort's "leave out": never on the list
    never_ask = models.BooleanField(default=False)  # the newest Consent says "don't ask"
    name = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    is_company = models.BooleanField(default=False)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=32, blank=True)  # E.164, or as written where no country is known
    city = models.CharField(max_length=100, blank=True)
    sort_name = models.CharField(max_length=200, blank=True)  # folded, for the order of lists
    search = models.TextField(blank=True)  # folded names, organisation, mails, digits: what is typed is found
    household = models.ForeignKey(
        "people.Household", null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    since = models.DateTimeField()
    # False while the only source that names them is still coming in, and when they were joined to another.
    is_here = models.BooleanField(default=True)
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[PeopleHere] = PeopleHere()
    every: ClassVar[models.Manager["Person"]] = models.Manager()

    household_id: int | None
    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        exported=(
            "code",
            "name",
            "given_name",
            "family_name",
            "kind",
            "organisation",
            "left_out",
            "never_ask",
        ),
    )

    class Meta(CodedRow.Meta):
        base_manager_name = "every"
        default_manager_name = "objects"
        indexes = [
            models.Index(fields=["business", "sort_name", "id"], name="people_by_name"),
            models.Index(fields=["business", "kind", "sort_name", "id"], name="people_by_kind"),
        ]

    def __str__(self) -> str:
        return (
            self.name or self.email or self.phone or _("no name yet (%(number)s)") % {"number": self.number}
        )

    @property
    def number(self) -> str:
        """What somebody without a name is known by: a shop's number for them, else our own."""
        told = self.claims.exclude(vendor_id="").order_by("-at", "-pk")
        return told.values_list("vendor_id", flat=True).first() or self.code

    @property
    def first_name(self) -> str:
        """What to call them in a greeting; empty if the books don't say."""
        return first_for_greeting(self.given_name)

    @property
    def is_sorted(self) -> bool:
        return self.kind != Kind.UNSORTED and not self.left_out

    @staticmethod
    def seen_by(rows: "QuerySet[Person]", member: Member) -> "QuerySet[Person]":
        """Who is not sorted came from the owner's own address book, and only the owner sees them."""
        return rows if member.is_owner else rows.exclude(Q(kind=Kind.UNSORTED) | Q(left_out=True))
