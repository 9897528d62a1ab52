"""Slow work of this room. What is heavy is imported when the work is done."""

from datetime import datetime

from goodword.accounts.jobs import CannotBeDone, Running, ask, at_start, daily, job


@job("imports.look")
def look(running: Running, upload: str) -> None:
    from .models import Upload
    from .receiving import look_at

    look_at(Upload.objects.get(business=running.business, code=upload), running.at, running.progress)


@job("imports.keep")
def keep(running: Running, upload: str) -> None:
    from .keeping import keep as keep_upload
    from .models import Upload
    from .records import Unreadable

    row = Upload.objects.select_related("business", "member").get(business=running.business, code=upload)
    try:
        keep_upload(row, row.member, running.at, running.progress)
    except (Unreadable, FileNotFoundError) as error:
        raise CannotBeDone(str(error)) from error
    afterwards(running.business.pk, row.code, running.at)


@job("imports.undo")
def undo(running: Running, upload: str) -> None:
    from .keeping import undo as undo_upload
    from .models import Upload

    row = Upload.objects.select_related("business", "member", "source").get(business=running.business, code=upload)
    undo_upload(row, row.member, running.at)
    afterwards(running.business.pk, f"undo-{row.code}", running.at)


def afterwards(business: int, key: str, at: datetime) -> None:
    """Standings follow, and a list for a day that has none."""
    ask(business, "advocates.restand", key, at)
    ask(business, "today.make_if_empty", key, at)


@daily("imports.sweep", at="03:30")
def sweep(running: Running) -> None:
    from .staging import sweep as sweep_staged

    sweep_staged(running.at)


@at_start
def roll_back(at: datetime) -> None:
    from .keeping import roll_back as roll_back_sources

    roll_back_sources(at)
