"""A small file at once, a large one by the worker."""

from datetime import datetime
from typing import Any

from goodword.accounts.jobs import ask
from goodword.accounts.models import Job

from .models import Upload
from .pages import job_of
from .receiving import look_at


def look_soon(upload: Upload, at: datetime) -> None:
    """Now, if it takes a moment; by the worker if it takes longer."""
    if upload.is_small:
        look_at(upload, at)
    elif upload.state == Upload.State.LOOKED:
        Upload.objects.filter(pk=upload.pk).update(facts={})
        ask_soon(upload, "imports.look", at)


def ask_soon(upload: Upload, name: str, at: datetime, **args: Any) -> None:
    n = Job.objects.filter(
        business_id=upload.business_id, name=name, key__startswith=f"{upload.code} "
    ).count()
    newest = job_of(upload)
    if newest and newest.name == name and not newest.is_over:
        return  # pressed twice
    ask(upload.business_id, name, f"{upload.code} {n + 1}", at, upload=upload.code, **args)
