"""goodword fleet score, on this machine: what goes in, what comes out, what is refused and in which words."""

import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodword.fleet.destination import Destination
from goodword.fleet.local import Local

from .fleets import ON, are_equal, fleet, sales_of, scores, write


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    return write(tmp_path_factory.mktemp("sold"), fleet())


@pytest.fixture(scope="module")
def scored(sold, tmp_path_factory):
    """Everything at once, in one part."""
    from goodword.fleet.plan import Options
    from goodword.fleet.running import Run
    from goodword.fleet.sources import source_at

    folder = tmp_path_factory.mktemp("scored") / "whole"
    Run(Local(), source_at(str(sold)), Destination(folder), Options(str(ON)), lambda _: None).score()
    return scores(folder)


def run(terminal, source, dest, *words):
    return terminal("fleet", "score", source, dest, "--on", ON, *words)


def test_everybody_who_bought_is_told_once(terminal, sold, scored, tmp_path):
    ran = run(terminal, sold, tmp_path / "out", "--json")
    assert ran.code == 0, ran.err
    found = scores(tmp_path / "out")
    assert are_equal(found, scored, within=0)
    assert not found.duplicated(["business", "person"]).any()
    assert found.groupby("business").how.first().to_dict() == {
        "bakery": "bg/nbd", "florist": "bg/nbd", "garage": "bg/nbd", "kiosk": "past rate",
    }  # fmt: skip
    assert ran.facts["people"] == len(found)
    assert (ran.facts["businesses"], ran.facts["on"], ran.facts["parts_kept"]) == (4, "2025-12-31", 0)


def test_how_the_work_is_cut_changes_no_digit(terminal, sold, scored, tmp_path):
    assert run(terminal, sold, tmp_path / "out", "--part", 150).code == 0
    assert len([*(tmp_path / "out").glob("part-*")]) > 3
    assert are_equal(scores(tmp_path / "out"), scored, within=0)


def test_a_large_business_is_answered_as_a_small_one_but_for_whole_cents(terminal, sold, scored, tmp_path):
    ran = run(terminal, sold, tmp_path / "out", "--large", 600, "--part", 300, "--json")
    assert ran.facts["large"], ran.err
    found = scores(tmp_path / "out")
    assert found.expected_visits.tolist() == pytest.approx(scored.expected_visits.tolist(), rel=1e-12)
    assert found.expected_cents.tolist() == pytest.approx(scored.expected_cents.tolist(), rel=1e-3)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(terminal, sold, tmp_path):
    ran = run(terminal, sold, tmp_path / "out", "--dry-run", "--large", 600)
    assert "4 businesses would be scored as of 2025-12-31" in ran.out
    assert "bakery is large" in ran.out
    assert not (tmp_path / "out").exists()


def test_only_the_commonest_currency_of_a_business_is_counted(terminal, tmp_path):
    dollars, euros = sales_of("bakery", 40, 1, "USD"), sales_of("bakery", 10, 2, "EUR")
    both = write(tmp_path / "both", pa.concat_tables([dollars, euros]))
    alone = write(tmp_path / "alone", dollars)
    ran = run(terminal, both, tmp_path / "one", "--json")
    run(terminal, alone, tmp_path / "other")
    assert ran.facts["left_out"]["currency"] == len(euros)
    assert are_equal(scores(tmp_path / "one"), scores(tmp_path / "other"), within=0)
    assert set(scores(tmp_path / "one").currency) == {"USD"}


def test_a_sale_of_nobody_known_is_left_out_and_told(terminal, tmp_path):
    sales = sales_of("bakery", 40, 1)
    unknown = sales.slice(0, 5).set_column(1, "person", pa.nulls(5, pa.int64()))
    ran = run(
        terminal, write(tmp_path / "in", pa.concat_tables([sales, unknown])), tmp_path / "out", "--json"
    )
    assert ran.facts["left_out"]["nobody"] == 5
    run(terminal, write(tmp_path / "known", sales), tmp_path / "other")
    assert are_equal(scores(tmp_path / "out"), scores(tmp_path / "other"), within=0)


# What goes on, and what does not -------------------------------------------------------------------


def break_off(monkeypatch, after):
    """The engine fails once so many parts are done."""
    score, done = Local.score, []

    def fails(self, plan, part, sales, into):
        if len(done) == after:
            into.mkdir()
            (into / "half.parquet").write_bytes(b"half")
            raise OSError(28, "No space left on device")
        done.append(part)
        score(self, plan, part, sales, into)

    monkeypatch.setattr(Local, "score", fails)


