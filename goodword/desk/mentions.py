"""Where else somebody is named: in notes on others, in words drafted for others, in what a file held.

A name that a second person bears is left alone, and so is a number that two people share: taking those
out would hurt somebody who did not ask for it.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, JSONField, Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Login, Member, Source
from goodword.lib.phones import shown
from goodword.lib.text import fold, squeezed
from goodword.people.finding import search
from goodword.people.models import Claim, Person, Way

SHORTEST_NAME, SHORTEST_WAY = 3, 5
AT_ONCE = 20  # a database takes no condition of any length
# Whose own names these are: other people's rows keep them. A claim may name others in these fields only.
OF_OTHERS: dict[type[Model], tuple[str, ...]] = {
    Person: (),
    Way: (),
    Claim: ("note", "tags", "referred_by", "relations"),
}
# Nobody in the books: members, the business itself, and what files are called.
NOT_ABOUT_PEOPLE = (Business, Login, Member, Source)
# Made by us at random or as a hash: they can name nobody.
MADE = ("code", "digest", "signature", "state", "vendor", "account", "currency", "room", "type", "format")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What names somebody: whole names and ways anywhere, the first name alone only in rows of `near` people."""

    names: tuple[str, ...]
    ways: tuple[str, ...]
    firsts: tuple[str, ...] = ()

    @property
    def needles(self) -> tuple[str, ...]:
        return (*self.names, *self.ways)

    def without(self, value: Any, *, near: bool = False) -> Any:
        """The same value, naming nobody of them. A whole cell that was a name or a way becomes empty."""
        if isinstance(value, str):
            return self._json(value, near) if value[:1] in ("{", "[") else self._text(value, near)
        if isinstance(value, list):
            return [self.without(one, near=near) for one in value]
        if isinstance(value, dict):
            return {
                self.without(key, near=near) or "…": self.without(one, near=near)
                for key, one in value.items()
            }
        return value

    def _json(self, text: str, near: bool) -> str:
        """Text that is JSON (a standing's signs) may spell a letter as an escape."""
        try:
            told = json.loads(text)
        except ValueError:
            return self._text(text, near)
        bare = self.without(told, near=near)
        return text if bare == told else json.dumps(bare)

    def _text(self, text: str, near: bool) -> str:
        bare = squeezed(text).casefold()
        if any(bare == needle.casefold() for needle in self.needles):
            return ""
        text = _replaced(text, self.ways, "…", re.IGNORECASE)
        text = _replaced(text, self.names, _("someone"), re.IGNORECASE)
        return _replaced(text, self.firsts, _("someone"), re.NOFLAG) if near else text


def _replaced(text: str, needles: Iterable[str], by: str, flags: re.RegexFlag) -> str:
    for needle in sorted(needles, key=len, reverse=True):
        # A name may stand over two spaces or a line's end.
        pattern = r"\s+".join(map(re.escape, needle.split()))
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", by, text, flags=flags)
    return text


def mentions_of(people: Collection[Person], near: Collection[Person] = ()) -> Mentions:
    """`people` are the rows of one person (and of those joined into them)."""
    business_id = next(iter(people)).business_id
    ids = [person.pk for person in people]
    names = {squeezed(name) for name in _names(ids)}
    borne = {name for name in names if len(name) < SHORTEST_NAME or _borne_by_another(business_id, ids, name)}
    firsts = {person.given_name for person in people} | set(_given_names(ids))
    theirs = {person.given_name for person in near}
    return Mentions(
        names=tuple(sorted(names - borne)),
        ways=tuple(sorted(way for way in _ways(business_id, ids) if len(way) >= SHORTEST_WAY)),
        firsts=tuple(sorted(first for first in firsts - theirs if len(first) > 1)),
    )


def _given_names(ids: Collection[int]) -> Iterator[str]:
    yield from (
        Claim.objects.filter(person__in=ids).exclude(given_name="").values_list("given_name", flat=True)
    )


def _names(ids: Collection[int]) -> Iterator[str]:
    for name, given, family in Claim.objects.filter(person__in=ids).values_list(
        "name", "given_name", "family_name"
    ):
        yield name
        if given and family:
            yield from (f"{given} {family}", f"{family}, {given}", f"{family} {given}")


def _borne_by_another(business_id: int, ids: Collection[int], name: str) -> bool:
    folded = f" {fold(name)} "
    others = search(Person.every.filter(business_id=business_id).exclude(pk__in=ids), name)
    return any(folded in f" {fold(other.name)} " for other in others.only("name")[:200])


def _ways(business_id: int, ids: Collection[int]) -> Iterator[str]:
    country = Business.objects.values_list("country", flat=True).get(pk=business_id)
    for kind, key, value in Way.objects.filter(person__in=ids).values_list("kind", "key", "value"):
        others = Way.objects.filter(business_id=business_id, kind=kind, key=key).exclude(person__in=ids)
        if key and others.exists():
            continue
        yield value
        if key:
            yield key
            if kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP):
                yield from (key.removeprefix("+"), shown(key, country), shown(key, ""))


def searched_models() -> list[Any]:
    """Every table of ours with rows of a business that could name somebody."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("goodword.") and model not in NOT_ABOUT_PEOPLE and _has_business(model)
    ]


def _has_business(model: type[Model]) -> bool:
    return any(field.name == "business" for field in model._meta.get_fields())


def text_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    only = OF_OTHERS.get(model)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (CharField, TextField, JSONField))
        and not field.choices
        and field.name not in MADE
        and (only is None or field.name in only)
    ]


def naming(model: Any, business_id: int, needles: Sequence[str]) -> set[int]:
    """Rows of that table in which one of these stands somewhere; a quick look, the exact one is `without`."""
    found: set[int] = set()
    for start in range(0, len(needles), AT_ONCE):
        found |= set(
            _naming(model, business_id, needles[start : start + AT_ONCE]).values_list("pk", flat=True)
        )
    return found


def _naming(model: Any, business_id: int, needles: Sequence[str]) -> Any:
    fields = text_fields(model)
    rows = model._base_manager.filter(business_id=business_id)
    if not fields:
        return rows.none()
    # JSON is kept as text in which "é" may be written as an escape.
    spelled = {form for needle in needles for form in (needle, json.dumps(needle)[1:-1])}
    found = Q()
    for field in fields:
        name = f"{field.name}_as_text" if isinstance(field, JSONField) else field.name
        if isinstance(field, JSONField):
            rows = rows.annotate(**{name: Cast(field.name, TextField())})
        for form in spelled:
            found |= Q(**{f"{name}__icontains": form})
    return rows.filter(found)
