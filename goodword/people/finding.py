"""Finding people by what is typed. Nothing is guessed here: near ones are shown, a member chooses."""

from collections.abc import Sequence

from django.db.models import QuerySet

from goodword.accounts.models import Source
from goodword.lib.listed import list_keys
from goodword.lib.names import parse, sort_key
from goodword.lib.text import fold

from .models import Person

WORDS, LETTERS = 4, 3


def by_name(business_id: int, typed: str) -> list[Person]:
    """Everyone who bears exactly this name, accents and case aside."""
    if not fold(typed):
        return []
    key = sort_key(parse(typed))
    found = Person.objects.filter(business_id=business_id, sort_name__in=list_keys(typed))
    return [person for person in found if _bears(person, typed, key)]


def _bears(person: Person, typed: str, key: str) -> bool:
    if fold(person.name) == fold(typed) or sort_key(parse(person.name)) == key:
        return True
    # Told family name first, and shown the other way round: "Lopez, Maria de la Cruz" bears both.
    here = person.claims.filter(source__state=Source.State.HERE, name__contains=",")
    told = here.filter(given_name=person.given_name, family_name=person.family_name)
    return any(sort_key(parse(name)) == key for name in told.values_list("name", flat=True))


def search(rows: "QuerySet[Person]", typed: str) -> "QuerySet[Person]":
    """People of whom every typed word begins a name, an organisation, a mail or is in a number."""
    for word in fold(typed).split()[:6]:
        digits = "".join(filter(str.isdigit, word))
        looks_like_number = len(digits) >= 3 and len(digits) >= len(word) - 2
        rows = rows.filter(search__contains=digits if looks_like_number else f" {word}")
    return rows


def near(business_id: int, typed: str, most: int = 6) -> list[Person]:
    """Whom a typed name may mean: exact ones first, then who has all its words, then who has one of them; and only
    where there is nobody, those whose name begins alike."""
    words = fold(typed).split()
    if not words:
        return []
    rows = Person.objects.filter(business_id=business_id).order_by("sort_name", "id")
    found = {person.pk: person for person in by_name(business_id, typed)}
    # An initial is in half of all names.
    for part in [typed, *(word for word in words[:WORDS] if len(word) >= LETTERS)]:
        if len(found) < most:
            found |= {person.pk: person for person in search(rows, part)[: most * 2]}
    if not found:
        found = {person.pk: person for person in search(rows, words[0][:LETTERS])[:most]}
    return list(found.values())[:most]


def first_of(people: Sequence[Person], most: int) -> list[Person]:
    """The first `most` of them, and whoever of the others is called the same as one of these: of two with one name
    nobody would look for the second."""
    names = {fold(str(person)) for person in people[:most]}
    return [*people[:most], *(person for person in people[most:] if fold(str(person)) in names)]
