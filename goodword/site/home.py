"""The home folder: the one folder that holds the books. Nothing here needs Django."""

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """Where the books are; made if it is not there, readable by its owner alone."""
    folder = Path(os.environ.get("GOODWORD_HOME") or Path.home() / "goodword").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's secret: signs sessions and hides the forgotten. Backups carry it."""
    path = folder / "secret"
    try:
        # O_EXCL decides when two first starts race: the loser reads what the winner wrote.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip() or _written(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _written(path: Path) -> str:
    # Another process has made the file and not yet filled it, or a crash left it empty.
    key = secrets.token_urlsafe(48)
    path.write_text(key)
    return key
