"""Whom a newsletter goes to: what the programs that send them have in common.

Beside a program's own columns stand the owner's, named by them in any language. They are known by the words for what
they mean, as in a table that nobody knows. When somebody signed up, and where, is not read.
"""

import csv
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.lib.mails import BOUNCED

from .cells import header_key
from .columns import by_words
from .fields import Fields, said
from .formats import held, not_counted
from .records import PersonFound, ReadAs, Record, WayFound
from .text import Row

READS, STOPPED, DEAD = "reads", "stopped", "dead"  # what a status may say

_ONCE = (
    "name", "given_name", "family_name", "nickname", "organisation", "job", "street", "city", "postcode", "country",
    "note", "referred_by",
)  # fmt: skip
_WAYS = ("email", "phone", "linkedin", "web")


def subscriber(fields: Fields, *own: str) -> Callable[[Row], PersonFound]:
    """Reads whom a row names. The program's `own` columns are left to it."""
    left = {"title", *map(header_key, own)}  # a title is Mr or Mrs
    meanings = by_words([key if key not in left else "" for key in fields.table.keys])

    def spots(meaning: str) -> list[int]:
        return [spot for spot, one in enumerate(meanings) if one == meaning]

    once = {meaning: fields.text_at(spots(meaning)) for meaning in _ONCE if spots(meaning)}
    ways = [
        (kind, fields.email_at([spot]) if kind == "email" else fields.text_at([spot]))
        for kind in _WAYS
        for spot in spots(kind)
    ]
    birthday, spouse = fields.birthday_at(spots("birthday")), fields.text_at(spots("spouse"))

    def read(row: Row) -> PersonFound:
        person = PersonFound(birthday=birthday(row))
        for name, text in once.items():
            if told := said(text(row)):
                setattr(person, name, told)
        person.ways = [WayFound(kind, told) for kind, text in ways if (told := said(text(row)))]
        if told := said(spouse(row)):
            person.relations.append(("spouse", told))
        return person

    return read


def tags(cell: str) -> list[str]:
    """`"VIP","Blog"` in one cell, and `VIP, Blog`."""
    parts = [part.strip() for line in csv.reader(cell.splitlines(), skipinitialspace=True) for part in line]
    return list(filter(None, parts))


def subscription(line: int, person: PersonFound, says: str | None, word: str = "") -> Record:
    """The record of a subscriber. `says` is what their status means, None if nobody knows the `word`."""
    if says is None:
        return held(line, _("unknown status: %s") % word[:40], person)
    if says == STOPPED:
        person.may_mail = False
    if says == DEAD:
        is_named = person.name or person.given_name or person.family_name or person.organisation
        if not is_named and all(way.kind == "email" for way in person.ways):
            return not_counted(line, _("a dead address without a name"))
        person.ways = [way._replace(label=BOUNCED) if way.kind == "email" else way for way in person.ways]
    return Record(line, ReadAs.KEPT, person)
