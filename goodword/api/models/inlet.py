"""Addresses of ours that another program tells of sales at, each with its own secret."""

from datetime import datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodword.accounts import sealing
from goodword.accounts.models import Business, Member, Row, Rules, Source
from goodword.accounts.models.change import log

from ..addresses import ROOT
from ..owned import Owned


class Inlet(Owned):
    """What comes in here is signed with its secret; whatever is not is refused."""

    class Kind(models.TextChoices):
        STRIPE = "stripe", _("Stripe")
        SALE = "sale", _("another program")

    kind = models.CharField(max_length=6, choices=Kind)
    # All that comes in here comes from here.
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    secret = models.TextField(blank=True)  # sealed; empty until Stripe has told the owner its own
    closed_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @classmethod
    @transaction.atomic
    def make(cls, business: Business, member: Member, kind: str, secret: str, at: datetime) -> "Inlet":
        source = Source.objects.create(
            business=business,
            kind=Source.Kind.WEBHOOK,
            label=str(cls.Kind(kind).label),
            member=member,
            at=at,
            state=Source.State.HERE,
        )
        inlet = cls.objects.create(
            business=business,
            member=member,
            kind=kind,
            source=source,
            secret=_sealed(secret),
            made_at=at,
        )
        log(inlet, "inlet.created", at, member)
        return inlet

    @classmethod
    def find(cls, kind: str, code: str) -> "Inlet | None":
        """The one of that address, if it is open."""
        rows = cls.objects.select_related("business", "member__login", "source")
        inlet = rows.filter(kind=kind, code=code.upper(), business__is_here=True, closed_at=None).first()
        return inlet if inlet and not inlet.has_lost_owner else None

    @property
    def own_secret(self) -> str:
        """ "" if there is none yet. Raises WrongSecret."""
        return sealing.unseal(self.secret, "inlet").decode() if self.secret else ""

    @transaction.atomic
    def take_secret(self, secret: str, member: Member, at: datetime) -> None:
        """From now on what is signed with this one comes in, and nothing else."""
        self.secret = _sealed(secret)
        self.save(update_fields=["secret"])
        log(self, "inlet.updated", at, member, ("secret",))

    @property
    def path(self) -> str:
        return f"{ROOT}hooks/{self.kind}/{self.code}"

    def was_heard(self, at: datetime) -> None:
        type(self).objects.filter(pk=self.pk).update(heard_at=at)

    @transaction.atomic
    def close(self, member: Member, at: datetime) -> None:
        """From now on nothing comes in here. Safe to repeat. What came in stays."""
        if type(self).objects.filter(pk=self.pk, closed_at=None).update(closed_at=at):
            self.closed_at = at
            log(self, "inlet.closed", at, member)


def _sealed(secret: str) -> str:
    return sealing.seal(secret.encode(), "inlet") if secret else ""


class StripeTelling(Row):
    """What one event of Stripe's says of one payment. The sale is made from all that say something of it (stripe.py),
    so their order decides nothing."""

    event = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)  # checkout, invoice, charge: whose object the event was about
    at = models.DateTimeField()  # when Stripe says that it happened
    # What Stripe calls the payment; one that two events share makes them one.
    checkout = models.CharField(max_length=120, blank=True)
    intent = models.CharField(max_length=120, blank=True)
    invoice = models.CharField(max_length=120, blank=True)
    charge = models.CharField(max_length=120, blank=True)
    paid_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    cents = models.BigIntegerField()  # gross
    back_cents = models.BigIntegerField(default=0)  # of a charge: given back so far
    is_paid = models.BooleanField(default=True)
    what = models.CharField(max_length=200, blank=True)
    card = models.CharField(max_length=32, blank=True)  # as a sale keeps it (sales/cards.py)
    claim = models.ForeignKey("people.Claim", null=True, on_delete=models.SET_NULL, related_name="+")

    rules: ClassVar[Rules] = Rules(on_forget="unname", blanks=("what", "card"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "event"], name="stripe_tells_once")]
        indexes = [
            models.Index(
                fields=["business", name], condition=~models.Q(**{name: ""}), name=f"stripe_by_{name}"
            )
            for name in ("checkout", "intent", "invoice", "charge")
        ]

    def __str__(self) -> str:
        return self.event
