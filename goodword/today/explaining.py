"""Why somebody is on today's list, or not: the rules that speak, in words."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from goodword.advocates.models import Standing
from goodword.people.models import Kind, Person
from goodword.talks.limits import may_ask, may_contact

from .choosing import MOST_KNOW, key_of
from .making import candidates, find_list, rules
from .models import Move
from .striking import why_struck


def explain(person: Person, on: date) -> list[str]:
    """Sentences, the strongest first. Reads only."""
    business = person.business
    kept = find_list(business, on)
    move = kept.moves.filter(person=person).exclude(kind="sort").first() if kept else None
    if move:
        struck = why_struck(business, on, [move]).get(move.pk)
        words = _("Crossed out on today's list: %(why)s.") if struck else _("On today's list: %(why)s")
        return [words % {"why": struck or move.why}]
    told = [] if kept else [_("There is no list for today yet.")]
    if person.left_out:
        return [*told, _("You left this person out. Bring them back first.")]
    if person.kind == Kind.UNSORTED:
        return [*told, _("Not sorted yet. Say who this is to you first.")]
    if words := may_ask(person, on).words:
        told.append(_("Not asked: %(why)s") % {"why": words})
    if words := may_contact(person, on).words:
        told.append(_("Not written to: %(why)s") % {"why": words})
    told += _standing(person)
    return told + _today(person, on, bool(kept))


def _standing(person: Person) -> list[str]:
    standing = Standing.objects.filter(person=person).first()
    if standing is None or not standing.may_be_asked:
        return [_("Nothing yet says that they are loyal or wish you well. Loyal people are asked first.")]
    return []


def _today(person: Person, on: date, is_kept: bool) -> list[str]:
    """What of theirs was worth doing, and why something else came first."""
    business = person.business
    day = rules(business, on, business.minutes)
    theirs = [one for one in candidates(business, on) if one.person == person.pk]
    if not theirs:
        return [_("Nothing is due with them today.")]
    awake = [one for one in theirs if key_of(one.kind, one.person, one.row, one.room) not in day.resting]
    if not awake:
        return [_("This was done or skipped lately, or you said never. So it rests.")]
    if _home_is_on_the_list(person, day.household_of, on):
        return [_("Somebody of the same household is on today's list. One a day is enough.")]
    taken = Counter(Move.objects.filter(business=business, list__on=on).values_list("kind", flat=True))
    left = [one for one in awake if taken[one.kind] < {"ask": day.asks, "know": MOST_KNOW}.get(one.kind, 99)]
    if not left:
        return [_full(one.kind) for one in awake[:1]]
    if is_kept:
        return [_("Others promised more for your minutes today. They come up on another day.")]
    return [_("May well be on the list, once it is made.")]


def _full(kind: str) -> str:
    if kind == "know":
        return _("Two questions a day are enough. They come up on another day.")
    return _("The asks are spread over the quarter, and today has no more of them.")


def _home_is_on_the_list(person: Person, household_of: Mapping[int, int], on: date) -> bool:
    home = household_of.get(person.pk)
    if not home:
        return False
    moves = Move.objects.filter(business=person.business, list__on=on, person__household=home)
    return moves.exclude(person=person).exists()
