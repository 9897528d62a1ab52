"""The way in: the terminal's link, the first business, a passkey, a helper's link; with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "four words are good"


def first_run(page: Page, served) -> str:
    """From the link to the open books; the business's address."""
    page.goto(served.link)
    page.get_by_role("button", name="Sign me in").click()
    page.get_by_label("What is it called?").fill("Corner Bakery")
    page.get_by_label("And your own name?").fill("Alice")
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Open the books").click()
    page.wait_for_url("**/b/**")
    found = re.match(r".*/b/\w+/", page.url)
    assert found
    return found[0]


def set_password(page: Page, served) -> None:
    page.goto(served.url + "/me/password/")
    page.get_by_label("Your mail address").fill("alice@corner.example")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Your new password is kept")


@pytest.mark.parametrize(("on", "scripts"), [("phone", True), ("phone", False), ("desktop", True)])
def test_an_owner_comes_in_and_lets_a_helper_in(browse, served, axe, shot, on, scripts):
    page = browse(on=on, scripts=scripts)
    look = axe if scripts else lambda _page: None
    home = first_run(page, served)
    set_password(page, served)
    for name in ("settings", "members", "changes"):
        page.goto(f"{home}{name}/")
        look(page)
        shot(page, name)
    page.goto(home + "members/")
    page.get_by_role("button", name="Make the link").click()
    way_in = page.locator(".link").inner_text()
    assert way_in.startswith(served.url + "/join/")
    look(page)
    shot(page, "link-once")

    helper = browse(way_in, on=on, scripts=scripts)
    look(helper)
    helper.get_by_label("Your name").fill("Hugo")
    helper.get_by_label("Your mail address").fill("hugo@corner.example")
    helper.get_by_label("A password").fill(PASSWORD)
    helper.get_by_role("button", name="Join").click()
    expect(helper.get_by_role("status")).to_contain_text("You belong to Corner Bakery now")
    page.goto(home + "changes/")
    expect(page.locator("main")).to_contain_text("Hugo: joined")


def test_a_passkey_signs_in_where_browsers_have_them(browse, served, axe, shot):
    page = browse()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    recognises = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "automaticPresenceSimulation": True,
                **recognises,
            }
        },
    )
    home = first_run(page, served)
    page.goto(served.url + "/me/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("Your passkey is kept")
    axe(page)
    shot(page, "me")
    page.get_by_label("Its name").fill("Alice's phone")
    page.locator("li[id^=passkey] button").click()
    expect(page.locator("main")).to_contain_text("Passkey “Alice's phone”")
    page.locator("main form[action='/signout/'] button").click()
    page.wait_for_url("**/signin/")
    axe(page)
    shot(page, "signin")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(home)


def test_wrong_passwords_are_slowed_and_the_terminal_still_opens_the_door(browse, served):
    page = browse()
    home = first_run(page, served)
    set_password(page, served)
    stranger = browse(served.url + "/signin/")
    for _try in range(6):
        stranger.get_by_label("Your mail address").fill("alice@corner.example")
        stranger.get_by_label("Password").fill("something else")
        stranger.get_by_role("button", name="Sign in").click()
        stranger.wait_for_load_state()
    expect(stranger.locator("main")).to_contain_text("Nothing is locked")
    page.goto(home + "settings/")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    port = served.url.rpartition(":")[2]
    link = re.search(r"http://\S+/signin/link/\S+", served.goodword("serve", "--link", "--port", port))[0]
    stranger.goto(link)
    stranger.get_by_role("button", name="Sign me in").click()
    stranger.wait_for_url(home)


def test_a_used_link_says_what_to_do(browse, served, axe):
    first_run(browse(), served)
    late = browse(served.link)
    axe(late)
    expect(late.locator("main")).to_contain_text("goodword serve --link")
