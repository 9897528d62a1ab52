"""The tree's page tells no day that nobody told, and no middle of a few."""

from datetime import date, datetime, timedelta

from goodword.conftest import Cast

from .test_tree import HERE, As, main, person, send, words


def test_a_median_stands_there_from_ten_on(as_: As, cast: Cast, at: datetime) -> None:
    last = person(cast, at, "Dana Okafor")
    for n in range(11):
        last, before = person(cast, at, f"Mo {n}"), last
        send(before, last, date(2026, 1, 25) + timedelta(days=3 * n))
    assert "Known of 11 people: half of them within 3 days of coming." in words(as_("alice").get(HERE))


def test_a_day_that_nobody_told_is_not_shown_and_names_nobody_as_the_first(
    as_: As, cast: Cast, at: datetime
) -> None:
    dana, eli, ann, sam = (person(cast, at, name) for name in ("Dana Okafor", "Eli", "Ann", "Sam"))
    send(dana, eli, date(2026, 2, 10), by="file")
    page = main(as_("alice").get(HERE))
    assert (
        "First to follow: <a" in page and "February 10" not in page
    )  # the only one was the first, that is sure
    send(dana, ann, date(2026, 2, 20), by="file")
    page = main(as_("alice").get(HERE))
    assert "Who followed first is not known: nobody told when they were sent." in page
    assert "First to follow:" not in page and "February" not in page
    send(dana, sam, date(2026, 2, 25))
    page = main(as_("alice").get(HERE))
    assert "First to follow, of those whose day is known: <a" in page and "Sam</a>, February 25, 2026" in page
