"""PostgreSQL's own programs for backups, wherever they are."""

import glob
import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


class NoProgram(Exception):
    """PostgreSQL's programs are not here, are too old, or say no. The message says what would work."""


def dump(to: Path) -> None:
    """The whole database in PostgreSQL's own format; nobody waits for it. Raises NoProgram."""
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(to)])
    os.chmod(to, 0o600)


def restore(dump: Path) -> None:
    """Whole or not at all. Raises NoProgram."""
    connection.close()
    _run(
        ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        + ["--dbname", str(connection.settings_dict["NAME"]), str(dump)]
    )


def _run(words: list[str]) -> None:
    program = _find(words[0])
    # The password goes by the environment: the list of processes is for all to read.
    done = subprocess.run(
        [program, *words[1:]],
        env={**os.environ, **_how_to_connect()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise NoProgram(_("%(program)s says: %(said)s") % {"program": words[0], "said": said})


def _how_to_connect() -> dict[str, str]:
    told = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    found = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    ssl = told.get("OPTIONS", {}).get("sslmode")
    return {**found, **({"PGSSLMODE": str(ssl)} if ssl else {})}


def _find(program: str) -> str:
    """The newest one: it reads every older server, but an old one reads no newer server."""
    found = [path for place in PLACES for path in glob.glob(f"{place}/{program}")]
    on_path = shutil.which(program)
    if on_path:
        found.append(on_path)
    if not found:
        raise NoProgram(
            _(
                "PostgreSQL's program %(program)s is not on this computer. Install PostgreSQL's client programs."
            )
            % {"program": program}
        )
    return max(found, key=_major)


def _major(path: str) -> int:
    """Its version, asked of itself."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0
