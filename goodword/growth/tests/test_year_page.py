"""*The year ahead*, and what a person's page says of theirs."""

from datetime import timedelta

import pytest

from goodword.accounts.models import Job
from goodword.growth.jobs import count_figure
from goodword.growth.models import Figure, Worth
from goodword.growth.person_year import person_year
from goodword.growth.year_words import year_words
from goodword.people.models import Person

from .paying import crowd, pay, sent

YEAR = "/b/corner/goal/year/"


@pytest.fixture
def dana(cast, at, on):
    """She comes each month, and sent Eli, who comes each week."""
    dana, eli = crowd(cast.business, 2)
    rows = [(dana, on - timedelta(days=30 * n), 1000) for n in range(14)]
    pay(cast.business, rows + [(eli, on - timedelta(days=7 * n), 2000) for n in range(50)])
    sent(cast.business, dana, eli)
    count_figure(cast.business, "value", at)
    return dana


def kept(person, **more):
    told = {"on": "2026-03-02", "how": "model", "visits": 4.2, "chance_active": 0.9, "currency": "USD"}
    told |= {"own_cents": 5240, "credited_cents": 5240} | more
    return Worth.objects.create(business=person.business, person=person, **told)


def figure_of(cast, **more):
    told = {
        "how": "model", "why": "", "fewest": 200, "n": 400, "currency": "USD", "others": [], "days": 365,
        "visits": [600.0, 700.2, 800.0], "cents": [980_000, 1_240_000, 1_590_000], "largest": 0.02,
        "looks": [["2025-03-02", "2026-03-02", 700.0, 1000.0, 650.0], ["2024-09-02", "2025-09-02", 500.0, 800.0, 520.0]],
        "error": 0.058, "naive_error": 0.55, "n_future": 0, "n_paid_back": 0, "fewest_compared": 20,
        "sent": {"n": 40, "cents": [4000, 5000, 6000]}, "came": {"n": 360, "cents": [2000, 2200, 2400]},
    }  # fmt: skip
    return Figure(business=cast.business, name="value", on="2026-03-02", told=told | more)


def words(cast, **more):
    return year_words(figure_of(cast, **more), cast.business, None)


# The page ------------------------------------------------------------------------------------------


def test_it_names_the_sum_the_range_and_who_brings_most(as_, dana):
    html = as_("alice").get(YEAR).content.decode()
    assert "in the next twelve months" in html and "Nine times out of ten" in html
    assert f'href="/b/corner/people/{dana.code}/"' in html
    assert "This is rough" in html


def test_a_lifetime_is_never_promised(as_, dana):
    pages = as_("alice").get(YEAR).content + as_("alice").get(f"/b/corner/people/{dana.code}/").content
    assert b"lifetime" not in pages.lower()


def test_bob_may_look_and_is_not_offered_to_count(as_, dana):
    bob = as_("bob")
    html = bob.get(YEAR)
    assert html.status_code == 200 and b"count/year/" not in html.content


def test_charlie_cannot_tell_that_it_exists(as_, dana):
    assert as_("charlie").get(YEAR).status_code == 404


def test_what_was_not_counted_yet_can_be_asked_for(as_, cast):
    alice = as_("alice")
    assert "Not counted yet" in alice.get(YEAR).content.decode()
    assert alice.post("/b/corner/goal/count/year/").headers["Location"] == YEAR
    assert Job.objects.get(name="growth.figure").args == {"figure": "value"}
    assert b'id="behind"' in alice.get(YEAR).content


def test_empty_books_say_what_to_do(as_, cast, at):
    count_figure(cast.business, "value", at)
    html = as_("alice").get(YEAR).content.decode()
    assert "Nothing has come in yet" in html and 'href="/b/corner/files/"' in html


def test_who_is_not_sorted_is_named_to_the_owner_alone(as_, dana):
    Person.every.filter(pk=dana.pk).update(kind="unsorted", has_bought=False)
    link = f"/b/corner/people/{dana.code}/"
    assert link in as_("alice").get(YEAR).content.decode()
    assert link not in as_("bob").get(YEAR).content.decode()


def test_the_goal_page_leads_to_it(as_, cast):
    assert f'href="{YEAR}"' in as_("bob").get("/b/corner/goal/").content.decode()


# Its words -----------------------------------------------------------------------------------------


def test_the_range_is_told_with_the_sum(cast):
    told = words(cast)
    assert told.title == "About $12,000 in the next twelve months"
    assert "$9,800 to $16,000" in told.lead and "600 to 800 visits" in told.lead


def test_a_range_that_says_nothing_is_told_as_too_early(cast):
    lead = words(cast, cents=[100, 10_000, 1_000_000]).lead
    assert "too early" in lead and "$" not in lead


