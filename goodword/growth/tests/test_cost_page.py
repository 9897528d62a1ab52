"""The page *Word of mouth or ads*."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodword.accounts.jobs import find_jobs
from goodword.accounts.models import Job
from goodword.accounts.working import work_one
from goodword.growth.jobs import count_figure
from goodword.growth.models import AdSpending, Figure, OwnModel
from goodword.growth.own import say_model

from .cost_books import bought, came, paid, sent
from .test_ad_tables import GOOGLE

PAGE = "/b/corner/goal/cost/"
SPENT = {"what": "Leaflets", "amount": "40", "from_on": "2026-02-01", "until_on": "2026-02-10", "key": "k1"}
DAY = timedelta(days=1)


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def book(cast, on, at):
    """Thirty sent and four by ads: an hour is $12, five minutes a week; ads cost $400."""
    names = [f"New {n}" for n in range(34)]
    people = bought(cast.business, {name: [(on - 30 * DAY, 1000)] for name in names})
    for name in names[:30]:
        sent(people[name])
    for name in names[30:]:
        came(people[name], "ad", on - 30 * DAY)
    say_model(cast.business, None, at, hour_cents=1200, minutes_a_week=5)
    paid(cast.business, 40_000, on - 40 * DAY)
    count_figure(cast.business, "cost", at)
    return cast.business


def test_it_says_what_one_costs_either_way_and_how_sure_that_is(as_, book):
    page = text(as_("alice").get(PAGE))
    assert "A new customer costs about $1.7" in page and "by ads</h1>" in page
    assert "times as much: likely between" in page
    assert "Counted on March 2, 2026" in page


def test_a_giver_is_called_one(as_, book):
    book.kind = "nonprofit"
    book.save()
    assert "A new giver costs about" in text(as_("alice").get(PAGE))


def test_money_is_written_as_the_owner_s_country_does(as_, book):
    book.country, book.language = "DE", "de"
    book.save()
    assert "<td>400 $</td>" in text(as_("alice").get(PAGE))


def test_empty_books_say_what_to_do(as_, cast):
    page = text(as_("alice").get(PAGE))
    assert "Nothing to compare yet" in page and "It is counted tonight" in page


def test_what_is_missing_is_told_and_where_to_say_it(as_, book, at):
    say_model(book, None, at, hour_cents=None)
    count_figure(book, "cost", at)
    page = text(as_("alice").get(PAGE))
    assert '<a class="plain" href="#own">Say what an hour of your time is worth.</a>' in page
    assert "A new customer by ads costs about" in page


def counted_by_the_worker(at):
    find_jobs()
    while done := work_one(at):
        assert done.state == Job.State.DONE, done.error
    return Figure.objects.get(name="cost").told


def test_spending_is_noted_shown_and_counted(as_, at):
    alice = as_("alice")
    assert alice.post(PAGE + "spent/", SPENT).status_code == 302
    page = text(alice.get(PAGE))
    assert "Leaflets: $40.00" in page and "February 1, 2026 to February 10, 2026" in page
    assert counted_by_the_worker(at)["ads"]["cents"] == 4000


def test_the_same_form_twice_is_once(as_, cast):
    for _ in range(2):
        as_("alice").post(PAGE + "spent/", SPENT)
    assert AdSpending.objects.count() == 1


def test_one_day_needs_no_last_day(as_, cast):
    as_("alice").post(PAGE + "spent/", SPENT | {"until_on": ""})
    row = AdSpending.objects.get()
    assert row.from_on == row.until_on


def test_spending_is_taken_back_and_put_back(as_, at):
    alice = as_("alice")
    alice.post(PAGE + "spent/", SPENT)
    code = AdSpending.objects.get().code
    alice.post(f"{PAGE}spent/{code}/back/")
    assert "<s>Leaflets: $40.00</s>" in text(alice.get(PAGE))
    assert counted_by_the_worker(at)["ads"]["n"] == 0
    alice.post(f"{PAGE}spent/{code}/again/")
    assert AdSpending.objects.get().taken_back_at is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"amount": "much"}, "is not an amount of money"),
        ({"amount": "-3"}, "is too little"),
        ({"what": " "}, "This is needed"),
        ({"what": "x" * 121}, "at most 120"),
        ({"from_on": "soon"}, "This is not a date"),
        ({"from_on": "2026-03-03"}, "still to come"),
        ({"from_on": "0001-01-01"}, "too long ago"),
        ({"until_on": "2026-01-01"}, "before the first one"),
        ({"until_on": "2027-12-31"}, "more than a year away"),
    ],
)
def test_spending_that_cannot_be_is_refused_in_words(as_, cast, told, words):
    answer = as_("alice").post(PAGE + "spent/", SPENT | told)
    assert answer.status_code == 422 and words in text(answer)
    assert not AdSpending.objects.exists()


def test_all_mistakes_of_a_form_are_told_at_once(as_, cast):
    page = text(as_("alice").post(PAGE + "spent/", {"amount": "much", "from_on": "soon"}))
    assert "3 things to mend" in page


def test_a_table_is_brought_as_a_file_or_pasted_and_twice_is_once(as_, cast):
    alice = as_("alice")
    alice.post(PAGE + "table/", {"file": SimpleUploadedFile("google.csv", GOOGLE.encode())})
    page = text(alice.get(PAGE))
    assert "2 lines are kept. The table has $1,032.50, January 5, 2026." in page
    assert "Lines that only add up others: 2." in page
    alice.post(PAGE + "table/", {"pasted": GOOGLE})
    assert "Kept before: 2." in text(alice.get(PAGE))
    assert AdSpending.objects.count() == 2


def test_a_table_with_mistakes_names_each_and_keeps_nothing(as_, cast):
    wrong = "Day,Campaign,Cost\n2026-01-05,Cakes,5\n31/02/2026,Cakes,1\n2026-01-05,<b>x</b>,many\n"
    answer = as_("alice").post(PAGE + "table/", {"pasted": wrong})
    page = text(answer)
    assert answer.status_code == 422
    assert "2 things to mend" in page and "Line 3" in page and "Line 4" in page and "<q>many</q>" in page
    assert "<b>x</b>" not in page
    assert not AdSpending.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "Choose a file, or paste its lines"),
        ({"pasted": "hello"}, "No line of headings was found"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\0")}, "not a table of text"),
    ],
)
def test_what_is_no_table_is_refused_in_words(as_, cast, told, words):
    answer = as_("alice").post(PAGE + "table/", told)
    assert answer.status_code == 422 and words in text(answer)


def test_a_table_s_undo_takes_all_of_it(as_, cast):
    alice = as_("alice")
    alice.post(PAGE + "table/", {"pasted": GOOGLE})
    code = AdSpending.objects.first().code
    alice.post(f"{PAGE}spent/{code}/back/")
    assert not AdSpending.objects.filter(taken_back_at=None).exists()


def test_the_owner_s_figures_are_kept_and_shown_again(as_, cast):
    told = {"hour": "25,50", "minutes_a_week": "30", "margin_percent": "40"}
    as_("alice").post(PAGE + "own/", told)
    own = OwnModel.objects.get()
    assert (own.hour_cents, own.minutes_a_week, own.margin_percent) == (2550, 30, 40)
    assert 'value="25.50"' in text(as_("alice").get(PAGE))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"hour": "a lot"}, "is not an amount of money"),
        ({"hour": "€ 20"}, "Write it in USD"),
        ({"minutes_a_week": "10081"}, "A week has 10,080 minutes"),
        ({"margin_percent": "101"}, "from 0 to 100"),
        ({"margin_percent": "half"}, "This is not a number"),
    ],
)
def test_figures_that_cannot_be_are_refused_in_words(as_, cast, told, words):
    answer = as_("alice").post(PAGE + "own/", told)
    assert answer.status_code == 422 and words in text(answer)
    assert not OwnModel.objects.exists()


def test_looking_changes_nothing(as_, cast):
    as_("alice").get(PAGE)
    assert not Figure.objects.exists() and not OwnModel.objects.exists()


def test_bob_may_only_look(as_, book, cast):
    bob = as_("bob")
    page = text(bob.get(PAGE))
    assert "A new customer costs" in page and '<form method="post" action="/b/corner/goal' not in page
    code = AdSpending.objects.get().code
    for address in ("own/", "spent/", "table/", f"spent/{code}/back/", f"spent/{code}/again/"):
        assert bob.post(PAGE + address, SPENT).status_code == 403
    assert AdSpending.objects.filter(taken_back_at=None).count() == 1


def test_charlie_cannot_tell_that_it_exists(as_, book):
    charlie = as_("charlie")
    code = AdSpending.objects.get().code
    assert charlie.get(PAGE).status_code == 404
    assert charlie.post(PAGE + "spent/", SPENT).status_code == 404
    assert charlie.post(f"/b/florist/goal/cost/spent/{code}/back/").status_code == 404


def test_the_goal_page_leads_there(as_, cast):
    page = text(as_("alice").get("/b/corner/goal/"))
    assert 'href="/b/corner/goal/cost/"' in page and 'href="/b/corner/goal/model/"' in page
