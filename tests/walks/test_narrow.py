"""The narrowest phones (320 pixels): the menu keeps to two lines, and no page is wider than the screen."""

import pytest
from playwright.sync_api import expect

from goodword.listening import testimonials
from goodword.people.models import Person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer

from .bakery import regulars

LINES = """all => all.map(one => {
  const lines = new Set();
  const words = document.createRange();
  words.selectNodeContents(one);
  for (const box of words.getClientRects()) lines.add(Math.round(box.top));
  return [one.textContent.trim(), lines.size, one.scrollWidth <= one.clientWidth];
})"""


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_the_menu_keeps_to_two_lines(clock, live, cast, at, browse, shot, who):
    priya, *_ = regulars(cast, at)
    note_newcomer(
        cast.business, cast.alice, at, Came(how=How.PERSON, name="Eli Reed", referrer=priya), key="came:1"
    )
    page = browse(who=who)
    page.set_viewport_size({"width": 320, "height": 640})
    for place in ("", "people/", "who-sent-who/", "goal/", "files/"):
        page.goto(live + "/b/corner/" + place)
        shot(page, f"narrow-{place.strip('/') or 'today'}")
        told = page.locator(".tabs a").evaluate_all(LINES)
        assert [(name, n, fits) for name, n, fits in told if n > 2 or not fits] == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_names_without_a_space_widen_no_page_and_leave_undo_on_the_screen(
    clock, live, cast, at, browse, shot
):
    page = browse(who="alice")
    page.set_viewport_size({"width": 360, "height": 740})
    fits = "document.documentElement.scrollWidth <= innerWidth"
    page.goto(live + "/b/corner/came/")
    page.get_by_label("Their name").fill("Ab" * 100)
    page.get_by_label("Who sent them?").fill("Cd" * 100)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Choose one of the two.").first.wait_for()
    assert page.evaluate(fits)
    page.get_by_role("radio", name="Yes, put them into your books").check()
    page.get_by_role("button", name="Keep it").click()
    undo = page.locator("#messages").get_by_role("button", name="Undo")
    undo.wait_for()
    shot(page, "narrow-long-name")
    assert page.evaluate(fits)
    newcomer = Person.objects.get(name="Ab" * 100)
    for place in ("who-sent-who/", "people/", f"people/{newcomer.code}/", f"people/{newcomer.code}/sent-by/"):
        other = page.context.new_page()
        other.goto(live + "/b/corner/" + place)
        assert other.evaluate(fits), place
        other.close()
    undo.click()
    page.get_by_text("It is undone.").wait_for()


GAPS = """words => {
  const box = words.getBoundingClientRect();
  return [words.previousElementSibling, words.nextElementSibling].map((one, place) => {
    const next = one.getBoundingClientRect();
    return place ? next.top - box.bottom : box.top - next.bottom;
  });
}"""
GAP_ABOVE = (
    "one => one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().bottom"
)
CORNER = "span => parseFloat(getComputedStyle(span).borderTopLeftRadius)"


@pytest.mark.parametrize("dark", [False, True])
def test_a_long_answer_is_a_box_and_words_have_air_around(clock, live, cast, at, browse, shot, dark):
    priya, *_ = regulars(cast, at)
    _wanted, token = testimonials.ask(priya, cast.alice, at)
    page = browse(f"{live}/words/{token}/", who=None, dark=dark)
    page.set_viewport_size({"width": 360, "height": 740})
    answers = page.locator(".choices .pill > span")
    corners = answers.evaluate_all(f"all => all.map({CORNER})")
    assert len(corners) == 2 and max(corners) <= 16
    shot(page, f"narrow-words-{dark}")
    page.get_by_label("A few words about us").fill("The rye is the best in town, and they know my name.")
    page.get_by_label("Your name, as it may stand there").fill("Priya N.")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="That's what I say").click()
    expect(page.locator("h1")).to_have_text("Thank you!")
    shot(page, f"narrow-words-said-{dark}")
    assert min(page.locator("blockquote.words").evaluate(GAPS)) >= 10
    assert page.locator(".fold").evaluate(GAP_ABOVE) >= 10
    page = browse(f"{live}/b/corner/people/{priya.code}/words/", who="alice", dark=dark)
    page.set_viewport_size({"width": 360, "height": 740})
    shot(page, f"narrow-words-of-{dark}")
    assert min(page.locator("blockquote.words").evaluate(GAPS)) >= 10
    assert page.locator(".fold").evaluate(GAP_ABOVE) >= 10
