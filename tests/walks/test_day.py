"""The day's words on another phone, by their link alone."""

from playwright.sync_api import expect

from goodword.accounts.models import Link

from .bakery import a_list, regulars


def test_what_is_done_on_another_phone_is_done(clock, live, cast, browse, at, axe):
    regulars(cast, at)
    a_list(cast, at)
    told = {"business": cast.business, "login": cast.alice.login, "row": cast.business.day_of(at).isoformat()}
    phone = browse(f"{live}/day/{Link.make(Link.Purpose.DAY, at, **told)[1]}/")
    axe(phone)
    move = phone.locator("details.move").first
    title = move.locator("h2").inner_text()
    move.locator("form[method=post] button").first.click()
    expect(phone.locator(".done-row").first).to_contain_text(title)
    phone.locator(".done-row").first.get_by_role("button", name="Undo").click()
    expect(phone.locator(".done-row")).to_have_count(0)
