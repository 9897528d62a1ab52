"""Time zones as programs name them to people: `Eastern Time (US & Canada)` is America/New_York."""

import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from .text import fold

_NAMES = {
    "eastern time (us & canada)": "America/New_York", "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver", "pacific time (us & canada)": "America/Los_Angeles",
    "arizona": "America/Phoenix", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "indiana (east)": "America/Indiana/Indianapolis", "atlantic time (canada)": "America/Halifax",
    "newfoundland": "America/St_Johns", "saskatchewan": "America/Regina", "puerto rico": "America/Puerto_Rico",
    "london": "Europe/London", "edinburgh": "Europe/London", "dublin": "Europe/Dublin", "lisbon": "Europe/Lisbon",
    "paris": "Europe/Paris", "madrid": "Europe/Madrid", "berlin": "Europe/Berlin", "amsterdam": "Europe/Amsterdam",
    "brussels": "Europe/Brussels", "rome": "Europe/Rome", "vienna": "Europe/Vienna", "bern": "Europe/Zurich",
    "stockholm": "Europe/Stockholm", "copenhagen": "Europe/Copenhagen", "warsaw": "Europe/Warsaw",
    "prague": "Europe/Prague", "tokyo": "Asia/Tokyo", "osaka": "Asia/Tokyo", "sydney": "Australia/Sydney",
    "melbourne": "Australia/Melbourne", "brisbane": "Australia/Brisbane", "perth": "Australia/Perth",
    "adelaide": "Australia/Adelaide", "darwin": "Australia/Darwin", "hobart": "Australia/Hobart",
    "canberra": "Australia/Sydney", "auckland": "Pacific/Auckland", "wellington": "Pacific/Auckland",
    "mexico city": "America/Mexico_City", "utc": "UTC", "gmt": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "bst": "Europe/London", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "eest": "Europe/Helsinki", "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "acst": "Australia/Adelaide",
    "acdt": "Australia/Adelaide", "awst": "Australia/Perth", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
}  # fmt: skip

_WHOLE_HOURS = re.compile(r"(?:gmt|utc)\s?([+-])0?(\d{1,2})(?::?00)?", re.I | re.A)


@cache
def zones() -> frozenset[str]:
    """All names that this machine knows. Looked for once: it is a walk through some 2,000 files."""
    return frozenset(available_timezones())


@cache
def zone_of(words: str) -> str:
    """The zone's IANA name, or "" for words nobody knows."""
    name = words.strip()
    if name in zones():
        return ZoneInfo(name).key
    if told := _WHOLE_HOURS.fullmatch(name):
        # Etc/GMT-2 is two hours ahead of Greenwich: the sign is the other way round there.
        name = f"Etc/GMT{'-' if told[1] == '+' else '+'}{int(told[2])}"
        return name if name in zones() else ""
    return _NAMES.get(fold(name), "")
