import pytest

from goodword.lib.several import and_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([], ""),
        (["Lin"], "Lin"),
        (["Lin", "Tomas"], "Lin and Tomas"),
        (["Lin", "Tomas", "Sam"], "Lin, Tomas and Sam"),
    ],
)
def test_several_are_said_in_one_breath(said, words):
    assert and_words(said) == words
