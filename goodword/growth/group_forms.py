"""What a member types about a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.lib.text import squeezed
from goodword.web.forms import PlainForm

from .models import Group

LONGEST = 80


class GroupForm(PlainForm):
    name = forms.CharField(
        label=_("What do you call them?"),
        help_text=_("For example: the choir, Hill School parents, the Tuesday runners"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST}),
        error_messages={
            "required": _("Give the group a name, so that you know it again."),
            "max_length": _("At most 80 letters. A short name is found more easily."),
        },
    )
    person = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name = squeezed(self.cleaned_data["name"])
        if not any(sign.isalnum() for sign in name):
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


class RenameForm(GroupForm):
    """A found group may go without: then it is called by what it was found by."""

    def __init__(self, *args: object, group: Group, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        del self.fields["person"]
        if group.kind != Group.Kind.TOLD:
            name = self.fields["name"]
            name.required = False
            name.help_text = _("Leave it empty to have it called by what it was found by.")

    def clean_name(self) -> str:
        return super().clean_name() if self.cleaned_data["name"] else ""
