"""Something to pass on: by its link, by its code and by whoever said a few words."""

import pytest
from playwright.sync_api import expect

from goodword.people.models import Person
from goodword.referrals.models import Evidence, ShareLink, Visit
from goodword.referrals.sharing import make_link

from .bakery import regulars


@pytest.fixture
def public(live, monkeypatch):
    """As if the world could open it."""
    monkeypatch.setenv("GOODWORD_SERVED_AT", live)
    for view in ("goodword.referrals.share_views", "goodword.listening.views"):
        monkeypatch.setattr(f"{view}.public_url_ready", lambda: True)
    return live


@pytest.fixture
def dana(cast, at):
    regulars(cast, at, "Dana Okafor")
    cast.business.what_we_do, cast.business.public_place = "real sourdough bread", "12 Mill Street, Lowell"
    cast.business.save()
    return Person.objects.get()


def page_of(live, person, more=""):
    return f"{live}/b/corner/people/{person.code}/{more}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_is_passed_on_by_phone_and_whoever_comes_by_it_is_dana_s(
    clock, public, dana, browse, axe, shot, scripts
):
    page = browse(page_of(public, dana), who="alice", scripts=scripts)
    page.get_by_role("link", name="For Dana to pass on").click()
    page.get_by_role("button", name="Make it").click()
    link = ShareLink.objects.get()
    expect(page.locator("#words")).to_contain_text(f"/s/{link.token}/")
    page.get_by_role("button", name="Dana said yes").click()
    expect(page.locator("main")).to_contain_text("Dana thought you might like to know about us")
    shot(page, "share")
    if scripts:
        axe(page)

    phone = browse(f"{public}/s/{link.token}/", who=None, scripts=scripts)
    expect(phone.locator("h1")).to_have_text("Corner Bakery")
    expect(phone.locator("main")).to_contain_text("Dana thought you might like to know about us")
    phone.get_by_text("Tell us that you are coming").click()
    phone.get_by_label("Your name").fill("Eli Brandt")
    phone.get_by_label("Your mail or phone").fill("eli@b.example")
    shot(phone, "landing")
    if scripts:
        axe(phone)
    phone.get_by_role("button", name="I'm coming").click()
    expect(phone.locator("#told")).to_contain_text("We look forward to seeing you.")

    page.goto(f"{public}/b/corner/who-sent-who/")
    expect(page.locator("main")).to_contain_text("Eli Brandt")
    expect(page.locator("main")).to_contain_text("came by their link")


def test_a_code_that_is_said_at_the_counter_is_typed_where_the_name_goes(clock, live, dana, browse):
    page = browse(page_of(live, dana, "share/"), who="hugo")
    page.get_by_role("button", name="Make it").click()
    code = page.locator(".stat").inner_text()
    page.goto(f"{live}/b/corner/came/")
    page.get_by_label("Their name").fill("Eli Brandt")
    page.get_by_role("radio", name="someone sent them").check()
    page.get_by_label("Who sent them?").fill(code.lower())
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Dana Okafor will be on your")
    page.goto(page_of(live, Person.objects.get(name="Eli Brandt"), "sent-by/"))
    expect(page.locator("main")).to_contain_text("Dana Okafor. How we know: said their code.")


def test_words_that_were_asked_for_are_shown_and_taken_back(clock, public, dana, browse, axe, shot):
    page = browse(page_of(public, dana), who="alice")
    page.locator("#more > summary").click()
    page.get_by_role("link", name="Dana's own words").click()
    axe(page)
    page.get_by_role("button", name="Ask Dana").click()
    address = page.locator("#ask").inner_text().split(": ")[-1]

    phone = browse(address, who=None)
    phone.get_by_label("A few words about us").fill(
        "The rolls are the reason our breakfast lasts until noon."
    )
    phone.get_by_label("Your name").fill("Dana O.")
    phone.get_by_label("How you know us").fill("customer for two years")
    phone.locator("input[type=radio]").first.check()  # yes, others may read it
    axe(phone)
    phone.get_by_role("button", name="That's what I say").click()
    expect(phone.locator("h1")).to_have_text("Thank you!")

    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Their words").click()
    axe(page)
    page.get_by_role("button", name="Show it", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Shown to newcomers")
    shot(page, "words")

    phone.reload()
    phone.get_by_text("Take it back").click()
    phone.get_by_role("button", name="Yes, take them back").click()
    expect(phone.locator("h1")).to_have_text("Taken back")
    page.reload()
    expect(page.locator("main")).not_to_contain_text("The rolls")


def test_a_program_that_opens_everything_changes_nothing(clock, public, dana, browse, cast, at):
    page = browse(page_of(public, dana, "share/"), who="alice")
    page.get_by_role("button", name="Make it").click()
    link = ShareLink.objects.get()
    robot = browse(f"{public}/s/{link.token}/", who=None, agent="WhatsApp/2.23")
    for address in robot.eval_on_selector_all("a[href^='/']", "found => found.map(one => one.href)"):
        robot.request.get(address)
    assert [one.not_counted for one in Visit.objects.all()] == ["robot"]
    assert not Evidence.objects.exists()
    page.reload()
    expect(page.locator("main")).to_contain_text("Opened 0 times.")


def test_who_says_that_they_are_coming_stands_apart_until_they_came(
    clock, live, dana, cast, at, browse, axe, shot
):
    link = make_link(dana, cast.alice, at)
    page = browse(f"{live}/s/{link.token}/", who=None)
    page.get_by_text("Tell us that you are coming").click()
    page.get_by_label("Your name").fill("Eli Brandt")
    page.get_by_label("Your mail or phone").fill("eli@b.example")
    page.get_by_role("button", name="I'm coming").click()
    expect(page.locator("#told")).to_contain_text("We look forward to seeing you.")

    page = browse(live + "/b/corner/who-sent-who/", who="alice")
    expect(page.locator(".sender")).to_contain_text("One says they are coming")
    shot(page, "coming-sent")
    page.goto(live + "/b/corner/")
    expect(page.locator("aside")).to_contain_text("One person wrote that they are coming.")
    expect(page.locator("#coming")).to_contain_text("Eli Brandt, sent by Dana Okafor")
    axe(page)
    shot(page, "coming-today")
    page.locator("#coming").get_by_role("link", name="They came").click()
    shot(page, "coming-came")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("aside")).to_contain_text("One new person came.")
    expect(page.locator("#coming")).to_have_count(0)
    page.goto(live + "/b/corner/who-sent-who/")
    expect(page.locator(".sender")).to_contain_text("Sent 1 person")
