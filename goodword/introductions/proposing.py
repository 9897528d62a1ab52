"""Reads the books for matching.py: open needs and offers, and what stands between people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.people.models import Kind, Person, Tie
from goodword.referrals.models import Evidence

from .matching import Between, Match, Wanted, WhyNot, matches, pair, stems
from .models import Introduction, Need, Offer

# Newest first: enough for the largest book that is kept by hand, and a page that stays quick.
MOST_READ = 3000
MOST_OF_A_NEED = 3  # so that one need does not fill the page


@dataclass(frozen=True, slots=True)
class Proposal:
    need: Need
    offer: Offer


@dataclass(frozen=True, slots=True)
class Proposals:
    best: list[Proposal]
    n_more: int
    needs: set[int]  # all that somebody is proposed for


def proposals(member: Member, most: int) -> Proposals:
    found = _found(member)
    told = found[:most]
    needs = Need.objects.select_related("person").in_bulk([one.need.pk for one in told])
    offers = Offer.objects.select_related("person").in_bulk([one.offer.pk for one in told])
    best = [Proposal(needs[one.need.pk], offers[one.offer.pk]) for one in told]
    return Proposals(best, len(found) - len(best), {one.need.pk for one in found})


def _found(member: Member) -> list[Match]:
    """Each two people once, by their best match, and of each need not more than a few."""
    needs, offers = _open(member, Need), _open(member, Offer)
    stand = between(member, {one.person for one in (*needs, *offers)}, offers)
    taken: set[tuple[int, int]] = set()
    of_need: dict[int, int] = defaultdict(int)
    found = []
    for match in matches(needs, offers, stand.may_meet):
        both = pair(match.need.person, match.offer.person)
        if both not in taken and of_need[match.need.pk] < MOST_OF_A_NEED:
            taken.add(both)
            of_need[match.need.pk] += 1
            found.append(match)
    return found


def _open(member: Member, model: type[Need] | type[Offer]) -> list[Wanted]:
    rows = rows_for(member, model).filter(closed_at=None)
    if model is Need:
        rows = rows.exclude(introductions__state=Introduction.State.FRUITFUL)  # it is met
    told = rows.order_by("-pk").values_list("pk", "person_id", "text")
    return [Wanted(*one) for one in told[:MOST_READ]]


def between(member: Member, people: Collection[int], offers: Collection[Wanted]) -> Between:
    """What stands between these people. Six queries, however many they are."""
    rows = rows_for(member, Person).filter(pk__among=people, left_out=False, never_ask=False)
    rows = rows.exclude(kind=Kind.UNSORTED).exclude(name="")
    told = list(rows.values_list("pk", "household_id", "kind"))
    offered: dict[int, list[frozenset[str]]] = defaultdict(list)
    for one in offers:
        offered[one.person].append(stems(one.text))
    return Between(
        may_be_asked={pk for pk, _home, _kind in told},
        home_of={pk: home for pk, home, _kind in told if home},
        in_trade={pk for pk, _home, kind in told if kind == Kind.TRADE},
        known=_known(people),
        introduced=_pairs(Introduction, "one_id", "other_id", people),
        offered=offered,
    )


def _known(people: Collection[int]) -> set[tuple[int, int]]:
    """Family, friends, colleagues; and whoever sent whom."""
    sent = _pairs(Evidence, "referrer_id", "referred_id", people, withdrawn_at=None)
    return _pairs(Tie, "person_id", "other_id", people) | sent


def _pairs(
    model: type[Tie] | type[Evidence] | type[Introduction],
    one: str,
    other: str,
    people: Collection[int],
    **only: object,
) -> set[tuple[int, int]]:
    rows = model._default_manager.filter(**{f"{one}__among": people, f"{other}__among": people}, **only)
    return {pair(*both) for both in rows.values_list(one, other)}


def why_not(member: Member, need: Need, offer: Offer) -> WhyNot | None:
    """What speaks against introducing these two, whatever the words say."""
    people = {need.person_id, offer.person_id}
    rows = Offer.objects.filter(person__in=people, closed_at=None)
    offers = [Wanted(*told) for told in rows.values_list("pk", "person_id", "text")]
    return between(member, people, offers).why_not(need.person_id, offer.person_id)


def others_for(member: Member, need: Need, most: int) -> list[Offer]:
    """Offers for a need, though no word is the same: the newest of everybody who may meet them."""
    offers = _open(member, Offer)
    stand = between(member, {need.person_id, *(one.person for one in offers)}, offers)
    fit = [one.pk for one in offers if stand.may_meet(need.person_id, one.person)][:most]
    found = Offer.objects.select_related("person").in_bulk(fit)
    return [found[pk] for pk in fit]
