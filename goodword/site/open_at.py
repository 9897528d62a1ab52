"""Where the books of this home folder are open just now, so that nobody opens them a second time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from goodword.accounts.pinging import is_ours

from .addresses import from_here


@contextmanager
def open_at(base: str, host: str, port: int) -> Iterator[None]:
    """Tells, for as long as it lasts, that they are open under `base`."""
    here = from_here(host)
    asked = f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
    file = _file()
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(json.dumps({"home": str(settings.HOME), "base": base, "asked": asked}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def find_open() -> str:
    """The address under which they are open, or "". What one that was killed left behind does not answer."""
    try:
        told = json.loads(_file().read_text())
        # A copy of the folder has the same secret: it must not take the other's server for its own.
        is_here = told["home"] == str(settings.HOME) and is_ours(told["asked"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return str(told["base"]) if is_here else ""


def _file() -> Path:
    return Path(settings.HOME) / "held" / "open-at.json"
