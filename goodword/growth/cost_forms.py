"""What an owner says of spending and of time. Every mistake is told at once, in words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.models import Business
from goodword.lib.codes import new_code
from goodword.lib.money import from_cents, places
from goodword.lib.text import squeezed
from goodword.sales.forms import FIRST_DAY, AmountField, told_in_money_of
from goodword.web.forms import PlainForm

from .ad_tables import AHEAD, LONGEST_WHAT, MOST_BYTES, Spent, Table, Unreadable, read_table, text_of
from .models import OwnModel

WEEK = 7 * 24 * 60


def _whole(label: Any, most: int, help_text: Any, wrong: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=help_text,
        error_messages={"min_value": wrong, "max_value": wrong},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )


class FiguresForm(PlainForm):
    """The few figures that nothing in the books tells."""

    hour = AmountField(
        label=gettext_lazy("What is an hour of your time worth?"),
        required=False,
        help_text=gettext_lazy("What you would pay somebody to do it, or what you earn in an hour."),
    )
    minutes_a_week = _whole(
        gettext_lazy("Minutes a week that you spend on word of mouth"),
        WEEK,
        gettext_lazy("Leave it empty, and it is counted from what you noted here."),
        gettext_lazy("A week has 10,080 minutes. Write a number from 0 to that."),
    )
    margin_percent = _whole(
        gettext_lazy("Of 100 that come in, how much stays with you?"),
        100,
        gettext_lazy("After what the goods cost you, and before your time. A guess is fine: 40."),
        gettext_lazy("Write a number from 0 to 100."),
    )

    def __init__(self, data: Any = None, *, business: Business, own: OwnModel, **more: Any) -> None:
        self.business, self.own = business, own
        super().__init__(data, initial=self.said(), auto_id="own_%s", **more)
        told_in_money_of(self, business)

    def said(self) -> dict[str, Any]:
        """What was said so far, as the form shows it."""
        cents = self.own.hour_cents
        hour = "" if cents is None else _plain(cents, self.business.currency)
        return {
            "hour": hour,
            "minutes_a_week": self.own.minutes_a_week,
            "margin_percent": self.own.margin_percent,
        }

    def clean_hour(self) -> tuple[int, str] | None:
        hour: tuple[int, str] | None = self.cleaned_data["hour"]
        if hour and hour[1] != self.business.currency:
            raise forms.ValidationError(_("Write it in %(currency)s.") % {"currency": self.business.currency})
        return hour

    def answers(self) -> dict[str, Any]:
        """As own.say_model takes them."""
        told = self.cleaned_data
        return {
            "hour_cents": told["hour"][0] if told["hour"] else None,
            "minutes_a_week": told["minutes_a_week"],
            "margin_percent": told["margin_percent"],
        }


def _plain(cents: int, currency: str) -> str:
    return f"{from_cents(cents, currency):.{places(currency)}f}"


class SpendingForm(PlainForm):
    what = forms.CharField(
        label=gettext_lazy("What was it for?"),
        max_length=LONGEST_WHAT,
        help_text=gettext_lazy("Like “Ad in the Weekly”, “Leaflets”, “Google”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    amount = AmountField(label=gettext_lazy("How much did it cost?"))
    from_on = forms.DateField(
        label=gettext_lazy("From which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until which day?"),
        required=False,
        help_text=gettext_lazy("Leave it empty for one day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, business: Business, today: date) -> None:
        super().__init__(data, initial={"key": new_code()}, auto_id="spent_%s")
        self.today = today
        told_in_money_of(self, business)

    def clean_what(self) -> str:
        return squeezed(self.cleaned_data["what"])

    def clean_from_on(self) -> date:
        on: date = self.cleaned_data["from_on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is still to come. Note it once it has begun."))
        if on < FIRST_DAY:
            raise forms.ValidationError(_("That is too long ago. Write the day like 2026-02-28."))
        return on

    def clean_until_on(self) -> date | None:
        on: date | None = self.cleaned_data["until_on"]
        if on and on > self.today + AHEAD:
            raise forms.ValidationError(_("This day is more than a year away."))
        return on

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first one."))
        return told

    def spent(self) -> Spent:
        told = self.cleaned_data
        cents, currency = told["amount"]
        return Spent(told["what"], told["from_on"], told["until_on"] or told["from_on"], cents, currency)


class TableForm(PlainForm):
    """A file or pasted lines. `table` is what was read, with all that is wrong with it."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        help_text=gettext_lazy("CSV, with a line for each day and campaign, as the ad program exports it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste its lines, with the headings"),
        required=False,
        strip=False,
        max_length=MOST_BYTES // 4,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, business: Business, today: date) -> None:
        super().__init__(data, files, auto_id="table_%s")
        self.business, self.today = business, today
        self.table = Table()

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if self.errors:
            return told
        text = told.get("pasted") or ""
        if file := told.get("file"):
            try:
                text = text_of(file.read(MOST_BYTES + 1))
            except Unreadable as wrong:
                self.add_error("file", str(wrong))
                return told
        if not text.strip():
            self.add_error("file", _("Choose a file, or paste its lines."))
            return told
        self.table = read_table(text, self.business, self.today)
        return told

    @property
    def may_keep(self) -> bool:
        return self.is_valid() and not self.table.mistakes
