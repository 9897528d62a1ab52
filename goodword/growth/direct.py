"""What comes directly, and what is kept of it: M6, in words and a table."""

from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.money import money_words
from goodword.lib.numbers import number_words, percent_words
from goodword.sales.pairs import vendor_words

from .models import OwnModel


def direct_words(told: dict[str, Any]) -> str:
    """ "" for nobody, and where nothing came by a market."""
    if not told["n"] or told["n_direct"] == told["n"]:
        return ""
    facts = {"n": number_words(told["n_direct"]), "share": percent_words(told["n_direct"] / told["n"])}
    return (
        _("%(n)s of them (%(share)s) bought from you directly within a year, not only through a market.")
        % facts
    )


def channels(business: Business, told: dict[str, Any]) -> dict[str, Any] | None:
    """None where there is only one way of selling: all of it is that."""
    if len(told["channels"]) < 2:
        return None
    own = OwnModel.objects.filter(business=business).first()
    takes = own.takes if own else {}
    return {
        "caption": _("By the way they bought"),
        "head": [_("Way"), _("Came in"), _("Of all"), _("People"), _("Kept")],
        "rows": [_row(business, one, told["channels"], takes) for one in told["channels"]],
    }


def _row(
    business: Business, one: list[Any], all_of_them: list[list[Any]], takes: dict[str, float]
) -> list[str]:
    vendor, currency, cents, people = one
    whole = sum(other[2] for other in all_of_them if other[1] == currency and other[2] > 0)
    kept = round(cents * (100 - takes[vendor]) / 100) if vendor in takes else None
    return [
        vendor_words(vendor),
        money_words(cents, currency, business.locale),
        percent_words(max(cents, 0) / whole) if whole else "",
        number_words(people),
        "" if kept is None else money_words(kept, currency, business.locale),
    ]
