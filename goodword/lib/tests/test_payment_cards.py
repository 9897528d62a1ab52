"""One card is told alike by all who tell it; what tells too little tells nothing."""

import pytest

from goodword.lib.payment_cards import card_key


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("Visa", "0042"),
        ("visa", "42"),  # a spreadsheet took the noughts off
        (" VISA Debit ", "**** 0042"),
        ("visa_credit", "xxxx-xxxx-xxxx-0042"),
        ("Visa", " •••• 0042 "),
    ],
)
def test_a_card_is_told_by_its_kind_and_last_four_figures(kind: str, ends: str) -> None:
    assert card_key(kind, ends) == "visa 0042"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MasterCard", "mastercard"),
        ("Master Card", "MC"),
        ("American Express", "amex"),
        ("DISCOVER_DINERS", "diners"),
        ("CHINA_UNIONPAY", "unionpay"),
    ],
)
def test_its_kind_has_several_names(one: str, other: str) -> None:
    assert card_key(one, "4242") == card_key(other, "4242") != card_key("Visa", "4242")


def test_another_kind_or_another_end_is_another_card() -> None:
    assert len({card_key(kind, ends) for kind in ("Visa", "JCB") for ends in ("4242", "4243")}) == 4


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("", "4242"),
        ("Visa", ""),
        ("Other Brand", "4242"),
        ("Visa", "1234, 5678"),  # two cards in one cell
        ("Visa", "4242424242424242"),  # a whole number has no business here
        ("Visa", "n/a"),
        ("Square Gift Card", "4242"),  # one buys it, another pays with it
    ],
)
def test_what_tells_too_little_tells_nothing(kind: str, ends: str) -> None:
    assert card_key(kind, ends) == ""


def test_a_fingerprint_is_taken_where_nothing_else_is_told() -> None:
    assert card_key("", "", "Xt5EWLLDS7FJjR1c") == "#Xt5EWLLDS7FJjR1c"
    assert card_key("Visa", "4242", "Xt5EWLLDS7FJjR1c") == "visa 4242"
    assert card_key("Gift Card", "4242", "Xt5EWLLDS7FJjR1c") == ""
