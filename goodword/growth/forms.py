from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.web.forms import PlainForm

from .measure.reach import MOST_NAMED_AT_ONCE
from .models import Circle

MOST = 1_000_000
WRONG = dict.fromkeys(("min_value", "max_value"), gettext_lazy("Write a number from 1 to 1,000,000."))


class GoalForm(PlainForm):
    people = forms.IntegerField(
        label=gettext_lazy("How many people to reach"), min_value=1, max_value=MOST, error_messages=WRONG
    )
    by = forms.DateField(
        label=gettext_lazy("By which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    regulars = forms.IntegerField(
        label=gettext_lazy("How many regulars, in time"), min_value=1, max_value=MOST, error_messages=WRONG
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_by(self) -> date:
        by: date = self.cleaned_data["by"]
        if by <= self.today:
            raise forms.ValidationError(_("This day is over. Choose one that is still to come."))
        if by.year > self.today.year + 20:
            raise forms.ValidationError(_("That is more than 20 years away. Choose a nearer day."))
        return by


class CircleForm(PlainForm):
    names = forms.CharField(
        label=gettext_lazy("Their names, one on each line"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "data-grows": ""}),
    )
    more = forms.IntegerField(
        label=gettext_lazy("About how many more are there, whom you have not named?"),
        required=False,
        min_value=0,
        max_value=5000,
        error_messages=dict.fromkeys(
            ("min_value", "max_value"), gettext_lazy("Write a number from 0 to 5,000.")
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST_NAMED_AT_ONCE:
            raise forms.ValidationError(
                _("These are %(n)d names. Bring up to %(most)d at a time, or a file.")
                % {"n": len(names), "most": MOST_NAMED_AT_ONCE}
            )
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(
                _("One of these names is longer than 200 letters. One name on each line.")
            )
        return names


# What helps to remember: questions for each circle, in a 13-year-old's words.
JOGGERS: dict[str, list[Any]] = {
    Circle.Kind.PARTNER: [
        gettext_lazy("Whom does your partner talk to at work?"),
        gettext_lazy("Whose birthday does your partner never miss?"),
        gettext_lazy("Who sat at your partner's side of the last big party?"),
    ],
    Circle.Kind.FAMILY: [
        gettext_lazy("Who was at the last family feast?"),
        gettext_lazy("Which cousins, aunts and uncles run something of their own?"),
        gettext_lazy("Who in the family knows everybody?"),
    ],
    Circle.Kind.SCHOOL: [
        gettext_lazy("Who sat next to you?"),
        gettext_lazy("Which teachers would still know your name?"),
        gettext_lazy("Whose children go to school with yours?"),
    ],
    Circle.Kind.WORK: [
        gettext_lazy("With whom did you have lunch in your last job?"),
        gettext_lazy("Which customers or suppliers of that time would pick up the phone?"),
        gettext_lazy("Who taught you the trade?"),
    ],
    Circle.Kind.CLUB: [
        gettext_lazy("Who plays, sings, prays or runs with you?"),
        gettext_lazy("Who keeps the books, the keys or the bar there?"),
        gettext_lazy("Whom do you greet each week without knowing their last name?"),
    ],
    Circle.Kind.NEIGHBOURS: [
        gettext_lazy("Who takes in your parcels?"),
        gettext_lazy("Who lives across the road, above, below?"),
        gettext_lazy("Who knows what goes on in the street?"),
    ],
    Circle.Kind.TRADES: [
        gettext_lazy("Whose customers need you right before or right after?"),
        gettext_lazy("Which shop next door do you send people to?"),
        gettext_lazy("Who cuts your hair, mends your car, does your books?"),
    ],
}
