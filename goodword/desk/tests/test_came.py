from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person, leave_out
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer, Referral
from goodword.referrals.sharing import make_link, stop
from goodword.sales.models import Sale
from goodword.talks.limits import may_ask
from goodword.talks.models import Hold

As = Callable[..., Any]
HERE = "/b/corner/came/"
ELI = {"name": "Eli Brandt", "how": "person", "who": "Dana Okafor", "amount": "12.50", "key": "K1"}


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


def said(page: Any) -> tuple[str, str]:
    """What the next page says, and where its Undo goes."""
    message = next(iter(page.wsgi_request._messages))
    return str(message), message.extra_tags


def words_on(page: Any) -> str:
    return str(page.content.decode())


def test_someone_came_and_who_sent_them_is_thanked(as_: As, cast: Cast, dana: Person, on: date) -> None:
    alice = as_("alice")
    assert "Who sent them?" in words_on(alice.get(HERE))
    page = alice.post(HERE, ELI | {"may_name": "on"})
    assert page.status_code == 302
    assert (
        said(page)[0] == "Eli Brandt is in your books. Dana Okafor will be on your next list, to be thanked."
    )
    thanks = ThankYou.objects.get()
    assert (thanks.person, thanks.newcomer) == (dana, Person.objects.get(name="Eli Brandt"))
    assert not may_ask(dana, on).ok
    assert Sale.objects.get().goods_cents == 1250
    assert Newcomer.objects.get().may_name


def test_tomorrows_list_is_named_if_there_is_one(as_: As, cast: Cast, dana: Person) -> None:
    Business.objects.filter(pk=cast.business.pk).update(weekdays="0123456")
    page = as_("alice").post(HERE, ELI)
    assert "Dana Okafor will be on your list, to be thanked: tomorrow at the latest." in said(page)[0]


def test_undo_leaves_nothing_and_may_be_pressed_twice(as_: As, dana: Person) -> None:
    alice = as_("alice")
    _words, undo = said(alice.post(HERE, ELI))
    for _press in range(2):
        assert alice.post(undo).status_code == 302
    counts = [model.objects.count() for model in (Newcomer, Evidence, Sale, ThankYou, Hold)]
    assert counts == [0] * 5
    assert list(Person.every.values_list("pk", flat=True)) == [dana.pk]


def test_a_double_click_is_one_newcomer(as_: As, dana: Person) -> None:
    alice = as_("alice")
    for _press in range(2):
        assert alice.post(HERE, ELI).status_code == 302
    assert (Newcomer.objects.count(), Sale.objects.count(), ThankYou.objects.count()) == (1, 1, 1)


def test_a_name_that_is_near_is_offered_and_never_taken(as_: As, dana: Person) -> None:
    alice = as_("alice")
    page = alice.post(HERE, ELI | {"who": "dana"})
    assert page.status_code == 422
    assert "Say which one it is." in words_on(page)
    assert f'value="{dana.code}"' in words_on(page)
    assert not Newcomer.objects.exists()
    assert alice.post(HERE, ELI | {"who": "dana", "sender": dana.code}).status_code == 302
    assert Evidence.objects.get().referrer == dana


def test_whom_a_name_may_mean_is_shown_while_it_is_typed(as_: As, cast: Cast, dana: Person) -> None:
    page = as_("alice").get(HERE, {"who": "dan"})
    assert f'value="{dana.code}"' in words_on(page)
    assert "Someone new" in words_on(page)


def test_of_two_who_bear_the_name_neither_is_taken(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="ally")
    page = as_("alice").post(HERE, ELI)
    assert page.status_code == 422
    assert "More than one person may be meant" in words_on(page)


