"""Runs one subcommand with Django ready, and turns every ending into an exit code and one sentence."""

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import datetime
from typing import IO, Any


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
    import django

    django.setup()


def run(
    name: str,
    words: Sequence[str],
    out: IO[str],
    err: IO[str],
    *,
    at: datetime | None = None,
    ready: bool = True,
) -> int:
    """The exit code of `goodword <name> <words>`. `ready` says that the books are known to be up to date."""
    from django.core.management import CommandError, get_commands, load_command_class

    from goodword.accounts.command import BooksCommand

    name = name.replace("-", "_")
    command = load_command_class(get_commands()[name], name)
    assert isinstance(command, BooksCommand), f"{name} is no command of Goodword's"
    try:
        with redirect_stdout(out):  # argparse prints its help there
            options = vars(_parsed(command, name, words))
        if not ready and command.migrates:
            from .updating import bring_up_to_date

            bring_up_to_date()
        command.execute(**options, stdout=out, stderr=err, at=at)
    except CommandError as problem:
        if str(problem):
            err.write(f"{problem}\n")
        return problem.returncode
    except SystemExit as ended:  # --help
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _parsed(command: Any, name: str, words: Sequence[str]) -> Any:
    from django.core.management import CommandError

    try:
        return command.create_parser("goodword", name).parse_args(list(words))
    except CommandError as problem:
        shown = name.replace("_", "-")
        said = str(problem).removeprefix("Error: ")
        raise CommandError(f"goodword {shown}: {said}\nSee: goodword {shown} --help", returncode=2) from None


def explained(problem: BaseException) -> str:
    """A sentence for whoever sits at the terminal, for a problem that no command has put into words itself."""
    from django.db import DatabaseError

    if isinstance(problem, DatabaseError):
        return _about_database(str(problem).strip())
    if isinstance(problem, UnicodeDecodeError):
        return _DAMAGED  # what is read so is text of ours, written as UTF-8
    if isinstance(problem, PermissionError):
        return f"Goodword may not open {problem.filename}. Give yourself the right to read and write there."
    if isinstance(problem, OSError) and problem.errno == 28:
        return "The disk is full. Make room, then try again: nothing that was kept before is lost."
    if isinstance(problem, OSError):
        return f"{problem.strerror or problem}: {problem.filename or ''}".rstrip(": ")
    return (
        f"Something went wrong that Goodword has no words for: {type(problem).__name__}: {problem}\n"
        "Nothing half-done was kept. To see where it happened, set GOODWORD_DEBUG=1 and run it again."
    )


_DAMAGED = (
    "The file goodword.db is damaged. Restore your newest backup: goodword restore FILE --home NEW_FOLDER"
)


def _about_database(said: str) -> str:
    if "locked" in said:
        return "Another program has kept the books busy for too long. Try again when it is done."
    if "full" in said:
        return "The disk is full. Make room, then try again: nothing that was kept before is lost."
    if "readonly" in said or "unable to open" in said:
        return "The books cannot be written. Look who owns the home folder, and what `goodword doctor` says."
    if "not a database" in said or "malformed" in said:
        return _DAMAGED
    if "connection" in said or "could not translate" in said or "does not exist" in said:
        return f"PostgreSQL does not answer as DATABASE_URL says: {said.splitlines()[0]}"
    return f"The database says: {said}"


def main_run(name: str, words: Sequence[str]) -> int:
    """`run` for the real terminal: no traceback reaches an owner."""
    try:
        start_django()
        return run(name, words, sys.stdout, sys.stderr, ready=False)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    except BrokenPipeError:
        # Whoever read us (head, less) has gone: that is no error, but Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if os.environ.get("GOODWORD_DEBUG") == "1":
            raise
        sys.stderr.write(explained(problem) + "\n")
        return 1
