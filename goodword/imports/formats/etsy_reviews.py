"""Etsy's reviews.json: what buyers wrote of the shop, with stars and the number of the order.

A review that says nothing tells its stars. One of two things in an order comes twice, word for word. A
reviewer of two words or more is one person in the whole file; a first name alone is everybody's.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from goodword.imports.records import Ground, Mistake, PersonFound, ReadAs, Record, ReviewFound
from goodword.lib.parse_dates import MONTH_FIRST, Calendar, NotADate

FORMAT_NAME = "Etsy reviews"
VENDOR = "etsy"
BRINGS = "both"
COUNTED_BY = b'"STAR_RATING"'

_KEYS = (b'"reviewer"', b'"star_rating"', b'"order_id"')
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_BETWEEN = re.compile(r"[\s,]*")


def recognises(head: bytes) -> bool:
    return _OPENS.match(head) is not None and all(key in head for key in _KEYS)


def read(
    data: bytes, _file: str, ground: Ground, _note: Callable[[str], None] = lambda _words: None
) -> Iterator[Record]:
    calendar = Calendar(MONTH_FIRST, ground.zone, ground.today)
    of: dict[str, PersonFound] = {}
    records = [
        _record(line, told, calendar, of) for line, told in _objects(data.decode("utf-8-sig", "replace"))
    ]
    yield from records


def _objects(text: str) -> Iterator[tuple[int, Any]]:
    """(line, what stands there) of each review; None for what cannot be read, which ends the file."""
    decoder, line, seen = json.JSONDecoder(), 1, 0
    at = text.find("[") + 1
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        line, seen = line + text.count("\n", seen, at), at
        if text[at : at + 1] == "]":
            return
        try:
            told, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield line, None
            return
        yield line, told


def _record(line: int, told: Any, calendar: Calendar, of: dict[str, PersonFound]) -> Record:
    if not isinstance(told, dict):
        hint = _("The file breaks off here, or is not as Etsy wrote it. Download it once more.")
        return Record(line, ReadAs.REFUSED, mistakes=[Mistake(line, "", str(told or "")[:80], hint)])
    name, review = _text(told.get("reviewer")), _review(told, calendar)
    if not name or not (review.text or review.stars):
        return Record(line, ReadAs.NOT_COUNTED, why="blank")
    key = name.lower() if " " in name else f"{name} {review.about}"
    if person := of.get(key):
        if review not in person.reviews:
            person.reviews.append(review)
        return Record(line, ReadAs.LINE)
    of[key] = PersonFound(name=name, reviews=[review])
    return Record(line, ReadAs.KEPT, of[key])


def _review(told: dict[str, Any], calendar: Calendar) -> ReviewFound:
    stars = told.get("star_rating")
    try:
        on = calendar.day(_text(told.get("date_reviewed")))
    except NotADate:
        on = None
    return ReviewFound(
        text=_text(told.get("message")),
        stars=int(stars) if isinstance(stars, int | float) and 1 <= stars <= 5 else None,
        on=on,
        about=_text(told.get("order_id")),
    )


def _text(told: Any) -> str:
    """Etsy writes some signs as a web page does: `Love &#39;it`."""
    return unescape(str(told)).strip() if isinstance(told, str | int) and not isinstance(told, bool) else ""
