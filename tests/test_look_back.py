"""`make look-back`: small made-up folders of each kind, and the published sets."""

import gzip
import re
from datetime import date, timedelta

import numpy as np
import pytest

from bench.look_back.__main__ import look_back, main
from bench.look_back.coverage import Forecast, factor_needed, rolling
from goodword.analysis.joins import Joins
from goodword.analysis.tests.businesses import NOW, Truth, made_business
from tests.data import real

PEOPLE = ("Dana", "Eli", "Fay", "Gus", "Hal")
START = date(2024, 1, 1)


def written(folder, name, lines):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def day(n):
    return (START + timedelta(days=n)).isoformat()


def section(report, title):
    return next(part for part in report.split("\n## ") if part.startswith(title))


def row(report, name):
    """The cells after `name` in the table of that row."""
    line = next(line for line in report.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("| ").split("|")][1:]


def sales(n_days=200, n_people=60):
    rng = np.random.default_rng(7)
    rows = [
        f"{PEOPLE[who % 5]}{who},{day(int(when))},{rng.integers(5, 50)}.00"
        for who in range(n_people)
        for when in np.sort(rng.integers(0, n_days, rng.integers(1, 9)))
    ]
    return ["Person,Day,Amount", *rows]


# --- each kind --------------------------------------------------------------------------------------


def test_sales_are_looked_back_on_beside_the_past_rate(tmp_path):
    report = look_back(written(tmp_path, "shop.csv", sales()))
    told = section(report, "Would the year ahead")
    assert f"{len(sales()) - 1:,} sales read, none left out" in told
    assert re.search(r"off by \d+% on the average, up or down; naive, by the past rate, \d+%", told)
    assert re.search(r"90% band of those days held \d of \d times", told)
    assert "became regulars" in section(report, "Did forecasts of growth hold?")


def test_a_small_tree_has_the_figures_counted_by_hand(tmp_path):
    lines = [
        "person,day,sender",
        f"Dana,{day(0)},",
        f"Eli,{day(10)},Dana",
        f"Fay,{day(20)},Dana",
        f"Gus,{day(40)},Fay",
    ]
    report = look_back(written(tmp_path, "came.csv", lines))
    assert row(report, "people, links") == ["4, 3"]
    assert row(report, "R, links per person") == ["0.750"]
    assert row(report, "generations after the first") == ["2"]
    assert row(report, "lag, mean days (naive: of those seen)") == ["16.7"]
    # Dana, two sent by her, one by one of these: six pairs, distances 1 1 2 2 1 3.
    assert row(report, "4") == ["1.67", "1.50", "1.67"]


def test_a_sender_without_a_row_is_told_and_sends_nobody(tmp_path):
    report = look_back(written(tmp_path, "came.csv", ["person,sender", "Eli,Dana", "Fay,Eli"]))
    assert "1 were sent by somebody with no row of their own" in report
    assert row(report, "people, links") == ["2, 1"]


def test_a_trial_adds_what_it_was_made_to_add(tmp_path):
    lines = ["side,outcome came"]
    lines += [f"asked,{int(i < 300)}" for i in range(1000)] + [f"unasked,{int(i < 100)}" for i in range(1000)]
    report = look_back(written(tmp_path, "trial.csv", lines))
    assert "Left alone: “unasked”, 1,000 people" in report
    cells = row(report, "outcome came")
    assert cells[:3] == ["asked", "0.3000", "0.1000"]
    assert float(cells[3].split()[0]) == pytest.approx(0.2, abs=0.001)
    assert cells[-1] == "100%, clear"


def test_a_and_a_differ_about_as_often_as_five_in_a_hundred(tmp_path):
    rng = np.random.default_rng(3)
    lines = [
        "side,outcome",
        *(f"{side},{rng.normal():.4f}" for side in ("asked", "unasked") for _ in range(400)),
    ]
    report = look_back(written(tmp_path, "trial.csv", lines))
    silent = section(report, "Is it silent where nothing is?")
    shares = [int(found) for found in re.findall(r"\| (\d+)% \| \d+% \|", silent)]
    assert len(shares) == 2
    assert all(1 <= share <= 10 for share in shares)


def test_where_people_fall_into_tribes_the_chosen_reach_more_than_the_best_connected(tmp_path):
    # Two best-connected of one tribe reach the same people: ten stars of which one has ten hubs.
    lines = ["one,other"] + [f"hub{h},a{i}" for h in range(10) for i in range(30)]
    lines += [f"centre{s},{s}-{i}" for s in range(9) for i in range(25)]
    report = look_back(written(tmp_path, "ties.csv", lines))
    chosen, plain = (float(row(report, name)[0]) for name in ("chosen", "naive: the best-connected"))
    assert chosen > 1.2 * plain


