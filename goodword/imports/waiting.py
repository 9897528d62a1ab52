"""Files that were looked at, and neither kept nor left out."""

from collections import Counter
from typing import Any

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from goodword.accounts.models import Member

from . import pages
from .models import Upload
from .rows_told import n_rows, rows_words

MOST = 50


def waiting_files(member: Member, kind: str) -> list[dict[str, Any]]:
    """For the template, in the order in which they came."""
    if not member.may_change:
        return []
    rows = list(pages.uploads_for(member).filter(state=Upload.State.LOOKED).order_by("pk")[:MOST])
    times = Counter(upload.file for upload in rows)
    return [_told(upload, kind, is_one_of_several=times[upload.file] > 1) for upload in rows]


def _told(upload: Upload, kind: str, *, is_one_of_several: bool) -> dict[str, Any]:
    is_same = bool(upload.facts.get("is_same"))
    work = None if upload.is_small else pages.work_on(upload, pages.job_of(upload))
    if work:
        fact = work.problem or work.text
    else:
        waits = sum(one["held"] for one in upload.facts.get("files", []))
        fact = _("in your books already") if is_same else pages.brought(upload.facts, kind, waits)
    return {
        "upload": upload,
        "brought_at": _brought_at(upload) if is_one_of_several else "",
        "fact": fact,
        "rows": "" if work else rows_words(n_rows(upload.facts)),
        "n_mistakes": sum(told["n_mistakes"] for told in upload.facts.get("files", [])),
        "at_work": work is not None and not work.problem,
        "is_idle": not work and is_idle(upload),
        "is_ready": bool(upload.facts) and not work and is_worth_keeping(upload),
    }


def _brought_at(upload: Upload) -> str:
    """Of two files of one name it tells which is which."""
    return _("brought at %(time)s") % {"time": time_format(localtime(upload.at))}


def is_worth_keeping(upload: Upload) -> bool:
    told = upload.facts["files"]
    return not upload.facts.get("is_same") and any(
        one["people"] or one["sales"] or one["held"] for one in told
    )


def is_idle(upload: Upload) -> bool:
    """It was looked at, and nothing in it is new, or to be mended: it can only be left out."""
    if not upload.facts or is_worth_keeping(upload):
        return False
    return bool(upload.facts.get("is_same")) or not any(one["n_mistakes"] for one in upload.facts["files"])


def waits_already(upload: Upload, member: Member) -> Upload | None:
    """The same bytes, brought before and not decided on. One of which nothing is known waits for nobody: whoever
    looked at it, or kept it, was cut off."""
    rows = pages.uploads_for(member).filter(state=Upload.State.LOOKED, digest=upload.digest)
    for before in rows.exclude(pk=upload.pk) if upload.digest else ():
        is_at_work = not before.is_small and pages.work_on(before, pages.job_of(before))
        if before.facts.get("files") or is_at_work:
            return before
    return None
