"""The first five minutes: the printed link, four answers, three people with words ready."""

import pytest
from playwright.sync_api import expect


def sign_in_by(page, link):
    page.goto(link)
    page.get_by_role("button", name="Sign me in").click()


def open_the_books(page):
    page.get_by_label("What is it called?").fill("Corner Bakery")
    page.get_by_label("And your own name?").fill("Alice")
    page.get_by_label("Country").select_option(label="United States")
    page.get_by_label("Time zone").select_option("America/New_York")  # found by itself where scripts run
    page.get_by_role("button", name="Open the books").click()


def answer_three_questions(page):
    page.get_by_label("Who was your first customer?").fill("Walter Brandt")
    page.get_by_label("Who last sent you someone?").fill("Dana Okafor")
    page.get_by_label("Who talks about you most?").fill("Priya Natarajan")
    page.get_by_label("When you hear someone say ..., think of me").fill("they miss real bread")
    page.get_by_role("button", name="Show me what to say").click()


@pytest.mark.parametrize(("on", "scripts"), [("phone", True), ("desktop", False)])
def test_from_the_printed_link_to_the_first_three_people(served, browse, axe, shot, on, scripts):
    page = browse(on=on, scripts=scripts)
    look = axe if scripts else (lambda _page: None)
    sign_in_by(page, served.link)
    look(page)
    shot(page, "open-the-books")
    open_the_books(page)
    look(page)
    shot(page, "empty-books")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Three questions")
    page.get_by_role("button", name="Show me what to say").click()
    expect(page.get_by_role("heading", name="One thing to mend")).to_be_visible()
    look(page)
    answer_three_questions(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Three people today")
    first = page.locator("details.move").first
    expect(first.locator("h2")).to_have_text("Dana Okafor")
    expect(first.locator("blockquote")).to_contain_text("Hi Dana")
    expect(page.locator("blockquote", has_text="they miss real bread")).not_to_have_count(0)
    look(page)
    shot(page, "first-three")


def test_the_link_opens_once_and_the_browser_stays_signed_in(served, browse):
    page, other = browse(), browse()
    sign_in_by(page, served.link)
    expect(page.get_by_label("What is it called?")).to_be_visible()
    other.goto(served.link)
    expect(other.get_by_role("button", name="Sign me in")).to_have_count(0)
    page.goto(served.url)
    expect(page.get_by_label("What is it called?")).to_be_visible()
