from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.web.forms import PlainForm

from .scopes import Scope


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
