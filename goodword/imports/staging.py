"""The bytes of an upload, until it is committed or cancelled, and never longer than a day.

With SQLite they are a file in the home folder (mode 0600); with PostgreSQL, where web and worker may be
different machines, they are rows in the database.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from .models import StagedPart, Upload

PART = 1 << 20
KEPT_FOR = timedelta(hours=24)


def folder() -> Path:
    staged = Path(settings.HOME) / "staged"
    staged.mkdir(mode=0o700, exist_ok=True)
    return staged


def stage(upload: Upload, file: BinaryIO) -> None:
    """Keep the bytes and note their size and digest on the upload."""
    digest = hashlib.sha256()
    size = 0
    if connection.vendor == "sqlite":
        handle = os.open(folder() / upload.code, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as staged:
            for part in iter(lambda: file.read(PART), b""):
                digest.update(part)
                size += len(part)
                staged.write(part)
    else:
        for number, part in enumerate(iter(lambda: file.read(PART), b"")):
            digest.update(part)
            size += len(part)
            StagedPart.objects.create(upload=upload, number=number, data=part)
    upload.digest, upload.size = digest.hexdigest(), size
    upload.save(update_fields=["digest", "size"])


@contextmanager
def staged_file(upload: Upload) -> Iterator[Path]:
    """The staged bytes as a file to read. Raises FileNotFoundError once they are gone."""
    if connection.vendor == "sqlite":
        path = folder() / upload.code
        if not path.exists():
            raise FileNotFoundError(upload.file)
        yield path
        return
    numbers = list(upload.parts.order_by("number").values_list("pk", flat=True))
    if not numbers:
        raise FileNotFoundError(upload.file)
    with tempfile.NamedTemporaryFile(dir=folder()) as copy:
        for pk in numbers:
            copy.write(bytes(StagedPart.objects.get(pk=pk).data))
        copy.flush()
        yield Path(copy.name)


def unstage(upload: Upload) -> None:
    """The file is not kept."""
    (folder() / upload.code).unlink(missing_ok=True)
    upload.parts.all().delete()


def sweep(now: datetime) -> int:
    """Delete what nobody decided on within a day; tells how many uploads were let go."""
    stale = Upload.objects.filter(state=Upload.State.LOOKED, at__lt=now - KEPT_FOR)
    for upload in stale:
        unstage(upload)
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.CANCELLED)
    known = set(Upload.objects.filter(state__in=("looked", "coming")).values_list("code", flat=True))
    for path in folder().iterdir():
        if path.name not in known and now.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            path.unlink(missing_ok=True)
    return len(stale)
