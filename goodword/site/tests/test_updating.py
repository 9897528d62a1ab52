"""site/updating.py: empty books are made, older ones brought up to date, newer ones left alone."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

from goodword.site.updating import bring_up_to_date, done_migrations, known_migrations, missing

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty_books(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Any:
    """A database file of its own behind `connection`, as a fresh home has."""
    if connection.vendor != "sqlite":
        pytest.skip("a file of its own is SQLite's way")
    fresh = connections["default"].copy()
    fresh.settings_dict = {**fresh.settings_dict, "NAME": str(tmp_path / "goodword.db")}
    usual = connections["default"]
    with django_db_blocker.unblock():
        connections["default"] = fresh
        yield tmp_path / "goodword.db"
        fresh.close()
        connections["default"] = usual


def shape(file: Path) -> dict[str, list[str]]:
    """Tables and indexes, the parts of each in the order of the alphabet: the order of columns is no matter."""
    rows = sqlite3.connect(file).execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: sorted(re.split(r",\s+", sql.partition("(")[2].removesuffix(")"))) for name, sql in rows}


@pytest.mark.slow
def test_made_at_once_is_the_same_as_migrated_step_by_step(empty_books):
    bring_up_to_date()
    at_once = shape(empty_books)
    connection.close()
    empty_books.unlink()
    call_command("migrate", verbosity=0, interactive=False)
    assert shape(empty_books) == at_once
    assert known_migrations() <= done_migrations()


@pytest.fixture
def schema_of_its_own(db: None) -> Any:
    """A second, empty place for tables on the server. All of it is taken back with the test's transaction."""
    if connection.vendor != "postgresql":
        pytest.skip("a schema is PostgreSQL's way")

    def go_to(name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
            cursor.execute(f"SET LOCAL search_path TO {name}")

    return go_to


PARTS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull || a.attidentity
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = %(here)s::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'
UNION SELECT tablename, indexname, replace(indexdef, schemaname || '.', ''), '' FROM pg_indexes WHERE schemaname = %(here)s
UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
WHERE connamespace = %(here)s::regnamespace"""


def parts_of_schema(name: str) -> set[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PARTS, {"here": name})
        return set(cursor.fetchall())


@pytest.mark.slow
def test_on_a_server_too_made_at_once_is_the_same_as_migrated_step_by_step(schema_of_its_own):
    schema_of_its_own("at_once")
    bring_up_to_date()
    at_once = parts_of_schema("at_once")
    schema_of_its_own("in_steps")
    call_command("migrate", verbosity=0, interactive=False)
    assert parts_of_schema("in_steps") == at_once != set()
    assert known_migrations() <= done_migrations()


class Killed(BaseException):
    """As if the process had ended there."""


def test_whoever_is_killed_while_the_tables_are_made_begins_anew(empty_books, monkeypatch):
    def killed(*_words: object) -> None:
        raise Killed

    with monkeypatch.context() as moment:
        moment.setattr(QuerySet, "bulk_create", killed)
        with pytest.raises(Killed):
            bring_up_to_date()
    connection.close()
    assert shape(empty_books) == {}
    bring_up_to_date()
    assert known_migrations() <= done_migrations()


def test_a_second_time_costs_no_more_than_a_look(empty_books, django_assert_max_num_queries):
    bring_up_to_date()
    with django_assert_max_num_queries(2):
        bring_up_to_date()


def test_older_books_get_what_is_missing(empty_books, monkeypatch):
    bring_up_to_date()
    MigrationRecorder(connection).record_unapplied("today", "0001_initial")
    called = []
    monkeypatch.setattr("goodword.site.updating.call_command", lambda *words, **more: called.append(words))
    bring_up_to_date()
    assert called == [("migrate",)]


def test_books_of_a_newer_goodword_are_left_alone(empty_books):
    bring_up_to_date()
    MigrationRecorder(connection).record_applied("people", "9999_from_the_future")
    with pytest.raises(CommandError, match="newer Goodword"):
        bring_up_to_date()


def test_what_was_put_together_into_a_later_migration_is_no_harm():
    known = {("people", "0001_initial"), ("people", "0007_all_in_one")}
    done = {("people", "0001_initial"), ("people", "0002_more"), ("people", "0007_all_in_one")}
    assert missing(known, done) == set()
