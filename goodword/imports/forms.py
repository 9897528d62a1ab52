"""What an owner brings: files, a pasted list, and what the columns of a table mean."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goodword.web.forms import PlainForm

from .columns import MEANINGS, ONLY_ONCE

LONGEST_LIST = 1_000_000


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class FilesField(forms.FileField):
    """Any number of files. An empty one is let through: whoever reads it says what is wrong with it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [one for one in (data or []) if one]

    def to_python(self, data: Any) -> Any:
        return data


class BringForm(PlainForm):
    files = FilesField(  # type: ignore[assignment]  # a form's own `files` is only read before it is bound
        label=gettext_lazy("Files from your phone, shop or bank"),
        required=False,
        help_text=gettext_lazy("As they were exported, all at once if you like. The order does not matter."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste a list of names"),
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("One on each line. A mail or a phone number may stand beside the name."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("files") and not (told.get("pasted") or "").strip():
            self.add_error("files", _("Choose a file, or paste some names below."))
        return told


class ColumnsForm(PlainForm):
    """One choice for each column of a table that nobody has recognised."""

    def __init__(self, columns: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", pgettext("a column of a table", "leave it out"))]
        choices += [(meaning, capfirst(_(words))) for meaning, words in MEANINGS.items()]
        self.headers: dict[str, str] = {}
        for n, column in enumerate(columns):
            self.headers[f"column_{n}"] = column["header"]
            self.fields[f"column_{n}"] = forms.ChoiceField(
                label=column["header"] or _("Column %(n)s") % {"n": n + 1},
                choices=choices,
                initial=column["meaning"],
                required=False,
                help_text=" · ".join(column["samples"][:3]),
            )

    def clean(self) -> dict[str, Any]:
        """What a row has once is told by one column: the one that was chosen now, where another was before."""
        told = super().clean() or {}
        for meaning in ONLY_ONCE.intersection(told.values()):
            names = [name for name, one in told.items() if one == meaning]
            chosen = [name for name in names if name in self.changed_data]
            for name in names if chosen else []:
                if name not in chosen:
                    told[name] = ""
            for name in chosen[1:]:
                words = _("“%(other)s” is the %(meaning)s already. Choose one of the two.")
                figures = {"other": self.headers[chosen[0]], "meaning": _(MEANINGS[meaning])}
                self.add_error(name, words % figures)
        return told

    def meanings(self) -> dict[str, str]:
        return {header: self.cleaned_data[name] for name, header in self.headers.items()}


def columns_form(columns: list[dict[str, Any]], n: int, data: Any = None) -> ColumnsForm | None:
    """`n`: which table of the file."""
    return ColumnsForm(columns, data, prefix=f"file{n}") if columns else None


class UndoForm(PlainForm):
    """Nothing to fill in."""