def test_a_run_that_broke_off_goes_on_and_keeps_what_is_finished(
    terminal, sold, scored, tmp_path, monkeypatch
):
    with monkeypatch.context() as broken:
        break_off(broken, after=2)
        with pytest.raises(OSError, match="No space"):
            run(terminal, sold, tmp_path / "out", "--part", 300)
    finished = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*/*")}
    assert finished
    ran = terminal("fleet", "score", sold, tmp_path / "out", "--json")  # as it was begun, the day too
    assert 2 <= ran.facts["parts_kept"] == len(finished) < ran.facts["parts"]
    assert are_equal(scores(tmp_path / "out"), scored, within=0)
    assert finished == {path: path.stat().st_mtime_ns for path in finished}
    assert not (tmp_path / "out" / "_work").exists()


def test_a_finished_run_is_done_again_without_any_work(terminal, sold, tmp_path, monkeypatch):
    run(terminal, sold, tmp_path / "out")
    break_off(monkeypatch, after=0)
    ran = run(terminal, sold, tmp_path / "out", "--json")
    assert (ran.code, ran.facts["parts_kept"]) == (0, 1)


def test_other_sales_or_options_do_not_go_into_the_same_folder(terminal, tmp_path):
    sold = write(tmp_path / "in", sales_of("bakery", 40, 1))
    run(terminal, sold, tmp_path / "out")
    ran = terminal("fleet", "score", sold, tmp_path / "out", "--on", "2025-12-30")
    assert ran.code == 1
    assert "It was begun with --on 2025-12-31" in ran.err
    assert "--large 5000000" in run(terminal, sold, tmp_path / "out", "--large", 7).err
    os.utime(sold / "0.parquet", (1, 1))
    assert "the source has changed since" in run(terminal, sold, tmp_path / "out").err


def test_two_runs_do_not_write_into_one_folder(terminal, sold, tmp_path):
    with Destination(tmp_path / "out").held():
        ran = run(terminal, sold, tmp_path / "out")
    assert "Another run is writing" in ran.err


# What is refused ----------------------------------------------------------------------------------


def without(name):
    return sales_of("bakery", 5, 1).drop_columns([name])


def with_column(name, values):
    sales = sales_of("bakery", 5, 1)
    return sales.set_column(sales.column_names.index(name), name, values(len(sales)))


@pytest.mark.parametrize(
    ("sales", "words"),
    [
        (without("cents"), "has no column “cents” (whole cents, of 32 or 64 bits); it has: business, person, day"),
        (with_column("cents", lambda n: pa.array(np.ones(n))), "column “cents”: it holds double; we need whole cents"),
        (with_column("person", lambda n: pa.array(["a"] * n)), "column “person”: it holds string"),
        (with_column("day", lambda n: pa.nulls(n, pa.timestamp("us"))), "we need dates (date32), without a time"),
        (with_column("day", lambda n: pa.nulls(n, pa.date32())), "“day” is missing in"),
        (with_column("business", lambda n: pa.array([""] * n)), "“business” is missing in"),
        (with_column("person", lambda n: pa.array([-3] * n)), "“person” is once -3"),
        (sales_of("bakery", 5, 1).slice(0, 0), "there are no sales"),
    ],
)  # fmt: skip
def test_sales_that_cannot_be_read_are_refused_in_words(terminal, tmp_path, sales, words):
    pq.write_table(sales, tmp_path / "sales.parquet")
    ran = run(terminal, tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    assert ran.code == 1
    assert words in ran.err


def test_files_of_two_kinds_are_refused(terminal, tmp_path):
    write(tmp_path, sales_of("bakery", 5, 1), files=1)
    pq.write_table(without("currency"), tmp_path / "other.parquet")
    assert "The files differ" in run(terminal, tmp_path, "out").err


def test_a_folder_without_parquet_is_refused(terminal, tmp_path):
    (tmp_path / "sales.csv").touch()
    assert "no file that ends in .parquet" in run(terminal, tmp_path, "out").err
    assert "is not a folder" in run(terminal, tmp_path / "nowhere", "out").err
    (tmp_path / "sales.parquet").write_text("person,day")
    assert "is no Parquet file that can be read" in run(terminal, tmp_path, "out").err


def test_a_folder_that_holds_something_else_is_left_alone(terminal, sold, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Alice")
    ran = run(terminal, sold, tmp_path)
    assert (ran.code, "holds something else (letter.txt)" in ran.err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert "is a file" in run(terminal, sold, tmp_path / "letter.txt").err
    assert "results would be read as sales" in run(terminal, sold, sold / "out").err


def test_an_engine_that_is_none_is_refused_with_those_that_are(terminal, sold, tmp_path):
    ran = run(terminal, sold, tmp_path / "out", "--engine", "flink")
    assert ran.code == 2
    assert "local" in ran.err and "spark" in ran.err


def test_without_java_it_says_what_to_install(terminal, sold, tmp_path, monkeypatch):
    monkeypatch.setattr("goodword.fleet.spark_session.java", lambda: None)
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)
    ran = run(terminal, sold, tmp_path / "out", "--engine", "spark")
    assert "Spark needs Java 17 or newer" in ran.err


@pytest.mark.parametrize(("missing", "engine"), [("pyspark", "spark"), ("pyarrow", "local")])
def test_without_the_extra_it_says_how_to_get_it(terminal, sold, tmp_path, monkeypatch, missing, engine):
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    assert "goodword[fleet]" in run(terminal, sold, tmp_path / "out", "--engine", engine).err


def test_a_database_that_does_not_answer_is_named_without_its_password(terminal, tmp_path):
    ran = run(terminal, "postgresql://alice:secret@127.0.0.1:1/books", tmp_path / "out")
    assert "postgresql://127.0.0.1:1/books does not answer" in ran.err
    assert "secret" not in ran.err + ran.out
    assert "are read from a folder of Parquet files" in run(terminal, "mysql://a:b@c/d", tmp_path / "out").err
