"""Real data for the tests of numbers: published sets that are not part of the project.

They lie in the folder that DATA names, or in `shared/data` beside the project. A test that asks for one is skipped,
by name and with the reason, where it is missing.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def real(path: str) -> Path:
    """The file or folder of that path among the real data; without it the test that asks is skipped."""
    found = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data")) / path
    if not found.exists():
        pytest.skip(f"no real data here: {path} (DATA=folder tells where it is)")
    return found
