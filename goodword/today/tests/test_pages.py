"""Every door of today: it works, Bob may only look, Charlie cannot tell that it exists, nonsense is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goodword.accounts.models import Change
from goodword.people.hand import sort_as
from goodword.people.models import Person
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.sharing import make_link
from goodword.talks.models import Ask, OwnWording
from goodword.talks.tests.people import someone
from goodword.today.making import be_away, make_list
from goodword.today.models import DayList, Move
from goodword.today.showing import day_of

from .books import came, on_file

HERE = "/b/corner/"


@pytest.fixture
def priya(cast):
    return on_file(cast, "Priya Natarajan")


@pytest.fixture
def ask(cast, priya, on, at):
    return make_list(cast.business, on, at).moves.get(kind="ask", person=priya)


def text(answer):
    return answer.content.decode()


PLAIN_DOORS = ["today-make", "today-more", "back", "hand"]
MOVE_DOORS = ["move-done", "move-sent", "move-opened", "move-said", "move-words", "move-undo", "move-mail"]
SETTLE = ["tomorrow", "skip", "never"]


def doors(code):
    named = [reverse(name, args=["corner"]) for name in PLAIN_DOORS]
    named += [reverse(name, args=["corner", code]) for name in MOVE_DOORS]
    return named + [reverse("move-settle", args=["corner", code, how]) for how in SETTLE]


def test_bob_may_look_and_no_more(as_, ask):
    bob = as_("bob")
    page = text(bob.get(HERE))
    assert "Priya Natarajan" in page
    assert "<form" not in page.partition("<main")[2]
    assert 'class="someone"' not in page
    for door in [*doors(ask.code), "/b/corner/start/", "/b/corner/today/away/"]:
        assert bob.post(door).status_code == 403, door
    assert Move.objects.get(pk=ask.pk).state == Move.State.OPEN


def test_charlie_cannot_tell_that_it_exists(as_, ask):
    charlie = as_("charlie")
    for door in [*doors(ask.code), HERE, f"/b/corner/why/{ask.person.code}/"]:
        assert charlie.post(door).status_code == 404, door
    theirs = [door.replace("/corner/", "/florist/") for door in doors(ask.code) if ask.code in door]
    assert {charlie.post(door).status_code for door in theirs} == {404}


def test_who_is_not_signed_in_is_asked_to(as_, ask):
    assert as_(None).get(HERE).status_code == 302


def test_a_get_changes_nothing(as_, ask):
    alice, before = as_("alice"), Change.objects.count()
    for door in doors(ask.code):
        assert alice.get(door).status_code in (200, 405), door
    assert Change.objects.count() == before


def test_a_day_without_a_list_shows_a_button_that_makes_it(as_, priya):
    alice = as_("alice")
    assert "Make today's list" in text(alice.get(HERE)).replace("&#x27;", "'")
    assert not DayList.objects.exists()
    page = text(alice.post("/b/corner/today/make/", follow=True))
    assert "Priya Natarajan" in page
    assert "sms:+12125550123" in page


def headline(cast, on, at):
    make_list(cast.business, on, at)
    day = day_of(cast.business, on, cast.alice)
    return day.headline, [one.is_pile for one in day.open]


def test_the_headline_counts_who_is_to_be_sorted_before_they_are_thanked(cast, priya, on, at):
    came(cast, "Rohan Mehta", someone(cast.business, "Ngozi Ekwueme", kind="unsorted"), at)
    words, piles = headline(cast, on, at)
    assert piles == [False, False] and words.startswith("Two people today, about ")


def test_the_headline_tells_the_pile_beside_the_people(cast, priya, on, at):
    someone(cast.business, "Ngozi Ekwueme", kind="unsorted")
    words, piles = headline(cast, on, at)
    assert piles == [False, True] and words.startswith("One person today and some to sort, about ")


def test_empty_books_begin_with_three_questions(as_):
    assert "Three questions" in text(as_("alice").get(HERE))


def test_the_list_is_the_same_however_often_it_is_opened(as_, cast, ask):
    def codes(page):
        return [one.key for one in page.context["day"].moves]

    first = codes(as_("alice").get(HERE))
    on_file(cast, "Walter Brandt")
    as_("alice").post("/b/corner/today/make/")
    assert codes(as_("hugo").get(HERE)) == first


@pytest.mark.parametrize(
    ("verb", "words"),
    [("tomorrow", "comes back next time"), ("skip", "left in peace"), ("never", "never again")],
)
def test_a_move_is_put_aside_and_taken_back(as_, ask, verb, words):
    alice = as_("alice")
    page = text(alice.post(f"/b/corner/moves/{ask.code}/{verb}/", follow=True))
    assert words in page
    page = text(alice.post(f"/b/corner/moves/{ask.code}/undo/", follow=True))
    assert words not in page
    assert Move.objects.get(pk=ask.pk).state == Move.State.OPEN


def test_sent_by_text_says_when(as_, ask):
    alice = as_("alice")
    alice.post(f"/b/corner/moves/{ask.code}/opened/", {"way": "text"})
    assert "open" in text(alice.get(HERE)).partition(f'id="sent-{ask.code}"')[2][:20]
    page = text(alice.post(f"/b/corner/moves/{ask.code}/sent/", {"sent": "yes"}, follow=True))
    assert "<s>Ask Priya Natarajan for a good word</s>, sent at 4 a.m." in page


def test_not_yet_leaves_it_open(as_, ask):
    alice = as_("alice")
    alice.post(f"/b/corner/moves/{ask.code}/opened/", {"way": "text"})
    alice.post(f"/b/corner/moves/{ask.code}/sent/", {"sent": "no"})
    assert not Ask.objects.exists()


def test_an_unknown_way_is_not_kept(as_, ask):
    as_("alice").post(f"/b/corner/moves/{ask.code}/done/", {"way": "<script>"})
    assert Ask.objects.get().way == "text"


def test_what_they_said_is_told_later(as_, ask):
    alice = as_("alice")
    alice.post(f"/b/corner/moves/{ask.code}/done/")
    page = text(
        alice.post(f"/b/corner/moves/{ask.code}/said/", {"answer": "yes", "said": "Her sister"}, follow=True)
    )
    assert "“Her sister”" in page
    assert Ask.objects.get().answer == "yes"


def test_words_without_yes_or_no_are_asked_about(as_, ask):
    answer = as_("alice").post(f"/b/corner/moves/{ask.code}/said/", {"said": "Her sister"})
    assert answer.status_code == 422
    assert "Was that a yes, a maybe or a no?" in text(answer)
    assert not Ask.objects.exists()


def test_nonsense_for_an_answer_is_refused(as_, ask):
    assert as_("alice").post(f"/b/corner/moves/{ask.code}/said/", {"answer": "perhaps"}).status_code == 422


def test_an_unknown_verb_is_no_page(as_, ask):
    assert as_("alice").post(f"/b/corner/moves/{ask.code}/explode/").status_code == 404


def test_words_are_changed_and_become_the_owners_wording(as_, cast, ask):
    alice = as_("alice")
    door = f"/b/corner/moves/{ask.code}/words/"
    page = text(alice.post(door, {"words": "Hey Priya! Do you know anyone?", "keep": "on"}, follow=True))
    assert "Hey Priya! Do you know anyone?" in page
    assert OwnWording.objects.get(business=cast.business).text == "Hey {first}! Do you know anyone?"


def test_empty_words_are_refused(as_, ask):
    assert as_("alice").post(f"/b/corner/moves/{ask.code}/words/", {"words": " "}).status_code == 422


def test_the_next_words_greet_as_the_owner_greeted_last(as_, cast, ask, on, at):
    as_("alice").post(f"/b/corner/moves/{ask.code}/words/", {"words": "Hey Priya! Do you know anyone?"})
    walter = on_file(cast, "Walter Brandt")
    came(cast, "Eli Reed", walter, at)
    move = make_list(cast.business, on + timedelta(days=2), at + timedelta(days=2)).moves.get(person=walter)
    assert move.words.startswith("Hey Walter!")


def test_hard_words_are_marked_as_one_types(as_, cast):
    answer = as_("bob").post(
        "/b/corner/words/check/", {"words": "Please utilise our comprehensive offering."}
    )
    assert "<u>comprehensive</u>" in text(answer)


def test_who_is_away_sees_so_beside_the_list_and_comes_back_by_a_button(as_, cast, on, at):
    on_file(cast, "Priya Natarajan")
    make_list(cast.business, on, at)
    be_away(cast.business, on + timedelta(days=5), cast.alice, at)
    page = as_("alice").get("/b/corner/").content.decode()
    assert "You are away until" in page and "/b/corner/today/back/" in page
    assert "/b/corner/today/back/" not in as_("bob").get("/b/corner/").content.decode()
    page = as_("alice").post("/b/corner/today/back/", follow=True).content.decode()
    assert "You are away" not in page


def test_away_until_a_day_that_is_over_is_refused_in_words(as_, on):
    answer = as_("alice").post("/b/corner/today/away/", {"until": on.isoformat()})
    assert answer.status_code == 422
    assert "This day is over" in text(answer)
    assert as_("alice").post("/b/corner/today/away/", {"until": "9999-12-31"}).status_code == 422
    assert as_("alice").post("/b/corner/today/away/", {"until": "soon"}).status_code == 422


def test_away_has_a_way_back(as_, cast, priya):
    alice = as_("alice")
    page = text(alice.post("/b/corner/today/away/", {"until": "2026-03-20"}, follow=True))
    assert "Away until Friday, March 20" in page
    alice.post("/b/corner/today/back/")
    cast.business.refresh_from_db()
    assert cast.business.away_until is None


def test_nothing_more_worth_doing_says_so(as_, cast):
    someone(cast.business, "Quiet Customer")
    assert "nothing more worth doing" in text(as_("alice").post("/b/corner/today/more/", follow=True))


def test_what_was_sent_before_midnight_is_told_after_it(as_, ask, at):
    tomorrow = as_("alice", at=at + timedelta(days=1))
    tomorrow.post(f"/b/corner/moves/{ask.code}/done/")
    assert Move.objects.get(pk=ask.pk).state == Move.State.DONE


def test_a_helper_does_not_see_who_is_not_sorted(as_, cast, priya, on, at):
    someone(cast.business, "The Dentist", kind="unsorted")
    move = make_list(cast.business, on, at).moves.get(kind="sort")
    assert "Who are these people to you?" in text(as_("alice").get(HERE))
    assert "Who are these people to you?" not in text(as_("hugo").get(HERE))
    assert as_("hugo").post(f"/b/corner/moves/{move.code}/skip/").status_code == 404


def test_a_practice_is_discreet_on_its_page(as_, cast, on, at):
    cast.business.kind = "practice"
    cast.business.save()
    dana = on_file(cast, "Dana Okafor")
    came(cast, "Eli Reed", dana, at - timedelta(days=1))
    move = make_list(cast.business, on, at).moves.get(kind="thank")
    assert "Eli" not in move.words
    assert "Eli" not in move.facts.values()


# Why somebody is on the list, or not.


def why(as_, person, who="alice"):
    return text(as_(who).get(f"/b/corner/why/{person.code}/"))


def test_who_is_on_the_list_is_told_why(as_, ask, priya):
    assert "On today&#x27;s list" in why(as_, priya)


def test_who_is_not_sorted_is_told_so_to_the_owner_alone(as_, cast, ask):
    dentist = someone(cast.business, "The Dentist", kind="unsorted")
    assert "Not sorted yet" in why(as_, dentist)
    assert as_("hugo").get(f"/b/corner/why/{dentist.code}/").status_code == 404


def test_who_rests_is_told_until_when(as_, cast, ask, priya, at):
    Ask.draft(priya, cast.alice, at, play="ask_anyone", words="Hi").send(cast.alice, at)
    Move.objects.all().delete()
    assert "May 31, 2026" in why(as_, priya)


def test_who_shows_no_sign_of_loyalty_is_told_so(as_, cast, ask):
    stranger = someone(cast.business, "Quiet Customer")
    assert "Loyal people are asked first" in why(as_, stranger)


def test_somebody_of_the_same_household_comes_first(as_, cast, on, at):
    from goodword.people.models import Household

    home = Household.objects.create(business=cast.business, name="the Lowells")
    for name in ("Sam Lowell", "June Lowell"):
        on_file(cast, name)
    Person.objects.update(household=home)
    day = make_list(cast.business, on, at)
    other = Person.objects.exclude(pk__in=day.moves.values("person")).get()
    assert "same household" in why(as_, other)


# The week.


def test_the_week_tells_who_came_and_who_is_to_be_thanked(as_, cast, priya, at):
    came(cast, "Eli Reed", priya, at)
    page = text(as_("alice").get(HERE))
    assert "One new person came." in page
    assert "Sent by Priya Natarajan." in page
    assert "Priya Natarajan is still to be thanked." in page
    assert "sent by Priya Natarajan" in page


def wrote(as_, link, name):
    told = {"name": name, "reach": f"{name.split()[0].lower()}@w.example", "page": ""}
    assert as_(None).post(reverse("landing", args=[link.token]), told).status_code == 200
    return Person.objects.get(name=name)


def test_the_week_tells_who_wrote_that_they_are_coming_until_they_came(as_, cast, priya, at):
    zoe = wrote(as_, make_link(priya, cast.alice, at), "Zoe Park")
    alice = as_("alice")
    page = text(alice.get(HERE))
    assert "Nobody new was noted." in page and "One person wrote that they are coming." in page
    apart = page.partition('id="coming"')[2].partition("</section>")[0]
    assert "Zoe Park</a>, sent by Priya Natarajan" in apart
    assert f"/b/corner/came/?person={zoe.code}" in apart
    assert "Sent by Priya" not in page
    note_newcomer(cast.business, cast.alice, at, Came("person", person=zoe), key="came:zoe")
    page = text(alice.get(HERE))
    assert "One new person came." in page and "wrote that they are coming" not in page
    assert page.count("Zoe Park</a>, sent by Priya Natarajan") == 1


def test_bob_sees_who_is_coming_without_a_button_and_nobody_unsorted(as_, cast, priya, at):
    zoe = wrote(as_, make_link(priya, cast.alice, at), "Zoe Park")
    assert "Zoe Park" not in text(as_("bob").get(HERE))
    sort_as(zoe, "customer", cast.alice, at)
    page = text(as_("bob").get(HERE))
    assert "Zoe Park" in page and "?person=" not in page


@pytest.mark.parametrize(("n", "more"), [(5, ""), (6, "And 1 more"), (8, "And 3 more")])
def test_all_who_came_are_named_and_those_after_the_fifth_folded(as_, cast, priya, at, n, more):
    for one in range(n):
        came(cast, f"New {one}", priya, at)
    page = text(as_("alice").get(HERE)).partition("<aside>")[2]
    first, _fold, folded = page.partition("<summary>And ")
    assert (first + folded).count(", sent by Priya Natarajan</li>") == n
    assert first.count(", sent by Priya Natarajan</li>") == min(n, 5)
    assert more in page and ("<summary>And " in page) == bool(more)


def test_the_week_is_seven_days(as_, cast, priya, at):
    came(cast, "Eli Reed", priya, at - timedelta(days=7))
    assert "Nobody new was noted." in text(as_("alice").get(HERE))


def test_a_day_is_not_taken_from_the_address(as_, ask):
    as_("alice").get(HERE, {"on": "2027-01-01"})
    assert list(DayList.objects.values_list("on", flat=True)) == [date(2026, 3, 2)]


def test_who_was_signed_out_meanwhile_comes_back_to_today_after_a_button(as_, ask):
    stranger = as_(None)
    answer = stranger.post(f"/b/corner/moves/{ask.code}/done/")
    assert answer.headers["Location"] == "/signin/?next=/b/corner/"
    by_htmx = stranger.post(f"/b/corner/moves/{ask.code}/done/", headers={"HX-Request": "true"})
    assert by_htmx.headers["HX-Redirect"] == "/signin/?next=/b/corner/"
    assert Move.objects.get(pk=ask.pk).state == Move.State.OPEN
