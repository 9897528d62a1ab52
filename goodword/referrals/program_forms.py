"""What the owner says of a program. Every mistake is told at once, in words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.models import Business
from goodword.lib.codes import new_code
from goodword.lib.days import date_words
from goodword.lib.money import from_cents
from goodword.lib.text import squeezed
from goodword.sales.forms import AmountField, told_in_money_of
from goodword.web.forms import PlainForm

from .programs import DAY, SIDES, Gives, Program
from .setting_programs import first_day, n_sent_on


def _gives(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=Gives.choices, initial=Gives.THANKS, widget=forms.RadioSelect
    )


def _what() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("A gift: “a coffee”. Money off: “the next order”. A cause: “the food bank”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _amount() -> AmountField:
    return AmountField(
        label=gettext_lazy("How much money"),
        required=False,
        help_text=gettext_lazy(
            "Of a gift: about what it costs you. It counts towards the budget, and is never shown."
        ),
    )


def _whole(label: Any, help_text: Any, most: int = 100_000) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "short"}
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=most, help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )  # fmt: skip


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class ProgramForm(PlainForm):
    newcomer_gives = _gives(gettext_lazy("What does the newcomer get?"))
    newcomer_what = _what()
    newcomer_amount = _amount()
    advocate_gives = _gives(gettext_lazy("What does whoever sent them get?"))
    advocate_what = _what()
    advocate_amount = _amount()
    waiting_days = forms.IntegerField(
        label=gettext_lazy("Days to wait after the first sale"),
        min_value=0,
        max_value=365,
        help_text=gettext_lazy("So that you know before whether the money is given back."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    from_on = _day(gettext_lazy("From which day?"))
    today_too = forms.ChoiceField(
        choices=[
            ("yes", gettext_lazy("Yes: today counts as a whole")),
            ("no", gettext_lazy("No: it begins tomorrow")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    until_on = _day(
        gettext_lazy("Until which day?"), required=False, help_text=gettext_lazy("Leave it empty for no end.")
    )
    most_a_year = _whole(
        gettext_lazy("The most for one person in a year"),
        gettext_lazy("How many newcomers of theirs they get something for. Leave it empty for no limit."),
    )
    most_in_all = _whole(
        gettext_lazy("The most newcomers in all"), gettext_lazy("Leave it empty for no limit.")
    )
    budget = AmountField(
        label=gettext_lazy("The most money in all"),
        required=False,
        help_text=gettext_lazy("Both sides together. What goes past it is not promised, and not given."),
    )
    allowed = forms.BooleanField(
        label=gettext_lazy("I have looked it up: my profession allows gifts for sending somebody"),
        required=False,
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, business: Business, today: date, running: Program | None = None
    ) -> None:
        super().__init__(data, initial=_initial(running, today), auto_id="program_%s")
        self.business, self.today, self.running = business, today, running
        told_in_money_of(self, business)
        if not business.is_discreet:
            del self.fields["allowed"]
        self.n_sent_today = n_sent_on(business, today) if first_day(business, today, today) == today else 0
        if self.n_sent_today:
            self.fields["today_too"].label = already_words(self.n_sent_today)
        else:
            del self.fields["today_too"]

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in groups, each with its heading."""
        groups = (
            (_("For the newcomer"), ("newcomer_gives", "newcomer_what", "newcomer_amount")),
            (_("For whoever sent them"), ("advocate_gives", "advocate_what", "advocate_amount")),
            (_("When"), ("waiting_days", "from_on", "today_too", "until_on")),
            (_("How much at most"), ("most_a_year", "most_in_all", "budget")),
            (_("Your profession"), ("allowed",)),
        )
        found = [(title, [self[name] for name in names if name in self.fields]) for title, names in groups]
        return [(title, fields) for title, fields in found if fields]

    def clean_newcomer_what(self) -> str:
        return squeezed(self.cleaned_data["newcomer_what"])

    def clean_advocate_what(self) -> str:
        return squeezed(self.cleaned_data["advocate_what"])

    def clean_from_on(self) -> date:
        on: date = self.cleaned_data["from_on"]
        begun = self.running is not None and on == self.running.from_on
        if on < self.today and not begun:
            raise forms.ValidationError(
                _("%(day)s is over. What is promised can only begin today or later.")
                % {"day": date_words(on)}
            )
        return on

    def clean_until_on(self) -> date | None:
        on: date | None = self.cleaned_data["until_on"]
        if on and on < self.today:
            raise forms.ValidationError(_("This day is over. Choose one that is still to come."))
        return on

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for side in SIDES:
            self._clean_side(side)
        gives = {told.get(f"{side}_gives") for side in SIDES}
        if gives == {Gives.THANKS}:
            words = _("Thanks need no promise: they are said anyway. Choose something for one side.")
            self.add_error("newcomer_gives", words)
        if "today_too" in self.fields and told.get("from_on") == self.today:
            self._clean_today(told)
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first one."))
        if self.business.is_discreet and not told.get("allowed"):
            self.add_error(
                "allowed", _("Many professions forbid it. Look it up first; thanks are always fine.")
            )
        if (budget := told.get("budget")) and budget[0] < sum(self._cents(side) for side in SIDES):
            self.add_error("budget", _("This is not enough for one newcomer and whoever sent them."))
        return told

    def _clean_today(self, told: dict[str, Any]) -> None:
        """Every day has one promise, so what begins today holds for whoever came this morning: never unasked."""
        if told.get("today_too") == "no":
            told["from_on"] = self.today + DAY
        elif not told.get("today_too") and "today_too" not in self.errors:
            self.add_error("today_too", _("Say whether those who came today get it too."))

    @property
    def holds_for_earlier(self) -> bool:
        """Whether who came today before it was set get it too, as the owner said."""
        return bool(self.n_sent_today) and self.cleaned_data["from_on"] == self.today

    def _clean_side(self, side: str) -> None:
        told = self.cleaned_data
        gives, what, amount = (told.get(f"{side}_{name}") for name in ("gives", "what", "amount"))
        if gives in (Gives.GIFT, Gives.CAUSE) and not what and f"{side}_what" not in self.errors:
            words = _("Say what it is.") if gives == Gives.GIFT else _("Say which good cause.")
            self.add_error(f"{side}_what", words)
        if gives in (Gives.CREDIT, Gives.CAUSE) and not amount and f"{side}_amount" not in self.errors:
            self.add_error(f"{side}_amount", _("Say how much."))
        if amount and amount[1] != self.business.currency:
            self.add_error(
                f"{side}_amount", _("Write it in %(currency)s.") % {"currency": self.business.currency}
            )

    def _cents(self, side: str) -> int:
        amount = self.cleaned_data.get(f"{side}_amount")
        return amount[0] if amount and self.cleaned_data.get(f"{side}_gives") != Gives.THANKS else 0

    def terms(self, at: Any) -> dict[str, Any]:
        """What is kept of it: of a side that gets thanks alone, nothing else."""
        told, terms = self.cleaned_data, {}
        for side in SIDES:
            gives = told[f"{side}_gives"]
            terms[f"{side}_gives"] = gives
            terms[f"{side}_what"] = told[f"{side}_what"] if gives != Gives.THANKS else ""
            terms[f"{side}_cents"] = self._cents(side)
        budget = told["budget"]
        names = ("waiting_days", "from_on", "until_on", "most_a_year", "most_in_all")
        terms |= {name: told[name] for name in names}
        return terms | {
            "budget_cents": budget[0] if budget else None,
            "currency": self.business.currency,
            "allowed_at": at if told.get("allowed") else None,
        }


def already_words(n: int) -> str:
    words = ngettext(
        "%(n)d person was sent to you today already. Does it hold for them too?",
        "%(n)d people were sent to you today already. Does it hold for them too?",
        n,
    )
    return words % {"n": n}


def _initial(running: Program | None, today: date) -> dict[str, Any]:
    if running is None:
        return {"key": new_code(), "waiting_days": 14, "from_on": today}

    def amount(cents: int | None) -> str:
        return str(from_cents(cents, running.currency)) if cents else ""

    first: dict[str, Any] = {
        name: getattr(running, name)
        for name in ("newcomer_gives", "newcomer_what", "advocate_gives", "advocate_what", "waiting_days")
        + ("until_on", "most_a_year", "most_in_all")
    }
    return first | {
        "key": new_code(),
        "from_on": max(today, running.from_on),
        "newcomer_amount": amount(running.newcomer_cents),
        "advocate_amount": amount(running.advocate_cents),
        "budget": amount(running.budget_cents),
        "allowed": running.allowed_at is not None,
    }
