"""What a member types: a need or an offer, and what came of an introduction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.lib.text import squeezed
from goodword.web.forms import PlainForm

from .models import LONGEST
from .noting import KINDS

SAY_WHICH = _("Say which: do they need it, or offer it?")


class NoteForm(PlainForm):
    """The button says which of the two it is."""

    text = forms.CharField(
        label=_("What do they need, or offer?"),
        help_text=_("For example: a plumber, wedding cakes, help with taxes"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST}),
        error_messages={
            "required": _("Write a few words: a plumber, wedding cakes."),
            "max_length": _("At most 120 letters. A few words find more."),
        },
    )
    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in KINDS],
        widget=forms.HiddenInput,
        error_messages={"required": SAY_WHICH, "invalid_choice": SAY_WHICH},
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text = squeezed(self.cleaned_data["text"])
        if not any(sign.isalnum() for sign in text):
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "kind" in self.errors:
            # A hidden field has no place of its own on the page.
            self.add_error(None, self.errors.pop("kind").data[0])
        return told


class OutcomeForm(PlainForm):
    outcome = forms.CharField(
        label=_("What came of it?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 300}),
        error_messages={"max_length": _("At most 300 letters.")},
    )
