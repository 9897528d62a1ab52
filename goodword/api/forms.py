from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.web.forms import PlainForm

from .events import CHOICES
from .reaching import Refused, place_of
from .scopes import Scope
from .signing import BEGINS


class KeyForm(PlainForm):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("As you will know it again: “our booking page”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than it needs."),
    )


class HookForm(PlainForm):
    url = forms.CharField(
        label=_("Its web address"),
        max_length=500,
        widget=forms.URLInput,
        help_text=_("The other program shows it to you: often called a webhook."),
    )
    types = forms.MultipleChoiceField(
        label=_("What should it hear about?"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than it needs."),
    )

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            place_of(url)
        except Refused as why:
            raise forms.ValidationError(str(why)) from None
        if url in self.known:
            raise forms.ValidationError(_("This address is on your list already."))
        return url


class SecretForm(PlainForm):
    secret = forms.CharField(
        label=_("The signing secret"),
        max_length=200,
        help_text=_("It begins with whsec_. It is not the API key, which begins with sk_ or pk_."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_secret(self) -> str:
        secret: str = self.cleaned_data["secret"]
        if not secret.startswith(BEGINS) or not secret.isascii() or len(secret) < 20:
            raise forms.ValidationError(_("This is not a signing secret. It begins with whsec_."))
        return secret
