"""What both sides get, from the owner's setting to a code at the counter and back; and the queue of thanks, emptied."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goodword.accounts.models import Link
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.models import Person
from goodword.referrals.redeciding import redecide
from goodword.referrals.sharing import make_link
from goodword.sales.hand import add_sale, take_away
from goodword.talks.tests.people import someone

from .bakery import regulars

NARROW = {"width": 360, "height": 740}
DAY = timedelta(days=1)


@pytest.fixture
def dana(cast, at):
    regulars(cast, at, "Dana Okafor")
    cast.business.what_we_do, cast.business.public_place = "real sourdough bread", "12 Mill Street, Lowell"
    cast.business.save()
    return Person.objects.get()


@pytest.fixture
def look(axe, shot):
    """A page on a narrow phone, in light and in dark: nothing wrong with it, nothing wider than the phone."""

    def looked(page, name):
        page.set_viewport_size(NARROW)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe(page) if scheme == "light" else axe(page, only="color-contrast")
            shot(page, f"thanks-{name}")
        page.emulate_media(color_scheme="light")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    return looked


def settled(cast, at):
    redecide(cast.business, None)
    settle_rewards(cast.business, cast.business.day_of(at), at)


def test_from_a_promise_to_a_code_and_back_when_the_money_is(clock, live, cast, dana, browse, look, at):
    home = f"{live}/b/corner"
    page = browse(f"{home}/settings/", who="alice")
    set_what_both_get(page, look)
    come_by_link(browse(f"{live}/s/{make_link(dana, cast.alice, at).token}/"), look)
    eli = Person.objects.get(name="Eli Brandt")
    sale = add_sale(cast.business, cast.alice, at, person=eli, cents=1200)
    settled(cast, at)
    page.goto(f"{home}/thanks/gifts/")
    give_as_a_code(page, look)
    token = Link.make(Link.Purpose.COUNTER, at, business=cast.business)[1]
    hand_over_at_the_counter(browse(f"{live}/counter/{token}/"), look)

    # The money goes back: what waits is taken back, what was given is not.
    take_away(sale, cast.alice, at)
    settled(cast, at)
    page.goto(f"{home}/thanks/gifts/")
    expect(page.locator("#reversed")).to_contain_text("It was given already: nothing is taken from anybody.")
    expect(page.locator("#reversed .move")).to_have_count(2)
    expect(page.locator("#pending")).to_have_count(0)
    look(page, "reversed")


def set_what_both_get(page, look):
    page.get_by_role("link", name="Gifts", exact=True).click()
    expect(page.locator("main")).to_contain_text("None is needed to begin")
    look(page, "none")
    page.get_by_text("Set what both sides get").click()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#mend")).to_contain_text("Thanks need no promise")
    look(page, "refused")
    sides = page.get_by_label("In your words"), page.get_by_label("How much money")
    page.locator("#program_newcomer_gives").get_by_label("a gift", exact=True).check()
    sides[0].nth(0).fill("a coffee")
    sides[1].nth(0).fill("2")
    page.locator("#program_advocate_gives").get_by_label("money off", exact=True).check()
    sides[0].nth(1).fill("your next cake")
    sides[1].nth(1).fill("5.00")
    page.get_by_label("The most money in all").fill("70")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("main")).to_contain_text("$5.00 off your next cake")
    look(page, "program")


def come_by_link(phone, look):
    expect(phone.locator("#gets")).to_contain_text("you get: a coffee. Whoever sent you gets: $5.00 off")
    look(phone, "landing")
    phone.get_by_text("Tell us that you are coming").click()
    phone.get_by_label("Your name").fill("Eli Brandt")
    phone.get_by_label("Your mail or phone").fill("eli@b.example")
    phone.get_by_label("Whoever sent me may hear that I came").check()
    phone.get_by_role("button", name="I'm coming").click()
    expect(phone.locator("#told")).to_be_visible()


def give_as_a_code(page, look):
    expect(page.locator("#pending")).to_contain_text("Dana Okafor")
    look(page, "pending")
    page.locator("#pending .move", has_text="Dana Okafor").locator("summary").click()
    page.get_by_role("button", name="Don't wait: it may be given").locator("visible=true").click()
    page.locator("#approved .move").locator("summary").click()
    look(page, "approved")
    page.get_by_role("button", name="Make a code for the counter").click()
    expect(page.locator("#given")).to_contain_text("not used yet")
    look(page, "given")


def hand_over_at_the_counter(counter, look):
    """Where nobody is signed in."""
    code = Reward.objects.get(side="advocate").said_code
    counter.get_by_label("The code, as they say it").fill(code.lower())
    counter.get_by_role("button", name="Look it up").click()
    expect(counter.locator("#gift")).to_contain_text("This code is good: $5.00 off your next cake.")
    counter.get_by_role("button", name="Handed over now").click()
    expect(counter.locator("#gift")).to_contain_text("This code was used on")
    look(counter, "counter")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_queue_is_emptied_and_each_has_a_way_back(clock, live, cast, dana, browse, look, at, scripts):
    on = cast.business.day_of(at)
    walter, noor = someone(cast.business, "Walter Brandt"), someone(cast.business, "Noor Haddad")
    ThankYou.open_for(walter, "tenth", room="today", row="10", since=on - 9 * DAY, at=at)
    ThankYou.open_for(dana, "sent", room="today", row="X", since=on - 3 * DAY, at=at, newcomer=noor)
    page = browse(f"{live}/b/corner/people/{noor.code}/", who="alice", scripts=scripts)

    # A kind word is noted in two taps.
    page.get_by_role("link", name="Said something kind").click()
    if scripts:
        look(page, "mention")
    page.get_by_role("button", name="Keep it").click()
    open_thanks(cast.business, on, at)

    page.get_by_text("More", exact=True).first.click()
    page.locator(".sheet").get_by_role("link", name="Thanks", exact=True).click()
    lines = page.locator(".people a")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("Walter Brandt")
    if scripts:
        look(page, "queue")

    lines.first.click()
    page.locator("#thanked_how").get_by_label("With a gift").check()
    page.get_by_label("What was the gift?").fill("a jar of honey")
    if scripts:
        look(page, "one")
    page.get_by_role("button", name="Thanked").click()
    expect(page.locator("main")).to_contain_text("Thanked with a gift, a jar of honey.")

    lines.first.click()
    page.get_by_role("link", name="Thank Dana where everybody can read it?").click()
    page.get_by_label("I asked in these words, and they said yes").check()
    if scripts:
        look(page, "public")
    page.get_by_role("button", name="Keep it").click()
    dana_s = ThankYou.objects.get(person=dana)
    page.goto(f"{live}/b/corner/thanks/{dana_s.code}/")
    page.locator("#thanked_how").get_by_label("In public").check()
    page.get_by_role("button", name="Thanked").click()

    lines.first.click()
    page.get_by_role("button", name="No thanks needed").click()
    expect(page.locator("main")).to_contain_text("Everybody is thanked")
    if scripts:
        look(page, "empty")
    page.locator(".flash").get_by_role("button", name="Undo").click()
    expect(lines).to_have_count(1)
    for _one in range(2):
        page.get_by_role("button", name="Not so").first.click()
    expect(lines).to_have_count(3)
    assert all(one.is_open for one in ThankYou.objects.all())
