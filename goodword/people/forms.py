"""What a member may type about a person. Every mistake is told at once, in words."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.access import rows_for
from goodword.accounts.models import Business, Member
from goodword.lib.codes import tidy_code
from goodword.lib.mails import mail_key
from goodword.lib.text import squeezed

from .forgetting import forgotten_marks, is_forgotten
from .hand import way_key
from .kinds import kind_choices
from .models import Note, Person, Tie, Way

WAY_KINDS = [
    (Way.Kind.PHONE, gettext_lazy("phone")),
    (Way.Kind.EMAIL, gettext_lazy("e-mail")),
    (Way.Kind.WHATSAPP, gettext_lazy("WhatsApp")),
    (Way.Kind.LINKEDIN, gettext_lazy("LinkedIn")),
    (Way.Kind.WEB, gettext_lazy("web page")),
]


def no_such_mail(typed: str) -> str:
    return _("“%(saw)s” is not a mail address. Write it like dana@example.com.") % {"saw": typed[:80]}


def no_such_number(typed: str) -> str:
    return _("“%(saw)s” is not a phone number. Write it with its digits, like 020 7946 0958.") % {
        "saw": typed[:80]
    }


def mistake_in(kind: str, value: str) -> str:
    """What is wrong with a way to reach somebody, in words; "" if nothing is."""
    if kind == Way.Kind.EMAIL:
        return "" if mail_key(value) else no_such_mail(value)
    if kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP):
        return "" if 3 <= sum(map(str.isdigit, value)) <= 20 else no_such_number(value)
    if any(letter.isspace() for letter in value) or "." not in value:
        return _("“%(saw)s” is not an address on the web.") % {"saw": value[:80]}
    return ""


class OfBusiness(forms.Form):
    """A form of one member, so that it can look into the member's own books and no others."""

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        self.member = member
        self.business: Business = member.business
        super().__init__(*args, **more)

    def check_way(self, field: str, kind: str, value: str, mine: Person | None = None) -> None:
        """Adds what is wrong with a way, who has it already, or that its owner asked to be forgotten."""
        if words := mistake_in(kind, value):
            self.add_error(field, words)
            return
        key = way_key(kind, value, self.business.country)
        if not key:
            return
        if is_forgotten(forgotten_marks(self.business.pk), [(kind, key)]):
            self.add_error(field, _("Whoever has this asked to be forgotten. Leave it out."))
        others = rows_for(self.member, Person).filter(ways__kind=kind, ways__key=key, ways__is_wrong=False)
        if kind == Way.Kind.EMAIL and (other := others.exclude(pk=mine.pk if mine else 0).first()):
            self.add_error(field, _("%(name)s has this address already.") % {"name": other})


class AddPerson(OfBusiness):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Write a name. A first name is enough."),
            "max_length": gettext_lazy("A name has at most 200 letters."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who is this to you?"), required=False, widget=forms.RadioSelect
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=60)
    email = forms.CharField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    organisation = forms.CharField(
        label=gettext_lazy("Where they work or belong"), required=False, max_length=200
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(kind, capfirst(words)) for kind, words in kind_choices(self.business.kind)]
        kinds.error_messages["invalid_choice"] = _("Choose one of these.")
        self.fields["phone"].widget.input_type = "tel"
        self.fields["email"].widget.attrs |= {"inputmode": "email", "autocapitalize": "none"}

    def clean_name(self) -> str:
        return squeezed(self.cleaned_data["name"])

    def clean_kind(self) -> str:
        # A helper does not see who is not sorted: whom they add must be somebody.
        if not self.cleaned_data["kind"] and not self.member.is_owner:
            raise forms.ValidationError(_("Say who this is to you."))
        return str(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for kind in ("phone", "email"):
            if told.get(kind):
                self.check_way(kind, kind, told[kind])
        return told


class Correct(OfBusiness):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    organisation = forms.CharField(
        label=gettext_lazy("Where they work or belong"), required=False, max_length=200
    )
    city = forms.CharField(label=gettext_lazy("Town"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        return {name: squeezed(value) for name, value in (super().clean() or {}).items()}


class NoteForm(OfBusiness):
    text = forms.CharField(
        label=gettext_lazy("What did you hear?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write a few words."),
            "max_length": gettext_lazy("A note has at most 2,000 letters."),
        },
    )
    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        required=False,
        choices=lambda: [(about, capfirst(words)) for about, words in Note.About.choices],
        widget=forms.RadioSelect,
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class WayForm(OfBusiness):
    kind = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=lambda: [(kind, capfirst(words)) for kind, words in WAY_KINDS],
        widget=forms.RadioSelect,
    )
    value = forms.CharField(
        label=gettext_lazy("Number or address"),
        max_length=254,
        error_messages={"required": gettext_lazy("Write a number or an address.")},
    )

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        self.person = person
        super().__init__(*args, **more)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("kind") and told.get("value"):
            self.check_way("value", told["kind"], told["value"], self.person)
        return told


class TieForm(OfBusiness):
    """A tie to another person, who is named by their code (chosen from those found)."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What are they?"), choices=Tie.Kind.choices, widget=forms.RadioSelect
    )
    other = forms.CharField(max_length=20)

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        self.person = person
        super().__init__(*args, **more)

    def clean_other(self) -> Person:
        code = tidy_code(self.cleaned_data["other"])
        other = rows_for(self.member, Person).filter(code=code).first()
        if other is None:
            raise forms.ValidationError(_("Choose one of the people found."))
        if other.pk == self.person.pk:
            raise forms.ValidationError(_("Choose somebody else: this is the same person."))
        return other
