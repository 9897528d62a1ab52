from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.lib.text import squeezed
from goodword.web.forms import PlainForm

from .queue import GIFT, Shown


class ThankedForm(PlainForm):
    how = forms.ChoiceField(label=gettext_lazy("How did you say it?"), widget=forms.RadioSelect)
    gift = forms.CharField(
        label=gettext_lazy("What was the gift?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only if there was one: so that the next one is another."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    wording = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    codes = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # of all that the words on the page name

    def __init__(self, data: Any, shown: Shown) -> None:
        wording = shown.words.wording if shown.words else ""
        self.owed = shown.owed.codes
        told = {"wording": wording, "codes": " ".join(self.owed)}
        super().__init__(data, initial=told, auto_id="thanked_%s")
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(shown.hows)

    def clean_codes(self) -> list[str]:
        told: list[str] = self.cleaned_data["codes"].split()
        return told or self.owed

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["gift"] = squeezed(told.get("gift", ""))
        if told.get("how") == GIFT and not told["gift"] and "gift" not in self.errors:
            self.add_error("gift", _("Say what it was."))
        return told
