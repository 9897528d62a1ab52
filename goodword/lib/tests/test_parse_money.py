from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.lib.parse_money import NotMoney, Purse, TooMuch, currency_code, currency_of, home_mark, mark_of

DOLLARS = Purse(".", "USD")
EUROS = Purse(",", "EUR")


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("$1,240.00", 124000), ("1240", 124000), ("1,240.5", 124050), ("(45.00)", -4500), ("$(45.00)", -4500),
        ("-$3.00", -300), ("$-3.00", -300), ("3.00-", -300), ("\u22123.00", -300), ("+5", 500), (".50", 50),
        ("1,00,000.50", 10000050), ("1e3", 100000), ("5.00 CR", -500), ("--", 0), ("", 0), ("USD 5.00", 500),
    ],
)  # fmt: skip
def test_dollars_are_read_as_programs_write_them(written, cents):
    assert DOLLARS.read(written) == (cents, "USD")


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1.234,56", 123456), ("399,00", 39900), ("116,99 €", 11699), ("€ 5", 500), ("1 234,56", 123456),
        ("1\u202f234,56 €", 123456), ("1'234,50", 123450), ("12,-", 1200), ("-1.234", -123400), ("1,234.56", 123456),
    ],
)  # fmt: skip
def test_euros_are_read_as_programs_write_them(written, cents):
    assert EUROS.read(written) == (cents, "EUR")


@pytest.mark.parametrize(
    ("written", "money"),
    [
        ("RM 1,234.56", (123456, "MYR")), ("৳2,999", (299900, "BDT")), ("£4.50", (450, "GBP")), ("₹1,50,000",
        (15000000, "INR")),
        ("¥1,500", (1500, "JPY")), ("12.345 KWD", (12345, "KWD")), ("CA$7.00", (700, "CAD")), ("zł 9.99", (999, "PLN")),
        ("5 usd", (500, "USD")), ("eur 5", (500, "EUR")),
    ],
)  # fmt: skip
def test_a_sign_or_code_tells_the_currency(written, money):
    assert DOLLARS.read(written) == money


def test_a_shared_sign_is_the_business_s_own_currency():
    assert currency_of("$", "CAD") == "CAD"
    assert currency_of("$", "USD") == "USD"
    assert currency_of("$", "EUR") == "USD"
    assert currency_of("kr", "SEK") == "SEK"
    assert currency_of("kr", "USD") == ""  # Sweden, Norway, Denmark or Iceland?


def test_what_the_file_says_elsewhere_wins_over_the_sign():
    assert DOLLARS.read("$5.00", "AUD") == (500, "AUD")


def test_without_any_word_of_it_there_is_no_currency():
    assert Purse(".", "").read("5.00") == (500, "")


@pytest.mark.parametrize(
    "written",
    ["abc", "1.2.3", "5 apples each", "12/03/2025", "1,2,3", "$", "kr 5.00", "1" * 70, "0,125", "00,125.00"],
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(NotMoney):
        DOLLARS.read(written)


@pytest.mark.parametrize(
    "written", ["99999999999999999999", "1e30", "10000000000.01", "-10000000000.01", "1e999"]
)
def test_more_than_one_amount_can_be_is_refused(written):
    with pytest.raises(TooMuch):
        DOLLARS.read(written)


def test_the_largest_amount_is_kept_and_a_million_of_it_add_up_within_64_bits():
    assert DOLLARS.read("10000000000.00") == (10**12, "USD")
    assert 10**12 * 10**6 < 2**63


def test_halves_of_a_cent_go_to_the_even_one():
    assert [DOLLARS.read(text)[0] for text in ("0.125", "0.135", "0.145")] == [12, 14, 14]


def test_most_of_the_clear_amounts_decide_the_whole_column():
    assert mark_of(["5,00", "1.50", "2.50"]) == "."
    assert mark_of(["5,00", "1.50"]) is None
    assert mark_of(["12.50.20", "45.50"]) == "."
    assert mark_of(["1 234,56"]) == ","
    assert mark_of(["02.03.2026", "5/6.5", "1.2.3"]) is None
    assert mark_of(["1,234", "5", "1,234.50"]) == "."
    assert mark_of(["1.234", "3,5"]) == ","
    assert mark_of(["1.234.567"]) == ","
    assert mark_of(["1 234,50 €"]) == mark_of(["1\u00a0234,50"]) == ","
    assert mark_of(["0.125"]) == "."
    assert mark_of(["1,234", "12", ""]) is None


def test_the_mark_at_home_is_the_country_s():
    assert (home_mark("US"), home_mark("DE"), home_mark("XX"), home_mark("")) == (".", ",", ".", ".")


def test_a_word_of_three_letters_is_not_yet_a_currency():
    assert currency_code("usd") == "USD"
    assert currency_code("foo") == currency_code("US") == ""


@given(st.integers(-(10**12), 10**12))
def test_an_amount_comes_back_from_every_way_to_write_it(cents):
    amount = Decimal(cents).scaleb(-2)
    american = f"{amount:,.2f}"
    german = american.translate(str.maketrans(".,", ",."))
    assert (
        DOLLARS.read(american)[0] == DOLLARS.read(f"${american}")[0] == EUROS.read(f"{german} €")[0] == cents
    )
    assert DOLLARS.read(f"({abs(amount)})")[0] == -abs(cents)


@given(st.text(max_size=40), st.sampled_from([DOLLARS, EUROS]))
def test_any_text_is_an_amount_or_refused(text, purse):
    try:
        cents, _currency = purse.read(text)
    except NotMoney:
        return
    assert abs(cents) < 2**63
