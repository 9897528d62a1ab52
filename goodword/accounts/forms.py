"""What is typed about a login, a business and its members."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodword.web.forms import PlainForm

from .models import Business, Login, Role
from .places import (
    country_choices,
    currency_choices,
    language_choices,
    machine_locale,
    machine_zone,
    zone_choices,
)

WEEK = tuple(
    zip("0123456", (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")), strict=True)
)


class LongSelect(forms.Select):
    """A select of hundreds: Django draws each option by a template of its own, which takes half a second."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "", "{}", ((self._group(label, inside, chosen),) for label, inside in self.choices)
        )
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs({"name": name}, attrs)), options)

    def _group(self, label: Any, inside: Any, chosen: set[str]) -> SafeString:
        if not isinstance(inside, list | tuple):
            return _option(str(label), str(inside), chosen)
        options = format_html_join("", "{}", ((_option(value, text, chosen),) for value, text in inside))
        return format_html('<optgroup label="{}">{}</optgroup>', label, options)


def _option(value: str, text: str, chosen: set[str]) -> SafeString:
    if value in chosen:
        return format_html('<option value="{}" selected>{}</option>', value, text)
    return format_html('<option value="{}">{}</option>', value, text)


def password_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": autocomplete}
    # Spaces at the ends are part of a password.
    return forms.CharField(
        label=label, strip=False, widget=forms.PasswordInput(attrs=attrs), max_length=200, **more
    )


def mail_field(**more: Any) -> forms.EmailField:
    attrs = {"autocomplete": "username", "inputmode": "email"}
    return forms.EmailField(label=_("Your mail address"), widget=forms.EmailInput(attrs=attrs), **more)


def web_field(label: Any) -> forms.URLField:
    attrs = {"autocomplete": "url", "inputmode": "url"}
    return forms.URLField(
        label=label, required=False, assume_scheme="https", widget=forms.URLInput(attrs=attrs)
    )


def whole_field(label: Any, least: int, most: int) -> forms.IntegerField:
    # Not type=number: browsers empty it when they cannot read it, and nobody sees what was refused.
    attrs = {"inputmode": "numeric", "class": "short"}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs=attrs)
    )


class SignInForm(PlainForm):
    email = mail_field()
    password = password_field(_("Password"), "current-password")


class NewPassword(PlainForm):
    """The parts of a form by which a login gets a mail address and a password."""

    login: Login

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if Login.objects.filter(email=email).exclude(pk=self.login.pk).exists():
            raise ValidationError(
                _now("Somebody signs in with this one already. If it is you, sign in with it first.")
            )
        return email

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.login)
        return new

    def keep(self) -> Login:
        if self.cleaned_data.get("name"):
            self.login.name = self.cleaned_data["name"]
        self.login.email = self.cleaned_data["email"]
        self.login.set_password(self.cleaned_data["new"])
        self.login.save()
        return self.login


