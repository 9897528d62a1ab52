from hypothesis import given
from hypothesis import strategies as st

from goodword.lib.text import fold, squeezed


def test_case_accents_and_spare_spaces_make_no_difference():
    assert fold("  JOSÉ   O’Brien\t") == fold("josé o'brien") == "jose o'brien"


def test_letters_that_are_not_a_letter_and_an_accent_are_folded_too():
    assert fold("Łukasz Øster Straße Æsa") == "lukasz oster strasse aesa"


def test_marks_that_cannot_be_seen_are_nothing():
    assert fold("\ufeffAn\u00adna\u200b") == "anna"


def test_a_long_dash_is_a_dash():
    assert fold("Cruz–Lopez") == "cruz-lopez"


def test_marks_that_are_part_of_a_letter_stay():
    assert fold("が") != fold("か")
    assert fold("कि") != fold("क")


def test_spaces_are_squeezed_and_case_is_kept():
    assert squeezed(" Dana \n  Bell ") == "Dana Bell"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aÀéßłØ B'-"))
def test_lower_and_upper_case_fold_alike(text):
    assert fold(text.upper()) == fold(text.lower())
