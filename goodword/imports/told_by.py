"""What files say of the business that nobody has opened yet: its name, its country, and the money it takes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import phonenumbers

from goodword.accounts.places import countries
from goodword.lib.text import fold

from .reading import readings
from .records import Ground, PersonFound, ReadAs, Reading, Unreadable

ENOUGH = 500
MOST = 0.6  # of those that tell a country at all


@dataclass(frozen=True, slots=True)
class Told:
    name: str = ""
    country: str = ""
    currency: str = ""
    is_readable: bool = False


def told_by(files: Iterable[Path], today: date) -> Told:
    """Read only the beginning of each file."""
    places, money = Counter[str](), Counter[str]()
    is_readable, business = False, ""
    names = {fold(name): code for code, name in countries().items()}
    for reading in _readings(files, today):
        is_readable = is_readable or _tells_anything(reading)
        business = business or reading.business
        for record in islice(reading.records(), ENOUGH):
            if record.person:
                places.update(set(_countries(record.person, names)))
            if record.sale and record.sale.currency:
                money[record.sale.currency] += 1
    return Told(business, _clearly(places), money.most_common(1)[0][0] if money else "", is_readable)


def _readings(files: Iterable[Path], today: date) -> Iterator[Reading]:
    for path in files:
        try:
            yield from readings(path, path.name, Ground("", "", "UTC", today))
        except Unreadable:
            continue  # the import itself says so


def _tells_anything(reading: Reading) -> bool:
    """Whether a single row of it can be read."""
    return any(record.read_as is not ReadAs.REFUSED for record in reading.records())


def _countries(person: PersonFound, names: dict[str, str]) -> Iterator[str]:
    code = person.country.strip().upper()
    if code in names.values():
        yield code
    elif found := names.get(fold(person.country)):
        yield found
    for way in person.ways:
        if way.kind in ("phone", "whatsapp") and way.value.strip().startswith("+"):
            try:
                region = phonenumbers.region_code_for_number(phonenumbers.parse(way.value))
            except phonenumbers.NumberParseException:
                continue
            if region:
                yield region


def _clearly(places: "Counter[str]") -> str:
    """The country of most; "" if the file is of two minds."""
    if not places:
        return ""
    code, n = places.most_common(1)[0]
    return code if n >= MOST * places.total() and code in countries() else ""
