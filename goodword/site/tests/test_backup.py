"""goodword backup and restore: there and back again, and nothing else gets in."""

import json
import os
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection, connections

from goodword.accounts.models import Business
from goodword.accounts.opening import open_business
from goodword.site import backup
from goodword.site.backup import NoBackup, back_up, restore
from goodword.site.updating import bring_up_to_date

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="test_postgres.py does the same there"),
]


@pytest.fixture
def move_to(settings: Any, django_db_blocker: Any):
    """Moves into a home of its own, with a database that is a file."""
    usual = connections["default"]
    opened = []

    def moved(home: Path) -> Path:
        home.mkdir(mode=0o700, exist_ok=True)
        settings.HOME = home
        fresh = usual.copy()
        fresh.settings_dict = {**usual.settings_dict, "NAME": str(home / "goodword.db")}
        connections["default"] = fresh
        opened.append(fresh)
        return home

    with django_db_blocker.unblock():
        yield moved
        for one in opened:
            one.close()
        connections["default"] = usual


@pytest.fixture
def bakery(move_to, tmp_path, at) -> Path:
    home = move_to(tmp_path / "home")
    (home / "secret").write_text("the secret of the bakery")
    bring_up_to_date()
    open_business("Corner Bakery", country="US", zone="America/New_York", at=at)
    return home


@pytest.fixture
def zipped(bakery, tmp_path, at) -> Path:
    return back_up(tmp_path / "monday.zip", at)


def test_there_and_back_again(zipped, move_to, tmp_path):
    home = move_to(tmp_path / "again")
    manifest = restore(zipped)
    assert Business.objects.get().name == "Corner Bakery"
    assert (home / "secret").read_text() == "the secret of the bakery"
    assert manifest["made_at"] == "2026-03-02T09:00:00+00:00"
    assert {path.stat().st_mode & 0o077 for path in (home / "secret", home / "goodword.db", zipped)} == {0}


def test_it_holds_what_was_there_while_somebody_writes(bakery, tmp_path, at):
    with sqlite3.connect(bakery / "goodword.db") as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE accounts_business SET name = 'half-done'")
        made = back_up(tmp_path / "now.zip", at)
        other.rollback()
    with zipfile.ZipFile(made) as packed:
        packed.extract("goodword.db", tmp_path)
    rows = sqlite3.connect(tmp_path / "goodword.db").execute("SELECT name FROM accounts_business").fetchall()
    assert rows == [("Corner Bakery",)]


def test_it_is_named_after_the_moment_in_a_folder(bakery, tmp_path, at):
    assert back_up(tmp_path, at).name == "goodword-2026-03-02-0900.zip"


def test_a_second_one_in_the_same_minute_has_a_number(bakery, tmp_path, at):
    made = [back_up(tmp_path, at).name for _n in range(3)]
    assert made == [f"goodword-2026-03-02-0900{number}.zip" for number in ("", "-2", "-3")]


def test_a_file_that_is_there_is_never_overwritten(zipped, at):
    before = zipped.read_bytes()
    with pytest.raises(NoBackup, match="is there already"):
        back_up(zipped, at)
    assert zipped.read_bytes() == before


def test_nothing_is_left_of_one_that_failed(bakery, tmp_path, at, monkeypatch):
    target = tmp_path / "out"
    target.mkdir()
    monkeypatch.setattr(backup, "_manifest", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(target / "x.zip", at)
    assert list(target.iterdir()) == []


def test_books_that_are_there_are_never_overwritten(zipped, bakery):
    with pytest.raises(NoBackup, match="books in"):
        restore(zipped)
    assert Business.objects.get().name == "Corner Bakery"


def changed(zipped: Path, to: Path, **parts: bytes | None) -> Path:
    """The same backup with some files replaced, added or (None) left out."""
    with zipfile.ZipFile(zipped) as old, zipfile.ZipFile(to, "w") as new:
        kept = {name: old.read(name) for name in old.namelist()} | parts
        for name, data in kept.items():
            if data is not None:
                new.writestr(name, data)
    return to


def manifest_of(zipped: Path) -> dict[str, Any]:
    with zipfile.ZipFile(zipped) as packed:
        return json.loads(packed.read("manifest.json"))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "parts",
    [
        {"../outside": b"x"},
        {"/tmp/outside": b"x"},
        {"goodword.db/../../outside": b"x"},
        {"secret": None},
        {"manifest.json": b"not json"},
        {"manifest.json": b"[]"},
        {"manifest.json": b"{}"},
        {"manifest.json": b'{"migrations": 5}'},
    ],
)
def test_a_file_that_is_no_backup_is_refused_and_leaves_nothing(zipped, move_to, tmp_path, parts):
    bad = changed(zipped, tmp_path / "bad.zip", **parts)
    home = move_to(tmp_path / "again")
    with pytest.raises(NoBackup, match="no backup"):
        restore(bad)
    assert list(home.iterdir()) == []
    assert not (tmp_path / "outside").exists() and not Path("/tmp/outside").exists()


def test_a_damaged_one_is_refused(zipped, move_to, tmp_path):
    bad = changed(zipped, tmp_path / "bad.zip", **{"goodword.db": b"SQLite format 3\0 and then rubbish"})
    home = move_to(tmp_path / "again")
    with pytest.raises(NoBackup, match="damaged"):
        restore(bad)
    assert list(home.iterdir()) == []


def test_one_that_was_cut_off_is_refused(zipped, move_to, tmp_path):
    (tmp_path / "cut.zip").write_bytes(zipped.read_bytes()[:-500])
    move_to(tmp_path / "again")
    with pytest.raises(NoBackup, match="damaged"):
        restore(tmp_path / "cut.zip")


def test_one_of_a_newer_goodword_is_refused(zipped, move_to, tmp_path):
    manifest = manifest_of(zipped)
    manifest["migrations"].append(["people", "9999_from_the_future"])
    newer = changed(zipped, tmp_path / "newer.zip", **{"manifest.json": json.dumps(manifest).encode()})
    move_to(tmp_path / "again")
    with pytest.raises(NoBackup, match="newer Goodword"):
        restore(newer)


def test_one_from_postgresql_says_where_it_belongs(zipped, move_to, tmp_path):
    other = changed(zipped, tmp_path / "pg.zip", **{"goodword.db": None, "goodword.dump": b"x"})
    move_to(tmp_path / "again")
    with pytest.raises(NoBackup, match="DATABASE_URL"):
        restore(other)


def test_the_commands_say_it_in_words(bakery, tmp_path, terminal, move_to, at):
    made = terminal("backup", tmp_path / "x.zip", "--json")
    assert made.code == 0 and Path(made.facts["file"]).exists()
    assert terminal("backup", tmp_path / "x.zip").code == 1
    assert "no folder" in terminal("backup", tmp_path / "no" / "x.zip").err
    assert terminal("restore", tmp_path / "nothing.zip").code == 1
    move_to(tmp_path / "again")
    assert "no file" in terminal("restore", tmp_path / "nothing.zip").err
    back = terminal("restore", tmp_path / "x.zip")
    assert back.code == 0 and "The books of Corner Bakery are back" in back.out


def test_a_folder_that_may_not_be_written_is_said(bakery, tmp_path, at):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(NoBackup, match="Nothing may be written"):
        back_up(closed / "x.zip", at)


def test_restoring_needs_no_command_error_of_django(bakery):
    # NoBackup is ours: the commands turn it into exit 1, so it must not be one already.
    assert not issubclass(NoBackup, CommandError)
    assert connection.vendor == "sqlite"
