"""The most memory that this process ever held."""

import resource
import sys
from pathlib import Path


def peak_megabytes() -> float:
    """On Linux the figure of getrusage is also that of whoever started the process, if that one was larger."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    in_bytes = sys.platform == "darwin"
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if in_bytes else 1024)
