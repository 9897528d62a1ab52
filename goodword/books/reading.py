"""The books of a business, read back from a zip: whole or not at all.

1. Names, sizes and sums of the zip are checked (opened.py).
2. The business is made, not `is_here`, so that no door, command or job sees it; its rows are written a few
   hundred at a time, under keys that were taken for them before.
3. One small transaction lets it be here, with its owner. Before that a crash leaves nothing that anybody could
   see; what it left is taken away at the next start (`mend`).
"""

import json
import logging
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from goodword.accounts.first_run import owners
from goodword.accounts.holding import hold
from goodword.accounts.models import Business, Login, Member, Role
from goodword.accounts.models.business import new_address
from goodword.people.forgetting import sealed

from .columns import Wrong
from .numbers import Keys
from .opened import NotRead, Opened, opened
from .tables import Table, Told, in_chunks, tables

logger = logging.getLogger(__name__)
HELD = "reading books"
MOST_TOLD = 10
Progress = Callable[[int, int], None]


def read_back(
    path: Path,
    at: datetime,
    login: Login | None = None,
    *,
    again: bool = False,
    progress: Progress | None = None,
) -> Business:
    """Makes a business of the file, owned by `login` (else by the first owner here, else by whoever opens the
    terminal's link). Raises NotRead.

    `again`: though the same books, or others under their address, are here already.
    """
    with hold(HELD) as ours:
        if not ours:
            raise NotRead(_("Other books are being read just now. Try again when that is done."))
        with opened(path) as file:
            if not again:
                _refuse_twice(file)
            business = _coming(file)
            try:
                _write(file, business, at, progress)
                _let_in(business, login or next(iter(owners()), None), at)
            except BaseException:
                take_away(business)
                raise
    return business


def _refuse_twice(file: Opened) -> None:
    same = Business.objects.filter(read_from=file.digest).first()
    if same:
        raise NotRead(
            _("These very books are here already, as %(name)s (%(code)s). Nothing was read.")
            % {"name": same, "code": same.code}
            + "\n"
            + _("To have them a second time all the same: --again")
        )
    there = Business.objects.filter(code=file.manifest["business"].get("code")).first()
    if there:
        raise NotRead(
            _("%(name)s (%(code)s) is here already. The file holds its books as they were on %(day)s.")
            % {"name": there, "code": there.code, "day": str(file.manifest.get("made_at"))[:10]}
            + "\n"
            + _("To have them beside it, under an address of their own: --again")
        )


def _coming(file: Opened) -> Business:
    """The business that its rows will belong to, under the address it had if that is free."""
    told = dict(file.business)
    key = told.pop("marks_key")
    code = str(file.manifest["business"].get("code", ""))
    is_free = re.fullmatch(r"[a-z0-9-]{1,40}", code) and not Business.every.filter(code=code).exists()
    return Business.every.create(
        **told,
        code=code if is_free else new_address(),
        is_here=False,
        marks_key=sealed(key) if key else "",
        read_from=file.digest,
    )


@transaction.atomic
def _let_in(business: Business, login: Login | None, at: datetime) -> None:
    business.is_here = True
    business.save(update_fields=["is_here"])
    if login:
        Member.objects.create(login=login, business=business, role=Role.OWNER, since=at)


def _write(file: Opened, business: Business, at: datetime, progress: Progress | None) -> None:
    keys = Keys(file.counts)
    done, of = 0, sum(file.counts.values())
    for table in file.tables:
        reading = _Reading(table, file, business, keys, at)
        for part in in_chunks(file.lines(table.file)):
            reading.take(part)
            done += len(part)
            if progress:
                progress(done, of)
        reading.point_onwards()


