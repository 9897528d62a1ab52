"""The person shown, computed from claims: the owner's word, then the fullest and newest claim.

It stands ready on the person's row, so that lists stay quick, and can be made again at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from goodword.accounts.models import Source
from goodword.lib.names import parse, sort_key
from goodword.lib.text import fold

from .models import Claim, Kind, Person, Way

SHOWN = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "organisation",
    "is_company",
    "email",
    "phone",
    "city",
) + (
    "sort_name",
    "search",
    "is_here",
)
# What of a claim is shown, or decides which one is.
TOLD = ("person_id", "by_hand", "at", "vendor", "digest", "name", "given_name", "family_name", "nickname") + (
    "organisation",
    "city",
    "is_company",
    "empties",
)
CHUNK = 2000


def recompute(business_id: int, people: Collection[int]) -> None:
    """Make the shown fields of these people again; who is held by nothing any more goes.

    Short transactions of a few hundred people each: a button pressed meanwhile need not wait.
    """
    ids = sorted(people)
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            _recompute(business_id, ids[start : start + CHUNK])


def _recompute(business_id: int, ids: Sequence[int]) -> None:
    claims: dict[int, list[Claim]] = defaultdict(list)
    here = Claim.objects.filter(business_id=business_id, person__among=ids, source__state=Source.State.HERE)
    for claim in here.only(*TOLD):
        claims[claim.person_id].append(claim)
    ways: dict[int, list[Way]] = defaultdict(list)
    told = Way.objects.filter(
        business_id=business_id, person__among=ids, claim__source__state=Source.State.HERE
    )
    for way in told.only("person_id", "claim_id", "kind", "key", "value", "label", "is_wrong"):
        ways[way.person_id].append(way)
    rows = list(Person.every.filter(business_id=business_id, pk__among=ids, joined_into=None))
    nobodies = [person for person in rows if person.pk not in claims]
    changed = [
        person for person in rows if person.pk in claims and show(person, claims[person.pk], ways[person.pk])
    ]
    _write(changed)
    let_go(nobodies)


def _write(people: Sequence[Person]) -> None:
    # bulk_update builds one statement with a CASE for every field and row: twenty times as slow.
    rows = [(*(getattr(person, field) for field in SHOWN), person.pk) for person in people]
    fields = ", ".join(f"{field} = %s" for field in SHOWN)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Person._meta.db_table} SET {fields} WHERE id = %s", rows)  # noqa: S608


def rank(claim: Claim) -> tuple[Any, ...]:
    """The higher one stands: the owner's word, the later one even of one moment; then the later day.

    Of files of one day the vendor decides, and only between two of one vendor the moment: so the order of
    files decides nothing, and one that was mended and brought in again stands before what it was.
    """
    typed = claim.pk if claim.by_hand else 0
    return claim.by_hand, claim.at.date(), claim.vendor, claim.at, typed, claim.digest


def show(person: Person, claims: Iterable[Claim], ways: Iterable[Way]) -> bool:
    """Set the shown fields from what is claimed; tells whether anything changed."""
    before = [getattr(person, field) for field in SHOWN]
    ranked = sorted(claims, key=rank, reverse=True)
    person.is_here = True
    person.kind = person.kind_said or (Kind.CUSTOMER if person.has_bought else Kind.UNSORTED)
    _name(person, ranked)
    person.organisation = _first(ranked, "organisation")
    person.city = _first(ranked, "city")
    person.is_company = bool(ranked) and ranked[0].is_company and not person.given_name
    place = {claim.pk: n for n, claim in enumerate(ranked)}
    right = sorted(
        (way for way in ways if way.value), key=lambda way: (place.get(way.claim_id, len(place)), way.pk)
    )
    wrong = {(way.kind, way.key or way.value) for way in right if way.is_wrong}
    right = [way for way in right if (way.kind, way.key or way.value) not in wrong]
    person.email = next((way.key or way.value for way in right if way.kind == Way.Kind.EMAIL), "")
    person.phone = _phone(right)
    if not person.name:
        person.name = (person.organisation or person.email or person.phone)[:200]
    whole = sort_key(parse(person.name, person.given_name, person.family_name)) or fold(person.name)
    person.sort_name = whole[:200]
    person.search = _search(person, ranked, right)
    return before != [getattr(person, field) for field in SHOWN]


def _first(ranked: Iterable[Claim], field: str) -> str:
    for claim in ranked:
        if (value := str(getattr(claim, field))) or field in claim.empties:
            return value
    return ""


def _name(person: Person, ranked: Sequence[Claim]) -> None:
    named = [claim for claim in ranked if claim.name or claim.given_name or claim.family_name]
    best = max(named, key=_tells_a_name, default=None)
    person.given_name = best.given_name if best else ""
    person.family_name = best.family_name if best else ""
    whole = best.name if best else ""
    person.name = (whole or f"{person.given_name} {person.family_name}").strip()[:200]
    if not person.name:
        person.name = _first(ranked, "nickname")


def _tells_a_name(claim: Claim) -> tuple[Any, ...]:
    """One source's name is taken whole: the owner's word, then who knows both names, who spells them out (Jane
    Grant, not J. Grant or Jane G.), and who does not shout."""
    both = bool(claim.given_name and claim.family_name)
    is_spelled_out = all(len(name.rstrip(".")) > 1 for name in (claim.given_name, claim.family_name))
    shouts = f"{claim.name}{claim.given_name}{claim.family_name}".isupper()
    return (claim.by_hand, both, is_spelled_out, not shouts, *rank(claim)[1:])


def _phone(ways: Sequence[Way]) -> str:
    phones = [way for way in ways if way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP)]
    mobile = [way for way in phones if way.label in ("mobile", "cell", "iphone")]
    return next((way.key or way.value for way in [*mobile, *phones]), "")[:32]


def _search(person: Person, claims: Iterable[Claim], ways: Iterable[Way]) -> str:
    words = dict.fromkeys(fold(person.name).split())
    for claim in claims:
        for text in (claim.name, claim.given_name, claim.family_name, claim.nickname, claim.organisation):
            words.update(dict.fromkeys(fold(text).split()))
    for way in ways:
        if way.kind == Way.Kind.EMAIL:
            words[way.key or way.value.lower()] = None
        elif digits := "".join(filter(str.isdigit, way.key or way.value)):
            words[digits] = None
    # A blank before each word: " ann" finds words that begin so.
    return "".join(f" {word}" for word in words)


def let_go(people: Sequence[Person]) -> None:
    """Remove those whom nothing in the books holds: no claim, no note, no ask, no evidence."""
    ids = [person.pk for person in people]
    held = held_by_something(ids)
    gone = [pk for pk in ids if pk not in held]
    # Who was found to be one of them goes too: nothing is theirs any more.
    while gone:
        joined = list(Person.every.filter(joined_into__among=gone).values_list("pk", flat=True))
        Person.every.filter(pk__among=gone).delete()
        gone = joined
    # Named by no file any more, but known by hand (a note, an ask): they stay as they were last shown.
    Person.every.filter(pk__among=held, is_here=False).update(is_here=True)


def held_by_something(ids: Sequence[int]) -> set[int]:
    held: set[int] = set()
    for link in Person._meta.related_objects:
        rules = getattr(link.related_model, "rules", None)
        if rules is not None and rules.holds and ids:
            field = link.field.attname  # type: ignore[union-attr]
            rows: Any = link.related_model._base_manager.filter(**{f"{field}__in": ids})
            held |= set(rows.values_list(field, flat=True))
    return held


def mark_buyers(business_id: int, bought: Collection[int], not_bought: Collection[int]) -> None:
    """Told by sales: who has a sale that counts. Kinds follow, unless the owner said otherwise."""
    for flag, ids in ((True, sorted(bought)), (False, sorted(not_bought))):
        kind = Kind.CUSTOMER if flag else Kind.UNSORTED
        for start in range(0, len(ids), CHUNK):
            part = Person.every.filter(
                business_id=business_id, pk__among=ids[start : start + CHUNK], has_bought=not flag
            )
            part.filter(kind_said="").update(has_bought=flag, kind=kind)
            part.update(has_bought=flag)
