"""What single values of a card mean: labels, numbers, addresses, birthdays."""

import re
from datetime import date
from functools import lru_cache

from goodword.lib.text import squeezed, word_set

_SAY_NOTHING = word_set("voice pref internet x-internet x400 msg text video postal parcel dom intl uri")


@lru_cache(maxsize=1 << 12)
def label_of_types(types: tuple[str, ...]) -> str:
    """`CELL,VOICE` is "mobile", `WORK,FAX` "work fax"."""
    return (
        "mobile"
        if "cell" in types
        else " ".join(dict.fromkeys(one for one in types if one not in _SAY_NOTHING))
    )


def is_stable(uid: str) -> bool:
    """Whether a UID is likely to be the same in the next export: long, and no mere row number."""
    n_letters = sum(map(str.isalnum, uid[:121]))
    return 12 <= n_letters <= 120 and len(set(uid)) > 5 and not (uid.isdigit() and len(uid) < 16)


def own_label(text: str) -> str:
    """`_$!<HomePage>!$_` is "homepage"."""
    return text.removeprefix("_$!<").removesuffix(">!$_").replace("_", " ").strip().lower()


def one_line(text: str) -> str:
    """An address' lines after each other, commas between them and none at the end."""
    if "\n" not in text:
        return squeezed(text).rstrip(", ") if text else ""
    return ", ".join(line.rstrip(", ") for line in map(squeezed, text.split("\n")) if line.strip(", "))


_BIRTHDAY = re.compile(r"(\d{4}-?|--)(\d\d)-?(\d\d)(?:[T ].*)?|(\d\d?)\.(\d\d?)\.(\d{4})?")


def birthday(text: str, no_year: str = "1604") -> str:
    """ISO, --MM-DD where the year is not told (Apple writes 1604, others 0000); "" if it is no day."""
    found = _BIRTHDAY.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = found.group(1, 2, 3) if found[1] else (found[6] or "", found[5], found[4])
    year = year.rstrip("-")
    is_known = year not in ("", "0000", no_year)
    try:
        # 1604 was a leap year: the 29th of February is a birthday too.
        told = date(int(year) if is_known else 1604, int(month), int(day))
    except ValueError:
        return ""
    return told.isoformat() if is_known else f"--{told:%m-%d}"
