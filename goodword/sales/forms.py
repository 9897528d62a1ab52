"""What a member may type about a sale. Every mistake is told at once, in words."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.money import CENTS_MAX, money_words, places, to_cents
from goodword.lib.parse_money import NotMoney, currency_of, home_mark, mark_of, read_amount
from goodword.lib.text import squeezed
from goodword.web.forms import PlainForm

from .models import Sale

FIRST_DAY = date(1900, 1, 1)


class AmountField(forms.CharField):
    """An amount as people type it: 12.50, 12,50, € 12. Gives (cents, currency); None if nothing was typed."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))
        more.setdefault("max_length", 40)
        super().__init__(**more)
        self.business: Business | None = None

    def clean(self, value: Any) -> tuple[int, str] | None:
        typed = super().clean(value)
        if not typed:
            return None
        assert self.business is not None
        return read_typed(typed, self.business)


def told_in_money_of(form: forms.Form, business: Business) -> None:
    """Its amounts are read as this business writes money."""
    for field in form.fields.values():
        if isinstance(field, AmountField):
            field.business = business


def read_typed(typed: str, business: Business) -> tuple[int, str]:
    """Cents and currency of what was typed. Raises ValidationError, with words."""
    try:
        amount, sign = read_amount(typed, mark_of([typed]) or home_mark(business.country))
    except NotMoney:
        raise _not_money(typed) from None
    currency = currency_of(sign, business.currency) if sign else business.currency
    if not currency:
        raise _not_money(typed)
    try:
        cents = to_cents(amount, currency)
    except ArithmeticError:
        words = _("“%(saw)s” is more than one sale can be: the most is %(most)s.")
        most = money_words(CENTS_MAX, currency, business.locale)
        raise forms.ValidationError(words % {"saw": typed, "most": most}) from None
    if amount != amount.quantize(Decimal(1).scaleb(-places(currency))):
        words = _("“%(saw)s” has more places than %(currency)s has. Write it like %(example)s.")
        raise forms.ValidationError(
            words % {"saw": typed, "currency": currency, "example": _example(places(currency))}
        )
    if amount <= 0:
        raise forms.ValidationError(
            _("“%(saw)s” is too little. Write an amount that is more than nothing, like %(example)s.")
            % {"saw": typed, "example": _example(places(currency))}
        )
    return cents, currency


def _not_money(typed: str) -> forms.ValidationError:
    return forms.ValidationError(
        _("“%(saw)s” is not an amount of money. Write it like 12.50.") % {"saw": typed[:40]}
    )


def _example(n: int) -> str:
    return "12" if n == 0 else "12." + "500"[:n]


class SaleForm(PlainForm):
    amount = AmountField(
        label=gettext_lazy("How much"), error_messages={"required": gettext_lazy("Write how much it was.")}
    )
    on = forms.DateField(
        label=gettext_lazy("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    what = forms.CharField(label=gettext_lazy("What it was, if you like"), required=False, max_length=200)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, business: Business, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        told_in_money_of(self, business)

    def clean_what(self) -> str:
        return squeezed(self.cleaned_data["what"])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            words = _("%(day)s is still to come. Write the day on which it happened.")
            raise forms.ValidationError(words % {"day": date_words(on)})
        if on < FIRST_DAY:
            raise forms.ValidationError(_("That is too long ago. Write the day like 2026-02-28."))
        return on


class GiveBackForm(SaleForm):
    """Money given back for one sale: not more than is left of it, in its currency, and not before it."""

    def __init__(self, *args: Any, sale: Sale, left: int, today: date, **more: Any) -> None:
        super().__init__(*args, business=sale.business, today=today, **more)
        self.sale, self.left = sale, left

    def clean_amount(self) -> tuple[int, str]:
        cents, currency = self.cleaned_data["amount"]
        if currency != self.sale.currency:
            words = _("The sale was in %(currency)s. Write what was given back in the same money.")
            raise forms.ValidationError(words % {"currency": self.sale.currency})
        if cents > self.left:
            most = money_words(self.left, currency, self.sale.business.locale)
            raise forms.ValidationError(
                _("That is more than is left of this sale: %(most)s.") % {"most": most}
            )
        return cents, currency

    def clean_on(self) -> date:
        on = super().clean_on()
        if on < self.sale.on:
            raise forms.ValidationError(
                _("That is before the sale, on %(day)s.") % {"day": date_words(self.sale.on)}
            )
        return on
