"""growth/measure/groups.py: who lives near whom, who knows whom, and what came of each group."""

from datetime import timedelta

import pytest

from goodword.accounts.jobs import find_jobs
from goodword.accounts.working import work_one
from goodword.growth import grouping
from goodword.growth.jobs import count_figure
from goodword.growth.measure.groups import counted
from goodword.growth.measure.neighbourhoods import neighbourhoods
from goodword.growth.measure.ties import known_ties
from goodword.growth.models import Figure, Group, InGroup
from goodword.introductions.introducing import wish
from goodword.introductions.noting import note
from goodword.people.hand import correct
from goodword.people.models import Claim, Household, Person, Tie
from goodword.referrals.models import Referral
from goodword.sales.counting import recount_source
from goodword.sales.tests.told import a_file, told
from goodword.talks.models import Ask
from goodword.talks.tests.people import someone


@pytest.fixture
def source(cast):
    return a_file(cast.business)


@pytest.fixture
def people(cast):
    return [someone(cast.business, f"Guest No{n:02}") for n in range(12)]


def lives(source, person, postcode, days=0, **more):
    at = source.at + timedelta(days=days)
    Claim.objects.create(
        business_id=source.business_id, person=person, source=source, at=at, digest=f"{person.pk}{days}",
        postcode=postcode, **more,
    )  # fmt: skip


def tie(source, one, other):
    Tie.objects.create(business_id=source.business_id, person=one, other=other, kind="friend", source=source)


def sent(referrer, referred, state="converted"):
    return Referral.objects.create(
        business_id=referrer.business_id, referrer=referrer, referred=referred, state=state
    )


def ask_of(person, cast, at, answer=""):
    ask = Ask.draft(person, cast.alice, at, play="ask", words="Please").send(cast.alice, at)
    return ask.hear(answer, cast.alice, at) if answer else ask


# Neighbourhoods -----------------------------------------------------------------------------------


def names(cast):
    return {one.name: len(one.people) for one in neighbourhoods(cast.business)}


def test_three_of_one_postcode_are_neighbours_and_two_are_not(cast, source, people):
    for person, postcode in zip(people, ["10025", "10025-4411", "10025", "10001", "10001"], strict=False):
        lives(source, person, postcode)
    assert names(cast) == {"10025": 3}


def test_a_place_is_called_by_the_town_that_most_of_them_write(cast, source, people):
    for person, city in zip(people, ["New York", "Manhattan", "New York", ""], strict=False):
        lives(source, person, "10025", city=city)
    assert names(cast) == {"New York 10025": 4}


def test_who_moved_lives_where_the_newest_address_is_and_the_owner_s_word_stands_before(
    cast, source, people, at
):
    for person in people[:4]:
        lives(source, person, "10025")
    lives(source, people[0], "10001", days=5)
    correct(people[1], cast.alice, at, postcode="10001")
    lives(source, people[1], "10025", days=400)
    assert names(cast) == {}
    correct(people[1], cast.alice, at, postcode="")
    lives(source, people[0], "10025", days=9)
    assert names(cast) == {"10025": 3}


def test_one_postcode_in_two_countries_is_two_places(cast, source, people):
    for n, person in enumerate(people[:6]):
        lives(source, person, "10115", country="Germany" if n % 2 else "")
    assert [one.key for one in neighbourhoods(cast.business)] == ["DE 10115", "US 10115"]


@pytest.mark.parametrize("gone", [{"kind": "unsorted"}, {"left_out": True}, {"is_here": False}])
def test_who_is_not_sorted_left_out_or_gone_is_nobody_s_neighbour(cast, source, people, gone):
    for person in people[:3]:
        lives(source, person, "10025")
    Person.every.filter(pk=people[0].pk).update(**gone)
    assert names(cast) == {}


# Ties ---------------------------------------------------------------------------------------------


def ties(cast, **more):
    known = known_ties(cast.business.pk, **more)
    pairs = zip(known.people[known.one].tolist(), known.people[known.other].tolist(), strict=True)
    return {frozenset(pair) for pair in pairs}


