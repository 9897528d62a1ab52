"""Pictures of figures: what is drawn is true, all of it stands in the table, and nothing nonsensical is drawn."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goodword.web.charts import Ahead, Bars, Dots, Fan, Goal, Past, Picture, Row, Told
from goodword.web.charts.axes import MOST
from goodword.web.charts.picture import FLOOR, TOP, Ground
from goodword.web.sample_charts import pictures

MAY = date(2026, 5, 1)
NASTY = "<script>alert(1)</script> & \"quoted\" 'so'"
figures = st.floats(0, MOST)


def days(n: int, start: date = MAY) -> list[date]:
    return [start + timedelta(days=30 * i) for i in range(n)]


def bars(*rows: Row, **more: Any) -> Picture:
    words: dict[str, Any] = {
        "key": "k",
        "title": "T",
        "label_head": "Group",
        "value_head": "People",
        "empty": "Nobody yet.",
    }
    return Bars(rows=rows, **words | more).picture()


def fan(past: list[Past], ahead: list[Ahead], goal: Goal | None = None, **more: Any) -> Picture:
    words: dict[str, Any] = {"key": "k", "title": "T", "value_head": "Regulars", "empty": "Nobody yet."}
    return Fan(past=past, ahead=ahead, goal=goal, **words | more).picture()


def dots(*told: Told, **more: Any) -> Picture:
    words: dict[str, Any] = {
        "key": "k",
        "title": "T",
        "range_head": "We said",
        "value_head": "Came",
        "empty": "Nothing told yet.",
    }
    return Dots(told=told, **words | more).picture()


def likely(on: date, middle: float, naive: float | None = None) -> Ahead:
    return Ahead(on, middle, middle * 0.9, middle * 1.1, middle * 0.7, middle * 1.4, naive)


def html(picture: Picture) -> str:
    return render_to_string("web/chart.html", {"chart": picture})


def shown(picture: Picture) -> str:
    """All words that are seen before the figures are opened."""
    return unescape(re.sub(r"<[^>]+>", " ", html(picture).split("<details")[0]))


def small_fan() -> Picture:
    past = [Past(on, value) for on, value in zip(days(3), (10, 14, 21), strict=True)]
    ahead = [likely(on, 25 + 5 * n, naive=20) for n, on in enumerate(days(3, date(2026, 8, 1)))]
    return fan(past, ahead, Goal(40, "Goal: 40"))


# Bars ---------------------------------------------------------------------------------------------


def test_a_bar_is_as_long_as_its_part_of_the_longest():
    drawn = bars(Row("a", 40), Row("b", 10), Row("c", 0)).bars
    assert [bar.part for bar in drawn] == ["100%", "25%", "0%"]


def test_room_is_left_for_what_it_may_be_and_for_what_is_usual():
    first, second = bars(Row("a", 10, 5, 20), Row("b", 10, usual=(30, 40))).bars
    assert (first.part, first.low, first.high) == ("25%", "12.5%", "50%")
    assert (second.band, second.band_width) == ("75%", "25%")


@given(st.lists(figures, min_size=1, max_size=8))
def test_a_larger_figure_never_has_a_shorter_bar(values):
    drawn = bars(*(Row("x", value) for value in values)).bars
    lengths = [float(bar.part.removesuffix("%")) for bar in drawn]
    assert [length for _value, length in sorted(zip(values, lengths, strict=True))] == sorted(lengths)
    assert all(0 <= length <= 100 for length in lengths)


def test_nothing_but_zeros_is_shown_as_zeros():
    assert [(bar.part, bar.value) for bar in bars(Row("a", 0), Row("b", 0)).bars] == [("0%", "0")] * 2


def test_a_row_with_an_address_is_a_link_and_one_without_is_none():
    told = html(bars(Row("a", 1, href="/b/corner/?a=1&b=2"), Row("b", 2)))
    assert re.findall(r"<a [^>]*>", told) == ['<a class="row" href="/b/corner/?a=1&amp;b=2">']


def test_signs_are_explained_only_where_they_are_seen():
    assert bars(Row("a", 1)).legend == []
    looks = [look for look, _words in bars(Row("a", 1, 0, 2, usual=1)).legend]
    assert looks == ["part unsure", "range", "mark"]


# Plots --------------------------------------------------------------------------------------------


@given(st.lists(figures, min_size=1, max_size=8))
def test_a_larger_figure_never_stands_lower(values):
    ground = Ground.of([MAY], max(values))
    heights = [ground.down(value) for value in sorted(values)]
    assert heights == sorted(heights, reverse=True)
    assert all(TOP <= height <= FLOOR for height in heights)


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=2, max_size=8, unique=True))
def test_a_later_day_stands_further_to_the_right(some):
    ground = Ground.of(sorted(some), 1)
    across = [ground.across(on) for on in sorted(some)]
    assert across == sorted(set(across))
    assert (across[0], across[-1]) == (0, 1)


def test_the_fan_opens_where_the_past_ends():
    plot = small_fan().plot
    last = dict(plot.paths)["past"].split("L")[-1]
    starts = {look: re.split("[ML]", d)[1] for look, d in plot.paths}
    assert {starts[look] for look in ("band90", "band50", "middle", "naive")} == {last}


def test_a_wide_band_does_not_press_the_rest_to_the_floor_and_says_so():
    wild = Ahead(date(2026, 9, 1), 30, 20, 40, 10, 90_000)
    picture = fan([Past(MAY, 20)], [wild])
    assert float(picture.plot.numbers[-1][1]) <= 80
    assert "goes on above" in picture.note
    assert "10 to 90,000" in picture.rows[-1]
    assert "goes on above" not in small_fan().note


def test_the_past_alone_and_the_time_ahead_alone_can_be_drawn():
    assert [look for look, _d in fan([Past(on, 3) for on in days(2)], []).plot.paths] == ["past"]
    assert "past" not in dict(fan([], [likely(on, 3) for on in days(2)]).plot.paths)


def test_the_goal_says_its_name_out_of_the_way_of_the_past():
    def anchor(value: float) -> str:
        plot = fan(
            [Past(on, value) for on in days(3)], [likely(date(2027, 1, 1), 95)], Goal(100, "Goal")
        ).plot
        assert plot
        return next(word.anchor for word in plot.words if word.look == "goal")

    assert (anchor(20), anchor(104)) == ("start", "end")


def test_inside_and_outside_differ_in_shape():
    told = html(dots(Told(days(2)[0], 5, 10, 7), Told(days(2)[1], 5, 10, 11)))
    drawing = told[told.index("<svg") : told.index("<ul")]
    assert drawing.count('<circle class="inside"') == 1
    assert drawing.count('<svg class="outside"') == 1


def test_how_each_came_is_also_said_in_words():
    rows = dots(Told(days(2)[0], 5, 10, 10), Told(days(2)[1], 5, 10, 11)).rows
    assert [row[-1] for row in rows] == ["It came as told", "It came otherwise"]


# What holds for all -------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", [*pictures(), small_fan()], ids=lambda picture: picture.key)
def test_every_number_in_the_picture_stands_in_the_table(picture):
    cells = " ".join(cell for row in picture.rows for cell in row)
    said = [bar.value for bar in picture.bars] + [bar.range for bar in picture.bars]
    said += [re.sub(r"\D", "", word.words) for word in picture.plot.words] if picture.plot else []
    assert [number for number in said if number not in cells] == []


@pytest.mark.parametrize("picture", [one for one in pictures() if one.rows], ids=lambda picture: picture.key)
def test_every_row_of_the_table_is_as_long_as_its_head(picture):
    assert {len(row) for row in picture.rows} == {len(picture.head)}


@pytest.mark.parametrize(
    "picture",
    [
        bars(Row(NASTY, 1, 0, 2, usual=1), title=NASTY, note=NASTY, usual_head=NASTY, label_head=NASTY),
        fan(
            [Past(MAY, 1)],
            [likely(date(2027, 1, 1), 2, naive=1)],
            Goal(2, NASTY),
            title=NASTY,
            naive_head=NASTY,
        ),
        dots(Told(MAY, 1, 2, 3), title=NASTY, range_head=NASTY, value_head=NASTY),
        bars(empty=NASTY),
        bars(Row("a", 1), say=lambda _n: NASTY),
    ],
)
def test_words_of_others_stay_words(picture):
    told = html(picture)
    assert "<script" not in told
    assert NASTY in unescape(told)


@pytest.mark.parametrize("picture", [bars(), fan([], []), dots()])
def test_without_figures_there_is_a_sentence_and_no_picture(picture):
    told = html(picture)
    assert "<svg" not in told and "<figure" not in told
    assert " yet." in told


@pytest.mark.parametrize(
    "picture",
    [
        bars(Row("a", 7)),
        fan([Past(MAY, 7)], []),
        fan([], [likely(MAY, 7)]),
        fan([Past(on, 0) for on in days(3)], [likely(date(2027, 1, 1), 0)], Goal(0, "0")),
        dots(Told(MAY, 0, 0, 0)),
        bars(Row("a", MOST, 0, MOST, usual=MOST)),
        fan([Past(MAY, MOST)], [], Goal(MOST, "all")),
    ],
)
def test_one_row_zeros_and_huge_numbers_are_drawn(picture):
    told = html(picture)
    assert "<svg" in told
    assert not re.search(r"nan|inf\b|e\+", told)


@pytest.mark.parametrize("wrong", [-1, -0.001, float("nan"), float("inf"), MOST * 10])
def test_what_no_picture_can_show_is_refused(wrong):
    for ask in (
        lambda: bars(Row("a", wrong)),
        lambda: bars(Row("a", 1, usual=wrong)),
        lambda: fan([Past(MAY, wrong)], []),
        lambda: fan([], [likely(MAY, 1, naive=wrong)]),
        lambda: fan([Past(MAY, 1)], [], Goal(wrong, "Goal")),
        lambda: dots(Told(MAY, 1, 2, wrong)),
    ):
        with pytest.raises(ValueError, match="from 0 to"):
            ask()


def test_what_is_the_wrong_way_round_is_refused():
    for ask in (
        lambda: bars(Row("a", 1, 3, 2)),
        lambda: bars(Row("a", 1, usual=(3, 2))),
        lambda: fan([], [Ahead(MAY, 5, 6, 7, 1, 9)]),
        lambda: dots(Told(MAY, 3, 2, 2)),
        lambda: fan([Past(MAY, 1)], [likely(MAY, 1)]),
    ):
        with pytest.raises(ValueError, match="should rise"):
            ask()
    with pytest.raises(ValueError, match="come together"):
        bars(Row("a", 1, low=0))


def test_numbers_are_written_as_the_language_has_them():
    with translation.override("de"):
        assert [bar.value for bar in bars(Row("a", 12_345), Row("b", 2.5)).bars] == ["12.345", "2,5"]
        told = html(fan([Past(on, 12_345.5) for on in days(3)], []))
    # The places of shapes are no words: with a comma no browser would read them.
    assert re.findall(r'(?:x|y|d|cx|cy|width|height)="[^"]*,', told) == []


@pytest.mark.parametrize("picture", [one for one in pictures() if one.plot], ids=lambda picture: picture.key)
def test_a_plot_is_one_image_called_by_its_title(picture):
    told = html(picture)
    assert f'role="img" aria-labelledby="{picture.key}-says"' in told
    assert told.count(f'id="{picture.key}-says"') == 1


def test_what_is_drawn_is_small():
    past = [Past(date(2020, 1, 1) + timedelta(weeks=n), n % 50) for n in range(300)]
    drawing = html(fan(past, [likely(date(2027, 1, 1), 60)])).split("<details")[0]
    assert len(drawing) < 8_000
    assert not re.search(r"\d\.\d\d", drawing)
