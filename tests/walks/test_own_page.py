"""Dana's own page, on two phones: whoever holds the link passes it on; Dana alone sees what came of it."""

import pytest
from playwright.sync_api import expect

from goodword.advocates.models import Device
from goodword.desk.came import open_thanks_for
from goodword.gratitude.models import ThankYou
from goodword.listening import testimonials
from goodword.people.models import Person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer

from .bakery import regulars


@pytest.fixture
def public(live, monkeypatch):
    """As if the world could open it."""
    monkeypatch.setenv("GOODWORD_SERVED_AT", live)
    for view in ("goodword.referrals.share_views", "goodword.desk.own_page_link"):
        monkeypatch.setattr(f"{view}.public_url_ready", lambda: True)
    return live


@pytest.fixture
def dana(cast, at):
    regulars(cast, at, "Dana Okafor")
    cast.business.what_we_do, cast.business.listen_for = "real sourdough bread", "they miss real bread"
    cast.business.save()
    return Person.objects.get()


def came(cast, name, sender, at, *, may_name=False):
    told = Came(how=How.PERSON, name=name, referrer=sender, may_name=may_name)
    noted = note_newcomer(cast.business, cast.alice, at, told, key=f"came:{name}")
    open_thanks_for(noted, at)
    return noted.person


def some_came(cast, dana, at):
    """Three came by Dana's word, one of whom may be named, and two by theirs; Dana was thanked, and said a few words."""
    mia = came(cast, "Mia Lund", dana, at, may_name=True)
    for name in ("Eli Brandt", "Noor Haddad"):
        came(cast, name, dana, at)
    for name in ("Tom Reyes", "Zoe Park"):
        came(cast, name, mia, at)
    for thanks in ThankYou.objects.filter(person=dana):
        thanks.say(cast.alice, "text", at)
    testimonials.note(dana, "The rolls are the reason.", "Dana O.", "a regular", cast.alice, at, "k1")


def made_link(page, public, dana):
    """As Alice makes it; returns what she sends to Dana."""
    page.goto(f"{public}/b/corner/people/{dana.code}/")
    page.locator("#more > summary").click()
    page.get_by_role("link", name="Dana's own page").click()
    page.get_by_role("button", name="Make the link").click()
    return page.locator("#words").inner_text().split()[-1]


def is_as_wide_as_a_phone(page):
    """Also the narrowest one that is sold."""
    page.set_viewport_size({"width": 360, "height": 740})
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def keep(phone):
    if phone.locator("summary", has_text="Is this page about you?").count():
        phone.get_by_text("Is this page about you?").click()
    phone.get_by_role("button", name="This is me").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_two_phones(clock, public, cast, at, dana, browse, axe, shot, scripts):
    alice = browse(who="alice", scripts=scripts)
    address = made_link(alice, public, dana)
    shot(alice, "own-page-link-made")
    if scripts:
        axe(alice)

    phone = browse(address, scripts=scripts)
    expect(phone.locator("h1")).to_have_text("Something to pass on")
    expect(phone.locator("main")).to_contain_text(
        "When you hear someone say they miss real bread, think of us."
    )
    expect(phone.locator("main")).not_to_contain_text("Dana")
    if scripts:
        axe(phone)
    shot(phone, "own-page-open")
    assert not phone.context.cookies() or {one["name"] for one in phone.context.cookies()} == {"csrftoken"}
    keep(phone)
    expect(phone.locator("h1")).to_have_text("Hello Dana")
    expect(phone.locator("#motion")).to_contain_text("nothing that you must do")
    shot(phone, "own-page-empty")

    some_came(cast, dana, at)
    other = browse(address, scripts=scripts)
    expect(other.locator("main")).not_to_contain_text("Mia")
    keep(other)
    number = Device.objects.get(is_first=False).number
    expect(other.locator("#waits")).to_contain_text(number)
    shot(other, "own-page-waits")
    phone.reload()
    expect(phone.locator("#motion")).to_contain_text("Mia, and 2 others came because of your word.")
    expect(phone.locator("#received")).to_contain_text("Thanks for sending Mia, by text.")
    shot(phone, "own-page-asked")
    if scripts:
        assert is_as_wide_as_a_phone(phone) and is_as_wide_as_a_phone(other)
        axe(phone)
        axe(other)
        phone.emulate_media(color_scheme="dark")
        axe(phone, only="color-contrast")
        shot(phone, "own-page-asked")
        phone.emulate_media(color_scheme="light")
    alice.goto(f"{public}/b/corner/people/{dana.code}/own-page/")
    expect(alice.locator("#waiting")).to_contain_text(number)
    shot(alice, "own-page-link")
    phone.get_by_role("button", name=f"Let in {number}").click()
    expect(phone.get_by_role("status")).to_contain_text("Let in.")
    other.reload()
    expect(other.locator("h1")).to_have_text("Hello Dana")


def test_please_stop_is_heard_and_the_page_is_ended(clock, public, dana, browse):
    alice = browse(who="alice")
    other = browse(made_link(alice, public, dana))
    keep(other)
    other.get_by_text("Please stop asking me").click()
    other.get_by_role("button", name="Yes, please stop").click()
    expect(other.locator("#stop")).to_contain_text("You asked us to stop")
    alice.goto(f"{public}/b/corner/people/{dana.code}/")
    expect(alice.locator("main")).to_contain_text("on a page of their own: please don't ask me.")
    other.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(other.get_by_role("status")).to_contain_text("We may ask you again.")

    alice.goto(f"{public}/b/corner/people/{dana.code}/own-page/")
    alice.get_by_role("button", name="End the page").click()
    other.reload()
    expect(other.locator("h1")).to_have_text("There is no page here")


def test_a_phone_that_can_share_offers_it(clock, public, dana, browse):
    address = made_link(browse(who="alice"), public, dana)
    without = browse(address)
    expect(without.get_by_role("button", name="Send it to someone")).to_be_hidden()
    phone = browse()
    phone.add_init_script("navigator.share = (told) => { window.shared = told; return Promise.resolve(); }")
    phone.goto(address)
    phone.get_by_role("button", name="Send it to someone").click()
    assert "I know a good place for real sourdough bread: Corner Bakery." in phone.evaluate("shared.text")


def test_a_program_that_opens_everything_changes_nothing(clock, public, dana, browse):
    address = made_link(browse(who="alice"), public, dana)
    robot = browse(address, agent="WhatsApp/2.23")
    for link in robot.eval_on_selector_all("a[href^='/']", "found => found.map(one => one.href)"):
        robot.request.get(link)
    assert not Device.objects.exists()
