"""A trial is declared: which share is left unasked, and the one day on which it is judged."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.web.forms import PlainForm

SHORTEST, LONGEST = timedelta(days=90), timedelta(days=365)
USUALLY = timedelta(days=180)


class TrialForm(PlainForm):
    share = forms.TypedChoiceField(
        label=gettext_lazy("How many are left unasked"), coerce=int, widget=forms.RadioSelect
    )
    judged_on = forms.DateField(
        label=gettext_lazy("The day on which it is judged"),
        help_text=gettext_lazy("Between three months and a year ahead. Longer shows more."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["share"].choices = choices  # type: ignore[attr-defined]

    def clean_judged_on(self) -> date:
        day: date = self.cleaned_data["judged_on"]
        if day < self.today + SHORTEST:
            raise forms.ValidationError(
                _("That is too soon: a good word takes its time. Choose a day at least 90 days ahead.")
            )
        if day > self.today + LONGEST:
            raise forms.ValidationError(
                _("That is too long to leave people unasked. Choose a day within a year.")
            )
        return day
