import pytest
from django.utils.translation import override

from goodword.lib.numbers import number_words


@pytest.mark.parametrize(
    ("n", "language", "told"),
    [
        (0, "en", "0"),
        (9999, "en", "9999"),
        (10_000, "en", "10,000"),
        (1_012_112, "en", "1,012,112"),
        (1_012_112, "de", "1.012.112"),
        (1_012_112, "en-gb", "1,012,112"),
    ],
)
def test_a_large_number_is_grouped_as_the_language_does(n: int, language: str, told: str) -> None:
    with override(language):
        assert number_words(n) == told
