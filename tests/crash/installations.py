"""Installations that may be killed: each has books of its own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

WHOLE = Path(__file__).parent.parent.parent


@dataclass
class Installation:
    """Books of their own: a folder, and on PostgreSQL a database beside it."""

    home: Path
    world: dict[str, str] = field(default_factory=dict)

    def begin(self, *words: object) -> subprocess.Popen[str]:
        whole = [str(Path(sys.executable).parent / "goodword"), *map(str, words)]
        return subprocess.Popen(
            whole, env=self.world, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *words: object) -> str:
        process = self.begin(*words)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def killed(self, after: float, *words: object) -> bool:
        """Begin, and kill it after so many seconds; False if it was quicker."""
        process = self.begin(*words)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        return process.returncode == -9

    def books(self) -> dict[str, Any]:
        told = subprocess.run(
            [sys.executable, "-m", "tests.crash.books"],
            env=self.world,
            text=True,
            capture_output=True,
            check=True,
            cwd=WHOLE,
        )
        return dict(json.loads(told.stdout))


class Ground:
    """Hands out installations, and copies of one that is at rest."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, 0
        self.server = os.environ.get("DATABASE_URL", "")

    def installation(self, like: Installation | None = None) -> Installation:
        self.made += 1
        name = f"crash{os.getpid()}_{self.made}"
        made = Installation(self.folder / name)
        if like:
            shutil.copytree(like.home, made.home)
        made.world = {**os.environ, "GOODWORD_HOME": str(made.home)}
        if self.server:
            template = like.world["DATABASE_URL"].rpartition("/")[2] if like else "template1"
            with psycopg.connect(self.server, autocommit=True) as admin:
                admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            made.world["DATABASE_URL"] = f"{self.server.rpartition('/')[0]}/{name}"
        return made
