"""What is wrong with a request, as application/problem+json (RFC 9457): all mistakes at once, by field, in words."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema

MEDIA_TYPE = "application/problem+json"
WHOLE = {"told", "asked"}  # what our operations call a whole body, and a whole query


class Mistake(NamedTuple):
    field: str  # "email_addresses.0.address"; "" for the whole
    words: str


class FieldMistake(Schema):
    field: str
    words: str


class ProblemOut(Schema):
    """As RFC 9457 says; `errors` has every mistake at once."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldMistake]


class Problem(Exception):
    def __init__(self, status: int, detail: str, errors: Iterable[Mistake] = (), **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)
        self.headers = headers

    def answer(self) -> HttpResponse:
        told = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "errors": [one._asdict() for one in self.errors],
        }
        text = json.dumps(told, ensure_ascii=False)
        headers = {name.replace("_", "-"): value for name, value in self.headers.items()}
        return HttpResponse(text, content_type=MEDIA_TYPE, status=self.status, headers=headers)


def refuse(mistakes: Iterable[Mistake]) -> None:
    """Raises Problem if there is any."""
    if found := list(mistakes):
        raise Problem(422, _("Not kept: see what is wrong with each field."), found)


# What pydantic calls a mistake, and what we say. {names} are of its context.
WORDS = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("This should be text."),
    "string_unicode": gettext_lazy("This is not text that can be written down."),
    "string_pattern_mismatch": gettext_lazy("There are characters in it that do not belong here."),
    "string_too_long": gettext_lazy("This is too long. Use {max_length} characters at most."),
    "string_too_short": gettext_lazy("This is too short. Use {min_length} characters or more."),
    "int_type": gettext_lazy("This is not a whole number. Write it like 12, without quotes."),
    "int_parsing": gettext_lazy("This is not a whole number. Write it like 12."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "int_from_float": gettext_lazy("This is not a whole number. Write it like 12."),
    "greater_than_equal": gettext_lazy("This is too small. It should be {ge} or more."),
    "less_than_equal": gettext_lazy("This is too large. It should be {le} or less."),
    "list_type": gettext_lazy("This should be a list."),
    "too_long": gettext_lazy("There are too many. Send {max_length} at most."),
    "literal_error": gettext_lazy("This should be one of {expected}."),
    "enum": gettext_lazy("This should be one of {expected}."),
    "event": gettext_lazy("There is no such event. The reference lists them."),
    "day": gettext_lazy("This is not a date. Write it like 2026-02-28."),
    "moment": gettext_lazy("This is not a moment. Write it like 2026-02-28T09:30:00Z, with Z or its zone."),
    "model_attributes_type": gettext_lazy("This should be an object with named fields."),
    "model_type": gettext_lazy("This should be an object with named fields."),
    "dict_type": gettext_lazy("This should be an object with named fields."),
}


def mistake_of(error: dict[str, Any]) -> Mistake:
    """From one of pydantic's."""
    _source, *rest = error["loc"]
    field = ".".join(str(part) for part in rest if part not in WHOLE)
    words = WORDS.get(error["type"])
    return Mistake(
        field, str(words).format(**error.get("ctx", {})) if words else _("This does not belong here.")
    )


def not_valid(request: HttpRequest, errors: Iterable[dict[str, Any]]) -> HttpResponse:
    mistakes = [mistake_of(error) for error in errors]
    return Problem(422, _("Not kept: see what is wrong with each field."), mistakes).answer()
