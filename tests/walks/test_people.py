"""People: sorted with one tap each, found, noted about, and forgotten."""

import pytest
from playwright.sync_api import expect

from goodword.people.hand import add_person
from goodword.people.models import Person

from .bakery import a_list, regulars


def phone_book(cast, at, *names):
    return [
        add_person(cast.business, cast.alice, at, name=name, phone=f"+1212555012{n}")
        for n, name in enumerate(names)
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_quick_sort(clock, live, cast, browse, at, axe, shot, scripts):
    phone_book(cast, at, "Anna Bell", "Ben Cole", "The Dentist")
    page = browse(live + "/b/corner/people/sort/", who="alice", scripts=scripts)
    if scripts:
        axe(page)
    shot(page, "sort")
    seen = {}
    for kind in ("Customer", "Friend or family", "Leave out"):
        name = page.locator("form.sort h2").inner_text()
        page.get_by_role("button", name=kind).click()
        expect(page.locator("#messages")).to_contain_text(name)
        seen[kind] = name
    expect(page.get_by_role("heading", name="Everyone is sorted")).to_be_visible()
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("form.sort h2")).to_have_text(seen["Leave out"])
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_role("heading", name="Everyone is sorted")).to_be_visible()
    kinds = dict(Person.objects.values_list("name", "kind"))
    assert (kinds[seen["Customer"]], kinds[seen["Friend or family"]]) == ("customer", "family")
    assert Person.objects.get(name=seen["Leave out"]).left_out


def test_a_helper_does_not_meet_the_owners_phone_book(clock, live, cast, browse, at):
    phone_book(cast, at, "The Dentist")
    page = browse(live + "/b/corner/people/", who="hugo")
    expect(page.locator("main")).not_to_contain_text("Dentist")
    page.goto(live + "/b/corner/people/sort/")
    expect(page.locator("main")).to_contain_text("Only the owner")


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_is_found_and_forgotten_everywhere(clock, live, cast, browse, at, axe, shot, scripts):
    priya, _walter = regulars(cast, at, "Priya Natarajan", "Walter Brandt")
    a_list(cast, at)
    page = browse(live + "/b/corner/people/", who="alice", scripts=scripts)
    page.get_by_role("searchbox").fill("pri")
    if scripts:
        expect(page.get_by_role("link", name="Walter Brandt")).to_have_count(0)
    else:
        page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Priya Natarajan").click()
    if scripts:
        axe(page)
    shot(page, "person")
    page.locator("#who summary").click()
    page.get_by_role("link", name="Forget").click()
    page.get_by_label("Yes, forget them for good").check()
    if scripts:
        axe(page)
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_role("link", name="Walter Brandt")).to_be_visible()
    page.goto(live + "/b/corner/")
    assert "Priya" not in page.content()
    page.goto(live + f"/b/corner/people/{priya.code}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")


def test_a_note_written_without_a_connection_arrives_later(clock, live, cast, browse, at):
    [priya] = regulars(cast, at, "Priya Natarajan")
    page = browse(live + f"/b/corner/people/{priya.code}/", who="alice")
    page.context.set_offline(True)
    page.locator("#note > summary").click()
    page.get_by_label("What did you hear?").fill("Runs the school fair")
    page.locator("form:has(#note_text)").get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("No connection")
    with page.expect_response("**/note/"):
        page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("arrived")
    assert priya.notes.get().text == "Runs the school fair"


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_folded_opens_with_a_tap_and_is_printed(clock, live, cast, browse, at, axe, shot, scripts):
    [priya] = regulars(cast, at, "Priya Natarajan")
    page = browse(live + f"/b/corner/people/{priya.code}/", who="alice", scripts=scripts)
    page.set_viewport_size({"width": 360, "height": 740})
    forget, headings = page.get_by_role("link", name="Forget Priya"), page.get_by_role("heading", level=2)
    expect(headings.filter(has_text="Who Priya is to you")).to_be_visible()
    expect(forget).to_be_hidden()
    page.emulate_media(media="print")
    expect(forget).to_be_visible()
    page.emulate_media(media="screen")
    page.locator("#who summary").click()
    expect(forget).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    next_box = page.locator("#next").bounding_box()
    assert next_box and next_box["y"] + next_box["height"] < 740
    if scripts:
        axe(page)
    shot(page, "person-folds")


def test_who_may_only_look_may_change_nobody(clock, live, cast, browse, at, axe):
    [priya] = regulars(cast, at, "Priya Natarajan")
    page = browse(live + f"/b/corner/people/{priya.code}/", who="bob")
    expect(page.locator("h1")).to_have_text("Priya Natarajan")
    expect(page.locator("main form, aside form")).to_have_count(0)
    axe(page)
    page.goto(live + f"/b/corner/people/{priya.code}/forget/")
    expect(page.locator("main")).to_contain_text("Only the owner")


def test_an_ask_from_a_persons_own_page_opens_its_words(clock, live, cast, browse, at):
    people = regulars(cast, at)
    a_list(cast, at)
    page = browse(live + f"/b/corner/people/{people[-1].code}/", who="alice")
    page.get_by_role("button", name="Ask Yasmin for a good word").click()
    expect(page.locator("details.move[open] h2", has_text="Yasmin Zaki")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Is Yasmin on today's list").click()
    expect(page.locator("main")).to_contain_text("On today's list")
