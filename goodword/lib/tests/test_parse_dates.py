from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.lib.parse_dates import (
    DAY_FIRST,
    MONTH_FIRST,
    Calendar,
    NotADate,
    asks_order,
    birthday,
    home_order,
    is_early,
    is_two_ways,
    looks_like_date,
    order_of,
    yearless_order_of,
)

TODAY = date(2026, 3, 2)
NEW_YORK = Calendar(MONTH_FIRST, "America/New_York", TODAY)
BERLIN = Calendar(DAY_FIRST, "Europe/Berlin", TODAY)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2026/02/28", date(2026, 2, 28)),
        ("20260228", date(2026, 2, 28)),
        ("28.02.2026", date(2026, 2, 28)),
        ("28/2/26", date(2026, 2, 28)),
        ("15 Mar 2023", date(2023, 3, 15)),
        ("10-Dez-25", date(2025, 12, 10)),
        ("September 24, 2025", date(2025, 9, 24)),
        ("Sept. 24th 2025", date(2025, 9, 24)),
        ("24. September 2025", date(2025, 9, 24)),
        ("24 de septiembre de 2025", date(2025, 9, 24)),
        ("3 août 2024", date(2024, 8, 3)),
        ("1 févr. 2024", date(2024, 2, 1)),
        ("7 maart 2024", date(2024, 3, 7)),
        ("5 października 2024", date(2024, 10, 5)),
        ("Wed, 24 Sep 2025", date(2025, 9, 24)),
        ("45415", date(2024, 5, 3)),
        ("31-12-99", date(1999, 12, 31)),
    ],
)
def test_a_day_is_read_however_it_is_written(written, day):
    assert BERLIN.read(written) == (day, None)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-28 09:14:02 +0000",
        "2026-02-28T09:14:02Z",
        "2026-02-28 04:14:02 -0500",
        "2026-02-28T10:14:02.000+01:00",
        "02/28/2026 4:14:02 AM",
        "02/28/2026 04:14:02",
        "Feb 28, 2026 1:14:02 AM PST",
        "20260228T091402Z",
    ],
)
def test_a_time_is_told_in_utc(written):
    day, moment = NEW_YORK.read(written)
    assert moment == datetime(2026, 2, 28, 9, 14, 2, tzinfo=UTC)
    assert day == date(2026, 2, 28)


def test_the_day_is_the_day_of_the_business():
    assert NEW_YORK.read("2026-02-28 03:00:00 +0000")[0] == date(2026, 2, 27)
    assert BERLIN.read("2026-02-28 23:30:00 +0000")[0] == date(2026, 3, 1)


def test_a_file_in_utc_is_not_read_in_the_time_of_the_business():
    utc = Calendar(MONTH_FIRST, "America/New_York", TODAY, "UTC")
    assert utc.read("2026-02-28 03:00:00") == (date(2026, 2, 27), datetime(2026, 2, 28, 3, tzinfo=UTC))


@pytest.mark.parametrize("written", ["", "-", "--", "n/a", "0/0/00", "0000-00-00", "never"])
def test_a_cell_that_says_nothing_is_no_mistake(written):
    assert BERLIN.read(written) == (None, None)


@pytest.mark.parametrize(
    "written",
    ["31/02/2026", "2026-13-01", "12/31/2025", "1899-12-31", "soon", "Mar 2023", "12:30",
     "62000", "24 Foo 2025", "7", "00/13/2025", "25:00 2025"],
)  # fmt: skip
def test_what_is_no_day_of_our_time_is_refused(written):
    with pytest.raises(NotADate):
        BERLIN.read(written)


def test_one_value_over_twelve_decides_the_whole_column():
    assert order_of(["03/04/2025", "05/06/2025", "13/01/2025"]) == DAY_FIRST
    assert order_of(["03/04/2025", "05/06/2025", "01/13/2025"]) == MONTH_FIRST
    assert order_of(["03.04.2025"]) == DAY_FIRST
    assert order_of(["03/04/2025", "2025-12-31", "", "soon"]) is None


def test_only_where_nothing_decides_is_a_date_read_two_ways():
    assert is_two_ways("03/04/2025") and asks_order("03/04/2025")
    assert not is_two_ways("13/04/2025") and asks_order("13/04/2025")
    assert not is_two_ways("04/04/2025")
    assert not asks_order("2025-04-03")


def test_the_month_comes_first_in_the_united_states_only_where_it_does():
    assert home_order("US") == MONTH_FIRST
    assert {home_order("GB"), home_order("CA"), home_order("DE"), home_order("")} == {DAY_FIRST}


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("--06-15", "--06-15"),
        ("--0615", "--06-15"),
        ("0000-06-15", "--06-15"),
        ("1604-06-15", "--06-15"),
        ("15.06.", "--06-15"),
        ("1980-06-15", "1980-06-15"),
        ("15/06/55", "1955-06-15"),
        ("0/0/00", ""),
        ("", ""),
    ],
)
def test_a_birthday_may_lack_its_year(written, born):
    assert birthday(written, DAY_FIRST, TODAY) == born


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["04/12", "15/06", "06/15"], DAY_FIRST),
        (["04/12", "06/15"], MONTH_FIRST),
        (["04/12", "40/50", "2026-06-15"], None),
    ],
)
def test_the_first_yearless_day_that_can_be_read_one_way_decides(days, order):
    assert yearless_order_of(days) == order


@pytest.mark.parametrize("written", ["--13-01", "--02-30", "2026-12-01", "tomorrow"])
def test_nobody_was_born_on_a_day_that_is_none_or_to_come(written):
    with pytest.raises(NotADate):
        birthday(written, DAY_FIRST, TODAY)


def test_a_bare_number_does_not_look_like_a_date():
    assert looks_like_date("03/04/2025") and looks_like_date("15 Mar 2023")
    assert not looks_like_date("45415") and not looks_like_date("12.50") and not looks_like_date("Dana")


@pytest.mark.parametrize("written", ["9999-12-31", "2028-01-01", "1/2/3456", "3 Jan 2028"])
def test_a_day_still_to_come_is_read_and_is_early(written):
    assert is_early(NEW_YORK.day(written), NEW_YORK.today)


def test_tomorrow_is_not_early_since_it_has_begun_elsewhere():
    today = date(2026, 3, 2)
    assert [is_early(today + timedelta(days=n), today) for n in (-1, 0, 1, 2)] == [False, False, False, True]


@given(st.dates(date(1900, 1, 1), date(2027, 12, 31)))
def test_a_day_comes_back_from_every_way_to_write_it(day):
    iso, german = day.isoformat(), day.strftime("%d.%m.%Y")
    words = f"{day.day} {day:%b} {day.year}"
    assert {BERLIN.day(iso), BERLIN.day(german), BERLIN.day(words)} == {day}
    assert NEW_YORK.day(f"{day.month}/{day.day}/{day.year}") == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text):
    try:
        day, moment = BERLIN.read(text)
    except NotADate:
        return
    assert day is None or 1900 <= day.year
    assert moment is None or moment.tzinfo is UTC
