"""Everything in one file, and back again: the database, the secret, and a page that says what they are."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from . import postgres
from .updating import done_migrations, known_migrations, newer_than_we_know

FORMAT = 1
BOOKS = {"sqlite": "goodword.db", "postgresql": "goodword.dump"}


class NoBackup(Exception):
    """It cannot be made or read. The message says why, and what would work."""


def back_up(target: Path, at: datetime) -> Path:
    """Writes a backup while everything goes on; whole or not at all. Raises NoBackup.

    `target` is a file, or a folder that gets one named after the moment.
    """
    if target.is_dir():
        target = _named_after(at, target)
    if target.exists():
        raise NoBackup(_("%(file)s is there already. Take another name.") % {"file": target})
    if not target.parent.is_dir():
        raise NoBackup(_("There is no folder %(folder)s.") % {"folder": target.parent})
    with _own_folder(target.parent) as folder:
        books = folder / BOOKS[connection.vendor]
        _copy_books(books)
        shutil.copyfile(settings.HOME / "secret", folder / "secret")
        (folder / "manifest.json").write_text(json.dumps(_manifest(folder, at), indent=2))
        part = folder / "part.zip"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            for name in ("manifest.json", "secret", books.name):
                packed.write(folder / name, name)
        _to_disk(part)
        os.replace(part, target)
    return target


def _named_after(at: datetime, folder: Path) -> Path:
    """A name that is free: the minute, and a number if that minute has a backup already."""
    minute = f"goodword-{at:%Y-%m-%d-%H%M}"
    names = chain([minute], (f"{minute}-{n}" for n in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.zip").exists())


@contextmanager
def _own_folder(beside: Path) -> Iterator[Path]:
    """A folder on the same disk that only we can read, and that is gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(dir=beside, prefix=".goodword-") as folder:
            yield Path(folder)
    except PermissionError as problem:
        raise NoBackup(_("Nothing may be written to %(folder)s.") % {"folder": beside}) from problem


def _copy_books(to: Path) -> None:
    if connection.vendor == "postgresql":
        postgres.dump(to)
        return
    # Unlike the backup API, which starts again at every write, this is one read and nobody waits for it.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(to)])


def _manifest(folder: Path, at: datetime) -> dict[str, Any]:
    names = ["secret", BOOKS[connection.vendor]]
    return {
        "goodword": version("goodword"),
        "format": FORMAT,
        "made_at": at.isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": sorted(done_migrations()),
        "files": {
            name: {"size": (folder / name).stat().st_size, "sha256": _sha256(folder / name)} for name in names
        },
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    os.chmod(path, 0o600)


def restore(file: Path) -> dict[str, Any]:
    """Makes the books again from a backup, onto nothing. Returns its manifest. Raises NoBackup.

    Everything is unpacked and checked first; the database comes last, so that a cut-off one leaves no books.
    """
    if not is_empty():
        raise NoBackup(_books_are_there())
    with _opened(file) as packed:
        manifest = _checked_manifest(packed)
        with _own_folder(settings.HOME) as folder:
            for name, told in manifest["files"].items():
                _unpack(packed, name, told, folder)
            os.replace(folder / "secret", settings.HOME / "secret")
            _put_books(folder / BOOKS[connection.vendor])
    return manifest


def _books_are_there() -> str:
    if connection.vendor == "postgresql":
        return _(
            "There are books in the database “%(name)s” already, whatever the folder."
            " Restore into an empty database: set DATABASE_URL to it."
        ) % {"name": connection.settings_dict["NAME"]}
    return _("There are books in %(home)s already. Restore into an empty folder: --home NEW_FOLDER") % {
        "home": settings.HOME
    }


def is_empty() -> bool:
    if connection.vendor == "postgresql":
        return not done_migrations()
    name = Path(str(connection.settings_dict["NAME"]))
    return not name.exists()


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except FileNotFoundError:
        raise NoBackup(_("There is no file %(file)s.") % {"file": file}) from None
    except (zipfile.BadZipFile, EOFError, IsADirectoryError):
        raise NoBackup(_("%(file)s is damaged, or no backup of Goodword's.") % {"file": file}) from None


def _checked_manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    """Only the files that we write, under the names that we give: nothing else is ever unpacked."""
    expected = ["manifest.json", "secret", BOOKS[connection.vendor]]
    names = sorted(packed.namelist())
    for vendor, books in BOOKS.items():
        if names == sorted(["manifest.json", "secret", books]) and vendor != connection.vendor:
            raise NoBackup(_other_database(vendor))
    try:
        if names != sorted(expected) or packed.getinfo("manifest.json").file_size > 1_000_000:
            raise ValueError
        manifest = json.loads(packed.read("manifest.json"))
        done = {(str(room), str(name)) for room, name in manifest["migrations"]}
        if manifest["format"] > FORMAT or newer_than_we_know(known_migrations(), done):
            raise NoBackup(_("This backup is of a newer Goodword. Bring this one up to date first."))
        if set(manifest["files"]) != set(expected[1:]):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise NoBackup(_("This is no backup of Goodword's: it holds other files than one does.")) from None
    needed = sum(packed.getinfo(name).file_size for name in names)
    if needed > shutil.disk_usage(settings.HOME).free:
        raise NoBackup(_("The disk has too little room: %(n)s MB are needed.") % {"n": needed // 2**20 + 1})
    return manifest  # type: ignore[no-any-return]


def _other_database(vendor: str) -> str:
    if vendor == "postgresql":
        return _("This backup is of books in PostgreSQL. Set DATABASE_URL to an empty database there.")
    return _("This backup is of books in a folder. Run it without DATABASE_URL.")


def _unpack(packed: zipfile.ZipFile, name: str, told: dict[str, Any], folder: Path) -> None:
    with (
        packed.open(name) as inside,
        os.fdopen(os.open(folder / name, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as out,
    ):
        shutil.copyfileobj(inside, out, 1 << 20)
    if _sha256(folder / name) != told.get("sha256"):
        raise NoBackup(_("The file %(name)s in the backup is damaged.") % {"name": name})


def _put_books(books: Path) -> None:
    if connection.vendor == "postgresql":
        postgres.restore(books)
        return
    _to_disk(books)
    connection.close()
    os.replace(books, str(connection.settings_dict["NAME"]))