class PasswordForm(NewPassword):
    """Without a mail server a password is how one signs in on another device."""

    email = mail_field()
    old = password_field(_("Your password until now"), "current-password")
    new = password_field(
        _("New password"), "new-password", help_text=_("Ten letters or more. Four words are good.")
    )

    def __init__(self, login: Login, asks_for_old: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login = login
        self.initial.setdefault("email", login.email)
        if not asks_for_old:
            del self.fields["old"]

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.login.check_password(old):
            raise ValidationError(_now("That is not the password until now."))
        return old


class JoinForm(NewPassword):
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = mail_field(help_text=_("You sign in with it. Nothing is sent there."))
    new = password_field(
        _("A password"), "new-password", help_text=_("Ten letters or more. Four words are good.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login = Login()


class NameForm(PlainForm):
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class RoleForm(PlainForm):
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=(
            (Role.HELPER, _("help: add, change, thank, ask")),
            (Role.VIEWER, _("only look")),
            (Role.OWNER, _("everything")),
        ),
        widget=forms.RadioSelect,
        initial=Role.HELPER,
    )


class OpeningForm(PlainForm):
    """A new business: what cannot be guessed, and nothing more."""

    name = forms.CharField(label=_("What is it called?"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Business.Kind.choices,
        widget=forms.RadioSelect,
        initial=Business.Kind.SHOP,
    )
    country = forms.ChoiceField(label=_("Country"), required=False, widget=LongSelect)
    zone = forms.ChoiceField(label=_("Time zone"), widget=LongSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("country").choices = country_choices()
        # A server is often set to UTC, which says nothing of its owner; the page's script asks the browser.
        here = machine_zone() if machine_zone() != "UTC" else ""
        zone = self.initial.setdefault("zone", here)
        self.initial.setdefault("country", machine_locale()[1])
        self._choices("zone").choices = [*([] if zone else [("", _("Choose"))]), *zone_choices(zone)]

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


class FirstForm(OpeningForm):
    """The first business of somebody who came by a link and has no name yet."""

    who = forms.CharField(
        label=_("And your own name?"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("name", "who")


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of a form that belong together, folded until one of them is wanted."""

    title: Any
    about: Any
    fields: list[forms.BoundField]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


class SettingsForm(OpeningForm):
    currency = forms.ChoiceField(
        label=_("Currency"),
        widget=LongSelect,
        help_text=_("For what you type in from now on. What is in the books keeps its own."),
    )
    language = forms.ChoiceField(label=_("Language"))
    what_we_do = forms.CharField(
        label=_("Do you know anyone who might like to know about ...?"),
        max_length=120,
        required=False,
        help_text=_("What you are asked for, in a few words: “real sourdough bread”."),
    )
    listen_for = forms.CharField(
        label=_("When you hear someone say ..., think of me"),
        max_length=160,
        required=False,
        help_text=_("What people say when they need you: “they miss real bread”."),
    )
    public_place = forms.CharField(
        label=_("Where you are"),
        max_length=160,
        required=False,
        help_text=_("As on your card: “12 Mill Street, Lowell”."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    public_phone = forms.CharField(
        label=_("The number they call"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    public_mail = forms.EmailField(
        label=_("Where they write to"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    public_booking = web_field(_("Where they book a time"))
    public_web = web_field(_("Your website"))
    minutes = whole_field(_("Minutes a day"), 5, 120)
    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"), choices=WEEK, widget=forms.CheckboxSelectMultiple
    )
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until then there is no list. Leave it empty if you are here."),
    )
    ask_rest_days = whole_field(_("Days before the same person is asked again"), 14, 730)
    asks_allowed = whole_field(_("How often one person may be asked in all"), 1, 20)

    def __init__(self, business: Business, *args: Any, **kwargs: Any) -> None:
        initial = {name: getattr(business, name) for name in self.base_fields}
        super().__init__(*args, initial={**initial, "weekdays": list(business.weekdays)}, **kwargs)
        self.business = business
        self.fields["kind"].help_text = _(
            "Another kind changes the words, whom the list asks, and what counts as a success, from tomorrow's list on."
            " What is in the books stays. A practice never names a newcomer when it says thanks."
        )
        self.fields["country"].help_text = _("Phone numbers without + are read as numbers of this country.")
        self._choices("currency").choices = currency_choices()
        self._choices("language").choices = language_choices()
        if len(language_choices()) < 2:
            del self.fields["language"]

    def parts(self) -> list[Part]:
        """The fields in groups, each with its heading and a line on what is in it."""
        groups = (
            (
                _("The business"),
                _("What it is called, what it is, where it is"),
                ("name", "kind", "country", "zone", "currency", "language"),
            ),
            (_("In your words"), _("What people may say of you"), ("what_we_do", "listen_for")),
            (
                _("For newcomers"),
                _("How they reach you: it stands on links and cards"),
                ("public_place", "public_phone", "public_mail", "public_booking", "public_web"),
            ),
            (
                _("Your time"),
                _("Your days, your minutes, and when you are away"),
                ("minutes", "weekdays", "away_until"),
            ),
            (_("Asking"), _("How often one person may be asked"), ("ask_rest_days", "asks_allowed")),
        )
        return [
            Part(title, about, [self[name] for name in names if name in self.fields])
            for title, about, names in groups
        ]

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def keep(self) -> list[str]:
        """Saves what is different; the names of those fields."""
        changed = [name for name, value in self.cleaned_data.items() if getattr(self.business, name) != value]
        for name in changed:
            setattr(self.business, name, self.cleaned_data[name])
        if changed:
            self.business.save(update_fields=changed)
        return changed
