"""Somebody whom a note, an ask or a tie holds in the books stays known when the last file that names them goes.

What a page shows of them is kept as a claim of its own, under the vendor's number it had: so the same file, brought
in again, finds them and not a stranger of their name.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from goodword.accounts.models import Source

from .closed import chunks
from .models import Claim, Person, Way
from .shown import Said, held_by_something, rank

SHOWN = ("name", "given_name", "family_name", "organisation", "is_company", "city")


def leave_keepsakes(source: Source, claims: Collection[int]) -> None:
    """Before these claims of a source go. Safe to repeat: who has a keepsake has a claim left."""
    people = _last_ones(claims)
    held = held_by_something(sorted(people))
    if not held:
        return
    best = {person: max(told, key=rank) for person, told in people.items() if person in held}
    with transaction.atomic():
        kept = Source.objects.create(
            business_id=source.business_id,
            kind=source.kind,
            label=source.label,
            member_id=source.member_id,
            at=source.at,
            state=Source.State.HERE,
        )
        for person in Person.objects.filter(pk__among=sorted(best)):
            _leave(person, kept, best[person.pk].id)


def _last_ones(claims: Collection[int]) -> dict[int, list[Said]]:
    """Who would have no claim left, each with those that go."""
    going: dict[int, list[Said]] = defaultdict(list)
    for part in chunks(sorted(claims)):
        for said in map(Said._make, Claim.objects.filter(pk__among=part).values_list(*Said._fields)):
            going[said.person_id].append(said)
    for person in _named_elsewhere(going, set(claims)):
        del going[person]
    return going


def _named_elsewhere(people: Collection[int], claims: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(people)):
        rows = Claim.objects.filter(person_id__among=part, source__state=Source.State.HERE)
        found.update(person for person, pk in rows.values_list("person_id", "pk") if pk not in claims)
    return found


def _leave(person: Person, source: Source, claim: int) -> None:
    going = Claim.objects.get(pk=claim)
    told = {field: getattr(person, field) for field in SHOWN}
    # Who has no name is shown by something else, which is none.
    told["name"] = "" if person.name in (person.organisation, person.email, person.phone) else person.name
    keepsake = Claim.objects.create(
        business_id=person.business_id,
        person=person,
        source=source,
        at=going.at,
        line=going.line,
        digest=going.digest,
        vendor=going.vendor,
        account=going.account,
        vendor_id=going.vendor_id,
        **told,
    )
    ways: dict[tuple[str, str], Way] = {}
    for way in person.ways.order_by("pk"):
        # The owner's "not theirs" is not to be said again.
        if way.is_wrong or (way.key or way.value) in (person.email, person.phone):
            way.pk, way.claim = None, keepsake
            ways.setdefault((way.kind, way.key or way.value), way)
    Way.objects.bulk_create(ways.values())