def test_harder_texts_are_told_to_be_harder(tmp_path):
    easy = "We sell good bread here. Come and eat it with us. The cat sat on the mat all day long. " * 12
    hard = (
        "Institutional considerations notwithstanding, organisational responsibilities necessitate comprehensive deliberation. "
        * 30
    )
    for level, text in (("1-easy", easy), ("2-hard", hard)):
        written(tmp_path, f"{level}/bread.txt", [text])
    report = look_back(tmp_path)
    assert row(report, "1-easy < 2-hard")[:2] == ["1", "100%"]
    backwards = tmp_path / "other"
    for level, text in (("1-easy", hard), ("2-hard", easy)):
        written(backwards, f"{level}/bread.txt", [text])
    assert row(look_back(backwards), "1-easy < 2-hard")[:2] == ["1", "0%"]


def test_what_history_teaches_finds_a_sign_that_the_rule_gives_no_weight(tmp_path):
    rng = np.random.default_rng(5)
    lines = ["visits,last,access notes,brought since"]
    for _ in range(800):
        notes = rng.integers(0, 3)
        lines.append(
            f"{rng.integers(1, 10)},{day(int(rng.integers(0, 300)))},{notes},{int(rng.random() < 0.02 + 0.3 * (notes > 1))}"
        )
    report = look_back(written(tmp_path, "signs.csv", lines))
    learned, rule = (float(row(report, name)[0].split()[0]) for name in ("what was learned", "the rule"))
    assert learned > 0.7
    assert learned > rule
    assert float(row(report, "what was learned")[-1]) == pytest.approx(0.5, abs=0.12)


# --- what is left out -------------------------------------------------------------------------------


def test_a_bad_row_is_told_by_its_line_and_left_out(tmp_path):
    lines = sales()
    lines[3] = "Zachary,tomorrow or so,5.00"
    lines[5] = f"Zachary,{day(3)},a lot"
    lines[8] = "Zachary"
    report = look_back(written(tmp_path, "shop.csv", lines))
    assert "3 left out" in report
    assert "the day cannot be read (line 4)" in report
    assert "the amount cannot be read (line 6)" in report
    assert "1 cells where 3 or more are needed (line 9)" in report


def test_of_many_bad_rows_ten_lines_are_told(tmp_path):
    lines = sales() + ["Zachary,never again,5.00"] * 25
    report = look_back(written(tmp_path, "shop.csv", lines))
    first = len(sales()) + 1
    assert (
        f"25 for: the day cannot be read (line {', '.join(str(first + i) for i in range(10))} and others)"
        in report
    )


def test_no_name_of_a_person_stands_in_the_report(tmp_path):
    written(tmp_path, "shop.csv", [*sales(), "Zachary,no day,5.00"])
    written(
        tmp_path, "came.csv", ["person,day,sender", f"Dana,{day(0)},", f"Eli,{day(9)},Dana", "Zachary,?,Dana"]
    )
    written(tmp_path, "ties.csv", ["one,other", *(f"Dana{i},Eli{i % 7}" for i in range(60))])
    written(tmp_path, "list.csv", ["Zachary,Smith", "Dana,Jones"])
    report = look_back(tmp_path)
    names = "|".join((*PEOPLE, "Zachary", "Smith", "Jones"))
    assert not re.findall(rf"\b(?:{names})\d*\b", report, re.I)


def test_an_unknown_file_is_named_with_its_columns_and_what_would_do(tmp_path):
    report = look_back(written(tmp_path, "odd.csv", ["person,shoe size", "1,43"]))
    assert "`odd.csv`: 1 rows; columns seen: person, shoe size." in report
    assert "sales: person, day, amount" in report


def test_a_broken_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "broken.csv.gz").write_bytes(b"\x1f\x8b no")
    written(tmp_path, "shop.csv", sales())
    report = look_back(tmp_path)
    assert "`broken.csv.gz`: it cannot be read" in report
    assert "Would the year ahead" in report


def test_a_packed_file_says_the_same_as_the_plain_one(tmp_path):
    plain = look_back(written(tmp_path / "plain", "shop.csv", sales()))
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "shop.csv.gz").write_bytes(gzip.compress("\n".join(sales()).encode()))
    assert look_back(tmp_path / "packed").replace("shop.csv.gz", "shop.csv") == plain


@pytest.mark.parametrize(
    "lines",
    [
        ["person,day,amount"],
        ["person,day,amount", "Dana,?,?"],
        ["person,day,sender", "Dana,2024-01-01,Dana"],
        ["person,day", "Dana,2024-01-01"],
        ["side,outcome", "asked,1", "unasked,1"],
        ["one,other", "Dana,Dana"],
        ["visits,last,brought since", "1,2024-01-01,1"],
        ["visits,last,brought since", "0,,0", "1e11,2024-01-01,1"],
        ["person,day,amount", *["Dana,2024-01-01,5"] * 30],
        ["person,day,amount", "Dana,9999-12-31,999999999", "Dana,0001-01-01,-999999999"],
    ],
)
def test_hardly_anything_is_answered_in_words(tmp_path, lines):
    report = look_back(written(tmp_path, "few.csv", lines))
    assert "few.csv" in report
    assert "nan" not in report


