"""Days and moments as files write them: ISO, 15 Mar 2023, 10-Dez-25, d/m/y or m/d/y, Excel's day numbers.

Whether 3/4/2025 is a day in March or in April cannot be told from one cell. `order_of` decides it
for a whole column, and `Calendar` then reads every cell of that column by the same order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_month_names

from .text import fold

DAY_FIRST = "d/m"
MONTH_FIRST = "m/d"
# Belize, Micronesia, Palau, the Philippines and the United States with its islands write the month first.
MONTH_FIRST_COUNTRIES = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "PH", "FM", "PW", "BZ"})
EARLIEST_YEAR = 1900
NOTHING = frozenset(
    {"", "-", "--", "---", "n/a", "na", "none", "null", "never", "0", "nan", "nat", "tbd", "?"}
)

_MONTH_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120,
    "mesz": 120, "eet": 120, "eest": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ist": 330, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip

_NUMBERS = re.compile(r"(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?[/.\-]\s?(\d{1,4})\.?(?:[\s,T]+(.+))?$", re.A)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(Z)?)?$", re.A)
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,?\s+(?=\d|[^\W\d]{3})")
_LATER = r"(?:de\s+|del\s+)?(\d{4}|\d{2})(?:\s*(?:,|at|um|T|\s)\s*(\d.*))?$"
_DAY_THEN_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-/.]*(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?[\s\-/,.']*" + _LATER
)
_MONTH_THEN_DAY = re.compile(r"([^\W\d_]{3,12})\.?[\s\-]*(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-/,.']+" + _LATER)
_TIME = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?\s*([ap])?\.?\s?m?\.?\s*"
    r"(?:(?:UTC|GMT)?([+\-\u2212]\d{2}):?(\d{2})?|([A-Za-z]{1,4}))?(?:\s*\(.*\))?$",
    re.I | re.A,
)


class NotADate(ValueError):
    """The cell holds no day we can read. The message is a hint in plain words."""


@cache
def _months() -> dict[str, int]:
    names = {"sept": 9, "mrz": 3}
    for language in _MONTH_LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, Locale(language)).items():  # type: ignore[arg-type]
                    names.setdefault(fold(name).rstrip("."), number)
    return {name: number for name, number in names.items() if name}


def order_of(values: Iterable[str]) -> str | None:
    """Day or month first? The first value that can be read in one way only decides; None if none can."""
    for value in values:
        found = _NUMBERS.match(value.strip())
        if not found or len(found[1]) > 2:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second > 0:
            return DAY_FIRST
        if second > 12 >= first > 0:
            return MONTH_FIRST
        if found[2] == ".":
            return DAY_FIRST  # nobody writes the month first with dots
    return None


def yearless_order_of(values: Iterable[str]) -> str | None:
    """The same for days without a year (06/15), which only birthdays are."""
    for value in values:
        if found := _DAY_AND_MONTH.match(value.strip()):
            first, second = int(found[1]), int(found[2])
            if (first > 12) != (second > 12):
                return DAY_FIRST if first > 12 else MONTH_FIRST
    return None


def is_two_ways(value: str) -> bool:
    """Could this be read as day/month and as month/day?"""
    found = _NUMBERS.match(value.strip())
    if not found or len(found[1]) > 2 or found[2] == "." or int(found[1]) == int(found[3]):
        return False
    return int(found[1]) <= 12 and int(found[3]) <= 12


def asks_order(value: str) -> bool:
    """Is it written in numbers with the year last, so that the column's order matters?"""
    found = _NUMBERS.match(value.strip())
    return bool(found and len(found[1]) <= 2)


def is_early(day: date, today: date) -> bool:
    """Is that day still to come? A day is allowed for: elsewhere on earth it is tomorrow already."""
    return day > today + timedelta(days=1)


def home_order(country: str) -> str:
    return MONTH_FIRST if country in MONTH_FIRST_COUNTRIES else DAY_FIRST


@dataclass(slots=True)
class Calendar:
    """Reads the cells of one column. `zone` is the business's; `written_in` that of a time without one."""

    order: str
    zone: str
    today: date
    written_in: str = ""
    _home: ZoneInfo = field(init=False)
    _there: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        self._home = ZoneInfo(self.zone)
        self._there = ZoneInfo(self.written_in) if self.written_in else self._home

    def read(self, text: str) -> tuple[date | None, datetime | None]:
        """The business's day, and the moment in UTC if the cell has a time. (None, None) if it says nothing.

        The day may be still to come (`is_early`). Raises NotADate.
        """
        text = text.strip()
        length = len(text)
        try:
            if length == 10:
                return self._within(date.fromisoformat(text)), None
            if length == 25 and text[19] == " ":  # 2026-03-12 09:14:02 +0000
                return self._moment(datetime.fromisoformat(text[:19] + text[20:]))
            if length >= 16 and text[4] == "-":
                return self._moment(datetime.fromisoformat(text))
        except NotADate:
            raise
        except (ValueError, OverflowError):
            pass
        if text.lower() in NOTHING or not text.strip("0/.- :"):
            return None, None
        return self._in_words(text)

    def day(self, text: str) -> date | None:
        return self.read(text)[0]

    def _within(self, day: date) -> date:
        if day.year < EARLIEST_YEAR:
            raise NotADate(f"before {EARLIEST_YEAR}")
        return day

    def _moment(self, moment: datetime) -> tuple[date, datetime]:
        self._within(moment.date())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self._there)
        return moment.astimezone(self._home).date(), moment.astimezone(UTC)

    def _in_words(self, text: str) -> tuple[date | None, datetime | None]:
        try:
            day, time = _day_and_time(text, self.order, self.today)
            self._within(day)
            if not time or not (clock := _clock(time)):
                return day, None
            hour, minute, second, offset = clock
            moment = datetime.combine(day, clock_time(hour, minute, second))
            if offset is not None:
                moment = (moment - timedelta(minutes=offset)).replace(tzinfo=UTC)
            return self._moment(moment)
        except NotADate:
            raise
        except (ValueError, OverflowError) as wrong:
            raise NotADate(text) from wrong


