"""What is different on PostgreSQL: its tables, its backups, and many workers at once."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as read
from django.core.management import call_command
from django.db import connection, connections

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business
from goodword.accounts.opening import open_business
from goodword.accounts.working import take
from goodword.site.backup import NoBackup, back_up, restore
from goodword.site.updating import bring_up_to_date

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("not os.environ.get('DATABASE_URL')", reason="PostgreSQL's own ways"),
]


@pytest.fixture
def empty_database(settings: Any, django_db_blocker: Any) -> Iterator[Callable[[str, Path], None]]:
    """Moves into a fresh database of the same server, and a home of its own."""
    usual, made = connections["default"], []

    def moved(name: str, home: Path) -> None:
        with usual.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        fresh = usual.copy()
        fresh.settings_dict = {**usual.settings_dict, "NAME": name}
        made.append((name, fresh))
        connections["default"] = fresh
        home.mkdir(mode=0o700, exist_ok=True)
        settings.HOME = home

    with django_db_blocker.unblock():
        yield moved
        connections["default"] = usual
        for name, fresh in made:
            fresh.close()
            with usual.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def shape() -> dict[str, list[Any]]:
    """Columns, constraints and indexes by name, the order of columns aside."""
    questions = {
        "columns": "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    found = {}
    with connection.cursor() as cursor:
        for name, question in questions.items():
            cursor.execute(question)
            found[name] = sorted(cursor.fetchall())
    return found


def test_made_at_once_is_the_same_as_migrated_step_by_step(empty_database, tmp_path):
    empty_database("made_at_once", tmp_path / "one")
    bring_up_to_date()
    at_once = shape()
    connection.close()
    empty_database("step_by_step", tmp_path / "two")
    call_command("migrate", verbosity=0, interactive=False)
    assert shape() == at_once


def test_there_and_back_again(empty_database, tmp_path, at, settings):
    empty_database("bakery", tmp_path / "home")
    (read.HOME / "secret").write_text("the secret of the bakery")
    bring_up_to_date()
    open_business("Corner Bakery", country="US", zone="America/New_York", at=at)
    made = back_up(tmp_path / "monday.zip", at)
    (tmp_path / "other").mkdir()
    settings.HOME = tmp_path / "other"
    with pytest.raises(NoBackup, match="books in the database “bakery” already, whatever the folder"):
        restore(made)
    connection.close()
    empty_database("again", tmp_path / "again")
    assert restore(made)["database"] == "postgresql"
    bring_up_to_date()
    assert Business.objects.get().name == "Corner Bakery"
    assert (tmp_path / "again" / "secret").read_text() == "the secret of the bakery"


def test_many_workers_take_each_job_once(cast, at):
    for number in range(40):
        ask(cast.business, "test.bake", str(number), at)
    taken: list[int] = []

    def works() -> None:
        while job := take(at):
            taken.append(job.pk)
        connections.close_all()

    workers = [threading.Thread(target=works) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == len(set(taken)) == 40
