import json
from datetime import date

import pytest

from goodword.imports.formats import etsy_reviews
from goodword.imports.records import ReviewFound, Unreadable
from goodword.people.models import Claim

from .books import bring
from .told import reading_of, records_of

LOVELY = {
    "reviewer": "Dana Whitfield", "date_reviewed": "02/03/2026", "star_rating": 5,
    "message": "Lovely mug, and quick.", "order_id": 3100000001,
}  # fmt: skip


def reviews(*told: dict[str, object], indent: int | None = 1) -> str:
    return json.dumps(told, indent=indent)


def test_stars_words_day_and_order_are_the_reviewer_s():
    reading = reading_of(reviews(LOVELY))
    assert (reading.format, reading.vendor, reading.brings, reading.expected_rows) == (
        "Etsy reviews", "etsy", "both", 1,
    )  # fmt: skip
    [record] = records_of(reviews(LOVELY))
    assert (str(record.read_as), record.person.name, record.sale) == ("kept", "Dana Whitfield", None)
    assert record.person.reviews == [ReviewFound("Lovely mug, and quick.", 5, date(2026, 2, 3), "3100000001")]


def test_days_are_month_first_and_a_day_that_is_none_is_left_out():
    told = [{**LOVELY, "date_reviewed": day, "reviewer": day} for day in ("12/24/2025", "soon")]
    assert [one.person.reviews[0].on for one in records_of(reviews(*told))] == [date(2025, 12, 24), None]


def test_stars_without_words_are_a_review_and_nothing_at_all_is_none():
    stars, nothing = records_of(
        reviews({**LOVELY, "message": ""}, {**LOVELY, "reviewer": "Eli Moss", "message": None, "star_rating": None})
    )  # fmt: skip
    assert stars.person.reviews[0].stars == 5
    assert (str(nothing.read_as), nothing.why) == ("not counted", "blank")


def test_several_reviews_of_one_reviewer_are_one_person_s():
    first, second, again = records_of(
        reviews(LOVELY, {**LOVELY, "star_rating": 4, "order_id": 3100000002}, LOVELY)
    )
    assert [one.stars for one in first.person.reviews] == [5, 4]
    assert (str(second.read_as), str(again.read_as)) == ("line", "line")


def test_two_janes_of_two_orders_are_two_people():
    jane = {**LOVELY, "reviewer": "Jane"}
    first, second = records_of(reviews(jane, {**jane, "order_id": 3100000002}))
    assert (str(first.read_as), str(second.read_as)) == ("kept", "kept")


def test_the_line_is_where_the_review_begins():
    assert [one.line for one in records_of(reviews(LOVELY, {**LOVELY, "reviewer": "Eli Moss"}))] == [2, 9]


def test_a_file_that_breaks_off_keeps_what_is_whole():
    text = reviews(LOVELY, {**LOVELY, "reviewer": "Eli Moss"})
    kept, broken = records_of(text[:-40])
    assert (kept.person.name, str(broken.read_as), broken.line) == ("Dana Whitfield", "refused", 9)


@pytest.mark.parametrize(
    "head", [b"", b"[]", b'{"reviewer": "x"}', b'[{"reviewer": "x", "message": "y"}]', b"Name,Email\nDana,d@example.org"]
)  # fmt: skip
def test_other_files_are_not_taken_for_reviews(head):
    assert not etsy_reviews.recognises(head)


def test_other_json_is_still_refused_in_words():
    with pytest.raises(Unreadable, match="JSON"):
        records_of('[{"name": "Dana"}]')


def test_a_mark_before_the_first_letter_does_not_hide_it():
    assert len(records_of(b"\xef\xbb\xbf" + reviews(LOVELY, indent=None).encode())) == 1


def test_the_review_is_kept_with_its_source(cast, at):
    bring(cast.business, reviews(LOVELY), at, "reviews.json")
    [claim] = Claim.objects.filter(business=cast.business, vendor="etsy")
    assert claim.more["reviews"][0]["about"] == "3100000001"


def test_signs_that_are_written_as_on_a_web_page_are_read_as_signs():
    [record] = records_of(reviews({**LOVELY, "message": "Love &#39;it &amp; you"}))
    assert record.person.reviews[0].text == "Love 'it & you"
