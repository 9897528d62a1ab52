"""Stored facts made ready to stand inside a sentence. Nothing is added to them but quotation marks."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from goodword.lib.reading import is_easy

_UNSAID = re.compile(r"[{}\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_QUOTES = '"“”„«»‹›'
_AS_THEY_ARE = (
    "first",
    "name",
    "newcomer_first",
    "referrer_first",
    "other_first",
    "business",
    "organisation",
    "day",
    "n",
    "voice",  # of a testimonial nothing is changed
    "voice_of",
)
_SPOKEN = ("listen_for", "story")  # keep their ! and ?
_ARTICLE = re.compile(r"^(?:the|an?|my|our|your|their) (?=\S)", re.IGNORECASE)
# The owner may have typed the whole line, or its beginning and end.
_ASKED_BEFORE = re.compile(
    r"^(?:when|if) (?:you|ever you) (?:ever )?hear (?:someone|somebody|anyone|people) say,?\s+", re.IGNORECASE
)
_ASKED_AFTER = re.compile(
    r"[\s,;.…]+(?:then )?(?:would you )?(?:please )?think of (?:me|us)[.!?…\s]*$", re.IGNORECASE
)
_FIRST_PERSON = re.compile(
    r"^(?:I|I['’]\w+|my|we|we['’]\w+|our|is there|does anyone|do you|who|where|how|can)\b", re.IGNORECASE
)


def tidy(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts that say something, without braces, line breaks, outer quotes and trailing dots."""
    ready = {key: _one(key, str(value)) for key, value in facts.items()}
    return {key: value for key, value in ready.items() if value}


def _one(key: str, value: str) -> str:
    value = " ".join(_UNSAID.sub(" ", value).split())
    if key in _AS_THEY_ARE:
        return value
    value = value if key != "listen_for" else _without_frame(value)
    was_quoted = value[:1] in _QUOTES and value[-1:] in _QUOTES and len(value) > 2
    value = _bare(value, ".…,;: " if key in _SPOKEN else ".…,;:!? ")
    if not re.search(r"\w", value):
        return ""
    if key == "listen_for":
        return _as_said(value, was_quoted)
    return _ARTICLE.sub("", value) if key == "thing" else value


def _bare(value: str, ends: str) -> str:
    before = None
    while before != value:
        before, value = value, value.strip(_QUOTES + " ").rstrip(ends).lstrip(".…,;: ")
    return value


def _without_frame(value: str) -> str:
    bare = value.strip(_QUOTES + " ")
    inside = _ASKED_AFTER.sub("", _ASKED_BEFORE.sub("", bare))
    return value if inside == bare else inside


def _as_said(value: str, was_quoted: bool) -> str:
    """Somebody's own words stand in quotes ("I need a plumber"); a telling of them does not."""
    if was_quoted or _FIRST_PERSON.match(value) or value[-1:] in "!?":
        return _("“{words}”").replace("{words}", value)
    return small_start(value)


def small_start(text: str) -> str:
    """`text` with a small first letter, unless its first word may be a name, or "I"."""
    word = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    if not word or re.match(r"I(?:['’]|$)", word.group()) or word.group()[1:] != word.group()[1:].lower():
        return text
    is_known = is_easy(word.group()) and word.group().lower() not in _ALWAYS_CAPITAL
    return text[:1].lower() + text[1:] if is_known else text


# Easy words that have a capital all the same.
_ALWAYS_CAPITAL = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august"}
    | {"september", "october", "november", "december"}
    | {
        "english",
        "facebook",
        "google",
        "twitter",
        "rose",
        "grace",
        "hope",
        "joy",
        "will",
        "mark",
        "bill",
        "jack",
    }
)
