"""Whoever waits for the books looks often, and gives up only after a while."""

import sqlite3
from contextlib import closing

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3.base import DatabaseWrapper

from goodword.accounts import turns


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "books.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE t (n UNIQUE)")
    return path


@pytest.fixture
def waiting(path, monkeypatch, transactional_db):
    """A connection like ours to these books, which looks only for a moment each time."""
    monkeypatch.setattr(turns, "LOOK_FOR", 1)
    told = {"NAME": path, "OPTIONS": {"transaction_mode": "IMMEDIATE"}, "TIME_ZONE": None}
    told |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
    connection = DatabaseWrapper(told, "waiting")
    connection.connect()
    yield connection
    connection.close()


def looked(connection, then):
    """Counts how often it looks; the third time `then` is done before."""
    times = []

    def count(execute, *told):
        times.append(told[0])
        if len(times) == 3:
            then()
        return execute(*told)

    connection.execute_wrappers.append(count)
    return times


@pytest.mark.parametrize("words", ["INSERT INTO t VALUES (1)", "BEGIN IMMEDIATE"])
def test_it_waits_until_the_other_one_is_done(path, waiting, words):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        times = looked(waiting, lambda: other.execute("COMMIT"))
        with waiting.cursor() as cursor:
            cursor.execute(words)
    assert len(times) == 3


def test_its_patience_ends(path, waiting, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", -1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with waiting.cursor() as cursor, pytest.raises(OperationalError, match="locked"):
            cursor.execute("INSERT INTO t VALUES (1)")


@pytest.mark.parametrize("many", [True, False])
def test_what_may_be_done_in_part_is_not_done_again(path, waiting, many):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        times = looked(waiting, lambda: None)
        waiting.in_atomic_block = not many
        with waiting.cursor() as cursor, pytest.raises(OperationalError, match="locked"):
            (cursor.executemany if many else cursor.execute)(
                "INSERT INTO t VALUES (%s)", [[1]] if many else [1]
            )
        waiting.in_atomic_block = False
    assert len(times) == 1


def test_another_failure_is_told_at_once(waiting):
    times = looked(waiting, lambda: None)
    with waiting.cursor() as cursor, pytest.raises(OperationalError, match="no such table"):
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    assert len(times) == 1


def test_the_rest_between_two_transactions_is_longer_than_anybody_looks_away():
    delays = [1, 2, 5, 10, 15, 20, 25, 25]  # SQLite's own, in milliseconds: sqliteDefaultBusyCallback
    assert sum(delays) >= turns.LOOK_FOR and max(delays) / 1000 < turns.REST
