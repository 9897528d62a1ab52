"""From a look to the books: committed in chunks, seen by nobody until all of it is there, undone whole.

1. Under a Source that is `coming`, every claim, way and sale is written, a few hundred at a time.
2. One small transaction makes the Source `here`: that is the commit. Before it, a crash leaves nothing (what
   was coming is rolled back); after it, the settling below is simply done again.
3. Settling gives claims to people, lets the right sales count, and keeps who was sent by whom. Then the
   upload is `here`.

Whoever works on an upload holds its name, so that what died halfway can be told from what is still at work.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from goodword.accounts.holding import hold
from goodword.accounts.models import Member, Source
from goodword.accounts.models.change import log
from goodword.people.closed import chunks
from goodword.people.models import Claim, Person
from goodword.referrals.settling import settling
from goodword.sales.models import Sale

from .again import hand_on_words, hand_over, read_others_alike, reads_as_before, same_files
from .batches import Walk
from .collecting import uncollected
from .looking import Counted, Progress, Tally, brings_of, open_file
from .models import HeldRow, Upload
from .pen import Pen
from .receiving import look_at_copies_again
from .settling import look_after, settle_sources, take_rows_away
from .staging import staged_file, unstage
from .told_before import Seen
from .writing import Writer, Written

logger = logging.getLogger(__name__)
Facts = list[dict[str, Any]]


class Busy(Exception):
    """Somebody else is at this very file. The message is for the owner."""


@contextmanager
def working_on(upload: Upload) -> Iterator[None]:
    """One at a time: two presses of a button, a worker and a terminal."""
    with hold(name_of(upload)) as ours:
        if not ours:
            raise Busy(_("This file is being worked on already. Look again in a moment."))
        upload.refresh_from_db()
        yield


def name_of(upload: Upload) -> str:
    return f"import {upload.pk}"


def keep(upload: Upload, member: Member | None, at: datetime, progress: Progress | None = None) -> Facts:
    """Commit the whole upload; returns its facts. Safe to repeat, and after a crash. Raises as Together does."""
    with Together(at) as files:
        return files.keep(upload, member, progress)


class Together:
    """Several files of one business, each committed by itself, and settled at once when all of them are written:
    who is who is asked once. Until then nobody sees them, and each is held."""

    AT_MOST = 20  # each holds its name, which is an open file or a connection

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.held = ExitStack()
        self.written: list[Upload] = []
        self.replaced: list[Upload] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_more: object) -> None:
        if problem is None:
            self._finish()
            return
        # What is committed stays, and can be seen; if that fails as well, the next start brings it to its end.
        with suppress(Exception):
            self._finish()

    @uncollected()
    def keep(self, upload: Upload, member: Member | None, progress: Progress | None = None) -> Facts:
        """Commit one of them; returns its facts.

        Of bytes that are in the books nothing is written again. Read otherwise now (again.py), they take the
        place of what they brought before. Raises Unreadable, Busy, FileNotFoundError.
        """
        is_again = any(one.digest == upload.digest for one in self.written)
        if is_again or len(self.written) >= self.AT_MOST:
            self._finish()
        with ExitStack() as held:
            held.enter_context(working_on(upload))
            if upload.state in (Upload.State.HERE, Upload.State.SAME):
                return list(upload.facts["files"])
            if upload.source and upload.source.state == Source.State.COMING:
                _roll_back(upload)
            if upload.source is not None:
                _finish([upload], self.at, again=True)
                return list(upload.facts["files"])
            before = same_files(upload)
            for old in before:
                held.enter_context(working_on(old))
            before = [old for old in before if old.state == Upload.State.HERE]
            with staged_file(upload) as path:
                facts = _walked(upload, path, self.at, progress) if before else []
                if before and reads_as_before(facts, before[0]):
                    return _same(upload, facts)
                facts = _write(upload, before, path, member, self.at, progress)
            self.written.append(upload)
            self.replaced += before
            self.held.push(held.pop_all())
        unstage(upload)  # what is committed needs its bytes no more
        return facts

    @uncollected()
    def _finish(self) -> None:
        written, replaced, held = self.written, self.replaced, self.held
        self.written, self.replaced, self.held = [], [], ExitStack()
        with held:
            _finish(written, self.at)
            for old in replaced:
                _take_away(old, self.at)


def _write(
    upload: Upload,
    before: Sequence[Upload],
    path: Path,
    member: Member | None,
    at: datetime,
    progress: Progress | None,
) -> Facts:
    source = _coming(upload, member, at)
    try:
        facts = _walked(upload, path, at, progress, source)
        for old in before:
            hand_over(old, source, len(facts))
        with transaction.atomic():
            _commit(upload, source, facts, at)
            for old in before:
                hand_on_words(old, source, len(facts))
                read_others_alike(old, source, len(facts))
                _begin_undo(old, member, at)
    except BaseException:
        # Nothing of it stays, whatever went wrong: unreadable after all, a full disk, Ctrl-C.
        _roll_back(upload)
        raise
    return facts


def _same(upload: Upload, facts: Facts) -> Facts:
    upload.facts, upload.state = {"files": without_cells(facts)}, Upload.State.SAME
    upload.save(update_fields=["facts", "state"])
    unstage(upload)
    return facts


@transaction.atomic
def _coming(upload: Upload, member: Member | None, at: datetime) -> Source:
    source = Source.objects.create(
        business_id=upload.business_id, kind=Source.Kind.FILE, label=upload.file, member=member, at=at
    )
    upload.source, upload.state = source, Upload.State.COMING
    upload.save(update_fields=["source", "state"])
    return source


def _walked(
    upload: Upload, path: Path, at: datetime, progress: Progress | None, source: Source | None = None
) -> Facts:
    """Read the file from end to end; with a source, write what is found under it."""
    business = upload.business
    facts, seen, written = [], Seen(), Written()
    with Pen(name_of(upload)) as pen:
        readings = open_file(business, path, upload.file, business.day_of(at))
        counted = Counted(readings, progress)
        for n, reading in enumerate(readings, start=1):
            tally = Tally(business, reading)
            writer = Writer(source, upload, reading, at, written, pen) if source else None
            for items in Walk(business, reading, seen).batches():
                tally.add(items)
                if writer:
                    writer.write(items)
                counted.tell(tally.n_rows)
            counted.end(reading, tally.n_rows)
            if writer:
                writer.finish()
            if n == len(readings):
                seen.forget()
                written.forget()
            facts.append(tally.facts())
    return facts


def _commit(upload: Upload, source: Source, facts: Facts, at: datetime) -> None:
    source.state = Source.State.HERE
    source.until = max((one["until"] for one in facts if one["until"]), default=None)
    source.save(update_fields=["state", "until"])
    upload.facts = {"files": facts}
    upload.format = ", ".join(dict.fromkeys(one["format"] for one in facts))[:80]
    upload.brings = brings_of(facts)
    upload.save(update_fields=["facts", "format", "brings"])
    log(upload, "file.kept", at, source.member)


def _finish(uploads: Sequence[Upload], at: datetime, *, again: bool = False) -> None:
    """What follows the commit. After a crash it is done `again` from its start."""
    if not uploads:
        return
    business = uploads[0].business
    with settling(business):
        settle_sources(business, [upload.source for upload in uploads if upload.source], at, again=again)
    for upload in uploads:
        upload.facts = {"files": without_cells(upload.facts["files"])}
        upload.state, upload.here_at = Upload.State.HERE, at
        upload.save(update_fields=["facts", "state", "here_at"])
        unstage(upload)


def without_cells(facts: Facts) -> Facts:
    """The figures, and where the mistakes are. What stood in the file is not kept beside the books."""
    return [
        one
        | {
            "samples": [],
            "doubles": one["doubles"] | {"pairs": []},
            "columns": [column | {"samples": []} for column in one["columns"]],
            "mistakes": [mistake | {"saw": ""} for mistake in one["mistakes"]],
        }
        for one in facts
    ]


def undo(upload: Upload, member: Member | None, at: datetime) -> None:
    """Take away all that this upload brought, and nothing else. Safe to repeat, and after a crash. Raises Busy."""
    with working_on(upload):
        if upload.source is None or upload.state not in (Upload.State.HERE, Upload.State.UNDOING):
            return
        if upload.state == Upload.State.HERE:
            _begin_undo(upload, member, at)
        _take_away(upload, at)


@transaction.atomic
def _begin_undo(upload: Upload, member: Member | None, at: datetime) -> None:
    """Whether it is undone is decided here: what is left to do is done again after a crash."""
    assert upload.source is not None
    Source.objects.filter(pk=upload.source.pk).update(state=Source.State.UNDONE)
    upload.state = Upload.State.UNDOING
    upload.save(update_fields=["state"])
    log(upload, "file.undone", at, member)


def _take_away(upload: Upload, at: datetime, *, again: bool = False) -> None:
    """`again`: it was cut off, and nobody knows any more whom it had touched."""
    assert upload.source is not None
    with settling(upload.business):
        take_rows_away(upload.business, upload.source, at)
        if again:
            look_after(upload.business, at)
    HeldRow.objects.filter(upload=upload).delete()
    upload.state = Upload.State.UNDONE
    upload.save(update_fields=["state"])
    look_at_copies_again(upload, at)


def _roll_back(upload: Upload) -> None:
    """What was coming in goes; the upload waits as it did before."""
    source = upload.source
    assert source is not None
    _drop_coming(source)
    HeldRow.objects.filter(upload=upload).delete()
    with transaction.atomic():
        upload.source, upload.state = None, Upload.State.LOOKED
        upload.save(update_fields=["source", "state"])
        source.delete()


def _drop_coming(source: Source) -> None:
    """Rows that nobody has seen: no person and no sale of others could be touched by them."""
    for part in chunks(list(Sale.objects.filter(source=source).values_list("pk", flat=True)), 2000):
        with transaction.atomic():
            Sale.objects.filter(pk__among=part)._raw_delete(Sale.objects.db)
    claims = list(Claim.objects.filter(source=source).values_list("pk", "person_id"))
    for part in chunks(claims):
        with transaction.atomic():
            Claim.objects.filter(pk__among=[claim for claim, _person in part]).delete()
            unseen = Person.every.filter(
                pk__among=[person for _claim, person in part], is_here=False, joined_into=None
            )
            unseen.filter(claims=None).delete()


def mend(at: datetime) -> int:
    """What a crash left halfway is rolled back, or brought to its end; returns how much there was.

    Safe at any time: whoever is still at work on an upload holds its name, and is left alone.
    """
    halfway = Upload.objects.filter(state__in=(Upload.State.COMING, Upload.State.UNDOING)).exclude(
        source=None
    )
    mended = 0
    for upload in halfway.order_by("pk"):
        try:
            with working_on(upload):
                mended += _mend(upload, at)
        except Busy:
            continue
        except (OSError, OperationalError):
            raise  # a full disk, books that nobody may write: what comes next would fail as well
        except Exception:
            # One that cannot be mended keeps no other file out.
            logger.exception("%s stands halfway and could not be mended", upload)
    return mended


def _mend(upload: Upload, at: datetime) -> bool:
    source = upload.source
    if source is None:
        return False
    if upload.state == Upload.State.UNDOING:
        _take_away(upload, at, again=True)
    elif upload.state == Upload.State.COMING and source.state == Source.State.COMING:
        _roll_back(upload)
    elif upload.state == Upload.State.COMING:
        _finish([upload], at, again=True)
    else:
        return False  # whoever held it has finished meanwhile
    return True
