from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.lib.text import squeezed
from goodword.web.forms import PlainForm

from .models import LONGEST

YES, NO = "yes", "no"


class WordsForm(PlainForm):
    """What a phone fills in a minute. Whether others may read it is chosen, not guessed from a tick left out."""

    not_so = _("No, only you. It is kept for you alone and shown to nobody.")
    text = forms.CharField(
        label=_("A few words about us"),
        max_length=LONGEST,
        help_text=_("As you would say it to a friend. One sentence is enough."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said_by = forms.CharField(
        label=_("Your name, as it may stand there"),
        max_length=80,
        help_text=_("“Priya N.” is fine."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    knows_us = forms.CharField(
        label=_("How you know us"),
        max_length=80,
        required=False,
        help_text=_("“Alice's sister”, or “customer for two years”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agrees = forms.ChoiceField(label=_("May others read it?"), widget=forms.RadioSelect)
    field_order: tuple[str, ...] = ("text", "said_by", "knows_us", "agrees")

    def __init__(self, *args: Any, consent: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["agrees"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(YES, consent), (NO, self.not_so)]

    def clean_text(self) -> str:
        return squeezed(self.cleaned_data["text"])

    def clean_said_by(self) -> str:
        return squeezed(self.cleaned_data["said_by"])

    def clean_knows_us(self) -> str:
        return squeezed(self.cleaned_data["knows_us"])

    @property
    def may_show(self) -> bool:
        return bool(self.cleaned_data["agrees"] == YES)

    @property
    def told(self) -> tuple[str, str, str]:
        return self.cleaned_data["text"], self.cleaned_data["said_by"], self.cleaned_data["knows_us"]


class NoteForm(WordsForm):
    """The same, typed by a member to whom it was said."""

    not_so = _("Not asked yet, or they said no. Keep it for us, and show it to nobody.")
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    field_order = ("text", "said_by", "knows_us", "agrees", "key")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(
            *args, consent=_("Yes, I asked them, and they said yes. It is shown to new people."), **more
        )
        self.fields["text"].label = _("What they said, word for word")
        self.fields["text"].help_text = ""
        self.fields["said_by"].label = _("Their name, as it may stand there")
        self.fields["knows_us"].label = _("How they know you")
