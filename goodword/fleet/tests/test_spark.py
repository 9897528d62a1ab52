"""goodword fleet score --engine spark, on a real Spark: it says what this machine says by itself."""

import shutil

import pyarrow as pa
import pytest

from goodword.fleet.spark import Spark

from .fleets import ON, are_equal, fleet, sales_of, scores, write

# One worker has them all: a second one would start a second Spark.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark"), pytest.mark.usefixtures("a_running_spark")]


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    """With a second currency, and with sales of which nobody knows the buyer."""
    sales = fleet()
    unknown = sales.slice(0, 5).set_column(1, "person", pa.nulls(5, pa.int64()))
    whole = pa.concat_tables(
        [sales, sales_of("florist", 20, 9, "EUR"), sales_of("café 7", 60, 8, "EUR"), unknown]
    )
    return write(tmp_path_factory.mktemp("sold"), whole)


@pytest.mark.parametrize("cut", [(), ("--large", 100, "--part", 400)], ids=["each whole", "each by counts"])
def test_both_engines_say_the_same(terminal, sold, tmp_path, cut):
    facts = {}
    for engine in ("local", "spark"):
        words = (sold, tmp_path / engine, "--on", ON, "--engine", engine, "--json")
        ran = terminal("fleet", "score", *words, *cut)
        assert ran.code == 0, ran.err
        facts[engine] = {**ran.facts, "seconds": 0, "engine": ""}
    assert facts["local"] == facts["spark"]
    found = scores(tmp_path / "spark")
    assert are_equal(found, scores(tmp_path / "local"), within=1e-9)
    assert set(found.how) == {"bg/nbd", "past rate"}
    assert bool(facts["spark"]["large"]) == bool(cut)


def test_a_run_that_broke_off_on_spark_goes_on_and_keeps_what_is_finished(
    terminal, sold, tmp_path, monkeypatch
):
    out, aside = tmp_path / "out", tmp_path / "aside"
    words = ("fleet", "score", sold, out, "--on", ON, "--engine", "spark", "--large", 1000)
    score = Spark.score

    def loses_its_sales(self, plan, part, sales, into):
        if part == 1:
            shutil.copytree(sales, aside)
            for path in sales.rglob("*.parquet"):
                path.write_bytes(b"PAR1 was here")
        score(self, plan, part, sales, into)

    with monkeypatch.context() as broken:
        broken.setattr(Spark, "score", loses_its_sales)
        ran = terminal(*words)
    assert ran.code == 1
    assert "Spark stopped: " in ran.err and "What is finished is kept" in ran.err
    assert [path.name for path in out.glob("part-*")] == ["part-00000"]
    shutil.rmtree(out / "_work" / "sales" / "part=1")
    shutil.move(aside, out / "_work" / "sales" / "part=1")
    assert terminal(*words, "--json").facts["parts_kept"] == 1
    terminal("fleet", "score", sold, tmp_path / "local", "--on", ON, "--large", 1000)
    assert are_equal(scores(out), scores(tmp_path / "local"), within=1e-9)


def test_a_run_begun_here_goes_on_on_a_cluster(terminal, sold, tmp_path, monkeypatch):
    from goodword.fleet.local import Local

    def fails(*_):
        raise OSError(28, "No space left on device")

    words = ("fleet", "score", sold, tmp_path / "out", "--on", ON)
    with monkeypatch.context() as broken:
        broken.setattr(Local, "score", fails)
        with pytest.raises(OSError, match="No space"):
            terminal(*words)
    assert terminal(*words, "--engine", "spark").code == 0
    terminal("fleet", "score", sold, tmp_path / "local", "--on", ON)
    assert are_equal(scores(tmp_path / "out"), scores(tmp_path / "local"), within=1e-9)


def test_spark_refuses_in_the_same_words(terminal, tmp_path):
    sales = sales_of("bakery", 20, 1)
    broken = sales.set_column(1, "person", pa.array([-3] + [1] * (len(sales) - 1)))
    broken = broken.set_column(2, "day", pa.nulls(len(sales), pa.date32()))
    source = write(tmp_path / "in", broken)
    here, there = (
        terminal("fleet", "score", source, tmp_path / "out", "--engine", one) for one in ("local", "spark")
    )
    assert here.code == there.code == 1
    assert here.err == there.err
    assert "“day” is missing in" in here.err and "“person” is once -3" in here.err