def test_the_past_is_shown_with_what_we_said_and_what_a_plain_guess_did(cast):
    looks = words(cast).looks
    assert "off by 6%" in looks.title and "55%" in looks.title
    assert [row[0] for row in looks.rows] == ["Until September 2, 2025", "Until March 2, 2026"]
    assert looks.rows[1][1:] == ["650", "700", "1000"]


def test_one_look_back_is_told_as_what_it_was(cast):
    looks = words(cast, looks=[["2025-03-02", "2026-03-02", 1192.4, 1300.0, 596.0]]).looks
    assert looks.title == "It would have said 1200, and 596 came"


def test_a_plain_guess_that_did_better_is_told(cast):
    assert "only by 3%" in words(cast, error=0.2, naive_error=0.03).looks.title


def test_without_a_past_there_is_no_picture_but_words(cast):
    looks = words(cast, looks=[], error=None, naive_error=None).looks
    assert not looks.bars and "eight weeks" in looks.empty


@pytest.mark.parametrize(
    ("share", "said"), [(0.29, ""), (0.34, "about a third"), (0.42, "42%"), (0.5, "half"), (0.7, "more than half"), (1.0, "nearly all")]
)  # fmt: skip
def test_one_large_customer_is_told(cast, share, said):
    assert " ".join(words(cast, largest=share).notes) == (
        said and f"One customer makes {said} of it. Should they stop, so does that part."
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [([4000, 5000, 6000], "more"), ([1000, 1500, 1900], "less"), ([1900, 2300, 2700], "as much")],
)
def test_a_difference_is_told_only_where_the_ranges_part(cast, sent, said):
    assert said in words(cast, sent={"n": 40, "cents": sent}).compared.title


@pytest.mark.parametrize(
    ("kind", "said"), [("shop", "400 customers"), ("practice", "400 clients"), ("nonprofit", "800 gifts")]
)
def test_its_words_are_those_of_the_business(cast, kind, said):
    cast.business.kind = kind
    assert said in words(cast).lead


def test_too_few_are_not_compared(cast):
    told = words(cast, sent={"n": 3, "cents": []})
    assert told.compared is None and "So far there are 3 and 360." in told.why_not_compared


# A person ------------------------------------------------------------------------------------------


def test_a_person_s_page_tells_their_year(as_, dana):
    html = as_("bob").get(f"/b/corner/people/{dana.code}/").content.decode()
    assert "In the next twelve months" in html
    assert "With those they set in motion: about $" in html
    assert "it goes by how often they came so far" in html
    assert f'href="{YEAR}#how"' in html


def test_of_whom_nothing_is_known_nothing_is_said(as_, cast, at):
    someone = crowd(cast.business, 1)[0]
    assert "twelve months" not in as_("bob").get(f"/b/corner/people/{someone.code}/").content.decode()


def test_a_practice_sees_the_same(as_, dana):
    dana.business.kind = "practice"
    dana.business.save()
    assert (
        "With those they set in motion" in as_("alice").get(f"/b/corner/people/{dana.code}/").content.decode()
    )


def test_visits_and_money_are_told_as_about(cast):
    told = person_year(kept(crowd(cast.business, 1)[0]).person)
    assert told.lines == ["About 4 visits, about $52.", "If they still come: very likely."]
    assert not told.is_rough


def test_of_who_came_once_it_is_said_that_it_rests_on_others(cast, on):
    once, twice = crowd(cast.business, 2)
    pay(cast.business, [(once, on, 5000), (twice, on, 5000), (twice, on - timedelta(days=9), 5000)])
    assert "They came once so far" in person_year(kept(once).person).lines[-1]
    assert "If they still come" in person_year(kept(twice).person).lines[-1]


@pytest.mark.parametrize(
    ("chance", "said"), [(0.99, "very likely"), (0.6, "likely"), (0.4, "hard to say"), (0.05, "unlikely")]
)
def test_whether_they_still_come_is_said_in_words(cast, chance, said):
    assert (
        person_year(kept(crowd(cast.business, 1)[0], chance_active=chance).person).lines[-1]
        == f"If they still come: {said}."
    )


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        (1.4, "About 1 visit, about $52."),
        (0.4, "Maybe once, maybe not at all."),
        (0.05, "Most likely not at all."),
    ],
)
def test_a_part_of_a_visit_is_not_told_as_one(cast, visits, said):
    assert person_year(kept(crowd(cast.business, 1)[0], visits=visits).person).lines[0] == said


def test_an_ally_is_told_by_what_they_set_in_motion(cast):
    ally = crowd(cast.business, 1)[0]
    told = person_year(
        kept(
            ally, visits=0, own_cents=0, credited_cents=90_000, chance_active=None, added_cents=60_000
        ).person
    )
    assert told.lines == ["With those they set in motion: about $900."]
    assert told.facts[-1] == "Without what would have come anyway: about $600."
