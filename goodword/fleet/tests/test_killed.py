"""A real process, killed in the middle: begun again, it ends as if nothing had been."""

import os
import subprocess
import sys

import pyarrow as pa
import pytest

from .fleets import ON, are_equal, sales_of, scores, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]  # one undisturbed run does for all


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    many = [sales_of(f"shop {i}", 60 + 10 * i, seed=i) for i in range(30)]
    return write(tmp_path_factory.mktemp("sold"), pa.concat_tables(many))


def begin(sold, into, home):
    words = ["fleet", "score", sold, into, "--on", ON, "--part", 500, "--large", 1200]
    world = {**os.environ, "GOODWORD_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "goodword", *map(str, words)], env=world, text=True, stdout=subprocess.PIPE
    )


@pytest.fixture(scope="module")
def undisturbed(sold, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    process = begin(sold, folder / "out", folder / "home")
    process.communicate()
    assert process.returncode == 0
    return scores(folder / "out")


@pytest.mark.parametrize("moment", ["Counting", "Sorting", "Part 1 of", "Part 9 of"])
def test_a_killed_run_goes_on_and_tells_nobody_twice(sold, undisturbed, tmp_path, moment):
    process = begin(sold, tmp_path / "out", tmp_path / "home")
    for line in process.stdout:
        if line.startswith(moment):
            process.kill()
            break
    process.communicate()
    assert process.returncode == -9
    again = begin(sold, tmp_path / "out", tmp_path / "home")
    told, _ = again.communicate()
    assert again.returncode == 0
    assert ("finished before" in told) == moment.startswith("Part")
    assert are_equal(scores(tmp_path / "out"), undisturbed, within=0)
