"""Programs that the tests start and that no Python package brings: from Debian where we may, else by name."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable


def bring(package: str, is_here: Callable[[], object], else_say: str) -> int:
    """0 if the program is here, or was installed just now; else 1, and what to type stands on stderr."""
    if not is_here() and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(["apt-get", *words], check=False, env=quiet, stdout=subprocess.DEVNULL)
    if is_here():
        return 0
    sys.stderr.write(else_say + "\n")
    return 1
