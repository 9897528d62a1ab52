"""Money a person paid or gave."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import CodedRow


class Sale(CodedRow):
    """One source's telling of one sale. A refund is a sale with negative cents.

    The same sale may be told again (a newer export, a mend by hand) or elsewhere (its payment): every
    telling is a row, `state` says which one counts, and sales/counting.py decides that from all of them,
    whatever the order in which they came. Everything that adds up reads only `counted` rows.
    """

    class State(models.TextChoices):
        COMING = "coming", _("coming in")  # its source is still being written: no reader sees it
        COUNTED = "counted", _("counted")
        REPLACED = "replaced", _("told again since")
        TWIN = "twin", _("maybe the same as another sale")
        VOID = "void", _("void")
        FAILED = "failed", _("failed")
        PENDING = "pending", _("not paid yet")
        OUT = "out", _("taken back")

    class Purpose(models.TextChoices):
        GOODS = "goods", _("sale")
        FEE = "fee", _("fee")
        GIFT = "gift", _("gift")

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="sales")
    claim = models.ForeignKey("people.Claim", null=True, on_delete=models.SET_NULL, related_name="sales")
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    by_hand = models.BooleanField(default=False)  # a member's word: stands before every file
    turn = models.PositiveSmallIntegerField(default=0)  # a hand may tell a sale again; a file tells it once
    taken_back_at = models.DateTimeField(null=True, blank=True)  # a telling by hand, undone
    line = models.PositiveIntegerField(default=0)
    vendor = models.CharField(max_length=20, blank=True)
    account = models.CharField(max_length=80, blank=True)
    vendor_id = models.CharField(max_length=120)  # the vendor's, or made of content and count
    digest = models.CharField(max_length=32)  # of all it says
    says = models.CharField(max_length=8, choices=State)  # what the file says; `state` is what we make of it
    state = models.CharField(max_length=8, choices=State, default=State.COMING)
    twin_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="twins"
    )
    on = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    # Whole cents, never a decimal: SQLite adds decimals up as floats.
    goods_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField(default=0)
    shipping_cents = models.BigIntegerField(default=0)
    tip_cents = models.BigIntegerField(default=0)
    is_gross = models.BooleanField(default=False)
    purpose = models.CharField(max_length=5, choices=Purpose, default=Purpose.GOODS)
    is_refund = models.BooleanField(default=False)
    refund_of = models.CharField(
        max_length=120, blank=True
    )  # the vendor_id of the sale, same vendor and account
    is_refunded = models.BooleanField(default=False)  # in full: it stays in the totals, not in n_sales
    what = models.CharField(max_length=200, blank=True)
    lines = models.JSONField(default=list, blank=True)
    card = models.CharField(
        max_length=32, blank=True
    )  # what paid: to be compared only, never shown (cards.py)
    # A list of the things knows no status, a report no buyer: a file of whole orders stands before them.
    is_partial = models.BooleanField(default=False)
    is_lent = models.BooleanField(default=False)  # `what` and `lines` are a partial telling's: lending.py
    told_at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(
        on_forget="unname",
        blanks=("card",),
        holds=True,
        on_merge="move",
        exported=("code", "person", "vendor", "account", "vendor_id", "says", "state", "on", "at", "currency")
        + ("goods_cents", "tax_cents", "shipping_cents", "tip_cents", "is_gross", "is_partial", "purpose")
        + ("is_refund", "refund_of", "is_refunded", "what", "lines"),
        keys_in={"lines": None},
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            # Decides when two imports race for one sale of one source.
            models.UniqueConstraint(
                fields=["source", "vendor", "account", "vendor_id", "turn", "is_partial"],
                name="a_source_tells_a_sale_once",
            ),
        ]
        indexes = [
            # Without `state`, so that an import can flip a million rows without touching an index.
            models.Index(fields=["person", "on"], name="sales_by_person"),
            models.Index(fields=["business", "vendor", "account", "vendor_id"], name="sales_by_vendor_id"),
            models.Index(fields=["business", "currency", "on"], name="sales_by_day"),
            # Few sales are refunds: small, and finds the refunds of a sale at once.
            models.Index(
                fields=["business", "refund_of"], condition=models.Q(is_refund=True), name="refunds_by_sale"
            ),
        ]

    @property
    def total_cents(self) -> int:
        """What the vendor's page calls the total."""
        return self.goods_cents + self.tax_cents + self.shipping_cents + self.tip_cents

    @property
    def natural_key(self) -> str:
        """What this sale is known by, whichever source tells it."""
        return natural_key(self.vendor, self.account, self.vendor_id)


# No file's cell holds it, so that a key can be taken apart again.
SEPARATOR = "\x1f"


def natural_key(vendor: str, account: str, vendor_id: str) -> str:
    return SEPARATOR.join((vendor, account, vendor_id))


def key_of(natural: str) -> tuple[str, str, str]:
    """Vendor, account and the vendor's id, from a natural key."""
    vendor, account, vendor_id = natural.split(SEPARATOR, 2)
    return vendor, account, vendor_id


class TwinWord(Row):
    """The owner's word on two sales that may be one: told by the natural keys of both, so that it holds
    for later files too. `one` sorts before `other`."""

    one = models.CharField(max_length=240)
    other = models.CharField(max_length=240)
    is_same = models.BooleanField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("one", "other", "is_same", "at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "one", "other"], name="a_twin_is_told_once")
        ]

    def keys(self) -> list[tuple[str, str, str]]:
        return [key_of(self.one), key_of(self.other)]

    def __str__(self) -> str:
        return f"{self.one} = {self.other}" if self.is_same else f"{self.one} is not {self.other}"
