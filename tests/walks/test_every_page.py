"""axe finds nothing on any page, in light and in dark. No page is forgotten: they are taken from the addresses."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import Any
from zlib import crc32

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import expect

from goodword.accounts.models import Link
from goodword.advocates.own_page import make_page
from goodword.api.models import Hook, Inlet
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.rewarding import settle_rewards
from goodword.gratitude.tests.test_rewards import bought
from goodword.growth import grouping
from goodword.growth.ad_tables import Spent
from goodword.growth.jobs import NAMES as FIGURES
from goodword.growth.jobs import count_figure
from goodword.growth.models import Figure
from goodword.growth.own import say_model
from goodword.growth.spending import note_spending
from goodword.imports.keeping import keep
from goodword.imports.receiving import cancel, look_at, receive
from goodword.introductions.introducing import ask, hear, make, tell, wish
from goodword.introductions.noting import note
from goodword.listening import testimonials
from goodword.listening.mentions import note_mention
from goodword.people.hand import add_person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.public_thanks import agree
from goodword.referrals.setting_programs import set_program
from goodword.referrals.sharing import make_link
from goodword.referrals.tests.test_programs import terms
from goodword.today.models import Move
from goodword.today.settling import done, put_off

from .bakery import a_list, regulars

SIGNED_OUT = (
    *("signin", "link", "join", "day", "unsubscribe"),
    *("landing", "landing-qr", "words-say", "counter", "own-page", "hello"),
)
# Not for a person's eyes: files, feeds, and what programs ask for.
MANY = ("files-look",)  # a page with many faces
NO_PAGES = ("ping", "robots", "calendar", "style")
# A walk has two minutes, and there are more pages than that; each falls into one part by its name.
PARTS = range(3)
in_parts = pytest.mark.parametrize("part", PARTS)


@pytest.fixture
def full(clock, live, cast, at):
    """Books with something on every page."""
    cast.business.asks_newcomers = True
    cast.business.save()
    people = regulars(cast, at)
    add_person(cast.business, cast.alice, at, name="The Dentist", phone="+12125550199")
    note_newcomer(
        cast.business, cast.alice, at, Came(how=How.PERSON, name="Eli Reed", referrer=people[0]), key="came:1"
    )
    testimonials.note(people[1], "The rolls are the reason.", "Priya N.", "a friend", cast.alice, at, "k1")
    needs = some_introductions(cast, people, at)
    some_gifts(cast, people, at)
    some_figures(cast, people, at)
    group = some_groups(cast, people, at)
    moves = list(a_list(cast, at).moves.exclude(kind="sort"))
    if len(moves) > 1:
        put_off(moves[1], cast.alice, at)
    return {"people": people, "move": moves[0], "needs": needs, "group": group} | {
        "files": some_files(cast, at),
        "programs": some_programs(cast, at),
    }


def some_groups(cast, people, at):
    """One that was told, counted; one that was ended; and whom to tell first, as of books with more ties."""
    group, _new = grouping.make_group(cast.business, "The Tuesday runners", cast.alice, at)
    for person in people[:3]:
        grouping.put_in(group, person, cast.alice, at)
    old, _new = grouping.make_group(cast.business, "The old choir", cast.alice, at)
    grouping.end_group(old, cast.alice, at)
    count_figure(cast.business, "groups", at)  # with these
    both = {
        "people": [[one.code, 12, 9] for one in people[:3]],
        "connected": [[one.code, 12] for one in people[1:]],
        "reach": [31.0, 0.2],
        "connected_reach": [24.0, 0.2],
    }
    told = {"n": 48, "budgets": {"10": both}}
    on = cast.business.day_of(at)
    Figure.objects.update_or_create(
        business=cast.business, name="telling", on=on, defaults={"at": at, "told": told}
    )
    return group


def some_gifts(cast, people, at):
    """What both sides get; one to be given, one given as a code; a kind word noted, and thanks that all may read."""
    set_program(cast.business, terms(cast.business.day_of(at)), cast.alice, at, "program")
    bought(cast, people[2], at, "Noor Haddad", "gift:1")
    settle_rewards(cast.business, cast.business.day_of(at) + timedelta(days=20), at)
    Reward.objects.get(side="newcomer").give_as_code(cast.alice, at)
    note_mention(people[1], "online", "the street chat", cast.business.day_of(at), cast.alice, at, "m1")
    agree(people[2], people[2].first_name, cast.alice, at)


def some_figures(cast, people, at):
    """What was spent on ads, what the owner says of the business, and all that is counted each night."""
    today = cast.business.day_of(at)
    note_spending(
        cast.business, cast.alice, at, Spent("Leaflets", today, today, 4000, "USD"), "form:leaflets"
    )
    say_model(cast.business, cast.alice, at, why_pay="Bread as it was.", hour_cents=2400, margin_percent=40)
    for name in FIGURES:
        count_figure(cast.business, name, at)


def some_introductions(cast, people, at):
    """One proposed, one under way, one that came to something."""
    who = (cast.alice, at)
    texts = [("a plumber", "plumbing"), ("wedding cakes", "cakes"), ("a guitar teacher", "guitar lessons")]
    pairs = []
    for n, (need, offer) in enumerate(texts):
        one, other = people[n % len(people)], people[(n + 1) % len(people)]
        pairs.append(
            (note(one, "need", need, *who, f"need{n}"), note(other, "offer", offer, *who, f"offer{n}"))
        )
    ask(wish(*pairs[1], *who), "one", *who)
    made = wish(*pairs[2], *who)
    for side in ("one", "other"):
        ask(made, side, *who)
        hear(made, side, "yes", *who)
    make(made, *who)
    tell(made, True, "First lesson on Monday", *who)
    return [need for need, _offer in pairs]


def some_programs(cast, at):
    """One that is told, with a message that did not arrive, and one that waits for its secret."""
    hook, _secret = Hook.make(
        cast.business, cast.alice, "https://shop.example/a/hook", ["person.created"], at
    )
    hook.test(at).miss("It answered with an error (500).", 500, at)
    hook.missed(at)
    return [hook, Inlet.make(cast.business, cast.alice, "stripe", "", at)]


TABLE = "Order,Date,Customer,Email,Amount\n1,2026-02-20,Priya Natarajan,priya@home.example,12.50\n"
WRONG = TABLE + "2,31/02/2026,Walter Brandt,walter@home.example,9.00\n3,2026-02-21,Jon Reyes,jon,many\n"


def some_files(cast, at):
    """One of each that a page about a file can be: looked at with mistakes, kept, unreadable, cancelled."""

    def looked(name, text):
        return look_at(receive(cast.business, cast.alice, at, name, BytesIO(text.encode())), at)

    kept = looked("till.csv", TABLE)
    keep(kept, cast.alice, at)
    gone = looked("old.csv", TABLE.replace("2026-02-20", "2026-02-19"))
    cancel(gone)
    return [
        looked("wrong.csv", WRONG),
        kept,
        looked("holiday.jpg", "\x00\x01\x02"),
        gone,
        looked("same.csv", TABLE),
    ]


def patterns(of: Any = None) -> Iterator[URLPattern]:
    for one in (of or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        elif one.name:
            yield one


def codes(cast, full, at) -> dict[str, list[str]]:
    """What may stand in an address: for each kind of part, everything that it could be."""
    link = {"business": cast.business, "login": cast.alice.login}
    day = Link.make(Link.Purpose.DAY, at, row=cast.business.day_of(at).isoformat(), **link)[1]
    unsubscribe = Link.make(Link.Purpose.UNSUBSCRIBE, at, business=cast.business, row=full["people"][0].code)[
        1
    ]
    sign_in = Link.make(Link.Purpose.SIGN_IN, at, login=cast.alice.login)[1]
    join = Link.make(Link.Purpose.JOIN, at, business=cast.business, row="helper")[1]
    words = testimonials.ask(full["people"][0], cast.alice, at)[1]
    counter = Link.make(Link.Purpose.COUNTER, at, business=cast.business)[1]
    page = make_page(full["people"][0], cast.alice, at)
    share = make_link(full["people"][1], cast.alice, at).token
    rows = [one.code for one in (full["people"][1], full["move"], cast.hugo, *full["files"], *full["needs"])]
    rows += ThankYou.open_ones(cast.business.pk).values_list("code", flat=True)
    rows += [one.code for one in (*full["programs"], full["group"])]
    return {
        "business": ["corner"],
        "shop": ["corner"],
        "token": [day, unsubscribe, sign_in, join, words, counter, page, share],
        "code": rows,
        "about": ["story"],  # of a question
        "kind": ["family"],  # of a circle
        "step": ["happy", "asked"],  # of the way from the books to a new customer
    }


def addresses(cast, full, at, part: int | None = None) -> dict[str, str]:
    """Each named page, of all or of one part of them, and an address of it that answers with a page."""
    known = codes(cast, full, at)
    alice, nobody = Client(), Client()
    alice.force_login(cast.alice.login)
    found: dict[str, str] = {}
    for pattern in patterns():
        if pattern.name in NO_PAGES or pattern.name in found:
            continue
        if part is not None and crc32(str(pattern.name).encode()) % len(PARTS) != part:
            continue
        for address in candidates(pattern, known):
            browser = nobody if pattern.name in SIGNED_OUT else alice
            answer = browser.get(address)
            is_page = "<html" in answer.content.decode(errors="replace") if not answer.streaming else False
            if answer.status_code == 200 and is_page and "Content-Disposition" not in answer.headers:
                found[str(pattern.name)] = address
                break
    return found


def candidates(pattern: URLPattern, known: dict[str, list[str]]) -> list[str]:
    """Every address that the parts make. Pages of a business have its code before their own parts."""
    told: list[dict[str, str]] = [{}]
    for part in pattern.pattern.converters:
        told = [one | {part: value} for one in told for value in known.get(part, [])]
    found = []
    for one in told:
        for whole in (one, one | {"business": "corner"}):
            with suppress(NoReverseMatch):
                found.append(reverse(pattern.name, kwargs=whole))
    return found


def test_every_page_is_found(full, live, cast, at):
    pages = addresses(cast, full, at)
    assert {
        "today",
        "people",
        "person",
        "came",
        "goal",
        "cost",
        "model",
        "year",
        "settings",
        "start",
        "away",
        "why",
        "proof",
        "stuck",
        "stuck-people",
        "ten",
        "ten-people",
        "trial",
        "thanks",
        "thanks-one",
        "rewards",
        "program",
        "mention",
        "public-thanks",
        "groups",
        "group",
        "group-add",
        "group-new",
        "group-rename",
        "person-groups",
        "tell-first",
        "signin",
        "day",
    } <= set(pages)


@in_parts
def test_axe_finds_nothing_on_any_page_light_or_dark(full, live, cast, at, browse, axe, shot, part):
    pages = addresses(cast, full, at, part)
    done(Move.objects.exclude(kind="sort").filter(state="open").last(), cast.alice, at)
    signed_in, signed_out = browse(who="alice"), browse()
    for name, address in sorted(pages.items()):
        page = signed_out if name in SIGNED_OUT else signed_in
        page.goto(live + address)
        for summary in page.locator(
            "main details:not([open]) > summary, aside details:not([open]) > summary"
        ).all():
            if summary.is_visible():
                summary.click()
        page.emulate_media(color_scheme="light")
        axe(page)
        shot(page, f"page-{name}")
        page.emulate_media(color_scheme="dark")
        axe(page, only="color-contrast")
        shot(page, f"page-{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{name} is wider than a phone"
        )
        assert page.locator("h1").count() == 1, name


@pytest.mark.parametrize("address", ["/b/corner/nowhere/", "/b/nobody/", "/nowhere/"])
def test_what_is_not_there_is_told_as_well(clock, live, cast, browse, axe, address):
    page = browse(live + address, who="alice")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")
    axe(page)


@in_parts
def test_who_may_only_look_meets_no_button_on_any_page(full, live, cast, at, browse, axe, part):
    bob = Client()
    bob.force_login(cast.bob.login)
    page = browse(who="bob")
    for name, address in sorted(addresses(cast, full, at, part).items()):
        if name in SIGNED_OUT or not address.startswith("/b/") or bob.get(address).status_code != 200:
            continue
        page.goto(live + address)
        expect(page.locator(":is(main, aside) form[method=post] button"), name).to_have_count(0)
        axe(page, only="color-contrast")


@in_parts
def test_a_wide_screen_has_room_for_every_page(full, live, cast, at, browse, shot, part):
    page = browse(who="alice", on="desktop")
    for name, address in sorted(addresses(cast, full, at, part).items()):
        if name in SIGNED_OUT:
            continue
        page.goto(live + address)
        shot(page, f"page-{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} does not fit"
