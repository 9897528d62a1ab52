"""What a person's page says of their next twelve months."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.lib.money import about_money_words
from goodword.lib.numbers import figure_words
from goodword.people.models import Person
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .models import Worth
from .year_words import rough, times_words


@dataclass(frozen=True, slots=True)
class PersonYear:
    lines: list[str]
    facts: list[str]
    is_rough: bool


def person_year(person: Person) -> PersonYear | None:
    """None where nothing is known of it."""
    kept = Worth.objects.filter(person=person).first()
    if kept is None:
        return None

    def money(cents: int) -> str:
        return about_money_words(rough(cents), kept.currency, person.business.locale)

    lines = [_visits_words(kept.visits, money(kept.own_cents), person.business.kind)] if kept.visits else []
    if kept.credited_cents > kept.own_cents:
        lines.append(
            _("With those they set in motion: about %(money)s.") % {"money": money(kept.credited_cents)}
        )
    if not lines:
        return None
    if kept.visits and _came_once(person):
        lines.append(_("They came once so far: this is what others like them went on to do."))
    elif kept.chance_active is not None:
        lines.append(_still_comes(kept.chance_active))
    facts = []
    if kept.visits:
        words = _("Counted on, on average: %(money)s of their own, coming %(n)s times.")
        facts.append(words % {"n": figure_words(round(kept.visits, 1)), "money": money(kept.own_cents)})
    if kept.credited_cents != kept.own_cents:
        words = _(
            "Of what somebody brings who was sent, half counts for whoever sent them: each cent counts once."
        )
        facts.append(words)
    if kept.added_cents is not None:
        words = _("Without what would have come anyway: about %(money)s.")
        facts.append(words % {"money": money(kept.added_cents)})
    return PersonYear(lines, facts, kept.how == Worth.How.RATE)


def _came_once(person: Person) -> bool:
    days = Sale.objects.filter(VISIT, person=person).values("on").distinct()
    return days[:2].count() == 1


def _visits_words(visits: float, money: str, kind: str) -> str:
    if n := round(visits):
        return _("About %(often)s, about %(money)s.") % {"often": times_words(n, kind), "money": money}
    return _("Maybe once, maybe not at all.") if visits >= 0.2 else _("Most likely not at all.")


def _still_comes(chance: float) -> str:
    """In words and never as a number: it tells of many such people, and of this one hardly anything."""
    if chance >= 0.8:
        return _("If they still come: very likely.")
    if chance >= 0.5:
        return _("If they still come: likely.")
    return _("If they still come: unlikely.") if chance < 0.3 else _("If they still come: hard to say.")
