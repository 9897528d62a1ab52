"""Two people beside each other, and the records that one is made of: facts for the eye that decides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodword.accounts.models import Member, Source
from goodword.lib.phones import shown
from goodword.people.kinds import kind_words
from goodword.people.models import Claim, Person, Way

from .facts import visits_of
from .said import day_words, visits

MOST_FILES = 3


def sides(one: Person, other: Person, member: Member, today: date) -> list[dict[str, Any]]:
    """For the template: both with their facts, alike ones marked."""
    told = [_facts(person, member, today) for person in (one, other)]
    tells = set(told[0]) - {_("Who"), _("From")}  # two customers of one file are no likelier to be one
    return [
        {
            "address": reverse("person", args=[person.business.code, person.code]),
            "name": str(person),
            "facts": [
                (label, value, label in tells and value == told[1 - n].get(label))
                for label, value in told[n].items()
                if value
            ],
        }
        for n, person in enumerate((one, other))
    ]


def _facts(person: Person, member: Member, today: date) -> dict[str, str]:
    business = member.business
    ways = person.ways.filter(is_wrong=False, claim__source__state=Source.State.HERE)
    by_kind: dict[str, dict[str, None]] = {}
    for way in ways.order_by("pk"):
        value = way.key or way.value
        by_kind.setdefault(way.kind, {})[shown(value, business.country) if way.kind in PHONES else value] = (
            None
        )
    came = visits_of([person.pk]).get(person.pk)
    files = person.claims.filter(source__state=Source.State.HERE).values_list("source__label", flat=True)
    return {
        _("Who"): kind_words(person.kind, business.kind),
        _("Mail"): ", ".join(by_kind.get(Way.Kind.EMAIL, ())),
        _("Phone"): ", ".join([*by_kind.get(Way.Kind.PHONE, ()), *by_kind.get(Way.Kind.WHATSAPP, ())]),
        _("Belongs to"): person.organisation,
        _("Town"): person.city,
        _("Came"): visits(came.n, came.last, today, business.kind) if came else "",
        _("From"): ", ".join(list(dict.fromkeys(files))[:MOST_FILES]),
    }


PHONES = (Way.Kind.PHONE, Way.Kind.WHATSAPP)


@dataclass(frozen=True, slots=True)
class Record:
    pk: int
    title: str
    said: str


def records_of(person: Person, today: date) -> list[Record]:
    """Everything that a file or a hand says of them, one by one, to be told apart."""
    rows = (
        person.claims.filter(source__state=Source.State.HERE)
        .select_related("source")
        .prefetch_related("ways")
    )
    found = []
    for claim in rows.order_by("at", "pk"):
        label = _("by hand: %(who)s") % {"who": claim.source.label} if claim.by_hand else claim.source.label
        told_at = claim.at if claim.by_hand else claim.source.at
        day = day_words(person.business.day_of(told_at), today)
        found.append(Record(claim.pk, _("%(file)s, %(day)s") % {"file": label, "day": day}, _said(claim)))
    return found


def _said(claim: Claim) -> str:
    whole = claim.name or f"{claim.given_name} {claim.family_name}".strip()
    ways = [way.value for way in claim.ways.all()]
    told = [whole, claim.organisation, claim.city, *ways]
    return ", ".join(dict.fromkeys(filter(None, told))) or _("no name and no address")
