"""Corner Bakery as made-up content for the style page, and for nothing else."""

from types import SimpleNamespace
from typing import Any

import segno
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from . import sample_charts
from .forms import PlainForm

ASK = (
    "Hi Priya, you told me your neighbours ask about the rolls. Do you know anyone who might like to know"
    " about us? When you hear someone say they miss real bread, think of me. Here is a card you can pass on:"
    " goodword.example/priya"
)
HARD = "Hi Sam, we would appreciate your recommendation. How was the cake?"
LONG_NAME = "Maximiliane Wilhelmine von Hohenberg-Schwarzenfels-Lichtenstein y Fernández de Córdoba"


class CameForm(PlainForm):
    name = forms.CharField(label=_("Their name"))
    came_by = forms.ChoiceField(
        label=_("How did they find you?"),
        widget=forms.RadioSelect,
        initial="person",
        choices=[
            ("person", _("Someone sent them")),
            ("ad", _("An ad")),
            ("search", _("Search")),
            ("passing", _("Walked past")),
            ("article", _("Read about us")),
            ("unknown", _("Don't know")),
        ],
    )
    # Not type=number: browsers empty it when they cannot read it, and the owner never sees what was refused.
    amount = forms.DecimalField(
        label=_("How much they paid, if you like"),
        help_text=_("Like 12.50"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    where = forms.ChoiceField(
        label=_("Where"), choices=[("mill", "Mill Street"), ("fair", "The school fair")]
    )
    told = forms.BooleanField(
        label=_("They are fine with Priya knowing their name"),
        help_text=_("If not, Priya is thanked without it."),
        required=False,
    )
    file = forms.FileField(label=_("A file from your phone or shop"), required=False)


class WordsForm(PlainForm):
    words = forms.CharField(label=_("What you will say"), widget=forms.Textarea, max_length=600)


def sample(request: HttpRequest) -> dict[str, Any]:
    refused = CameForm({"name": "", "came_by": "", "amount": "twelve", "where": "mill"}, auto_id="refused_%s")
    refused.is_valid()
    square = segno.make("https://goodword.example/priya", micro=False)
    return {
        "business": SimpleNamespace(code="corner", name="Corner Bakery"),
        "businesses": [SimpleNamespace(code="hill", name="Hill School Parents")],
        "member": SimpleNamespace(pk=0, login="Alice", get_role_display="owner"),
        "tab": "today",
        "ask": ASK,
        "plain": SimpleNamespace(hard_words=(), long_sentences=(), is_plain=True, age=None),
        "hard_text": HARD,
        "hard": _reading(HARD, "appreciate", "recommendation"),
        "long_name": LONG_NAME,
        "form": CameForm(initial={"name": "Noor Haddad"}),
        "refused": refused,
        "words_form": WordsForm(initial={"words": HARD}),
        "qr": mark_safe(square.svg_inline(border=0, omitsize=True)),  # noqa: S308 - nobody's text is in it
        "page": Paginator(range(400), 25).page(2),
        "sort_choices": [
            ("customer", _("Customer")),
            ("family", _("Friend or family")),
            ("trade", _("Same trade")),
            ("press", _("Press")),
            ("staff", _("Staff")),
            ("leave", _("Leave out")),
        ],
        "charts": sample_charts.pictures(),
        **LISTS,
    }


def _reading(text: str, *words: str) -> SimpleNamespace:
    spans = [SimpleNamespace(start=text.index(w), end=text.index(w) + len(w), text=w) for w in words]
    end = text.index(".") + 1
    long = (SimpleNamespace(start=0, end=end, text=text[:end]),)
    return SimpleNamespace(hard_words=tuple(spans), long_sentences=long, is_plain=False, age=None)


LISTS: dict[str, Any] = {
    "motives": [
        {
            "label": "Loyal",
            "level": "clear",
            "facts": ["21 visits in two years, the last one on Thursday."],
        },
        {
            "label": "Has a story",
            "level": "clear",
            "facts": ["“Neighbours ask where the rolls are from” (your note, May)."],
        },
        {
            "label": "Knows people like your customers",
            "level": "some",
            "facts": ["Head of the parents' group, Hill School (from your address book)."],
        },
        {
            "label": "Likes to be known for good tips",
            "level": "unknown",
            "question": "Find out",
            "address": "#",
        },
    ],
    "lines": [
        {"when": "Thursday", "text": "Bought rolls, 8.40"},
        {"when": "October 12", "text": "You thanked Priya for sending Tomas", "undo": "#"},
        {"when": "October 3", "text": "Tomas Grau came. How we know: gave Priya's name", "address": "#"},
        {"when": "May 14", "text": "Note: neighbours ask where the rolls are from"},
    ],
    "mistakes": [
        {
            "line": 14,
            "column": "Date",
            "saw": "31/02/2026",
            "hint": "is not a date. Write it like 2026-02-28 or 28/02/2026.",
        },
        {
            "line": 1208,
            "column": "Total",
            "saw": "12,5O",
            "hint": "is not an amount: the last sign is a letter. Write it like 12.50.",
        },
        {
            "line": None,
            "column": "",
            "saw": "",
            "hint": "Two columns are called “Email”. The first one was read.",
        },
    ],
    "sample_head": ["Name", "Sales", "Last"],
    "sample_rows": [
        ["Priya Natarajan", "21", "November 19"],
        ["Jon Reyes", "9", "November 2"],
        ["Sam and June Lowell", "1", "November 14"],
    ],
    "whatif_rows": [
        ["ask four people a week, not two", "2029"],
        ["keep one in ten more regulars", "early 2030"],
        ["go on as now", "2030"],
    ],
    "both": [
        {
            "name": "Jon Reyes",
            "facts": [
                ("Phone", "+1 555 0134", True),
                ("Mail", "jon@reyes.example", False),
                ("Sales", "9", False),
            ],
        },
        {
            "name": "Jonathan Reyes",
            "facts": [
                ("Phone", "+1 555 0134", True),
                ("Mail", "none", False),
                ("From", "your phone", False),
            ],
        },
    ],
    "priya_signs": [("loyal", "clear"), ("has a story", "clear"), ("knows people", "some")],
    "points": [
        "The name, the phone number and the notes are deleted everywhere, in backups at the next one.",
        "Nine sales stay in your books, with no name on them.",
        "If a later file brings Jon again, Jon is left out.",
    ],
}
