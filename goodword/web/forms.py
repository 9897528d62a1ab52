"""Forms that refuse in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Django's own words for the same, by the key of `error_messages`; "invalid" depends on the kind of field.
NEEDED = _("This is needed.")
INVALID: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.EmailField, _("This is not a mail address. Write it like dana@example.com.")),
    (forms.DateField, _("This is not a date. Write it like 2026-02-28.")),
    (forms.IntegerField, _("This is not a number. Write it like 12.")),
    (forms.DecimalField, _("This is not a number. Write it like 12.50.")),
    (forms.URLField, _("This is not a web address. Write it like https://example.com.")),
    (forms.FileField, _("No file came with it. Choose one.")),
)
CHOOSE = _("Choose one of these.")
EMPTY = _("The file is empty. Choose another.")


class PlainForm(forms.Form):
    """A form whose fields say what would work. Words given to a field itself are kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _speak_plainly(field)


def _speak_plainly(field: forms.Field) -> None:
    plain: dict[str, Any] = {"required": CHOOSE if isinstance(field, forms.ChoiceField) else NEEDED}
    if isinstance(field, forms.ChoiceField):
        plain["invalid_choice"] = CHOOSE
    if isinstance(field, forms.FileField):
        plain["empty"] = EMPTY
    for kind, words in INVALID:
        # IntegerField is Decimal's parent too: the last that fits is the closest.
        if isinstance(field, kind):
            plain["invalid"] = words
    for key, words in plain.items():
        if field.error_messages.get(key) == _standard(field, key):
            field.error_messages[key] = words


def _standard(field: forms.Field, key: str) -> Any:
    """What Django itself says for `key`, looked up as Django does: the closest class that says something."""
    for ancestor in type(field).__mro__:
        said = vars(ancestor).get("default_error_messages", {})
        if key in said:
            return said[key]
    return None
