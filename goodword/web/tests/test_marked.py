import re
from html import unescape
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.web.templatetags.goodword import marked


def spans(*pairs: tuple[int, int]) -> tuple[SimpleNamespace, ...]:
    return tuple(SimpleNamespace(start=start, end=end) for start, end in pairs)


def test_hard_words_are_underlined_and_long_sentences_shaded() -> None:
    found = SimpleNamespace(hard_words=spans((3, 7)), long_sentences=spans((0, 8)))
    assert marked("We opti. Hello", found) == "<mark>We <u>opti</u>.</mark> Hello"


def test_words_without_a_reading_are_shown_as_they_are() -> None:
    assert marked("a < b", None) == "a &lt; b"


def test_markup_in_a_name_stays_text() -> None:
    found = SimpleNamespace(hard_words=spans((0, 8)), long_sentences=())
    assert marked("<script>", found) == "<u>&lt;script&gt;</u>"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab <>&'\"é.!?\n", max_size=60), st.data())
def test_marks_add_nothing_to_the_words_and_take_nothing_away(words: str, data: st.DataObject) -> None:
    place = st.integers(0, len(words))
    cuts = sorted(data.draw(st.lists(place, max_size=6, unique=True)))
    ends = sorted(data.draw(st.lists(place, max_size=4, unique=True)))
    found = SimpleNamespace(
        hard_words=spans(*zip(cuts[::2], cuts[1::2], strict=False)),
        long_sentences=spans(*zip(ends[::2], ends[1::2], strict=False)),
    )
    assert unescape(re.sub(r"</?(u|mark)>", "", marked(words, found))) == words
