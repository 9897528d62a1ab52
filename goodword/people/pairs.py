"""Who may be the same, looked for in the whole book after each import, and kept for the owner to decide on."""

from datetime import date

from django.db import transaction

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member

from .closed import Cards
from .maybes import maybe
from .models import MaybeSame, Person

MOST = 500  # the likeliest: nobody decides on more before the next look


def undecided(member: Member, on: date) -> list[MaybeSame]:
    """Pairs of people whom this member may see, that are not put off, the likeliest first."""
    seen = rows_for(member, Person)
    rows = rows_for(member, MaybeSame).exclude(later_until__gt=on).filter(one__in=seen, other__in=seen)
    return list(rows.select_related("one", "other").order_by("-weight", "pk"))


def find_pairs(business_id: int) -> int:
    """Write down the pairs anew; returns how many. Who was put off stays put off."""
    book = Cards(business_id)
    book.add(book.here().values_list("pk", flat=True))
    book.anchor()
    of_person: dict[int, list[int]] = {}
    for claim, person in book.person_of.items():
        of_person.setdefault(person, []).append(claim)
    people = list(of_person)
    found = maybe(list(book.cards.values()), list(of_person.values()))[:MOST]
    later = dict(_put_off(business_id))
    rows = []
    for pair in found:
        one, other = sorted((people[pair.a], people[pair.b]))
        rows.append(
            MaybeSame(
                business_id=business_id,
                one_id=one,
                other_id=other,
                reasons=[str(reason) for reason in pair.reasons],
                weight=pair.weight,
                later_until=later.get((one, other)),
            )
        )
    with transaction.atomic():
        MaybeSame.objects.filter(business=business_id).delete()
        here = (
            set(Person.objects.filter(business=business_id).values_list("pk", flat=True)) if rows else set()
        )
        MaybeSame.objects.bulk_create(row for row in rows if {row.one_id, row.other_id} <= here)
    return len(rows)


def _put_off(business_id: int) -> list[tuple[tuple[int, int], date | None]]:
    rows = MaybeSame.objects.filter(business=business_id).exclude(later_until=None)
    return [
        ((one, other), until) for one, other, until in rows.values_list("one_id", "other_id", "later_until")
    ]
