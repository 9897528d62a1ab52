"""Where it gets stuck, the ten percent and what asking adds, as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodword.accounts.jobs import find_jobs
from goodword.accounts.models import Change, Job
from goodword.accounts.working import work_one
from goodword.growth.jobs import count_figure
from goodword.growth.measure import trial as measure
from goodword.growth.models import Figure, FunnelPlace, Trial
from goodword.people.models import Person
from goodword.talks.limits import may_ask
from goodword.talks.models import Hold
from goodword.talks.tests.people import someone

from .stuck_books import asked, opened, sent
from .test_trial import askables

DAY = timedelta(days=1)
PAGES = ("/b/corner/goal/stuck/", "/b/corner/goal/ten/", "/b/corner/goal/trial/")
LISTS = ("/b/corner/goal/stuck/shared/", "/b/corner/goal/ten/shared/")


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def book(cast, on, at):
    """Forty who said yes two months ago; two passed it on, one of them brought a customer."""
    people = [someone(cast.business, f"Person {n:02}") for n in range(40)]
    for one in people:
        asked(one, on - 60 * DAY, "yes")
    opened(people[0], on - DAY)
    sent(people[1], "Eli Brandt", on - 20 * DAY, 3000)
    count_figure(cast.business, "funnel", at)
    return people


@pytest.fixture
def many(cast, on):
    return askables(cast.business, on, 640)


@pytest.mark.parametrize("page", [*PAGES, *LISTS])
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("hugo", 200), ("bob", 200), ("charlie", 404)])
def test_members_may_look_and_others_find_nothing(book, as_, page, who, status):
    assert as_(who).get(page).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_meets_no_button_that_changes(book, many, as_, page):
    body = text(as_("bob").get(page))
    assert '<form method="post" action="/b/corner/goal' not in body


def test_the_narrowest_step_is_named_with_how_sure_it_is_and_what_is_usual(book, as_):
    body = text(as_("alice").get(PAGES[0]))
    assert "It gets stuck after the yes" in body
    assert "Of 40 who came so far, 2 went on: 5%, likely" in body
    assert "Elsewhere it is 30% to 33%." in body
    assert "in 100." in body and "funnel" not in body and "bottleneck" not in body


def test_the_one_thing_to_do_names_the_person_who_comes_on_the_list(book, as_):
    body = text(as_("alice").get(PAGES[0]))
    assert "Offer words that they can pass on" in body
    assert "On your next list: Person " in body


def test_before_it_was_counted_the_page_says_so_and_a_press_counts_it(cast, as_, at):
    someone(cast.business, "Dana Okafor")
    alice = as_("alice")
    assert "It is not counted yet" in text(alice.get(PAGES[0]))
    for _ in range(2):
        assert alice.post("/b/corner/goal/count/stuck/").headers["Location"] == PAGES[0]
    assert Job.objects.filter(name="growth.figure").count() == 1
    find_jobs()
    while done := work_one(at):
        assert done.state == Job.State.DONE, done.error
    assert "Too little is known yet" in text(alice.get(PAGES[0]))


def test_empty_books_say_what_to_do(cast, as_, at):
    count_figure(cast.business, "funnel", at)
    for page in PAGES[:2]:
        assert "Find the people you have forgotten" in text(as_("alice").get(page))


@pytest.mark.parametrize("who", ["on", "stopped", "open"])
@pytest.mark.parametrize("step", ["happy", "says", "asked", "shared", "brought", "bought", "profitable"])
def test_the_people_behind_a_step_are_as_many_as_its_figure(book, cast, as_, step, who):
    told = next(one for one in Figure.newest(cast.business.pk, "funnel").told["steps"] if one["name"] == step)
    page = as_("alice").get(f"/b/corner/goal/stuck/{step}/?who={who}").context["page"]
    wanted = {"on": told["passed"], "stopped": told["came"] - told["passed"], "open": told["open"]}[who]
    assert page.paginator.count == wanted


def test_the_people_behind_a_step_begin_with_those_there_are(book, as_):
    for step in ("happy", "says", "asked", "shared", "brought", "bought", "profitable"):
        context = as_("alice").get(f"/b/corner/goal/stuck/{step}/").context
        assert context["page"].paginator.count or not any(n for _key, _label, n, _is in context["pills"])


def test_of_those_who_said_they_would_the_people_are_as_many_as_the_figure(book, cast, as_):
    for told in Figure.newest(cast.business.pk, "funnel").told["said"]:
        page = as_("alice").get(f"/b/corner/goal/ten/{told['name']}/?who=on").context["page"]
        assert page.paginator.count == told["n"]


def test_a_page_holds_fifty_and_the_rest_is_one_press_away(cast, as_, at, on):
    people = [someone(cast.business, f"Person {n:02}") for n in range(60)]
    FunnelPlace.objects.bulk_create(
        [FunnelPlace(business=cast.business, person=one, on=on, happy=True) for one in people]
    )
    alice = as_("alice")
    first, second = (alice.get(f"/b/corner/goal/stuck/happy/?page={n}") for n in (1, 2))
    assert (text(first).count("Person "), text(second).count("Person ")) == (50, 10)


def test_who_was_left_out_since_is_not_shown(book, as_):
    Person.objects.filter(pk=book[0].pk).update(left_out=True)
    body = text(as_("alice").get(LISTS[0]))
    assert "Person 01" in body and "Person 00" not in body


@pytest.mark.parametrize(
    "page",
    [
        "/b/corner/goal/stuck/knows/",
        "/b/corner/goal/stuck/nonsense/",
        "/b/corner/goal/ten/says/",
        LISTS[0] + "?who=all",
    ],
)
def test_a_step_that_there_is_not_is_not_found(book, as_, page):
    assert as_("alice").get(page).status_code == 404


def test_the_ten_percent_stands_beside_what_others_measured(book, as_):
    body = text(as_("alice").get(PAGES[1]))
    assert "40 people said they would" in body
    assert "Passed the word on: 2 of 40" in body and "30 to 33 passed it on" in body
    assert "Brought somebody who bought: 1 of 40" in body and ">13%<" in body


# What asking adds.

START = "/b/corner/goal/trial/start/"


def wanted(on, days=180, share=50):
    return f"{START}?share={share}&judged_on={(on + days * DAY).isoformat()}"


def test_below_six_hundred_it_is_refused_in_words_with_what_others_measured(book, as_, on):
    body = text(as_("alice").get(PAGES[2]))
    assert "Too few to test" in body and "Kumar" in body and '<form method="get"' not in body
    assert as_("alice").post(wanted(on)).status_code == 302
    assert not Trial.objects.exists()


def test_what_can_be_seen_is_told_before(many, as_, cast, on):
    body = text(as_("alice").get(PAGES[2]))
    smallest = measure.offer(cast.business, on).smallest[50]
    assert f"Every second one: shows a difference of {100 * smallest:.1f} in 100" in body


def test_looking_at_what_it_means_starts_nothing(many, as_, on):
    answer = as_("alice").get(wanted(on))
    assert "people are left unasked until August 29, 2026" in text(answer)
    assert not Trial.objects.exists() and not Hold.objects.exists()


def test_the_owner_starts_it_and_no_figure_is_shown_until_the_day(many, as_, cast, on, at):
    alice = as_("alice")
    for _ in range(2):
        assert alice.post(wanted(on, share=20)).status_code == 302
    trial = Trial.objects.get()
    assert (trial.share_percent, trial.judged_on) == (20, on + 180 * DAY)
    sent(many[0], "Eli Brandt", on + DAY, 2000)
    body = text(alice.get(PAGES[2]))
    assert "It will be known on August 29, 2026." in body and "%" not in body
    n_left = trial.people.filter(side="left").count()
    assert 90 < n_left < 170 and f"{n_left} people, by lot" in body
    assert Change.objects.get(type="trial.started").member == cast.alice


@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_only_the_owner_starts_or_stops_it_or_asks_all_the_same(many, as_, cast, on, at, who):
    assert as_(who).post(wanted(on)).status_code == 403
    trial = measure.start(cast.business, 50, on + 180 * DAY, cast.alice, at)
    left = Person.objects.get(pk=trial.people.filter(side="left").values("person")[:1])
    for address in (f"/b/corner/goal/trial/{trial.code}/stop/", f"/b/corner/goal/trial/ask/{left.code}/"):
        assert as_(who).post(address).status_code == 403
    assert Hold.objects.filter(person=left).exists() and Trial.running(cast.business.pk)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ("Choose one of these.", "This is needed.")),
        ("share=99&judged_on=soon", ("Choose one of these.", "This is not a date.")),
        ("share=50&judged_on=2026-05-30", ("That is too soon",)),
        ("share=50&judged_on=2027-03-03", ("That is too long",)),
    ],
)
def test_nonsense_is_refused_in_words_all_at_once(many, as_, query, words):
    answer = as_("alice").post(f"{START}?{query}")
    assert answer.status_code == 422 and not Trial.objects.exists()
    assert all(one in text(answer) for one in words)


@pytest.mark.parametrize("days", [90, 365])
def test_ninety_days_and_a_year_are_fine(many, as_, on, days):
    assert as_("alice").get(wanted(on, days)).status_code == 200


def test_stopped_it_says_so_and_the_way_back_leaves_the_same_people(many, as_, cast, on, at):
    trial = measure.start(cast.business, 50, on + 180 * DAY, cast.alice, at)
    held = set(Hold.objects.values_list("person", flat=True))
    alice = as_("alice")
    answer = alice.post(f"/b/corner/goal/trial/{trial.code}/stop/", follow=True)
    assert "Stopped, without a verdict" in text(answer) and not Hold.objects.exists()
    back = reverse("trial-go-on", args=["corner", trial.code])
    assert back in text(answer)
    alice.post(back)
    assert set(Hold.objects.values_list("person", flat=True)) == held


def test_the_answer_stands_on_the_page_with_what_is_likely(many, as_, cast, on, at):
    trial = measure.start(cast.business, 50, on + 180 * DAY, cast.alice, at)
    sides = dict(trial.people.values_list("person", "side"))
    senders = [one for one in many if sides[one.pk] == "asked"][:60]
    for n, one in enumerate(senders):
        sent(one, f"New {n}", on + 5 * DAY, 2000)
    day = at + 180 * DAY
    measure.tend(cast.business, on + 180 * DAY, day)
    body = text(as_("alice", at=day).get(PAGES[2]))
    assert "Asking adds: it brings customers who would not have come." in body
    assert "Somebody who doubts it from the start" in body and "It is judged once" in body


def test_a_trial_of_another_business_is_not_found(many, as_, cast, on, at):
    trial = measure.start(cast.business, 50, on + 180 * DAY, cast.alice, at)
    assert as_("charlie").post(f"/b/florist/goal/trial/{trial.code}/stop/").status_code == 404


def test_the_page_of_somebody_left_unasked_says_why_and_lets_the_owner_ask(many, as_, cast, on, at):
    trial = measure.start(cast.business, 50, on + 180 * DAY, cast.alice, at)
    left = Person.objects.get(pk=trial.people.filter(side="left").values("person")[:1])
    page = f"/b/corner/people/{left.code}/"
    assert "Left unasked by lot until August 29, 2026" in text(as_("alice").get(page))
    assert "all the same" not in text(as_("hugo").get(page))
    alice = as_("alice")
    answer = alice.post(f"/b/corner/goal/trial/ask/{left.code}/", follow=True)
    assert may_ask(left, on).ok and "still counts them among the unasked" in text(answer)
    alice.post(f"/b/corner/goal/trial/leave/{left.code}/")
    assert not may_ask(left, on).ok
