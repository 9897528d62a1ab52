"""growth/ad_tables.py: spending as ad programs export it."""

from datetime import date

import pytest

from goodword.growth.ad_tables import MOST_BYTES, Spent, Unreadable, read_table, text_of

TODAY = date(2026, 3, 2)
GOOGLE = """Campaign report
"January 1, 2026 - January 31, 2026"
Day,Campaign,Currency code,Cost
2026-01-05,Cakes,USD,12.50
2026-01-05,Bread & rolls,USD,"1,020.00"
2026-01-06,Cakes,USD,0.00
Total: Campaigns, --, --,"1,032.50"
Total: Account,--,--,"1,032.50"
"""
META = """"Reporting starts","Reporting ends","Campaign name","Amount spent (EUR)",Results
2026-01-01,2026-01-31,,"75.50",12
2026-01-01,2026-01-31,"Opening day",50.00,8
2026-01-01,2026-01-31,"Cakes",25.50,4
"""


def read(cast, text):
    return read_table(text, cast.business, TODAY)


def wrong(cast, text):
    return [(one.line, one.column, one.saw, one.hint) for one in read(cast, text).mistakes]


def test_google_s_export_is_read_without_its_name_and_totals(cast):
    table = read(cast, GOOGLE)
    assert table.mistakes == []
    assert table.spent == [
        Spent("Cakes", date(2026, 1, 5), date(2026, 1, 5), 1250, "USD"),
        Spent("Bread & rolls", date(2026, 1, 5), date(2026, 1, 5), 102000, "USD"),
    ]
    assert (table.n_totals, table.n_nothing) == (2, 1)


def test_meta_s_export_has_spans_of_days_its_currency_in_the_heading_and_a_sum_without_a_name(cast):
    table = read(cast, META)
    assert table.mistakes == []
    assert table.spent == [
        Spent("Opening day", date(2026, 1, 1), date(2026, 1, 31), 5000, "EUR"),
        Spent("Cakes", date(2026, 1, 1), date(2026, 1, 31), 2550, "EUR"),
    ]
    assert table.n_totals == 1


def test_google_s_file_for_excel_is_read_too(cast):
    raw = "Day\tCampaign\tCost\r\n2026-01-05\tCakes\t12.50\r\n".encode("utf-16")
    assert read(cast, text_of(raw)).spent == [Spent("Cakes", date(2026, 1, 5), date(2026, 1, 5), 1250, "USD")]


@pytest.mark.parametrize("amount", ["12.50", "$12.50", "12,50", '"12,50 $"', "USD 12.50", "12.5"])
def test_an_amount_is_read_in_many_spellings(cast, amount):
    separator = ";" if amount == "12,50" else ","
    text = (
        separator.join(("Day", "Campaign", "Cost")) + "\n" + separator.join(("2026-01-05", "Cakes", amount))
    )
    assert [one.cents for one in read(cast, text).spent] == [1250]


def test_the_whole_column_tells_whether_the_day_or_the_month_is_first(cast):
    text = "Day,Campaign,Cost\n03/01/2026,Cakes,1\n25/01/2026,Cakes,2\n"
    assert [one.from_on for one in read(cast, text).spent] == [date(2026, 1, 3), date(2026, 1, 25)]


def test_lines_of_one_campaign_and_day_are_one_sum(cast):
    text = "Day,Campaign,Ad group,Cost\n2026-01-05,Cakes,a,1.10\n2026-01-05,Cakes,b,2.20\n"
    assert [(one.what, one.cents) for one in read(cast, text).spent] == [("Cakes", 330)]


def test_each_mistake_is_told_with_its_line_at_once(cast):
    text = (
        "Day,Campaign,Cost\n"
        "31/02/2026,Cakes,1.00\n"
        "2026-01-05,Cakes,many\n"
        "2026-01-06,,3.00\n"
        "2026-01-07,Cakes,-4.00\n"
        "2026-09-01,Cakes,5.00\n"
        "2026-01-08,Cakes,1,000.00\n"
    )
    told = wrong(cast, text)
    assert [(line, column, saw) for line, column, saw, _hint in told] == [
        (2, "Day", "31/02/2026"), (3, "Cost", "many"), (4, "Campaign", ""), (5, "Cost", "-4.00"),
        (6, "Day", "2026-09-01"), (7, "", "000.00"),
    ]  # fmt: skip
    assert "Write it like 12.50" in told[1][3]
    assert "needs quotes" in told[5][3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No line of headings"),
        ("hello\nworld\n", "No line of headings"),
        ("Campaign,Cost\nCakes,5\n", "No column tells the day"),
        ("Day,Cost\n2026-01-05,5\n", "No column tells what the ad was"),
        ("Day,Campaign,Cost\n", "Nothing was spent in it"),
        ("Day,Campaign,Cost\n2026-01-05,Cakes,0\n", "Nothing was spent in it"),
        ("Day,Campaign,Cost,Currency\n2026-01-05,Cakes,5,Pounds\n", "This is no currency"),
        ("Starts,Ends,Campaign,Cost\n2026-02-05,2026-02-01,Cakes,5\n", "last day is before the first"),
        ("Day,Campaign,Cost\n2026-01-05,Cakes,99999999999999999999\n", "more money than can be kept"),
        ("Day,Campaign,Cost\n" + "2026-01-05,Cakes,1\n" * 20_001, "more than 20000 lines"),
    ],
)
def test_what_is_no_table_of_spending_is_refused_in_words(cast, text, words):
    table = read(cast, text)
    assert words in " ".join(one.hint for one in table.mistakes)


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"\x89PNG\r\n\0\0", "not a table of text"), (b"a" * (MOST_BYTES + 1), "too large")],
)
def test_a_file_that_is_no_text_is_refused_in_words(raw, words):
    with pytest.raises(Unreadable, match=words):
        text_of(raw)


@pytest.mark.parametrize(
    "text", ['"', "\x00,\r", "Day,Campaign,Cost\n\x00", ",,,\n" * 9, "Cost\tDay\n\t\t\t", '"Day"";Cost']
)
def test_no_text_makes_it_fail(cast, text):
    table = read(cast, text)
    assert table.mistakes and not table.spent
