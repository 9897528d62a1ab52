"""People leave the books as they like: a table, cards for a phone, and all that is kept of one of them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from goodword.accounts.models import Business, Source
from goodword.lib.sheets import safe_cell
from goodword.lib.vcards import VCard, vcard
from goodword.people.kinds import kind_words
from goodword.people.models import Claim, Person, Way

from .facts import Visits, visits_of
from .forgetting import all_of, links_to_people
from .mentions import searched_models

CHUNK = 500
Ways = dict[tuple[int, str], list[str]]


def in_chunks(rows: "QuerySet[Person]") -> Iterator[list[Person]]:
    people = rows.iterator(chunk_size=CHUNK)
    while part := list(islice(people, CHUNK)):
        yield part


def ways_of_many(people: Sequence[Person]) -> Ways:
    """(person, kind) -> addresses, each once, the shown one first."""
    rows = Way.objects.filter(person__in=people, is_wrong=False, claim__source__state=Source.State.HERE)
    found: Ways = {}
    seen: set[tuple[int, str, str]] = set()
    for person, kind, key, value in rows.order_by("-claim", "pk").values_list(
        "person_id", "kind", "key", "value"
    ):
        known = found.setdefault((person, kind), [])
        if (person, kind, key or value) not in seen:  # one number, however it is written
            seen.add((person, kind, key or value))
            known.append(key if kind == Way.Kind.EMAIL and key else value)
    return found


def csv_lines(rows: "QuerySet[Person]", business: Business) -> Iterator[str]:
    """The table, line by line. Begins with the mark by which Excel knows that it is UTF-8."""
    yield "\ufeff" + _csv(_head())
    for part in in_chunks(rows):
        # The view's language has gone by the time a stream is read.
        with override(business.language):
            ways, came = ways_of_many(part), visits_of([person.pk for person in part])
            lines = [_csv(_cells(person, business, ways, came.get(person.pk))) for person in part]
        yield "".join(lines)


def _head() -> list[str]:
    # In English in every language, so that our own reader (and others') know them again.
    names = "Code,Name,Given Name,Family Name,Kind,Organization,Email,Phone,City,Visits,First Visit,Last Visit,May Ask"
    return names.split(",")


def _cells(person: Person, business: Business, ways: Ways, came: Visits | None) -> list[str]:
    phones = [*ways.get((person.pk, "phone"), ()), *ways.get((person.pk, "whatsapp"), ())]
    return [
        person.code,
        person.name,
        person.given_name,
        person.family_name,
        _("left out") if person.left_out else kind_words(person.kind, business.kind),
        person.organisation,
        "; ".join(ways.get((person.pk, "email"), ())),
        "; ".join(dict.fromkeys(phones)),
        person.city,
        *([str(came.n), came.first.isoformat(), came.last.isoformat()] if came else ["", "", ""]),
        _("no") if person.never_ask else "",
    ]


class _Line:
    """What csv writes to: the line it has just written."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _csv(cells: Iterable[str]) -> str:
    line = _Line()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.text


def vcard_lines(rows: "QuerySet[Person]", business: Business) -> Iterator[str]:
    for part in in_chunks(rows):
        with override(business.language):
            ways = ways_of_many(part)
            cards = [vcard(_card(person, business, ways)) for person in part]
        yield "".join(cards)


def _card(person: Person, business: Business, ways: Ways) -> VCard:
    def told(*kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(way for kind in kinds for way in ways.get((person.pk, kind), ())))

    return VCard(
        uid=f"{business.code}-{person.code}",
        name=person.name or person.code,
        given=person.given_name,
        family=person.family_name,
        organisation=person.organisation,
        town=person.city,
        mails=told("email"),
        phones=told("phone", "whatsapp"),
        urls=told("linkedin", "web"),
        categories=(kind_words(person.kind, business.kind),),
        is_company=person.is_company,
    )


def all_about(person: Person, at: datetime) -> dict[str, Any]:
    """Everything the books hold of one person: the exported fields of every row that points to them.

    Other people stand in it by code only: what is known of them is not this person's to read.
    """
    ids = [one.pk for one in all_of(person)]
    told: dict[str, Any] = {"made_at": at.isoformat(), "business": person.business.name}
    told["person"] = _exported(person)
    for model in searched_models():
        links = links_to_people(model)
        if model is Person or not links or not model.rules.exported:
            continue
        found = Q()
        for link in links:
            found |= Q(**{f"{link.name}__in": ids})
        rows = [_exported(row) for row in model._base_manager.filter(found).order_by("pk")]
        if rows:
            told[str(model._meta.verbose_name_plural).replace(" ", "_")] = rows
    return told


def _exported(row: Any) -> dict[str, Any]:
    told = {name: _plain(getattr(row, name)) for name in row.rules.exported}
    if isinstance(row, Claim):
        told["from"] = row.source.label
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return getattr(value, "code", value.pk)
    return value.isoformat() if isinstance(value, date | datetime) else value
