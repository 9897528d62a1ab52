"""Who is credited, by each door; a wrong credit put right; money given back; two introduced, and thanked."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goodword.accounts.models import Link, Source
from goodword.advocates.measure import restand
from goodword.introductions.models import Introduction
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Referral
from goodword.sales.by_software import tell_sale
from goodword.sales.cards import Cards

from .bakery import regulars
from .test_files import bring, found
from .test_signin import first_run


@pytest.fixture
def dana(cast, at):
    regulars(cast, at, "Dana Okafor", "Ruth Fenwick")
    return Person.objects.get(name="Dana Okafor")


def page_of(live, person, more=""):
    return f"{live}/b/corner/people/{person.code}/{more}"


def someone_came(page, live, **more):
    page.goto(f"{live}/b/corner/came/")
    page.get_by_label("Their name").fill("Eli Brandt")
    page.get_by_role("radio", name="someone sent them").check()
    page.get_by_label("Who sent them?").fill("Dana Okafor")
    if "slip" in more:
        page.get_by_text("A slip, or an introduction?").click()
        page.get_by_role("radio", name="They brought a slip or a card").check()
    if "amount" in more:
        page.get_by_label("How much they paid").fill(more["amount"])
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Eli Brandt is in your books.")
    return Person.objects.get(name="Eli Brandt")


@pytest.mark.parametrize("scripts", [True, False])
def test_by_a_slip_of_paper(clock, live, dana, browse, axe, shot, scripts):
    page = browse(who="hugo", scripts=scripts)
    eli = someone_came(page, live, slip=True)
    page.goto(page_of(live, eli, "sent-by/"))
    expect(page.locator("main")).to_contain_text(
        "Dana Okafor. How we know: a slip of paper, or said at the counter."
    )
    shot(page, "credit-slip")


def test_by_a_name_said_at_the_counter(clock, live, dana, cast, at, browse, axe, shot):
    _link, token = Link.make(Link.Purpose.COUNTER, at, business=cast.business)
    counter = browse(f"{live}/counter/{token}/", who=None)
    counter.get_by_label("Their name").fill("Eli Brandt")
    counter.get_by_label("Who sent them?").fill("dana okafor")
    axe(counter)
    counter.get_by_role("button", name="Keep it").click()
    expect(counter.locator("#kept")).to_contain_text("Eli Brandt")
    assert (Evidence.objects.get().kind, Referral.objects.get().referrer) == ("slip", dana)
    counter.get_by_role("button", name="Undo").click()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_by_a_name_that_the_newcomer_types(clock, live, dana, cast, browse, axe, shot, scripts):
    page = browse(f"{live}/b/corner/came/", who="alice", scripts=scripts)
    page.get_by_role("link", name="A page where new people say it themselves").click()
    axe(page) if scripts else None
    cast.business.asks_newcomers = True  # the button is there once the world can open the page
    cast.business.save()
    phone = browse(f"{live}/hello/corner/", who=None, scripts=scripts)
    phone.get_by_label("Who sent you?").fill("Dana")
    phone.get_by_label("Your name").fill("Eli Brandt")
    phone.get_by_label("Your mail or phone").fill("eli@b.example")
    shot(phone, "hello")
    axe(phone) if scripts else None
    phone.get_by_role("button", name="Send it").click()
    expect(phone.locator("#told")).to_contain_text("we'll tell them")
    expect(phone.locator("body")).not_to_contain_text("Okafor")
    page.goto(f"{live}/b/corner/who-sent-who/")
    page.get_by_role("link", name="Say who this is").click()
    page.get_by_role("radio", name="Dana Okafor").check()
    page.get_by_role("button", name="That's who").click()
    expect(page.locator(".sender")).to_contain_text("Dana Okafor")


def test_by_a_file(served, browse, axe):
    page = browse()
    home = first_run(page, served)
    table = "Name,Email,Referred by\nDana Okafor,dana@o.example,\nEli Brandt,eli@b.example,Dana Okafor\n"
    bring(page, home, "people.csv", table)
    found(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("Your books know", timeout=15_000)
    page.goto(home + "who-sent-who/")
    expect(page.locator(".sender")).to_contain_text("Dana Okafor")
    expect(page.locator(".sender")).to_contain_text("your file says so")
    axe(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_credit_is_put_right_and_back(clock, live, dana, browse, axe, shot, scripts):
    page = browse(who="alice", scripts=scripts)
    eli = someone_came(page, live)
    page.goto(page_of(live, eli, "sent-by/"))
    page.get_by_label("How do you know?").fill("Eli told me on the phone")
    page.get_by_label("Another name").fill("Ruth")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("radio", name="Ruth Fenwick").check()
    expect(page.get_by_label("How do you know?")).to_have_value("Eli told me on the phone")
    page.get_by_role("button", name="That's how it was").click()
    expect(page.locator(".lead")).to_contain_text("Ruth Fenwick, by your own word.")
    expect(page.locator("main")).to_contain_text("Does not count: you decided otherwise.")
    if scripts:
        axe(page)
    shot(page, "credit-right")
    page.get_by_role("button", name="Let the traces decide").click()
    expect(page.locator(".lead")).to_contain_text("Dana Okafor")


def test_money_given_back_takes_the_yes_with_it(clock, live, dana, cast, on, browse, axe, shot):
    page = browse(who="alice")
    eli = someone_came(page, live, amount="12.50")
    page.goto(page_of(live, eli))
    page.get_by_role("link", name="Paid $12.50.").first.click()
    page.get_by_role("link", name="Note how much").click()
    axe(page)
    shot(page, "give-back")
    expect(page.get_by_label("How much")).to_have_value("12.50")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Got $12.50 back.")
    restand(cast.business, on, [eli.pk])  # what the worker does a moment later
    assert Referral.objects.get().state == "qualified"
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("It is undone.")
    restand(cast.business, on, [eli.pk])
    assert Referral.objects.get().state == "converted"


def test_two_are_introduced_asked_first_and_what_came_of_it_is_told(clock, live, dana, at, browse, axe, shot):
    ruth = Person.objects.get(name="Ruth Fenwick")
    page = browse(who="alice")
    for person, text, button in (
        (dana, "a guitar teacher", "Needs it"),
        (ruth, "guitar lessons", "Offers it"),
    ):
        page.goto(page_of(live, person))
        page.locator("#needs summary").click()
        page.get_by_label("What do they need, or offer?").fill(text)
        page.get_by_role("button", name=button).click()
    page.goto(f"{live}/b/corner/introductions/")
    page.get_by_role("button", name="Start: ask Dana").click()
    for name in ("Dana", "Ruth"):
        axe(page)
        page.get_by_role("button", name=f"I asked {name}").click()
        page.get_by_role("button", name=f"{name} said yes").click()
    shot(page, "introduce")
    page.get_by_role("button", name="I sent it to both").click()
    expect(page.get_by_role("button", name="Something came of it")).to_be_visible()
    clock.go_to(at + timedelta(days=15))
    page.reload()
    page.get_by_label("What came of it?").fill("First lesson on Monday")
    page.get_by_role("button", name="Something came of it").click()
    expect(page.locator("main")).to_contain_text("First lesson on Monday")
    assert Introduction.objects.get().state == "fruitful"


@pytest.mark.parametrize("dark", [False, True])
def test_one_card_on_both_sides_is_told_and_ended_by_the_owners_word(
    clock, live, dana, cast, at, browse, axe, shot, dark
):
    page = browse(who="hugo", dark=dark)
    eli = someone_came(page, live, slip=True)
    till = Source.objects.create(business=cast.business, kind="api", label="till", at=at, state="here")
    told = {"goods_cents": 700, "currency": "USD", "on": cast.business.day_of(at), "says": "counted"}
    told["card"] = Cards(cast.business.pk).hashed("visa 4242")
    for number, person in enumerate((dana, eli)):
        tell_sale(cast.business, till, at, account="", number=str(number), person=person, **told)
    restand(cast.business, cast.business.day_of(at))
    page.goto(f"{live}/b/corner/who-sent-who/")
    expect(page.locator("#doubts")).to_contain_text("as if both paid with the same card")
    shot(page, "credit-card-list")
    page.goto(page_of(live, eli, "sent-by/"))
    expect(page.locator("#look")).to_contain_text(
        "It looks as if both paid with the same card. It counts all"
    )
    axe(page)
    shot(page, "credit-card")
    page.locator("#look").get_by_role("button").click()
    expect(page.locator("#look")).to_have_count(0)
    assert Referral.objects.get().look == ""
