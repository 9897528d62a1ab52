"""lib/money.py: money that is only about right."""

import pytest

from goodword.lib.money import about_money_words


@pytest.mark.parametrize(
    ("cents", "currency", "locale", "words"),
    [
        (143750, "USD", "en_US", "$1,438"),
        (1000, "USD", "en_US", "$10"),
        (437, "USD", "en_US", "$4.37"),
        (0, "USD", "en_US", "$0"),
        (-4600, "USD", "en_US", "-$46"),
        (123456, "EUR", "de_DE", "1.235 €"),
        (1437, "JPY", "en", "¥1,437"),
    ],
)
def test_cents_that_nobody_knows_are_left_out_from_ten_on(cents, currency, locale, words):
    assert about_money_words(cents, currency, locale).replace("\N{NO-BREAK SPACE}", " ") == words
