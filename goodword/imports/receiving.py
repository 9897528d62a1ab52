"""A file comes in: staged, looked at, kept as an Upload. Nothing is in the books yet."""

from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member

from .again import reads_as_before, same_files
from .looking import Progress, brings_of, look
from .models import Shape, Upload
from .records import Unreadable
from .staging import TooLarge, stage, staged_file, unstage

SMALL_BYTES = 1_000_000
SMALL_ROWS = 3_000
SMALL_BOOK = 100_000  # a workbook or zip packs many rows into few bytes


def receive(business: Business, member: Member | None, at: datetime, name: str, file: BinaryIO) -> Upload:
    """Keep the bytes for a day at most, in a place that only this installation reads."""
    upload = Upload.objects.create(business=business, member=member, file=plain_name(name), at=at)
    try:
        staged = stage(upload, file)
    except TooLarge:
        refuse(
            upload, _("The file is larger than 2 GB. Export a shorter time, and bring the parts one by one.")
        )
        return upload
    except BaseException:
        let_go(upload)
        raise
    upload.digest, upload.size = staged.digest, staged.size
    upload.is_small = (
        staged.size <= (SMALL_BOOK if staged.is_packed else SMALL_BYTES) and staged.rows <= SMALL_ROWS
    )
    upload.save(update_fields=["digest", "size", "is_small"])
    return upload


def plain_name(name: str) -> str:
    """What the file is called: words to show, and never a place on a disk."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in bare if letter.isprintable())[-200:] or _("a file")


def look_at(upload: Upload, at: datetime, progress: Progress | None = None) -> Upload:
    """Read the whole file and keep what it would bring. Safe to repeat (after a correction of its columns)."""
    if upload.state != Upload.State.LOOKED:
        return upload
    business = upload.business
    try:
        with staged_file(upload) as path:
            facts = look(business, path, upload.file, business.day_of(at), progress)
    except Unreadable as error:
        refuse(upload, str(error))
        return upload
    except FileNotFoundError:
        refuse(upload, _("The file is not here any more: it is kept for a day only. Bring it again."))
        return upload
    again = same_files(upload)
    upload.facts = {
        "files": facts,
        "same_as": again[0].code if again else "",
        "is_same": bool(again) and reads_as_before(facts, again[0]),
    }
    upload.format = ", ".join(dict.fromkeys(one["format"] for one in facts))[:80]
    upload.vendor = facts[0]["vendor"] if facts else ""
    upload.brings = brings_of(facts)
    upload.save(update_fields=["facts", "format", "vendor", "brings"])
    return upload


def look_at_copies_again(undone: Upload, at: datetime) -> None:
    """The same bytes may wait, told to be in the books already: they are not any more."""
    for copy in Upload.waiting(undone.business_id).filter(digest=undone.digest):
        look_at(copy, at)


def refuse(upload: Upload, why: str) -> None:
    upload.state, upload.why = Upload.State.UNREADABLE, why
    upload.save(update_fields=["state", "why"])
    unstage(upload)


@transaction.atomic
def correct(
    upload: Upload,
    signature: str,
    at: datetime,
    *,
    meanings: dict[str, str] | None = None,
    written: dict[str, str] | None = None,
) -> None:
    """The owner's word on tables of this shape; the next file of the shape is read so too. `written`: how days or
    cents are read where that can be done in two ways."""
    shape, _is_new = Shape.objects.get_or_create(
        business_id=upload.business_id, signature=signature, defaults={"at": at}
    )
    shape.meanings = shape.meanings if meanings is None else meanings
    shape.written, shape.at = shape.written | (written or {}), at
    shape.save(update_fields=["meanings", "written", "at"])


def let_go(upload: Upload) -> None:
    """Nothing of it stays that can still be taken away: the disk may be full, and the books closed."""
    with suppress(OSError, DatabaseError):
        unstage(upload)
    with suppress(OSError, DatabaseError):
        cancel(upload)


def cancel(upload: Upload) -> bool:
    """Leave the file out: it is deleted, and nothing of it was kept. False if it did not wait any more."""
    mine = Upload.objects.filter(pk=upload.pk, state=Upload.State.LOOKED)
    if mine.update(state=Upload.State.CANCELLED, facts={}):
        upload.state = Upload.State.CANCELLED
        unstage(upload)
        return True
    return False