def test_who_is_only_like_it_is_folded_away_where_somebody_bears_the_name(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    dane = add_person(cast.business, cast.alice, at, name="Dana Okonkwo", kind="customer")
    dang = add_person(cast.business, cast.alice, at, name="An Dang", kind="customer")
    alice = as_("alice")

    def shown(**told: str) -> tuple[str, str]:
        page = words_on(alice.get(HERE, told)).partition('id="senders"')[2]
        at_once, _fold, more = page.partition('<details class="fold inner like"')
        return at_once, more.partition("</details>")[0]

    at_once, more = shown(who="Dana Okafor")
    assert dana.code in at_once and "Someone new" in at_once and dane.code not in at_once
    assert "See others like it" in more and dane.code in more
    assert dang.code not in at_once + more  # "dan" begins both, and that is no likeness
    at_once, _more = shown(who="Dana")
    assert dana.code in at_once and dane.code in at_once  # nobody bears just this name: all at once
    alice.post(HERE, ELI | {"sender": dane.code})
    assert Evidence.objects.get().referrer == dane


def test_what_was_chosen_among_those_like_it_stands_open(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    dane = add_person(cast.business, cast.alice, at, name="Dana Okonkwo", kind="customer")
    page = words_on(as_("alice").post(HERE, ELI | {"sender": dane.code, "amount": "much"}))
    assert '<details class="fold inner like" open>' in page


def test_somebody_new_who_sends_people_comes_into_the_books_as_an_ally(as_: As) -> None:
    alice = as_("alice")
    page = alice.post(HERE, ELI | {"who": "Marek Wolny"})
    assert "Nobody in your books bears this name" in words_on(page)
    page = alice.post(HERE, ELI | {"who": "Marek Wolny", "sender": "new"})
    marek = Person.objects.get(name="Marek Wolny")
    assert marek.kind == "ally"
    assert ThankYou.objects.get().person == marek
    alice.post(said(page)[1])
    assert not Person.every.exists()


def test_only_the_name_can_be_kept(as_: As) -> None:
    page = as_("alice").post(HERE, ELI | {"who": "some neighbour", "sender": "name"})
    assert "only the name is kept" in said(page)[0]
    evidence = Evidence.objects.get()
    assert (evidence.referrer, evidence.referrer_typed) == (None, "some neighbour")
    assert not ThankYou.objects.exists()


@pytest.mark.parametrize("how", ["ad", "search", "walked", "article", "unknown"])
def test_who_came_by_themselves_is_kept_with_how(as_: As, how: str) -> None:
    page = as_("alice").post(HERE, {"name": "Eli", "how": how, "detail": "the local paper"})
    assert page.status_code == 302
    newcomer = Newcomer.objects.get()
    assert (newcomer.how, newcomer.detail) == (how, "the local paper" if how in ("ad", "article") else "")


def test_a_newcomer_of_a_known_name_is_asked_about(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt")
    alice = as_("alice")
    page = alice.post(HERE, ELI)
    assert page.status_code == 422
    assert "Somebody of this name is in your books" in words_on(page)
    alice.post(HERE, ELI | {"person": eli.code})
    assert Newcomer.objects.get().person == eli
    alice.post(HERE, ELI | {"person": "new", "key": "K2"})
    assert Person.objects.filter(name="Eli Brandt").count() == 2


def test_the_page_begins_with_a_person_it_is_given(as_: As, cast: Cast, at: datetime) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer")
    page = words_on(as_("alice").get(HERE, {"person": eli.code}))
    assert 'value="Eli Brandt"' in page
    assert f'value="{eli.code}"' in page
    assert "checked" in page


def test_all_that_is_wrong_is_said_at_once(as_: As, dana: Person) -> None:
    page = as_("alice").post(HERE, {"name": " ", "how": "a bird", "amount": "much"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"name", "how", "amount"}
    assert not Newcomer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("two rolls", "“two rolls” is not an amount of money. Write it like 12.50."),
        ("-5", "“-5” is too little. Write an amount that is more than nothing, like 12.50."),
    ],
)
def test_what_they_paid_is_asked_for_as_money_and_refused_in_words_that_fit(
    as_: As, typed: str, told: str
) -> None:
    alice = as_("alice")
    assert "How much they paid, if you like" in words_on(alice.get(HERE))
    page = alice.post(HERE, ELI | {"amount": typed})
    assert page.status_code == 422
    assert told in words_on(page) and "Take away" not in words_on(page)


def test_nobody_sends_themselves(as_: As, dana: Person) -> None:
    told = {"name": "Dana Okafor", "person": dana.code, "how": "person", "who": "Dana Okafor"}
    page = as_("alice").post(HERE, told)
    assert page.status_code == 422
    assert "Nobody sends themselves" in words_on(page)


def test_a_name_beside_an_ad_is_not_lost_in_silence(as_: As, dana: Person) -> None:
    page = as_("alice").post(HERE, ELI | {"how": "ad"})
    assert page.status_code == 422
    assert "You wrote who sent them" in words_on(page)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "О́льга", "x" * 200, "👩‍🌾"])
