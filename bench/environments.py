"""Peers are measured in environments of their own, kept in the user's cache and never in the project's."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

USED: dict[str, str] = {}  # the peers measured in this run, with their versions


class NotInstalled(Exception):
    """A peer that the package index did not give in time. The message says which, and why."""


def environment(name: str, *packages: str, seconds: int = 300) -> Path:
    """The python of the environment that holds these packages; made once, then found again.

    Raises NotInstalled if that takes longer than `seconds`, or fails.
    """
    wanted = hashlib.sha256("\n".join([sys.version, *packages]).encode()).hexdigest()[:8]
    home = _cache() / f"{name}-{wanted}"
    python, is_whole = home / "bin" / "python", home / "whole"
    if not is_whole.exists():
        _run(name, seconds, _uv(), "venv", "-q", "--clear", "--python", sys.executable, str(home))
        _run(name, seconds, _uv(), "pip", "install", "-q", "--python", str(python), *packages)
        is_whole.touch()
    peer = re.split("[<>=!~ ]", packages[0])[0]
    USED[peer] = _asked(python, f"from importlib.metadata import version; print(version({peer!r}))")
    return python


def _asked(python: Path, words: str) -> str:
    return subprocess.run([python, "-c", words], check=True, capture_output=True, text=True).stdout.strip()


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goodword-bench"


def _uv() -> str:
    beside = Path(sys.executable).parent / "uv"
    return str(beside) if beside.exists() else shutil.which("uv") or "uv"


def _run(name: str, seconds: int, *words: str) -> None:
    try:
        subprocess.run(words, check=True, timeout=seconds, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"{name}: not installed within {seconds} s") from None
    except (subprocess.CalledProcessError, OSError) as error:
        told = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        raise NotInstalled(f"{name}: {told[-1] if told else 'no word why'}") from None