def _day_and_time(text: str, order: str, today: date) -> tuple[date, str]:
    if found := _NUMBERS.match(text):
        return _from_numbers(found[1], found[3], found[4], order, today), found[5] or ""
    if found := _COMPACT.match(text):
        time = f"{found[4]}:{found[5]}:{found[6] or '00'}{found[7] or ''}" if found[4] else ""
        return date(int(found[1]), int(found[2]), int(found[3])), time
    if (serial := _serial(text)) is not None:
        if serial[0].year > today.year + 1:
            raise NotADate(text)  # a number of some other kind
        return serial
    return _from_words(text, today) or _from_words(_WEEKDAY.sub("", text, count=1), today) or _nothing(text)


def _from_words(text: str, today: date) -> tuple[date, str] | None:
    if found := _DAY_THEN_MONTH.match(text):
        day, month, year, time = found.groups()
    elif found := _MONTH_THEN_DAY.match(text):
        month, day, year, time = found.groups()
    else:
        return None
    number = _months().get(fold(month).rstrip("."))
    return (date(_year(year, today), number, int(day)), time or "") if number else None


def _nothing(text: str) -> tuple[date, str]:
    raise NotADate(text)


def _from_numbers(a: str, b: str, c: str, order: str, today: date) -> date:
    if len(a) > 2:
        return date(int(a), int(b), int(c))
    day, month = (int(a), int(b)) if order == DAY_FIRST else (int(b), int(a))
    return date(_year(c, today), month, day)


def _year(written: str, today: date) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + 2000 if year + 2000 <= today.year + 1 else year + 1900


def _serial(text: str) -> tuple[date, str] | None:
    """Excel counts days from 1899-12-30; other programs count seconds or milliseconds from 1970."""
    whole, _, part = text.partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()):
        return None
    number = int(whole)
    if len(whole) == 5 and number >= 10000:
        seconds = round(float(f"0.{part or 0}") * 86400)
        hour, rest = divmod(min(seconds, 86399), 3600)
        return date(1899, 12, 30) + timedelta(
            days=number
        ), f"{hour}:{rest // 60:02}:{rest % 60:02}" if seconds else ""
    if len(whole) in (10, 13):
        moment = datetime.fromtimestamp(number / (1000 if len(whole) == 13 else 1), UTC)
        return moment.date(), f"{moment:%H:%M:%S}Z"
    return None


def _clock(text: str) -> tuple[int, int, int, int | None] | None:
    """Hour, minute, second and the offset in minutes, or None if it is no time of day."""
    found = _TIME.match(text.strip())
    if not found or not (found[2] or found[4]):
        return None
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    offset = _ZONES.get((found[7] or "").lower())
    if found[5]:
        sign = 1 if found[5][0] == "+" else -1
        offset = sign * (int(found[5][1:]) * 60 + int(found[6] or 0))
    return hour, int(found[2] or 0), int(found[3] or 0), offset


_YEARLESS = re.compile(r"(?:--|0000-|1604-)(\d{2})-?(\d{2})(?:T.*)?$", re.A)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})\.?$", re.A)


def birthday(text: str, order: str, today: date) -> str:
    """ISO, or --MM-DD without a year; "" if the cell says nothing. Raises NotADate.

    Apple writes the year 1604 where it knows none, others 0000 or two dashes.
    """
    text = text.strip()
    if found := _YEARLESS.match(text):
        return _yearless(found[1], found[2])
    if found := _DAY_AND_MONTH.match(text):
        day, month = (found[1], found[2]) if order == DAY_FIRST else (found[2], found[1])
        return _yearless(month, day)
    born = Calendar(order, "UTC", today).day(text)
    if born and born > today:
        if (
            born.year > today.year + 1 or len(text) > 9 or born.year - 100 < EARLIEST_YEAR
        ):  # only a year of two digits can mean 19..
            raise NotADate(text)
        born = date.fromisoformat(f"{born.year - 100}-{born:%m-%d}") if f"{born:%m%d}" != "0229" else None
    return born.isoformat() if born else ""


def _yearless(month: str, day: str) -> str:
    try:
        return date(2000, int(month), int(day)).strftime("--%m-%d")
    except ValueError as wrong:
        raise NotADate(f"{month}-{day}") from wrong


def looks_like_date(value: str) -> bool:
    """Has it the shape of a date? A bare number is none."""
    value = value.strip()
    if value.isdecimal() or not any(map(str.isdigit, value)):
        return False
    try:
        return Calendar(DAY_FIRST, "UTC", date(2100, 1, 1)).day(value) is not None
    except NotADate:
        return asks_order(value)
