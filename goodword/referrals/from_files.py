"""Who was sent by whom, as files tell it (“Referred By”): kept as evidence, undone with its file."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goodword.accounts.models import Business, Source
from goodword.people.closed import chunks
from goodword.people.finding import by_name
from goodword.people.models import Claim, Person

from .how_words import how_of
from .models import Evidence, How, Newcomer
from .sharing import find_link

RECORD = "file:"  # begins the key of what a record of a file told; its digest follows
Told = tuple[int, str, date, str]  # who came, the name as typed, the day, a key of the record


@transaction.atomic
def keep_referred_by(business: Business, source: Source, rows: Iterable[Told], at: datetime) -> int:
    """Keep these traces; returns how many are new. The same record again (by its key) changes nothing.

    A name is matched as typed: if exactly one person bears it, it is that person; else it stays a name,
    and waits for the owner. Nobody sends themselves; and "Facebook" or "a friend" is a way, and nobody's name.
    """
    new = 0
    for person, typed, on, key in rows:
        if how := how_of(typed):
            detail = "" if how == How.PERSON else typed[:200]
            came = {"person_id": person, "how": how, "detail": detail, "on": on, "at": at, "source": source}
            Newcomer.objects.get_or_create(business=business, key=key[:80], defaults=came)
            continue
        referrer = only_one(business, typed, but=person)
        told = {
            "kind": Evidence.Kind.FILE,
            "referrer": referrer,
            "referrer_typed": typed[:200],
            "referred_id": person,
            "happened_on": on,
            "at": at,
            "source": source,
            "room": "imports",
        }
        _evidence, made = Evidence.objects.get_or_create(business=business, key=key[:80], defaults=told)
        if made:
            new += 1
            came = {"person_id": person, "how": How.PERSON, "on": on, "at": at, "source": source}
            Newcomer.objects.get_or_create(business=business, key=key[:80], defaults=came)
    return new


def only_one(business: Business, typed: str, but: int | None = None) -> Person | None:
    """Whose code it is, or the one person who bears exactly this name."""
    if link := find_link(business.pk, typed):
        return link.person if link.person_id != but else None
    found = [person for person in by_name(business.pk, typed) if person.pk != but]
    return found[0] if len(found) == 1 else None


@transaction.atomic
def withdraw_source(business: Business, source: Source, at: datetime) -> None:
    """A file was undone: its traces go with it, unless another file tells the very same record.

    What was thanked for stays thanked; what waits to be is closed by gratitude, which looks for its reason.
    """
    mine = Evidence.objects.filter(business=business, source=source)
    came = Newcomer.objects.filter(business=business, source=source)
    keys = [*mine.values_list("key", flat=True), *came.values_list("key", flat=True)]
    for part in chunks(sorted({key.removeprefix(RECORD) for key in keys if key.startswith(RECORD)})):
        same = Claim.objects.filter(business=business, digest__among=part, source__state=Source.State.HERE)
        for digest, other in same.exclude(source=source).order_by("pk").values_list("digest", "source_id"):
            for rows in (mine, came):
                rows.filter(key=f"{RECORD}{digest}").update(source_id=other)
    mine.delete()
    came.delete()