def test_any_name_is_kept_as_it_is_and_shown_as_text(as_: As, name: str) -> None:
    alice = as_("alice")
    assert alice.post(HERE, {"name": name, "how": "walked"}).status_code == 302
    assert Person.objects.get().name == name
    assert "<script>alert" not in words_on(alice.get(HERE, {"name": name}))


@pytest.mark.parametrize(
    "told", [{"name": "x" * 201}, {"name": "a\x00b"}, {"name": "Eli", "sender": "ZZZ"}, {}], ids=str
)
def test_nonsense_is_refused_in_words(as_: As, told: dict[str, str]) -> None:
    page = as_("alice").post(HERE, {"how": "person"} | told)
    assert page.status_code == 422
    assert not Newcomer.objects.exists()
    assert as_("alice").get(HERE, {"person": "?", "who": "%", "how": "?", "sender": "<"}).status_code == 200


def test_a_practice_does_not_ask_whether_it_may_tell(as_: As, cast: Cast, dana: Person) -> None:
    Business.objects.filter(pk=cast.business.pk).update(kind="practice")
    alice = as_("alice")
    assert "may_name" not in words_on(alice.get(HERE))
    alice.post(HERE, ELI | {"may_name": "on"})
    assert not Newcomer.objects.get().may_name


def test_who_was_left_out_is_named_to_no_helper(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    leave_out(dana, cast.alice, at)
    page = as_("hugo").get(HERE, {"who": "Dana Okafor"})
    assert dana.code not in words_on(page)
    page = as_("hugo").post(HERE, ELI | {"sender": dana.code})
    assert page.status_code == 422


def test_bob_may_only_look(as_: As, dana: Person) -> None:
    bob = as_("bob")
    assert [bob.get(HERE).status_code, bob.post(HERE, ELI).status_code] == [403, 403]
    assert bob.post(reverse("came-undo", args=["corner", "0" * 12])).status_code == 403
    assert not Newcomer.objects.exists()


def test_charlie_sees_nothing_of_it(as_: As, dana: Person) -> None:
    as_("alice").post(HERE, ELI)
    charlie = as_("charlie")
    code = Newcomer.objects.get().code
    assert charlie.get(HERE).status_code == 404
    assert charlie.post(reverse("came-undo", args=["florist", code])).status_code == 404
    page = charlie.get("/b/florist/came/", {"who": "Dana Okafor", "name": "Eli Brandt"})
    assert dana.code not in words_on(page)
    assert Newcomer.objects.exists()


def test_a_get_undoes_nothing(as_: As, dana: Person) -> None:
    alice = as_("alice")
    alice.post(HERE, ELI)
    assert alice.get(reverse("came-undo", args=["corner", Newcomer.objects.get().code])).status_code == 405


# The same from the terminal.


def test_the_terminal_keeps_it_too(terminal: Callable[..., Any], cast: Cast, dana: Person, on: date) -> None:
    words = ("came", "Eli Brandt", "--who", "dana okafor", "--amount", "12.50", "--business", "corner")
    ran = terminal(*words, "--json")
    assert ran.code == 0
    assert ran.facts["sent_by"] == {"code": dana.code, "name": "Dana Okafor"}
    assert ran.facts["sale"] == {"cents": 1250, "currency": "USD"}
    assert (ran.facts["newcomer"]["name"], ran.facts["newcomer"]["on"]) == ("Eli Brandt", "2026-03-02")
    assert terminal(*words).code == 0
    assert (Newcomer.objects.count(), ThankYou.objects.count()) == (1, 1)


def test_the_terminal_offers_whom_a_name_may_mean(
    terminal: Callable[..., Any], cast: Cast, dana: Person
) -> None:
    ran = terminal("came", "Eli", "--who", "Dana", "--business", "corner")
    assert ran.code == 1
    assert dana.code in ran.err
    assert terminal("came", "Eli", "--who", dana.code, "--business", "corner").code == 0
    assert terminal("came", "Lin", "--who", "Dana", "--new-who", "--business", "corner").code == 0
    assert Person.objects.get(name="Dana").kind == "ally"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["Eli", "--amount", "much"], 2),
        ([" "], 2),
        (["Eli", "--how", "ad", "--who", "Dana Okafor"], 2),
        (["Dana Okafor", "--who", "Dana Okafor"], 2),
        (["Eli", "--how", "bird"], 2),
    ],
)
def test_the_terminal_refuses_nonsense_in_words(
    terminal: Callable[..., Any], cast: Cast, dana: Person, words: list[str], code: int
) -> None:
    ran = terminal("came", *words, "--business", "corner")
    assert ran.code == code
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert not Newcomer.objects.exists()


