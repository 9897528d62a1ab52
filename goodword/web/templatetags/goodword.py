"""What the templates of every room may say beyond Django's own: {% load goodword %}."""

import json
from typing import Any, Protocol

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goodword.lib import days
from goodword.lib.numbers import number_words

from .. import places

register = template.Library()

# A moment becomes the day that it is where the business is.
register.filter("date_words", days.date_words, expects_localtime=True)
register.filter("number_words", number_words)
register.filter("weekday_day_words", days.weekday_day_words, expects_localtime=True)

# htmx keeps no copies of pages in the browser (they hold people's names), evaluates nothing (the CSP
# forbids it), and shows a refused form (422) in place of the one that was sent.
HTMX = {
    "allowEval": False,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


class Span(Protocol):
    start: int
    end: int


class Reading(Protocol):
    """What `marked` needs of lib.reading.Reading."""

    hard_words: tuple[Span, ...]
    long_sentences: tuple[Span, ...]


@register.simple_tag
def htmx_config() -> str:
    return json.dumps(HTMX)


@register.simple_tag
def tabs(business: Any) -> list[tuple[str, str, str]]:
    """The five sections of a business: (key, label, address)."""
    return [(p.key, str(p.label), places.address(business.code, p.path)) for p in places.TABS]


@register.simple_tag
def more_places(business: Any) -> list[tuple[str, str, str]]:
    return [(p.key, str(p.label), places.address(business.code, p.path)) for p in places.MORE]


@register.simple_tag(takes_context=True)
def place(context: Context, key: str) -> str:
    """{% place "people" %}: the address of a section of the business whose page this is."""
    path = next(p.path for p in (*places.TABS, *places.MORE) if p.key == key)
    return places.address(context["business"].code, path)


@register.simple_tag
def sign_out_address() -> str:
    return places.SIGN_OUT


@register.filter
def n_to_mend(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def input_type(field: Any) -> str:
    """What a bound field is drawn as: pills, check, hidden, or field (a label above)."""
    if field.is_hidden:
        return "hidden"
    kind = getattr(field.field.widget, "input_type", "")
    if field.use_fieldset and hasattr(field.field.widget, "choices"):
        return "pills"
    return "check" if kind == "checkbox" else "field"


@register.filter
def marked(words: str, reading: Reading | None) -> SafeString:
    """`words` with hard words underlined and long sentences shaded: {{ move.words|marked:reading }}."""
    if reading is None:
        return format_html("{}", words)
    hard = [(s.start, s.end) for s in reading.hard_words]
    pieces: list[SafeString] = []
    at = 0
    for start, end in sorted((s.start, s.end) for s in reading.long_sentences):
        pieces += [_underlined(words, at, start, hard)]
        pieces += [format_html("<mark>{}</mark>", _underlined(words, start, end, hard))]
        at = end
    pieces += [_underlined(words, at, len(words), hard)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _underlined(words: str, start: int, end: int, hard: list[tuple[int, int]]) -> SafeString:
    pieces: list[SafeString] = []
    at = start
    for first, last in hard:
        if at <= first and last <= end:
            pieces += [format_html("{}", words[at:first]), format_html("<u>{}</u>", words[first:last])]
            at = last
    pieces += [format_html("{}", words[at:end])]
    return format_html_join("", "{}", ((piece,) for piece in pieces))
