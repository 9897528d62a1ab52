"""What is worth a look in a referral that counts: households share addresses, and so do games. Nothing is refused for
it; the owner's own word ends it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from django.db.models import Count

from goodword.lib.mails import is_throwaway
from goodword.people.closed import chunks
from goodword.people.models import Person, Way
from goodword.sales.cards import cards_of

from .models import Newcomer

BURST = 3  # newcomers from one place on one day


class Look(StrEnum):
    HOME = "home"  # both live together
    WAY = "way"  # both are reached by the same mail or phone
    CARD = "card"  # both paid with one card
    MAIL = "mail"  # the newcomer's mail is of a kind that is thrown away
    BURST = "burst"  # several newcomers from one place on one day


def looks(business_id: int, sent: Mapping[int, int]) -> dict[int, str]:
    """By newcomer (each with whoever sent them), why it is worth a look; whoever gives no reason is not there."""
    found: dict[int, set[Look]] = defaultdict(set)
    people = {*sent, *sent.values()}
    homes, ways, cards = _homes(people), _ways(people), cards_of(people)
    bursts = _in_bursts(business_id, sent)
    for newcomer, sender in sent.items():
        if homes.get(newcomer) is not None and homes.get(newcomer) == homes.get(sender):
            found[newcomer].add(Look.HOME)
        if ways[newcomer] & ways[sender]:
            found[newcomer].add(Look.WAY)
        if cards.get(newcomer, set()) & cards.get(sender, set()):
            found[newcomer].add(Look.CARD)
        if any(is_throwaway(key) for key in ways[newcomer]):
            found[newcomer].add(Look.MAIL)
        if newcomer in bursts:
            found[newcomer].add(Look.BURST)
    return {newcomer: " ".join(sorted(reasons)) for newcomer, reasons in found.items()}


def _homes(people: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(sorted(people)):
        rows = Person.every.filter(pk__among=part, household__isnull=False)
        found.update(rows.values_list("pk", "household_id"))
    return found


def _ways(people: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for part in chunks(sorted(people)):
        rows = Way.objects.filter(person__among=part, is_wrong=False).exclude(key="")
        for person, key in rows.filter(kind__in=(Way.Kind.EMAIL, Way.Kind.PHONE)).values_list(
            "person", "key"
        ):
            found[person].add(key)
    return found


def _in_bursts(business_id: int, newcomers: Collection[int]) -> set[int]:
    """A visitor's hash tells one place only on its day, and is another the next."""
    by_page = Newcomer.objects.filter(business_id=business_id).exclude(visitor="").order_by()
    came: list[tuple[int, date, str]] = []
    for part in chunks(sorted(newcomers)):
        came += by_page.filter(person__among=part).values_list("person_id", "on", "visitor")
    many: set[str] = set()
    for on in {on for _person, on, _visitor in came}:
        of_day = by_page.filter(on=on).values("visitor").annotate(n=Count("pk")).filter(n__gte=BURST)
        many.update(of_day.values_list("visitor", flat=True))
    return {person for person, _on, visitor in came if visitor in many}
