"""A zip that says it holds the books of a business: looked through before anything of it is believed.

Nothing is ever unpacked to a disk; names, sizes and sums are checked first, all of them.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db.models import Field
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.accounts.places import UnknownPlace, choose

from .columns import Column, Wrong
from .tables import tables
from .taking import FORMAT, digest_of

LARGEST = 64 << 30  # bytes, unpacked
LONGEST_LINE = 16 << 20
# JSON in lines packs to a twentieth or so; a zip made to burst packs to a thousandth.
MOST_PACKED = 200
SMALL = 16 << 20
# What Python says of a zip that is none, cut short, changed, locked, or packed in some way of its own.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, IsADirectoryError, NotImplementedError, RuntimeError)
PAGES = ("readme.txt", "business.json", "manifest.json")


class NotRead(Exception):
    """The books cannot be read back. The message says why, and what would work."""


@dataclass(slots=True)
class Opened:
    """A zip whose names, sizes and sums are right. What stands in its lines is still to be doubted."""

    packed: zipfile.ZipFile
    manifest: dict[str, Any]
    business: dict[str, Any]

    @property
    def digest(self) -> str:
        return str(self.manifest["digest"])

    @property
    def counts(self) -> dict[str, int]:
        return {table.label: self.manifest["files"][table.file]["rows"] for table in self.tables}

    @property
    def tables(self) -> list[Any]:
        """Those that the file knows: a table that came with a later version than the file's has no rows in it."""
        return [table for table in tables() if table.file in self.manifest["files"]]

    def columns_of(self, file: str) -> list[str]:
        return list(self.manifest["files"][file]["columns"])

    def lines(self, file: str) -> Iterator[bytes]:
        with self.packed.open(file) as inside:
            yield from _lines(inside, file)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises NotRead."""
    with ExitStack() as stack:
        try:
            packed = stack.enter_context(zipfile.ZipFile(path))
            manifest = _manifest(packed)
            _check_sums(packed, manifest)
            file = Opened(packed, manifest, _business(packed))
        except FileNotFoundError:
            raise NotRead(_("There is no file %(file)s.") % {"file": path}) from None
        except DAMAGE:
            raise NotRead(_why_no_zip(path)) from None
        yield file


def _why_no_zip(path: Path) -> str:
    if path.is_dir():
        return _("%(file)s is a folder. Name the zip that goodword export made.") % {"file": path}
    with path.open("rb") as file:
        head = file.read(2)
    if not head:
        return _("The file is empty. Take the books along once more: goodword export makes such a file.")
    if head != b"PK":
        return _(
            "This is no zip, and so no books that were taken along. People or sales come in another way: "
            "goodword import FILE"
        )
    return _("The zip is damaged, or breaks off. Take the books along once more.")


def _manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    infos = packed.infolist()
    names = [info.filename for info in infos]
    if "manifest.json" not in names:
        raise NotRead(_what_it_is(names))
    unpacked = sum(info.file_size for info in infos)
    if unpacked > LARGEST or (
        unpacked > SMALL and unpacked > MOST_PACKED * sum(info.compress_size for info in infos)
    ):
        raise NotRead(_("Unpacked, the file would be larger than any books we know of. Nothing was read."))
    if any(packed.getinfo(name).file_size > 1 << 20 for name in PAGES if name in names):
        raise NotRead(_not_ours())
    try:
        manifest = json.loads(packed.read("manifest.json"))
        if _is_newer(manifest):
            raise NotRead(_("These books come from a newer Goodword. Bring this one up to date first."))
        told = {
            name: {"size": int(one["size"]), "sha256": str(one["sha256"])}
            for name, one in manifest["files"].items()
        }
        assert sorted(names) == sorted([*told, "manifest.json"]) and "business.json" in told
        assert all(name in PAGES or re.fullmatch(r"rows/[a-z]+\.[a-z]+\.jsonl", name) for name in names)
        assert all(told[name]["size"] == packed.getinfo(name).file_size for name in told)
        assert all(type(manifest["files"][n]["rows"]) is int for n in told if n not in PAGES)
        assert manifest["digest"] == digest_of(told) and type(manifest["business"]["name"]) is str
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise NotRead(_not_ours()) from None
    return manifest  # type: ignore[no-any-return]


def _what_it_is(names: list[str]) -> str:
    if any(name.endswith(".csv") for name in names):
        return _("This is a zip of other files. To bring in people or sales: goodword import FILE")
    return _not_ours()


def _not_ours() -> str:
    return _("This is no file of whole books: it holds other things than goodword export puts in.")


def _is_newer(manifest: dict[str, Any]) -> bool:
    if "database" in manifest:
        raise NotRead(_("This is a backup of a whole installation. To get it back: goodword restore FILE"))
    if int(manifest["format"]) > FORMAT:
        return True
    known = {table.file: set(table.names) for table in tables()}
    files = {name: one for name, one in manifest["files"].items() if name not in PAGES}
    return not files.keys() <= known.keys() or any(
        not set(one["columns"]) <= known[name] for name, one in files.items()
    )


def _check_sums(packed: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    wrong = [name for name, told in manifest["files"].items() if not _is_whole(packed, name, told)]
    if wrong:
        raise NotRead(
            _("These parts of the file are damaged: %(list)s. Take the books along once more.")
            % {"list": ", ".join(sorted(wrong))}
        )


def _is_whole(packed: zipfile.ZipFile, name: str, told: dict[str, Any]) -> bool:
    digest, rows = hashlib.sha256(), 0
    try:
        with packed.open(name) as inside:
            while part := inside.read(1 << 20):
                digest.update(part)
                rows += part.count(b"\n")
    except DAMAGE:
        return False
    return digest.hexdigest() == told["sha256"] and told.get("rows", rows) == rows


def _lines(inside: IO[bytes], file: str) -> Iterator[bytes]:
    while line := inside.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise NotRead(_("%(file)s has a line that is too long, or cut short.") % {"file": file})
        yield line


def _business(packed: zipfile.ZipFile) -> dict[str, Any]:
    """The page about the business, as values of its columns."""
    wrong, values = [], {}
    try:
        told = dict(json.loads(packed.read("business.json")))
    except (TypeError, ValueError, RecursionError):
        raise NotRead(_not_ours()) from None
    for name in Business.rules.exported:
        field = Business._meta.get_field(name)
        assert isinstance(field, Field)
        column = Column(field)
        try:
            if name in told:
                column.read(told[name])
                values[name] = column.field.to_python(told[name])
        except Wrong as problem:
            wrong.append(f"business.json, {name}: {problem}")
    if not re.fullmatch(r"([0-9a-f]{64})?", str(told.get("marks_key", ""))):
        wrong.append("business.json, marks_key")
    wrong += [f"business.json, {problem}" for problem in _no_such_place(values)]
    if wrong or not {"name", "opened_at"} <= values.keys():
        raise NotRead("\n".join([_not_ours(), *wrong]))
    return values | {"marks_key": bytes.fromhex(told.get("marks_key", ""))}


def _no_such_place(values: dict[str, Any]) -> Iterator[str]:
    """Every page asks for these: a zone or a currency that nobody knows would break them all."""
    try:
        choose(*(values.get(name, "") for name in ("country", "zone", "currency", "language")))
    except UnknownPlace as problem:
        yield str(problem)
