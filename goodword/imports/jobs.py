"""Slow work of this room. What is heavy is imported when the work is done."""

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.accounts.jobs import CannotBeDone, Running, at_start, daily, job
from goodword.accounts.models import Member

# A file at which the whole program ends does so each time, and whatever else waits is held up by it.
LOOKS = 2


@job("imports.look")
def look(running: Running, upload: str) -> None:
    from .models import Upload
    from .receiving import look_at

    row = Upload.objects.get(business=running.business, code=upload)
    if running.job.tries > LOOKS:
        words = _(
            "Reading %(file)s broke off each time. Save it as CSV, bring that one, and leave this one out."
        )
        raise CannotBeDone(words % {"file": row.file})
    look_at(row, running.at, running.progress)


@job("imports.keep")
def keep(running: Running, upload: str, member: int | None = None) -> None:
    from .after import ask_to_measure
    from .keeping import keep as keep_upload
    from .models import Upload
    from .records import Unreadable

    row = Upload.objects.get(business=running.business, code=upload)
    try:
        keep_upload(row, _member(running, member), running.at, running.progress)
    except (Unreadable, FileNotFoundError) as error:
        raise CannotBeDone(str(error)) from error
    ask_to_measure(running.business, row.code, running.at)


@job("imports.undo")
def undo(running: Running, upload: str, member: int | None = None) -> None:
    from .after import ask_to_measure
    from .keeping import undo as undo_upload
    from .models import Upload

    row = Upload.objects.get(business=running.business, code=upload)
    undo_upload(row, _member(running, member), running.at)
    ask_to_measure(running.business, f"undo {row.code}", running.at)


def _member(running: Running, pk: int | None) -> Member | None:
    return Member.objects.filter(business=running.business, pk=pk).first() if pk else None


@daily("imports.sweep", at="03:30")
def sweep(running: Running) -> None:
    from .keeping import mend as mend_what_is_halfway
    from .staging import sweep as sweep_staged

    mend_what_is_halfway(running.at)
    sweep_staged(running.at)


@at_start
def mend(at: datetime) -> None:
    from .keeping import mend as mend_what_is_halfway

    mend_what_is_halfway(at)
