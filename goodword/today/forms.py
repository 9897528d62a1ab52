from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodword.talks.models import Ask
from goodword.web.forms import PlainForm

ANSWERED = ("ask", "hear_back")
LONGEST_AWAY = timedelta(days=366)


class SaidForm(PlainForm):
    """What they said, when a move is done."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        choices=[*Ask.Answer.choices, ("", pgettext_lazy("answer", "nothing yet"))],
        required=False,
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=gettext_lazy("In their words, if you like"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in ANSWERED:
            del self.fields["answer"]
            self.fields["said"].label = gettext_lazy("What did they say?")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "answer" in self.fields and told.get("said") and not told.get("answer"):
            self.add_error("answer", _("Was that a yes, a maybe or a no?"))
        return told


class WordsForm(PlainForm):
    words = forms.CharField(
        label=gettext_lazy("What you will say"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write at least a word, or go back and keep the old ones.")},
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Use my wording for others too"),
        required=False,
        help_text=gettext_lazy("Names and facts are swapped for theirs."),
    )


class AwayForm(PlainForm):
    until = forms.DateField(
        label=gettext_lazy("The first day that I am back"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("This day is over. Choose one that is still to come."))
        if until > self.today + LONGEST_AWAY:
            raise forms.ValidationError(_("That is more than a year away. Choose a nearer day."))
        return until


class StartForm(PlainForm):
    """Three questions and one line. A name is enough, and one name is enough to begin."""

    first = forms.CharField(
        label=gettext_lazy("Who was your first customer?"), required=False, max_length=200
    )
    sent = forms.CharField(label=gettext_lazy("Who last sent you someone?"), required=False, max_length=200)
    talks = forms.CharField(label=gettext_lazy("Who talks about you most?"), required=False, max_length=200)
    listen_for = forms.CharField(
        label=gettext_lazy("When you hear someone say ..., think of me"),
        help_text=gettext_lazy("What do people say just before they need you? “they miss real bread”"),
        required=False,
        max_length=160,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "sent", "talks"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "placeholder": _("A name is enough")}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(name) for name in ("first", "sent", "talks")):
            raise forms.ValidationError(_("Write at least one name. The others can wait."))
        return told