def test_two_know_each_other_by_a_tie_a_home_a_referral_or_an_introduction(cast, source, people, at):
    a, b, c, d, e, f, g, h = people[:8]
    tie(source, a, b)
    tie(source, b, a)
    home = Household.objects.create(business=cast.business, name="Home")
    Person.objects.filter(pk__in=[c.pk, d.pk]).update(household=home)
    sent(e, f, "qualified")
    who = (cast.alice, at)
    met = wish(note(g, "need", "a plumber", *who, "n"), note(h, "offer", "plumbing", *who, "o"), *who)
    expected = {frozenset({a.pk, b.pk}), frozenset({c.pk, d.pk}), frozenset({e.pk, f.pk})}
    assert ties(cast) == expected
    type(met).objects.update(made_at=at)
    assert ties(cast) == expected | {frozenset({g.pk, h.pk})}


@pytest.mark.parametrize("state", ["denied", "void"])
def test_a_referral_that_does_not_count_ties_nobody(cast, people, state):
    sent(people[0], people[1], state)
    assert ties(cast) == set()


def test_who_asked_not_to_be_asked_and_your_staff_are_told_nothing_first(cast, source, people):
    for other in people[1:4]:
        tie(source, people[0], other)
    Person.objects.filter(pk=people[1].pk).update(never_ask=True)
    Person.objects.filter(pk=people[2].pk).update(kind="staff")
    assert len(ties(cast)) == 3
    assert ties(cast, may_be_told=True) == {frozenset({people[0].pk, people[3].pk})}


def test_those_who_know_each_other_are_found_and_called_by_who_knows_most(as_, cast, source, people, at):
    for n in range(1, 7):
        for knows in people[: min(n, 2)]:
            tie(source, knows, people[n])
    count_figure(cast.business, "groups", at)
    group = Group.objects.get(kind="ties")
    assert group.people.count() == 7
    assert "Around Guest No00 and Guest No01" in as_("alice").get("/b/corner/groups/").content.decode()


def test_a_name_is_kept_in_no_row_so_that_forgetting_forgets_it(as_, cast, source, people, at):
    for n in range(1, 7):
        tie(source, people[0], people[n])
    count_figure(cast.business, "groups", at)
    assert Group.objects.get().name == "" and "Guest" not in str(Figure.objects.get().told)
    people[0].delete()
    assert "Guest No00" not in as_("alice").get("/b/corner/groups/").content.decode()


# What came of it ----------------------------------------------------------------------------------


@pytest.fixture
def choir(cast, at, people):
    group, _new = grouping.make_group(cast.business, "The choir", cast.alice, at)
    for person in people[:3]:
        grouping.put_in(group, person, cast.alice, at)
    return group


def came(cast, on, group):
    return counted(cast.business, on, known_ties(cast.business.pk))["groups"][group.code]


def test_asks_answers_and_whom_they_sent_are_added_up(cast, people, at, on, choir):
    ask_of(people[0], cast, at, "yes")
    ask_of(people[0], cast, at)
    ask_of(people[1], cast, at, "no")
    ask_of(people[5], cast, at, "yes")
    sent(people[0], people[6])
    sent(people[0], people[7], "qualified")
    sent(people[2], people[8], "denied")
    sent(people[5], people[9])
    figures = came(cast, on, choir)
    told = {
        name: figures[name]
        for name in ("n", "asks", "yes", "no", "sent", "yeses", "n_asked", "asked_sent", "asked_yeses")
    }
    assert told == {
        "n": 3, "asks": 3, "yes": 1, "no": 1, "sent": 2, "yeses": 1, "n_asked": 2, "asked_sent": 2,
        "asked_yeses": 1,
    }  # fmt: skip


def test_an_ask_that_was_not_sent_is_none(cast, people, at, on, choir):
    Ask.draft(people[0], cast.alice, at, play="ask", words="Please")
    assert came(cast, on, choir)["asks"] == 0


