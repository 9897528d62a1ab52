"""Someone came. Who sent them? And then they are thanked."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from .bakery import a_list, regulars


@pytest.mark.parametrize(("on", "scripts"), [("phone", True), ("phone", False), ("desktop", True)])
def test_someone_came_and_who_sent_them_is_thanked_the_next_day(
    clock, live, cast, browse, at, axe, shot, on, scripts
):
    regulars(cast, at, "Dana Okafor", "Walter Brandt")
    a_list(cast, at)
    page = browse(live + "/b/corner/people/", who="alice", on=on, scripts=scripts)
    page.get_by_role("link", name="Someone came").first.click()
    page.get_by_label("Their name").fill("Eli Reed")
    page.get_by_role("radio", name="someone sent them").check()
    page.get_by_label("Who sent them?").fill("Dana Okafor")
    page.get_by_label("Whoever sent them may hear who came").check()
    if scripts:
        axe(page)
    shot(page, "came")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Eli Reed")
    expect(page.locator("aside")).to_contain_text("Dana Okafor is still to be thanked.")

    clock.go_to(at + timedelta(days=2))
    page.goto(live + "/b/corner/")
    page.get_by_role("button", name="Make today's list").click()
    first = page.locator("details.move").first
    expect(first.locator(".kind")).to_have_text("Say thanks")
    expect(first.locator("h2")).to_have_text("Dana Okafor")
    expect(first.locator("blockquote")).to_contain_text("Eli")
    first.get_by_role("button", name="Said in person").click()
    expect(page.locator(".done-row")).to_contain_text("Thank Dana Okafor")
    page.reload()
    expect(page.locator("aside")).to_contain_text("Thanked.")


def test_a_name_that_two_people_bear_is_asked_about(clock, live, cast, browse, at, axe):
    regulars(cast, at, "Dana Okafor", "Dana Okafor")
    page = browse(live + "/b/corner/came/", who="alice")
    page.get_by_label("Their name").fill("Eli Reed")
    page.get_by_role("radio", name="someone sent them").check()
    page.get_by_label("Who sent them?").fill("Dana Okafor")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("Dana Okafor, 12 visits")
    axe(page)
    page.get_by_role("radio", name="Dana Okafor, 12 visits").first.check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Dana")


def test_what_was_noted_by_mistake_is_taken_back(clock, live, cast, browse, at):
    regulars(cast, at, "Dana Okafor")
    page = browse(live + "/b/corner/came/", who="hugo")
    page.get_by_label("Their name").fill("Eli Reed")
    page.get_by_role("radio", name="walked past").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("aside")).to_contain_text("One new person came.")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    page.goto(live + "/b/corner/")
    expect(page.locator("aside")).to_contain_text("Nobody new was noted.")
