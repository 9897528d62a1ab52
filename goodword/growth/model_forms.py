"""The four questions, as an owner answers them in their own words."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.sales.pairs import vendor_words

from .cost_forms import FiguresForm
from .models import OwnModel

TAKES = "takes_"  # begins the fields of what each way of selling takes
LONGEST = 600
WORDS = ("why_pay", "protects", "become_loyal")


def _words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "data-grows": ""}),
    )


class ModelForm(FiguresForm):
    why_pay = _words(
        gettext_lazy("Why do people pay you?"), gettext_lazy("What they get that is worth the money to them.")
    )
    protects = _words(
        gettext_lazy("What protects you?"),
        gettext_lazy("Why somebody else can't simply take your place: your skill, your place, your people."),
    )
    become_loyal = _words(
        gettext_lazy("How does a stranger become loyal?"),
        gettext_lazy("What happens from the first time they hear of you to the third time they come."),
    )

    def __init__(self, data: Any = None, *, vendors: list[str], **more: Any) -> None:
        self.vendors = vendors
        super().__init__(data, **more)
        wrong = _("Write a number from 0 to 100.")
        for vendor in vendors:
            field = forms.DecimalField(
                label=_("What does %(vendor)s take of 100?") % {"vendor": vendor_words(vendor)},
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                error_messages=dict.fromkeys(
                    ("min_value", "max_value", "max_digits", "max_decimal_places"), wrong
                )
                | {"invalid": _("This is not a number. Write it like 12.50.")},
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}
                ),
            )
            self.fields[TAKES + vendor] = field

    def said(self) -> dict[str, Any]:
        takes = {TAKES + vendor: part for vendor, part in self.own.takes.items()}
        return super().said() | {name: getattr(self.own, name) for name in WORDS} | takes

    def answers(self) -> dict[str, Any]:
        told = self.cleaned_data
        takes = dict(self.own.takes)
        for vendor in self.vendors:
            part: Decimal | None = told[TAKES + vendor]
            if part is None:
                takes.pop(vendor, None)
            else:
                takes[vendor] = float(part)
        return super().answers() | {name: told[name].strip() for name in WORDS} | {"takes": takes}

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        groups = (
            (_("In your words"), WORDS),
            (_("Your figures"), ("margin_percent", "hour", "minutes_a_week")),
            (_("What each way of selling takes"), tuple(TAKES + vendor for vendor in self.vendors)),
        )
        return [(title, [self[name] for name in names]) for title, names in groups if names]


def vendors_to_ask(channels: list[list[Any]], own: OwnModel) -> list[str]:
    """The ways of selling of the last year that somebody else runs, and those that were told before."""
    found = [str(vendor) for vendor, *_rest in channels if vendor]
    return list(dict.fromkeys([*found, *own.takes]))[:12]
