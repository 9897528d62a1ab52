"""Who lives near each other, by their postcodes."""

from collections import Counter, defaultdict

from django.db.models import Q

from goodword.accounts.models import Business, Source
from goodword.lib.postcodes import country_code, neighbourhood_of
from goodword.people.models import Claim, Kind

from ..found_groups import Found

FEWEST = 3
NAME_LENGTH = 80


def neighbourhoods(business: Business) -> list[Found]:
    """Each neighbourhood where three or more live who are sorted; of somebody who moved, the newest address counts."""
    living: dict[str, set[int]] = defaultdict(set)
    towns: dict[str, Counter[str]] = defaultdict(Counter)
    for person, (postcode, country, city) in addresses(business).items():
        where = country_code(country, business.country)
        part = neighbourhood_of(postcode, where)
        if part:
            key = f"{where} {part}".strip()
            living[key].add(person)
            towns[key][city] += bool(city)
    return [
        Found(frozenset(people), key, _name(key.rpartition(" ")[2], towns[key]))
        for key, people in sorted(living.items())
        if len(people) >= FEWEST
    ]


def addresses(business: Business) -> dict[int, tuple[str, str, str]]:
    """Postcode, country and town of everybody sorted: the owner's word, then the newest claim that tells one."""
    rows = Claim.objects.filter(business=business, source__state=Source.State.HERE).filter(
        Q(postcode__gt="") | Q(by_hand=True), person__is_here=True, person__left_out=False
    )
    rows = rows.exclude(person__kind=Kind.UNSORTED).order_by("by_hand", "at", "digest")
    found: dict[int, tuple[str, str, str]] = {}
    told = rows.values_list("person_id", "postcode", "country", "city", "empties")
    for person, postcode, country, city, empties in told:
        if postcode or "postcode" in empties:
            found[person] = (postcode, country, city)
    return found


def _name(part: str, towns: Counter[str]) -> str:
    """ "New York 10025", by the name that most of them write."""
    named = sorted((-n, town) for town, n in towns.items() if n)
    return f"{named[0][1] if named else ''} {part}".strip()[-NAME_LENGTH:]
