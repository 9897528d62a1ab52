"""Maybe the same: worked through by phone and by keyboard, and taken back."""

from io import BytesIO

import pytest
from playwright.sync_api import expect

from goodword.accounts.jobs import find_jobs
from goodword.accounts.lagging import NOTICED_AFTER
from goodword.accounts.working import work_one
from goodword.imports.keeping import keep
from goodword.imports.receiving import receive
from goodword.people.models import Person
from goodword.people.pairs import find_pairs

TABLE = """Name,Email,Phone,Amount,Date
Jon Reyes,jon@reyes.example,,12.50,2026-02-02
Jon Reyes,j.reyes@work.example,,9.00,2026-02-09
Ann Lee,ann@lee.example,,8.00,2026-02-03
Ann Lee,,+12125550144,7.00,2026-02-10
"""


@pytest.fixture
def pairs(clock, live, cast, at):
    keep(receive(cast.business, cast.alice, at, "till.csv", BytesIO(TABLE.encode())), cast.alice, at)
    find_pairs(cast.business.pk)
    return live + "/b/corner/people/"


def joined():
    """Of the two pairs, who has become one."""
    return "reyes" if Person.objects.filter(name="Ann Lee").count() == 2 else "ann"


@pytest.mark.parametrize("scripts", [True, False])
def test_two_become_one_by_a_tap_and_two_again(pairs, browse, axe, shot, scripts):
    page = browse(pairs, who="alice", scripts=scripts)
    page.get_by_role("link", name="Decide").click()
    if scripts:
        axe(page)
    shot(page, "same")
    page.get_by_role("button", name="The same person").first.click()
    expect(page.locator("#messages")).to_contain_text("is one person now")
    expect(page.locator("form.card")).to_have_count(1)
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("It is undone.")
    assert Person.objects.count() == 4


def test_a_page_that_is_a_step_behind_catches_up_and_says_so_if_it_takes_long(
    pairs, browse, axe, cast, clock, at
):
    page = browse(pairs + "same/", who="alice")
    page.get_by_role("button", name="The same person").first.click()
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#behind")).to_have_count(1)
    expect(page.locator("form.card")).to_have_count(1)
    clock.go_to(at + NOTICED_AFTER)
    page.reload()
    expect(page.locator("#behind")).to_be_visible()
    expect(page.locator("#behind")).to_contain_text("still being worked in")
    axe(page)
    find_jobs()
    while work_one(at):
        pass
    expect(page.locator("#behind")).to_have_count(0)
    expect(page.locator("form.card")).to_have_count(2)


def test_a_page_in_which_somebody_types_waits_for_them(pairs, browse, cast, at):
    page = browse(pairs + "same/", who="alice")
    page.get_by_role("button", name="The same person").first.click()
    expect(page.locator("#messages")).to_contain_text("is one person now")
    page = browse(pairs, who="alice")
    page.locator("#search").fill(joined())
    expect(page.locator(".people a")).to_have_count(1)
    find_jobs()
    while work_one(at):
        pass
    page.locator("#behind").get_by_role("link", name="Show it").click()
    expect(page.locator("#behind")).to_have_count(0)


def test_one_key_for_each_answer(pairs, browse):
    page = browse(pairs + "same/", who="alice", on="desktop")
    the_card_with_the_keys = page.locator("[data-keys]").first
    expect(the_card_with_the_keys).to_be_focused()
    page.keyboard.press("y")
    expect(page.locator("#messages")).to_contain_text("is one person now")
    expect(the_card_with_the_keys).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#messages")).to_contain_text("stays two")
    expect(page.get_by_role("heading", name="Nobody to decide on")).to_be_visible()
    assert Person.objects.count() == 3


def test_one_page_is_two_people(pairs, browse, axe, shot):
    page = browse(pairs + "same/", who="alice")
    page.get_by_role("button", name="The same person").first.click()
    page.goto(f"{pairs}?q={joined()}")
    page.locator(".people a").first.click()
    page.get_by_text("Where this is from").click()
    page.get_by_text("Put right who this is").click()
    page.get_by_role("link", name="Two people in one?").click()
    axe(page)
    shot(page, "two")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="somebody else's").click()
    expect(page.locator("#messages")).to_contain_text("is two people now")
    assert Person.objects.count() == 4
