"""The home folder: the one folder that holds the books. Nothing here needs Django."""

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """Where the books are; made if it is not there, readable by its owner alone."""
    folder = Path(os.environ.get("GOODWORD_HOME") or Path.home() / "goodword").expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise SystemExit(f"{folder} is a file. The books want a folder: --home DIR")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def has_books(folder: Path) -> bool:
    """Whether SQLite books stand there: an empty file is what a first start leaves that was cut off."""
    file = folder / "goodword.db"
    return file.is_file() and file.stat().st_size > 0


def secret_key(folder: Path) -> str:
    """The installation's secret: signs sessions and hides the forgotten. Backups carry it."""
    path = folder / "secret"
    if has_books(folder) and not path.exists():
        # A new one would let in whoever asked to be forgotten, and nobody would notice.
        raise SystemExit(
            f"The file {path} is missing beside the books. Put it back from a backup: it stands in each of them."
        )
    try:
        # O_EXCL decides when two first starts race: the loser reads what the winner wrote.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path) or _written(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except UnicodeDecodeError:
        raise SystemExit(
            f"The file {path} is damaged. Put it back from a backup: it stands in each of them."
        ) from None


def _written(path: Path) -> str:
    # Another process has made the file and not yet filled it, or a crash left it empty.
    key = secrets.token_urlsafe(48)
    path.write_text(key)
    return key
