"""The tests that belong to no room stand on the same stage as those of the rooms."""

from goodword.conftest import as_, at, cast, cheap_passwords, django_db_setup, on, terminal

__all__ = ["as_", "at", "cast", "cheap_passwords", "django_db_setup", "on", "terminal"]
