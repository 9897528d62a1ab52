from collections import Counter

from goodword.lib.codes import CROCKFORD, new_code, new_codes, tidy_code


def test_codes_are_of_letters_that_nobody_mistakes_and_no_two_are_alike():
    codes = [*new_codes(1000), *(new_code() for _ in range(1000))]
    assert len(set(codes)) == 2000
    assert {len(code) for code in codes} == {12}
    assert set("".join(codes)) == set(CROCKFORD)


def test_every_letter_is_as_likely_as_another():
    """24,000 letters of 32: 750 of each, give or take five standard deviations."""
    for many in ("".join(new_codes(2000)), "".join(new_code() for _ in range(2000))):
        counts = Counter(many)
        assert all(abs(counts[letter] - 750) < 5 * 27 for letter in CROCKFORD)


def test_what_people_mistake_is_read_as_it_was_meant():
    assert tidy_code(" ab-o1 il") == "AB0111"
