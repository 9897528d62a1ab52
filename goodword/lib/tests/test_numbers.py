import pytest
from django.utils.translation import override

from goodword.lib.numbers import figure_words, number_words, percent_words, short_figure_words


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


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (318.0, "318", "318"),
        (0.8, "0.8", "0,8"),
        (12.44, "12.4", "12,4"),
        (0.0624, "0.0624", "0,0624"),
        (548_836.4, "548,836", "548.836"),
    ],
)
def test_a_figure_is_told_to_what_one_reads_of_it(value: float, english: str, german: str) -> None:
    assert figure_words(value) == english
    with override("de"):
        assert figure_words(value) == german


@pytest.mark.parametrize(("share", "told"), [(0, "0%"), (0.004, "0.4%"), (0.41, "41%"), (1.2, "120%")])
def test_a_share_is_told_in_percent_and_a_small_one_is_not_nothing(share: float, told: str) -> None:
    assert percent_words(share) == told


def test_where_there_is_little_room_a_large_number_is_short() -> None:
    assert short_figure_words(1_200_000) == "1.2M"
    with override("de"):
        assert short_figure_words(1_200_000) == "1,2\xa0Mio."
