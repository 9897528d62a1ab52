"""The file of the books is looked through for what was deleted, and nothing of it is lost by looking."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from goodword.desk import traces_process
from goodword.desk.wiping import is_left
from goodword.people.hand import add_person

LOCK = """
import fcntl, sys
first, size = 1073741826, 510  # the bytes that SQLite locks while it has a file open
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, first)
    except OSError:
        print("held")
"""


def is_held(path):
    told = subprocess.run([sys.executable, "-c", LOCK, path], check=True, stdout=subprocess.PIPE, text=True)
    return told.stdout.strip() == "held"


@pytest.fixture
def books(transactional_db, at):
    from goodword.accounts.opening import open_business

    if connection.vendor != "sqlite":
        pytest.skip("another server keeps its files for itself")
    business = open_business(
        "Corner Bakery", country="US", zone="America/New_York", currency="USD", language="en", at=at
    )
    add_person(business, None, at, name="Dana Whitfield", kind="customer")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return str(connection.settings_dict["NAME"])


@pytest.mark.skipif(sys.platform == "win32", reason="locks are no range of bytes there")
def test_whoever_looks_lets_go_of_no_lock_of_the_database(books):
    assert is_held(books)
    assert is_left(["Dana Whitfield"]) and not is_left(["Zoë Nowhere"])
    assert is_held(books)


def test_large_and_small_letters_are_one_and_short_words_are_not_looked_for(books):
    assert is_left(["dana WHITFIELD"]) and is_left(["x", "whitfield"])
    assert not is_left(["Dana"]) and not is_left([])


def test_a_trace_across_two_reads_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(traces_process, "READ_AT_ONCE", 8)
    path = tmp_path / "file"
    path.write_bytes(b"xxxxxDana Whitfieldxxxx")
    assert traces_process.is_in(str(path), [b"nobody", b"dana whitfield"])
    assert not traces_process.is_in(str(path), [b"dana whitfieldy"])


def test_a_file_that_cannot_be_looked_through_is_told(books, monkeypatch):
    monkeypatch.setattr(traces_process, "__file__", str(Path(books).parent / "nothing.py"))
    with pytest.raises(OSError, match="could not be looked through"):
        is_left(["Dana Whitfield"])