def test_money_is_that_of_a_year_refunds_taken_off_and_currencies_are_never_added(cast, people, on, choir):
    source = a_file(cast.business)
    sent(people[0], people[6])
    for n, (person, days, cents, currency) in enumerate(
        [
            (people[1], 3, 1000, "USD"),
            (people[1], 2, -300, "USD"),
            (people[2], 3, 500, "EUR"),
            (people[1], 366, 9000, "USD"),
            (people[6], 3, 2500, "USD"),
            (people[5], 3, 7777, "USD"),
        ]
    ):
        told(source, f"{n}", person, on=on - timedelta(days=days), goods_cents=cents, currency=currency)
    recount_source(cast.business, source)
    figures = came(cast, on, choir)
    assert (figures["own"], figures["brought"]) == ({"USD": 700, "EUR": 500}, {"USD": 2500})


def test_what_brought_most_comes_first(as_, cast, people, at, choir):
    other, _new = grouping.make_group(cast.business, "Hill School", cast.alice, at)
    grouping.put_in(other, people[5], cast.alice, at)
    sent(people[5], people[6])
    count_figure(cast.business, "groups", at)
    page = as_("alice").get("/b/corner/groups/").content.decode()
    assert page.index("Hill School") < page.index("The choir")
    assert "Sent you 1, and 1 said yes" in page


def test_the_groups_that_brought_most_are_a_picture_and_one_alone_is_none(as_, cast, people, at, choir):
    other, _new = grouping.make_group(cast.business, "Hill School", cast.alice, at)
    grouping.put_in(other, people[5], cast.alice, at)
    for n in (6, 7):
        sent(people[5], people[n])
    count_figure(cast.business, "groups", at)
    assert "What they brought" not in as_("alice").get("/b/corner/groups/").content.decode()
    sent(people[0], people[8])
    count_figure(cast.business, "groups", at)
    page = as_("alice").get("/b/corner/groups/").content.decode()
    assert "Most came through “Hill School”: 2 people" in page


def test_a_group_shows_its_figures_with_what_to_do_next(as_, cast, people, at, choir):
    ask_of(people[0], cast, at, "yes")
    sent(people[0], people[6])
    count_figure(cast.business, "groups", at)
    page = as_("alice").get(f"/b/corner/groups/{choir.code}/").content.decode()
    assert "Too early to say" in page and "Ask a few more of them" in page
    assert "So far: 1 here, 0 elsewhere." in page


def test_after_somebody_was_put_in_the_worker_counts_again_and_looks_for_nothing(cast, people, at, choir):
    find_jobs()
    while work_one(at):
        pass
    told = Figure.newest(cast.business.pk, "groups").told
    assert told["groups"][choir.code]["n"] == 3
    assert InGroup.objects.exclude(group=choir).count() == 0


def test_an_ended_group_and_one_without_people_are_not_counted(cast, at, on, choir):
    grouping.make_group(cast.business, "Nobody", cast.alice, at)
    assert set(counted(cast.business, on, known_ties(cast.business.pk))["groups"]) == {choir.code}
    grouping.end_group(choir, cast.alice, at)
    assert counted(cast.business, on, known_ties(cast.business.pk))["groups"] == {}


def test_empty_books_have_no_groups_and_another_business_has_its_own(cast, people, at, choir):
    count_figure(cast.florist, "groups", at)
    told = Figure.newest(cast.florist.pk, "groups").told
    assert (told["groups"], told["order"], told["middle"], told["all"]["asks"]) == ({}, [], {}, 0)


def test_counted_twice_on_a_day_is_one_figure(cast, source, people, at, choir):
    for person in people[:4]:
        lives(source, person, "10025")
    count_figure(cast.business, "groups", at)
    first = Figure.objects.get().told
    count_figure(cast.business, "groups", at)
    assert Figure.objects.get().told == first
    assert Group.objects.filter(kind="place").count() == 1
