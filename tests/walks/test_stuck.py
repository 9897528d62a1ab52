"""Where it gets stuck, the ten percent, and what asking adds: as an owner walks through them on a small phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goodword.growth.jobs import count_figure
from goodword.growth.measure import trial as measure
from goodword.growth.models import OwnModel
from goodword.growth.tests.stuck_books import asked, opened, sent
from goodword.growth.tests.test_trial import askables
from goodword.people.hand import add_note
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)
SMALL = {"width": 360, "height": 740}


@pytest.fixture
def book(clock, live, cast, on, at):
    """Ninety who said yes, of whom a few passed it on; and a street of others of whom nothing is known."""
    OwnModel.objects.create(business=cast.business, margin_percent=40, hour_cents=3000, at=at)
    people = [someone(cast.business, f"{name} {n}") for n in range(30) for name in ("Dana", "Eli", "Noor")]
    for n, one in enumerate(people):
        asked(one, on - 60 * DAY, "no" if n % 7 == 0 else "yes")
        if n % 3:
            add_note(one, cast.alice, at, "Best rolls", about="kind_word", key=f"k{n}")
    for one in people[1:15:2]:
        opened(one, on - 9 * DAY)
    for n, one in enumerate(people[1:8:2]):
        sent(one, f"Newcomer {n}", on - 20 * DAY, 3000 if n else 0)
    count_figure(cast.business, "funnel", at)
    return people


def look(page, axe, shot, name):
    page.set_viewport_size(SMALL)
    shot(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    axe(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_from_the_goal_to_the_people_behind_a_step(book, live, browse, axe, shot, dark):
    page = browse(live + "/b/corner/goal/", who="alice", dark=dark)
    page.get_by_role("link", name="Where it gets stuck").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where it gets stuck")
    look(page, axe, shot, "stuck")
    page.get_by_role("link", name="Passed the word on").click()
    expect(page.get_by_role("link", name="Stopped here")).to_be_visible()
    look(page, axe, shot, "stuck-people")
    page.get_by_role("link", name="Stopped here").click()
    expect(page.get_by_role("link", name="Dana 10")).to_be_visible()
    page.get_by_role("link", name="Where it gets stuck").click()
    page.get_by_role("link", name="The ten percent").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ten percent")
    look(page, axe, shot, "ten")
    page.get_by_role("link", name="What asking adds").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What asking adds")
    look(page, axe, shot, "trial-too-few")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_trial_from_the_question_to_the_answer(clock, live, cast, on, at, browse, axe, shot, dark):
    people = askables(cast.business, on, 640)
    page = browse(live + "/b/corner/goal/trial/", who="alice", scripts=True, dark=dark)
    look(page, axe, shot, "trial-offered")
    page.get_by_role("button", name="What would it mean?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find out what asking adds?")
    look(page, axe, shot, "trial-means")
    page.get_by_role("button", name="Draw the lot").click()
    expect(page.get_by_text("It will be known on August 29, 2026.").last).to_be_visible()
    look(page, axe, shot, "trial-running")
    trial = measure.Trial.running(cast.business.pk)
    sides = dict(trial.people.values_list("person", "side"))
    for n, one in enumerate([one for one in people if sides[one.pk] == "asked"][:22]):
        sent(one, f"Newcomer {n}", on + 5 * DAY, 2000)
    clock.go_to(at + 180 * DAY)
    measure.tend(cast.business, on + 180 * DAY, at + 180 * DAY)
    later = browse(live + "/b/corner/goal/trial/", who="alice", dark=dark)
    expect(later.get_by_text("It is judged once.")).to_be_visible()
    look(later, axe, shot, "trial-judged")