class _Reading:
    """One table's lines on their way into the database."""

    def __init__(self, table: Table, file: Opened, business: Business, keys: Keys, at: datetime) -> None:
        self.table, self.business, self.keys, self.at = table, business, keys, at
        told = set(file.columns_of(table.file))
        self.columns = [column for column in table.columns if column.name in told]
        self.defaults = {one.column: one.default for one in table.columns if one.name not in told}
        self.names = told
        self.n = 0
        # Rows that point to a later one of their own table: (row, that one), by column.
        self.onwards: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def take(self, lines: list[bytes]) -> None:
        """One chunk, in one short transaction. Raises NotRead with all that is wrong in it."""
        rows, wrong = [], []
        last = self.n + len(lines)
        for line in lines:
            self.n += 1
            try:
                rows.append(self._row(line, last))
            except Wrong as problem:
                wrong.append(f"{self.table.file}, {_('line')} {self.n}: {problem}")
        if wrong:
            raise NotRead("\n".join([_("What stands in the file cannot be books:"), *wrong[:MOST_TOLD]]))
        try:
            with transaction.atomic():
                ready = [row | self.table.ready(told, self.business, self.at) for told, row in rows]
                self.table.insert(ready)
        except (IntegrityError, DataError) as problem:
            raise NotRead(
                _("What stands in %(file)s near line %(n)s contradicts itself: %(why)s")
                % {"file": self.table.file, "n": self.n, "why": problem}
            ) from None

    def _row(self, line: bytes, last: int) -> tuple[Told, Told]:
        try:
            told = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise Wrong(_("this is not JSON")) from None
        if not isinstance(told, dict) or told.keys() != self.names:
            raise Wrong(_("these columns would work: %(list)s") % {"list": ", ".join(sorted(self.names))})
        row: Told = {"id": self.keys(self.table.label, self.n)}
        for column in self.columns:
            try:
                row[column.column] = self._value(column, told[column.name], last)
            except Wrong as problem:
                raise Wrong(f"{column.name}: {problem}") from None
        return told, row | {name: default() for name, default in self.defaults.items()}

    def _value(self, column: Any, told: Any, last: int) -> Any:
        if column.renumber:
            try:
                told = column.renumber(told, self.keys)
            except (AttributeError, KeyError, TypeError, ValueError):
                raise Wrong(_("the numbers in it lead nowhere")) from None
        value = column.read(told)
        if column.points_to and value is not None:
            key = self.keys(column.points_to._meta.label, value)
            if key is None:
                raise Wrong(_("there is no row %(n)s to point to") % {"n": value})
            if column.points_to is self.table.model and value > last:
                mine = self.keys(self.table.label, self.n)
                assert mine is not None
                self.onwards[column.name].append((mine, key))
                return None
            return key
        return value

    def point_onwards(self) -> None:
        for column in self.table.to_itself:
            for part in in_chunks(self.onwards[column.name]):
                with transaction.atomic():
                    self.table.point(column, part)


def _no_number(name: str) -> None:
    raise ValueError(name)


def take_away(business: Business) -> None:
    """All of a business that is not here, a chunk at a time. Safe to repeat; one that is here stays."""
    if Business.objects.filter(pk=business.pk).exists():
        return
    for table in tables():
        for column in table.to_itself:
            pointing = table.model._base_manager.filter(business=business).exclude(**{column.name: None})
            while some := list(pointing.values_list("pk", flat=True)[:2000]):
                table.model._base_manager.filter(pk__in=some).update(**{column.name: None})
    logins = set(Member.with_those_who_left.filter(business=business).values_list("login", flat=True))
    for table in reversed(tables()):
        rows = table.model._base_manager.filter(business=business)
        while some := list(rows.values_list("pk", flat=True)[:2000]):
            with transaction.atomic():
                table.model._base_manager.filter(pk__in=some)._raw_delete(rows.db)
    with transaction.atomic():
        Login.objects.filter(pk__in=logins, is_active=False, members=None).delete()
        business.delete()


def mend(at: datetime) -> int:
    """Takes away what a crash left of books that were being read; returns of how many. Safe at any time."""
    with hold(HELD) as ours:
        if not ours:
            return 0
        left = list(Business.every.filter(is_here=False))
        for business in left:
            take_away(business)
        return len(left)
