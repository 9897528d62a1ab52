"""A file comes in: staged, looked at, kept as an Upload. Nothing is in the books yet."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member

from .keeping import same_file
from .looking import Progress, look
from .models import Shape, Upload
from .records import Unreadable
from .staging import stage, staged_file, unstage

LARGEST = 2 * 1024**3


def receive(business: Business, member: Member | None, at: datetime, name: str, file: BinaryIO) -> Upload:
    """Keep the bytes for a day at most, in a place that only this installation reads."""
    upload = Upload.objects.create(business=business, member=member, file=name[-200:], at=at)
    stage(upload, file)
    if upload.size > LARGEST:
        _refuse(upload, _("The file is larger than 2 GB. Export a shorter time, and bring the parts one by one."))
    return upload


def look_at(upload: Upload, at: datetime, progress: Progress | None = None) -> Upload:
    """Read the whole file and keep what it would bring. Safe to repeat (after a correction of its columns)."""
    if upload.state == Upload.State.UNREADABLE:
        return upload
    business = upload.business
    try:
        with staged_file(upload) as path:
            facts = look(business, path, upload.file, business.day_of(at), progress)
    except Unreadable as error:
        _refuse(upload, str(error))
        return upload
    except FileNotFoundError:
        _refuse(upload, _("The file is not here any more: it is kept for a day only. Bring it again."))
        return upload
    again = same_file(upload)
    upload.facts = {"files": facts, "same_as": again.code if again else ""}
    upload.format = ", ".join(dict.fromkeys(one["format"] for one in facts))[:80]
    upload.vendor = facts[0]["vendor"] if facts else ""
    upload.signature = next((one["signature"] for one in facts if one["columns"]), "")
    upload.columns = next((one["columns"] for one in facts if one["columns"]), [])
    upload.save(update_fields=["facts", "format", "vendor", "signature", "columns"])
    return upload


def _refuse(upload: Upload, why: str) -> None:
    upload.state, upload.why = Upload.State.UNREADABLE, why
    upload.save(update_fields=["state", "why"])
    unstage(upload)


@transaction.atomic
def correct_columns(upload: Upload, meanings: dict[str, str], at: datetime) -> None:
    """The owner's word on what the columns of this shape mean; the next file of the shape is read so too."""
    Shape.objects.update_or_create(
        business_id=upload.business_id,
        signature=upload.signature,
        defaults={"meanings": meanings, "at": at},
    )


def cancel(upload: Upload) -> None:
    """Leave the file out: it is deleted, and nothing of it was kept."""
    if upload.state == Upload.State.LOOKED:
        upload.state = Upload.State.CANCELLED
        upload.save(update_fields=["state"])
        unstage(upload)
