"""The browser of the walks: Debian's Chromium, or whichever is here.

`python -m tests.walks.chromium` makes sure that there is one: where there is none and we may, it installs
Debian's package; else it says what to type.
"""

import os
import shutil
import sys
from pathlib import Path

from tests.debian import bring

NONE_FOUND = """The walks need a Chromium, and there is none on this machine. One of these brings it:
  sudo apt-get install chromium
  .venv/bin/playwright install --with-deps chromium
or name yours: CHROMIUM=/path/to/chrome"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",  # it shows only our own pages, and as root it cannot have one
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)


def program() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None) or playwrights_own()


def playwrights_own() -> str | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((str(path) for path in sorted(folder.glob("chromium-*/chrome-linux*/chrome"))), None)


if __name__ == "__main__":
    sys.exit(bring("chromium", program, NONE_FOUND))