# --- the command ------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [[], [""], ["no such folder"]])
def test_without_a_folder_it_says_what_to_type(given, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(given) == 2
    assert "make look-back DATA=folder" in capsys.readouterr().err


def test_an_empty_folder_is_told_and_no_report_is_written(tmp_path, capsys):
    folder, out = tmp_path / "data", tmp_path / "report.md"
    folder.mkdir()
    assert main([str(folder), str(out)]) == 2
    assert "There is no file in" in capsys.readouterr().err
    assert not out.exists()


def test_the_same_folder_gives_the_same_report(tmp_path):
    folder = written(tmp_path / "data", "shop.csv", sales())
    written(
        folder, "trial.csv", ["side,outcome", *(f"{s},{i % 3}" for s in ("a", "control") for i in range(40))]
    )
    out = tmp_path / "report.md"
    assert main([str(folder), str(out)]) == 0
    assert out.read_text(encoding="utf-8") == look_back(folder)


# --- rolling origins --------------------------------------------------------------------------------


def held(share, series="one"):
    """A forecast whose error is `share` of the way to the edge of its band."""
    came = round(float(np.expm1(np.log1p(100) + share * np.log(2))))
    return Forecast(series, 1, 2, (101 / 2) - 1, 100, 201, came, {})


def test_the_widening_needed_is_that_with_which_four_in_five_hold():
    assert factor_needed([held(share) for share in (0.5, 1, 1.5, 2, 3)]) == pytest.approx(2.0, abs=0.02)


def test_a_long_series_does_not_drown_a_short_one():
    long, short = [held(0.5, "long")] * 98, [held(3, "short")] * 2
    assert factor_needed(long + short) == pytest.approx(3.0, abs=0.02)


def test_a_forecast_knows_nothing_of_what_came_after_its_day():
    made = made_business(
        Truth(r=0.5, k=0.5, lag=4.0, shape=2.0, pace=6.0, evenness=8.0), 40, 1, np.random.default_rng(2)
    )
    known = np.asarray(made.joins.day) <= NOW
    place = np.append(np.where(known, np.cumsum(known) - 1, -1), -1)
    joins = Joins(np.asarray(made.joins.day)[known], place[np.asarray(made.joins.sender)[known]])
    late = joins.day > NOW - 28
    moved = Joins(np.where(late & (joins.day < NOW), NOW - 1, joins.day), joins.sender)
    first, second = (
        [
            (one.on, one.weeks, one.low, one.high)
            for one in rolling("one", some, np.random.default_rng(1))
            if one.on <= NOW - 56
        ]
        for some in (joins, moved)
    )
    assert first
    assert first == second


@pytest.mark.slow
def test_bands_hold_on_made_up_businesses_and_the_naive_ones_do_not():
    rng = np.random.default_rng(4)
    truth = Truth(r=0.5, k=0.5, lag=4.0, shape=2.0, pace=3.0, evenness=8.0)
    found = [one for i in range(20) for one in rolling(str(i), made_business(truth, 60, 1, rng).joins, rng)]
    share = {way: np.mean([one.holds[way, 0.8] for one in found]) for way in ("forecast", "pace")}
    assert 0.7 < share["forecast"] < 0.92
    assert share["pace"] < share["forecast"]
    assert factor_needed(found) < 1.3


# --- the published sets -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "figures"),
    [
        ("measles", {"R, links per person": "0.979", "k, by maximum likelihood": "0.255"}),
        ("nyjazz", {"R, links per person": "0.951", "k, by maximum likelihood": "0.725"}),
    ],
)
def test_published_trees_are_known_and_come_out_to_the_digit(path, figures):
    report = look_back(real(path))
    assert "These are the rows of a published set" in report
    for name, value in figures.items():
        assert row(report, name) == [value, value]


@pytest.mark.slow
def test_cdnow_is_known_and_comes_out_to_the_digits():
    report = section(look_back(real("cdnow")), "The digits that were published")
    for name, most in (
        ("r", 0.001),
        ("alpha", 0.002),
        ("a", 0.001),
        ("b", 0.002),
        ("p", 0.006),
        ("q", 0.006),
        ("gamma", 0.006),
    ):
        here, published = map(float, row(report, name))
        assert here == pytest.approx(published, abs=most), name


@pytest.mark.slow
def test_every_published_file_is_known_or_named():
    report = look_back(real(""))
    assert report.count("published set") >= 14
    assert "`telco/telecom_customer_churn.csv`: 7,043 rows" in report
    assert "Not counted" not in report
    for easy, hard in (("Ele-Txt", "Int-Txt"), ("Ele-Txt", "Adv-Txt"), ("Int-Txt", "Adv-Txt")):
        assert int(row(report, f"{easy} < {hard}")[1].rstrip("%")) >= 97
