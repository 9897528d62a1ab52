"""Two tellings that may be one sale, as the page shows them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.lib.days import date_words
from goodword.lib.money import money_words

from .by_software import VENDOR as SOFTWARE
from .models import Sale, TwinWord, key_of
from .twins import HAND

PAGE = 20
# Pairs that the owner has decided on are passed over while a page is filled; so many at most.
LOOKED_THROUGH = 400
SHOWN_DECIDED = 50

VENDORS = {
    "shopify": "Shopify",
    "square": "Square",
    "stripe": "Stripe",
    "stripelive": "Stripe",
    "quickbooks": "QuickBooks",
    "etsy": "Etsy",
    "woocommerce": "WooCommerce",
    "ebay": "eBay",
    "kofi": "Ko-fi",
    "xero": "Xero",
    "paypal": "PayPal",
    "gocardless": "GoCardless",
    "myob": "MYOB",
}


def vendor_words(vendor: str) -> str:
    if vendor == HAND:
        return _("typed by hand")
    if vendor == SOFTWARE:
        return _("another program")
    return VENDORS.get(vendor) or (vendor.capitalize() if vendor else _("your table"))


class Pairs:
    """One page of pairs that the owner has not decided on, newest first."""

    def __init__(self, member: Member, after: str = "") -> None:
        self.member = member
        rows = rows_for(member, Sale).filter(state=Sale.State.TWIN).exclude(twin_of=None)
        if not member.is_owner:
            # Who was left out is seen by the owner alone, by name too.
            rows = rows.exclude(person__left_out=True).exclude(twin_of__person__left_out=True)
        self.n_twins = rows.count()
        self.undecided: list[tuple[Sale, Sale]] = []
        self.after = ""
        told = self._words()
        if last := rows_for(member, Sale).filter(code=plain_code(after)).first():
            rows = rows.filter(on__lte=last.on).exclude(on=last.on, pk__gte=last.pk)
        ordered = rows.select_related("person", "twin_of__person", "business").order_by("-on", "-pk")
        looked_at = list(ordered[:LOOKED_THROUGH])
        for twin in looked_at:
            counted = twin.twin_of
            if counted is None or pair_key(counted, twin) in told:
                continue
            if len(self.undecided) == PAGE:
                self.after = self.undecided[-1][1].code
                break
            self.undecided.append((counted, twin))
        else:
            if len(looked_at) == LOOKED_THROUGH:
                self.after = looked_at[-1].code

    def _words(self) -> set[tuple[str, str]]:
        return set(rows_for(self.member, TwinWord).values_list("one", "other"))

    def decided(self) -> list[tuple[TwinWord, str]]:
        """What the owner has decided, in a sentence each."""
        rows = rows_for(self.member, TwinWord).order_by("-at", "-pk")[:SHOWN_DECIDED]
        return [(word, word_words(word)) for word in rows]


def plain_code(told: str) -> str:
    """What was told as a code, with nothing in it that a code cannot hold."""
    return "".join(letter for letter in told.upper()[:12] if letter.isalnum())


def pair_key(one: Sale, other: Sale) -> tuple[str, str]:
    first, second = sorted((one.natural_key, other.natural_key))
    return first, second


def word_words(word: TwinWord) -> str:
    one, other = (
        f"{vendor_words(vendor)} {number}" for vendor, _account, number in map(key_of, (word.one, word.other))
    )
    words = (
        _("%(one)s and %(other)s are one sale.")
        if word.is_same
        else _("%(one)s and %(other)s are two sales.")
    )
    return words % {"one": one, "other": other}


def find_word(member: Member, pk: int) -> TwinWord | None:
    return rows_for(member, TwinWord).filter(pk=pk).first() if pk < 2**63 else None


def pair_shown(counted: Sale, twin: Sale, today: date) -> dict[str, Any]:
    """For the template: both sides with their facts, alike ones marked."""
    sides = [_facts(sale) for sale in (counted, twin)]
    both = [
        {
            "name": vendor_words(sale.vendor),
            "facts": [
                (label, value, value == sides[1 - n].get(label)) for label, value in sides[n].items() if value
            ],
        }
        for n, sale in enumerate((counted, twin))
    ]
    return {"one": counted.code, "other": twin.code, "both": both, "person": counted.person or twin.person}


def _facts(sale: Sale) -> dict[str, str]:
    language = sale.business.locale
    by_hand = sale.vendor == HAND
    return {
        _("Day"): date_words(sale.on),
        _("Amount"): money_words(sale.goods_cents, sale.currency, language),
        _("In all"): money_words(sale.total_cents, sale.currency, language),
        _("Who"): str(sale.person) if sale.person else _("not known"),
        _("Number"): "" if by_hand or sale.vendor_id.startswith("~") else sale.vendor_id,
        _("What"): sale.what,
    }
