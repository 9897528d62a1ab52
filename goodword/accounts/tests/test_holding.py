"""accounts/holding.py: one at a time, and nobody's once its holder is dead."""

import os
import subprocess
import sys

import pytest
from django.db import connection

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


def test_it_is_free_as_soon_as_it_was_let_go(db):
    for _ in range(50):
        with hold("bread") as ours:
            assert ours


@pytest.mark.slow
def test_another_process_holds_it_until_it_dies(db):
    here = dict(os.environ)
    if "DATABASE_URL" in here:  # the tests' own database on that server
        here["DATABASE_URL"] = (
            here["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
        )
    words, pipe = [sys.executable, "-c", HOLDS], subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, env=here) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        held = is_held("bread")
        process.kill()
    assert held
    with hold("bread", wait=True) as ours:
        assert ours


def test_names_may_hold_anything(db):
    with hold("source ../../etc/passwd") as ours:
        assert ours
