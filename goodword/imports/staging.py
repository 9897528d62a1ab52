"""The bytes of an upload, until it is committed or cancelled, and never longer than a day.

With SQLite they are a file in the home folder (mode 0600); with PostgreSQL, where web and worker may be
different machines, they are rows in the database.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from . import limits
from .models import HeldRow, StagedPart, Upload

PART = 1 << 20
KEPT_FOR = timedelta(hours=24)
HELD_FOR = timedelta(days=30)


class TooLarge(Exception):
    """More bytes than we take."""


@dataclass(slots=True)
class Staged:
    """What was seen of the bytes as they went by."""

    size: int
    digest: str
    rows: int  # about: cards, or lines
    is_packed: bool


def folder() -> Path:
    staged = Path(settings.HOME) / "staged"
    staged.mkdir(mode=0o700, exist_ok=True)
    return staged


def stage(upload: Upload, file: BinaryIO) -> Staged:
    """Keep the bytes. Raises TooLarge; then, and after any other failure, nothing of them stays."""
    try:
        return _stage(upload, file)
    except BaseException:
        unstage(upload)
        raise


def _stage(upload: Upload, file: BinaryIO) -> Staged:
    digest = hashlib.sha256()
    size = lines = cards = 0
    head = b""
    with _keeper(upload) as keep:
        for part in iter(lambda: file.read(PART), b""):
            head = head or part[:4]
            size += len(part)
            if size > limits.FILE_BYTES:
                raise TooLarge
            digest.update(part)
            lines += part.count(b"\n") or part.count(b"\r")
            cards += part.upper().count(b"BEGIN:VCARD")
            keep.write(part)
    return Staged(size, digest.hexdigest(), cards or lines, head[:2] == b"PK" or head == b"\xd0\xcf\x11\xe0")


class _Parts:
    """Writes into the database."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.number = 0

    def write(self, part: bytes) -> None:
        StagedPart.objects.create(upload=self.upload, number=self.number, data=part)
        self.number += 1


@contextmanager
def _keeper(upload: Upload) -> "Iterator[BinaryIO | _Parts]":
    if connection.vendor != "sqlite":
        parts = _Parts(upload)
        yield parts
        if not parts.number:
            parts.write(b"")  # an empty file is a file too
        return
    handle = os.open(folder() / upload.code, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as staged:
        yield staged


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
    n = 0
    for upload in stale:
        # Not if somebody has just pressed the button.
        if Upload.objects.filter(pk=upload.pk, state=Upload.State.LOOKED).update(
            state=Upload.State.CANCELLED, facts={}
        ):
            unstage(upload)
            n += 1
    known = set(Upload.objects.filter(state__in=("looked", "coming")).values_list("code", flat=True))
    for path in folder().iterdir():
        if path.name not in known and now.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            path.unlink(missing_ok=True)
    sweep_held(now)
    return n


def sweep_held(now: datetime) -> None:
    """Rows wait thirty days; of those decided on, a day later only the decision is left."""
    HeldRow.objects.filter(decided="", at__lt=now - HELD_FOR).delete()
    HeldRow.objects.exclude(decided="").filter(decided_at__lt=now - KEPT_FOR).update(cells={}, record={})
