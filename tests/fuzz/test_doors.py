"""Each door that reads files, with inputs that atheris makes. `make fuzz` gives it its time; without, the inputs
it begins with are tried."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.ground import seconds_of

from .promises import keeps_its_promises
from .seeds import seeds, words

DOORS = {"cards": "book.vcf", "tables": "table.csv"}


@pytest.mark.parametrize("door", DOORS)
def test_what_fuzzing_begins_with_keeps_every_promise(door, tmp_path):
    found = seeds(door)
    assert len(found) > 100 and len(words(door)) > 40
    for seed in found:
        keeps_its_promises(tmp_path / DOORS[door], seed)


@pytest.mark.guided
@pytest.mark.parametrize("door", DOORS)
def test_no_input_breaks_a_promise_or_takes_long_or_much(door, tmp_path, request):
    if not find_spec("atheris"):
        pytest.skip("atheris is not made for this computer: it wants Linux on x86-64")
    bounds = [f"-max_total_time={max(1, round(seconds_of(request.node)))}", f"-artifact_prefix={tmp_path}/"]
    if seed := request.config.getoption("hypothesis_seed"):  # make fuzz SEED=1
        bounds.append(f"-seed={seed}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", door, *bounds],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    inputs = [path.read_bytes() for path in tmp_path.iterdir()]
    assert done.returncode == 0, f"{done.stderr[-3000:]}\nThe input: {inputs}"
    assert "Done " in done.stderr, done.stderr[-3000:]
