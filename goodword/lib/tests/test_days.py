"""Days as people read them, in one style everywhere."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from goodword.lib import days

ROOM = Path(days.__file__).parent.parent
OCTOBER = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["October 5, 2026", "October 5", "Monday, October 5", "October 2026"]),
        ("en-gb", ["5 October 2026", "5 October", "Monday, 5 October", "October 2026"]),
        ("de", ["5. Oktober 2026", "5. Oktober", "Montag, 5. Oktober", "Oktober 2026"]),
    ],
)
def test_a_day_is_written_in_the_order_of_the_language(language, told):
    says = (days.date_words, days.month_day_words, days.weekday_day_words, days.month_words)
    with translation.override(language):
        assert [say(OCTOBER) for say in says] == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Oct 2026", "Oct 5", "2026"]),
        ("en-gb", ["Oct 2026", "5 Oct", "2026"]),
        ("de", ["Okt. 2026", "5. Okt.", "2026"]),
    ],
)
def test_where_there_is_little_room_a_day_is_short(language, told):
    says = (days.short_month_words, days.short_day_words, days.year_words)
    with translation.override(language):
        assert [say(OCTOBER) for say in says] == told


def test_no_day_is_no_words():
    assert days.date_words(None) == ""


def test_where_no_language_is_spoken_it_is_english():
    with translation.override(None):
        assert days.date_words(OCTOBER) == "October 5, 2026"


def test_nothing_else_writes_days_for_people():
    # A browser reads the ISO of <time datetime>, and the time of day is Django's.
    own = re.compile(
        r"\|date:\"(?!Y-m-d\")|(DATE|DATETIME|MONTH_DAY|YEAR_MONTH)_FORMAT|date_format\([^\n]*\"[lLjFNDM]"
    )
    found = [
        str(path.relative_to(ROOM))
        for kind in ("*.py", "*.html", "*.txt")
        for path in ROOM.rglob(kind)
        if path.name != "test_days.py" and own.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
