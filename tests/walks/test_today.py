"""Today's list, as an owner's thumb meets it."""

import pytest
from playwright.sync_api import expect

from goodword.people.models import Person
from goodword.talks.models import Ask
from goodword.today.models import Move

from .bakery import a_list, regulars

HERE = "/b/corner/"
EVERY_WAY = [("phone", True), ("phone", False), ("desktop", True)]
# The browser of the tests has no messages to open: the press is what counts.
NO_PHONE = """addEventListener("click", (event) => {
  if (event.target.closest('a[href^="sms:"], a[href^="tel:"], a[href^="mailto:"]')) event.preventDefault();
})"""


@pytest.fixture
def today(clock, live, cast, browse, at):
    """Today's page as Alice has it, with one ask, a question or two, and whatever else the day brought."""
    regulars(cast, at)
    a_list(cast, at)

    def opened(on="phone", scripts=True, dark=False, who="alice"):
        page = browse(who=who, on=on, scripts=scripts, dark=dark)
        page.add_init_script(NO_PHONE)
        page.goto(live + HERE)
        return page

    return opened


def card(page, kind):
    return page.locator(f"details.move:has(.kind.{kind})").first


def opened_card(page, kind):
    one = card(page, kind)
    if one.get_attribute("open") is None:
        one.locator("summary").first.click()
    return one


@pytest.mark.parametrize(("on", "scripts"), EVERY_WAY)
def test_done_and_taken_back(today, on, scripts, axe, shot):
    page = today(on, scripts)
    n = page.locator("details.move").count()
    shot(page, "today")
    opened_card(page, "ask").get_by_role("button", name="Mark done").click()
    expect(page.locator("details.move")).to_have_count(n - 1)
    row = page.locator(".done-row")
    expect(row).to_contain_text("for a good word")
    if scripts:
        axe(page)
    row.get_by_role("button", name="Undo").click()
    expect(page.locator("details.move")).to_have_count(n)
    expect(page.locator(".done-row")).to_have_count(0)
    assert not Ask.objects.exists()


@pytest.mark.parametrize(("on", "scripts"), EVERY_WAY)
@pytest.mark.parametrize(
    ("button", "words"), [("Skip this time", "left in peace"), ("Never ask", "never again")]
)
def test_skipped_or_never_and_taken_back(today, on, scripts, button, words):
    page = today(on, scripts)
    one = opened_card(page, "ask")
    one.locator("summary", has_text="More").click()
    one.get_by_role("button", name=button).click()
    expect(page.locator(".done-row")).to_contain_text(words)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".done-row")).to_have_count(0)
    assert not Person.objects.filter(never_ask=True).exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_put_off_comes_back_on_the_next_of_the_owners_days(today, scripts, cast, clock, at, live):
    from datetime import timedelta

    page = today("phone", scripts)
    one = opened_card(page, "ask")
    name = one.locator("h2").inner_text()
    one.get_by_role("button", name="Tomorrow").click()
    expect(page.locator(".done-row")).to_contain_text("comes back next time")
    clock.go_to(at + timedelta(days=2))
    page.goto(live + HERE)
    page.get_by_role("button", name="Make today's list").click()
    expect(page.locator("details.move h2", has_text=name)).to_be_visible()


def test_a_text_is_opened_sent_and_answered(today, axe):
    page = today()
    one = opened_card(page, "ask")
    asked = one.locator(".sent")
    expect(asked).to_be_hidden()
    with page.expect_response("**/opened/"):
        one.get_by_role("link", name="Text").first.click()
    # Back from the phone's messages.
    page.wait_for_function(
        "() => { dispatchEvent(new Event('focus')); return document.querySelector('.sent[open]') }"
    )
    axe(page)
    asked.get_by_role("button", name="Not yet").click()
    expect(page.locator("h1")).to_contain_text("today")
    one = opened_card(page, "ask")
    with page.expect_response("**/opened/"):
        one.get_by_role("link", name="Text").first.click()
    page.reload()  # the phone threw the page away meanwhile
    opened_card(page, "ask").get_by_role("button", name="Yes, sent").click()
    expect(page.locator(".done-row")).to_contain_text("sent at")
    page.get_by_role("link", name="What did they say?").click()
    page.get_by_role("radio", name="yes").check()
    page.get_by_label("In their words, if you like").fill("Her sister would like to know")
    axe(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("link", name="Her sister would like to know")).to_be_visible()
    assert Ask.objects.get().answer == "yes"


def test_words_are_changed_and_hard_ones_are_marked_as_one_types(today, axe):
    page = today()
    opened_card(page, "ask").get_by_role("link", name="Change words").click()
    words = page.get_by_label("What you will say")
    words.fill("Hello! We offer comprehensive solutions.")
    expect(page.locator("u", has_text="comprehensive")).to_be_visible()
    axe(page)
    words.fill("Hey! Do you know anyone who misses real bread?")
    expect(page.locator("u")).to_have_count(0)
    page.get_by_role("button", name="Use these words").click()
    expect(page.locator("blockquote", has_text="who misses real bread")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_somebody_told_is_kept_and_known_next_time(today, scripts):
    page = today("phone", scripts)
    one = opened_card(page, "know")
    one.locator("textarea").fill("Runs the school fair")
    one.get_by_role("button", name="Keep it").click()
    expect(page.locator(".done-row")).to_contain_text("Get to know")
    name = page.locator(".done-row s").inner_text().removeprefix("Get to know ")
    assert Person.objects.get(name=name).notes.get().text == "Runs the school fair"


def test_away_and_back(today, axe):
    page = today()
    page.get_by_role("link", name="I'm away until ...").click()
    page.get_by_label("The first day that I am back").fill("2026-03-01")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="One thing to mend")).to_be_visible()
    axe(page)
    page.get_by_label("The first day that I am back").fill("2026-03-20")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("No lists until then")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="I'm away until ...")).to_be_visible()


@pytest.mark.parametrize("on", ["phone", "desktop"])
def test_who_may_only_look_sees_the_list_and_no_button(today, on, axe):
    page = today(on, who="bob")
    expect(page.locator("details.move").first).to_be_visible()
    expect(page.locator("main button")).to_have_count(0)
    expect(page.get_by_role("link", name="Someone came")).to_have_count(0)
    axe(page)


def test_next_door_sees_nothing_of_it(today, live, axe):
    page = today(who="charlie")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")
    axe(page)
    page.goto(live + "/b/florist/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Three questions")
    assert "Priya" not in page.content()


def test_a_long_name_and_html_stay_inside_the_page(clock, live, cast, browse, at, axe):
    regulars(
        cast,
        at,
        "Bartholomew-Maximilian-Alexander-von-und-zu-Wolkenstein-Rodenegg",
        "<b>Bobby</b> & <i>Co</i>",
    )
    a_list(cast, at)
    page = browse(live + HERE, who="alice")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("main b").count() == 0
    axe(page)
    assert Move.objects.exists()