def test_a_name_that_nobody_bears_is_kept_as_a_name(terminal: Callable[..., Any], cast: Cast) -> None:
    ran = terminal("came", "Eli", "--who", "Zoe", "--business", "corner")
    assert "only the name is kept" in ran.out
    assert Evidence.objects.get().referrer_typed == "Zoe"


def test_in_the_terminal_who_sent_somebody_stands_so_at_once(
    terminal: Callable[..., Any], dana: Person
) -> None:
    assert terminal("came", "Eli Brandt", "--who", "dana okafor", "--business", "corner").code == 0
    [told] = terminal("people", "Okafor", "--business", "corner", "--json").facts["people"]
    assert told["standing"]["story"]["reasons"] == ["Sent you 1 person, today"]


def test_a_code_said_at_the_counter_is_their_sender_and_a_trace_of_its_own(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    link = make_link(dana, cast.alice, at)
    code = f"{link.spoken[:3].lower()} {link.spoken[3:]}"
    shown = words_on(as_("alice").get(HERE, {"who": code}))
    assert "Dana Okafor" in shown and "Someone new" not in shown
    as_("alice").post(HERE, {"name": "Eli Brandt", "how": "person", "who": code, "key": "k1"})
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.referred.name) == ("code", dana, "Eli Brandt")
    stop(link, cast.alice, at)
    refused = as_("alice").post(HERE, {"name": "Ola Berg", "how": "person", "who": code, "key": "k2"})
    assert refused.status_code == 422
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("proof", ["introduction", "slip"])
def test_a_slip_or_an_introduction_is_a_trace_of_its_own(as_: As, dana: Person, proof: str) -> None:
    told = {"name": "Eli Brandt", "how": "person", "who": "Dana Okafor", "proof": proof}
    as_("alice").post(HERE, told)
    assert Evidence.objects.get().kind == proof
    assert Referral.objects.get().referrer == dana


def test_a_name_that_nobody_bears_proves_nothing(as_: As) -> None:
    told = {"name": "Eli", "how": "person", "who": "Nobody Here", "sender": "name", "proof": "slip"}
    as_("alice").post(HERE, told)
    assert Evidence.objects.get().kind == "typed"


def test_the_terminal_knows_a_slip_too(terminal: Callable[..., Any], dana: Person) -> None:
    terminal("came", "Eli Brandt", "--who", "Dana Okafor", "--by", "slip", "--business", "corner")
    assert Evidence.objects.get().kind == "slip"


@pytest.mark.parametrize("typed", ["QQQ 77", "zzz99"])
def test_a_code_that_nobody_has_is_no_name(as_: As, dana: Person, typed: str) -> None:
    page = as_("alice").post(HERE, {"name": "Eli", "how": "person", "who": typed})
    assert page.status_code == 422 and "Nobody has this code" in page.content.decode()
    assert not Newcomer.objects.exists()


def test_two_of_one_name_are_told_apart_by_more_than_how_often_they_came(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    other = add_person(
        cast.business, cast.alice, at, name="Dana Okafor", kind="customer", email="d2@o.example"
    )
    page = as_("alice").get(HERE, {"who": "Dana Okafor"}).content.decode()
    assert other.email in page
