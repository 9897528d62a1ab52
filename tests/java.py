"""What Spark runs on. `python -m tests.java` makes sure that there is one: where there is none and we may, it
installs Debian's package; else it says what to type."""

import os
import shutil
import sys
from pathlib import Path

from tests.debian import bring

NONE_FOUND = """The tests of many businesses run a real Spark, and that needs Java 17 or newer. This brings it:
  sudo apt-get install openjdk-17-jre-headless
or name yours: JAVA_HOME=/path/to/java"""


def program() -> str | None:
    home = os.environ.get("JAVA_HOME")
    if home and (Path(home) / "bin" / "java").exists():
        return str(Path(home) / "bin" / "java")
    return shutil.which("java")


if __name__ == "__main__":
    sys.exit(bring("openjdk-17-jre-headless", program, NONE_FOUND))
