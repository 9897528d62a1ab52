"""All the books of one business as one zip, told while they are read: a million sales need no more memory than ten.

Inside are a page about the business, one file of lines for each table, and at last a manifest with the sum of
each file. The same books give the same bytes, but for the moment in the manifest.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Source
from goodword.imports.models import Upload
from goodword.people.forgetting import WrongSecret, unsealed
from goodword.people.models import ForgottenWay

from .columns import dumps
from .numbers import Numbers
from .tables import Told, in_chunks, tables

FORMAT = 1
README = """\
All the books of one business in Goodword. Keep this file safe: whoever has it has your people.

To read it back, on this or another computer:  goodword import-business THIS-FILE.zip
manifest.json says what is in it. Each file under rows/ is one table: a row in each line, as JSON.
A number that points to another row is the place of its line in that table's file, from 1.
"""
# Always the same, so that the same books give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


class NotNow(Exception):
    """It cannot be taken at this moment. The message says why, for the owner."""


def why_not_now(business: Business) -> str:
    """ "" if the books can be taken along now."""
    coming = Source.objects.filter(business=business, state=Source.State.COMING).exists()
    halfway = Upload.objects.filter(
        business=business, state__in=(Upload.State.COMING, Upload.State.UNDOING)
    ).exists()
    if coming or halfway:
        return _("A file is coming into your books just now, or is being taken out. Try again in a minute.")
    try:
        about(business)
    except NotNow as problem:
        return str(problem)
    return ""


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is read as it stood at one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    )
    # Not `atomic`: with SQLite that would take the lock of whoever writes.
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


class _Pipe:
    """What the zip is written to: gives what has come in so far."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def drain(self) -> bytes:
        whole, self.parts = b"".join(self.parts), []
        return whole


class Packing:
    """One zip that is being written. Iterate over `parts` to the end: a zip cut short is refused when read."""

    def __init__(self, business: Business, at: datetime) -> None:
        self.business, self.at = business, at
        self.files: dict[str, dict[str, Any]] = {}
        self.left_behind = 0  # marks of the forgotten that mean nothing elsewhere
        self._pipe = _Pipe()

    def parts(self) -> Iterator[bytes]:
        """Raises NotNow."""
        with one_moment(), zipfile.ZipFile(self._pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:  # type: ignore[call-overload]
            if why := why_not_now(self.business):
                raise NotNow(why)
            self.business.refresh_from_db()
            self.left_behind = ForgottenWay.objects.filter(business=self.business, by_own_key=False).count()
            page = json.dumps(about(self.business), ensure_ascii=False, indent=1, sort_keys=True)
            yield from self._file(packed, "readme.txt", [README])
            yield from self._file(packed, "business.json", [page])
            number = Numbers(self.business.pk)
            for table in tables():
                told = table.told(self.business.pk, number)
                yield from self._file(packed, table.file, _lines(told))
                self.files[table.file]["columns"] = table.names
            manifest = json.dumps(self.manifest(), ensure_ascii=False, indent=1)
            yield from self._file(packed, "manifest.json", [manifest])
        yield self._pipe.drain()

    def _file(self, packed: zipfile.ZipFile, name: str, texts: Iterable[str]) -> Iterator[bytes]:
        info = zipfile.ZipInfo(name, MOMENT)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        digest, size, rows = hashlib.sha256(), 0, 0
        with packed.open(info, "w", force_zip64=True) as file:
            for text in texts:
                # Half a letter that a broken file may have brought stands nowhere else either.
                data = text.encode("utf-8", "replace")
                digest.update(data)
                size += len(data)
                rows += data.count(b"\n")
                file.write(data)
                yield self._pipe.drain()
        told = {"rows": rows} if name.endswith(".jsonl") else {}
        self.files[name] = {"size": size, "sha256": digest.hexdigest(), **told}

    def manifest(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "goodword": version("goodword"),
            "made_at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "business": {"code": self.business.code, "name": self.business.name},
            "digest": digest_of(self.files),
            "forgotten_left_behind": self.left_behind,
            "files": self.files,
        }


def digest_of(files: dict[str, dict[str, Any]]) -> str:
    """By which the same books are known again."""
    told = "\n".join(f"{name} {files[name]['sha256']}" for name in sorted(files) if name != "readme.txt")
    return hashlib.sha256(told.encode()).hexdigest()


def about(business: Business) -> dict[str, Any]:
    """The page about the business: its settings, and the key under which its marks of the forgotten are."""
    told: dict[str, Any] = {}
    for name in business.rules.exported:
        value = getattr(business, name)
        told[name] = value.isoformat() if hasattr(value, "isoformat") else value
    try:
        told["marks_key"] = unsealed(business.marks_key).hex() if business.marks_key else ""
    except WrongSecret as problem:
        raise NotNow(str(problem)) from None
    return told


def _lines(rows: Iterable[Told]) -> Iterator[str]:
    for part in in_chunks(rows):
        yield "".join(f"{dumps(row)}\n" for row in part)
