"""Brings books made by an older Goodword up to date, and leaves those of a newer one alone."""

import os
from pathlib import Path

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from goodword.accounts.holding import hold

Names = set[tuple[str, str]]


def bring_up_to_date() -> None:
    """Migrates if something is missing. Costs one small query and a look into some folders if nothing is.

    Raises CommandError if the books were made by a newer Goodword.
    """
    known = known_migrations()
    if not missing(known, done_migrations()):
        return
    with hold("migrations", wait=True):
        # Two that start at once must not both create the tables: another may have done it while we waited.
        done = done_migrations()
        if not done:
            make_tables(known)
        elif missing(known, done):
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def make_tables(known: Names) -> None:
    """Empty books, made from the models in one go: walking through all migrations would take ten times as long.

    A test compares the outcome of both ways, so a migration that does more than the models say is noticed.
    All of it is one transaction: tables of which nobody knows that they are made could never be made again.
    """
    with connection.schema_editor() as editor:
        for app in apps.get_app_configs():
            for model in app.get_models():
                if model._meta.managed:
                    editor.create_model(model)
        note_done(known)


def note_done(migrations: Names) -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    done = [recorder.Migration(app=room, name=name) for room, name in sorted(migrations)]
    recorder.migration_qs.bulk_create(done)


def missing(known: Names, done: Names) -> Names:
    newer = newer_than_we_know(known, done)
    if newer:
        raise CommandError(
            _("These books were kept by a newer Goodword than this one. Bring this one up to date first.")
            + "\n("
            + ", ".join(f"{room} {name}" for room, name in sorted(newer))
            + ")",
            returncode=1,
        )
    return known - done


def known_migrations() -> Names:
    """All migrations of this version, by the names of their files: importing them all would take longer
    than most commands do."""
    found: Names = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if folder.is_dir():
            found |= {(app.label, file[:-3]) for file in os.listdir(folder) if _is_migration(file)}
    return found


def _is_migration(file: str) -> bool:
    return file.endswith(".py") and file[0].isdigit()


def done_migrations() -> Names:
    """What the database says has been done; nothing if it is empty."""
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(room, name) for room, name in cursor.fetchall()}


def newer_than_we_know(known: Names, done: Names) -> Names:
    """Done ones with a higher number than any we have. One that we no longer have but that is lower was
    put together with others, which is no harm."""
    highest: dict[str, str] = {}
    for room, name in known:
        highest[room] = max(highest.get(room, ""), name[:4])
    return {(room, name) for room, name in done - known if room in highest and name[:4] > highest[room]}
