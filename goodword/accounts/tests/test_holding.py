"""accounts/holding.py: one at a time, and nobody's once its holder is dead."""

import os
import subprocess
import sys

import pytest

from goodword.accounts.holding import hold, is_held

HOLDS = """
import sys
from goodword.site.running import start_django
start_django()
from goodword.accounts.holding import hold
with hold("bread") as ours:
    print(ours, flush=True)
    sys.stdin.read()
"""


def test_one_at_a_time(db):
    with hold("bread") as ours:
        assert ours
        with hold("bread") as second:
            assert not second
        with hold("rolls") as other:
            assert other
    assert not is_held("bread")


@pytest.mark.slow
def test_another_process_holds_it_until_it_dies(db):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )
    assert process.stdout and process.stdin
    assert process.stdout.readline() == "True\n"
    assert is_held("bread")
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with hold("bread", wait=True) as ours:
        assert ours


def test_names_may_hold_anything(db):
    with hold("source ../../etc/passwd") as ours:
        assert ours
