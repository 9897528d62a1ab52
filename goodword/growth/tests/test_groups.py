"""Groups that the owner tells of: made, filled, named, ended, each with its way back."""

import pytest

from goodword.accounts.models import Change, Job
from goodword.growth import grouping
from goodword.growth.models import Group, InGroup
from goodword.people.models import Person
from goodword.talks.tests.people import someone


@pytest.fixture
def choir(cast, at):
    return grouping.make_group(cast.business, "The choir", cast.alice, at)[0]


@pytest.fixture
def dana(cast):
    return someone(cast.business, "Dana Okafor", search=" dana okafor")


def test_a_page_without_groups_says_what_a_group_is_and_how_to_make_one(as_, cast):
    page = as_("alice").get("/b/corner/groups/").content.decode()
    assert "No groups yet" in page and "/b/corner/groups/new/" in page
    assert "/b/corner/groups/" in as_("alice").get("/b/corner/goal/").content.decode()


def test_a_group_is_made_and_leads_on_to_putting_people_in(as_, cast):
    answer = as_("alice").post("/b/corner/groups/new/", {"name": "  The   choir "})
    group = Group.objects.get()
    assert (group.name, group.kind, group.is_named) == ("The choir", "told", True)
    assert answer.headers["Location"] == f"/b/corner/groups/{group.code}/add/"


def test_the_same_name_twice_is_one_group(as_, cast, choir):
    answer = as_("alice").post("/b/corner/groups/new/", {"name": "the CHOIR"}, follow=True)
    assert Group.objects.count() == 1
    assert "You have a group of this name already" in answer.content.decode()


def test_whoever_is_found_by_name_is_put_in_and_the_way_back_takes_them_out(as_, cast, choir, dana):
    alice, here = as_("alice"), f"/b/corner/groups/{choir.code}/"
    assert "Dana Okafor" in alice.get(f"{here}add/?q=dana").content.decode()
    page = alice.post(f"{here}add/", {"person": dana.code, "q": "dana"}, follow=True).content.decode()
    assert "Dana Okafor is in “The choir” now." in page and "Is in it" in page
    assert "Dana Okafor" in alice.get(here).content.decode()
    alice.post(f"{here}out/{dana.code}/?undo=1")
    assert not InGroup.objects.exists() and Person.objects.count() == 1


def test_putting_in_twice_is_once(cast, at, choir, dana):
    assert grouping.put_in(choir, dana, cast.alice, at)
    assert not grouping.put_in(choir, dana, cast.alice, at)
    assert InGroup.objects.count() == 1


def test_taking_out_can_be_undone(as_, cast, at, choir, dana):
    grouping.put_in(choir, dana, cast.alice, at)
    alice, here = as_("alice"), f"/b/corner/groups/{choir.code}/"
    page = alice.post(f"{here}out/{dana.code}/", follow=True).content.decode()
    assert f"{here}in/{dana.code}/" in page
    alice.post(f"{here}in/{dana.code}/")
    assert InGroup.objects.count() == 1


def test_from_their_own_page_a_person_is_put_in_and_into_a_new_group(as_, cast, choir, dana):
    alice, here = as_("alice"), f"/b/corner/people/{dana.code}/groups/"
    assert here in alice.get(f"/b/corner/people/{dana.code}/").content.decode()
    assert "The choir" in alice.get(here).content.decode()
    answer = alice.post(f"/b/corner/groups/{choir.code}/in/{dana.code}/", {"from": "person"})
    assert answer.headers["Location"] == here
    alice.post("/b/corner/groups/new/", {"name": "Hill School", "person": dana.code})
    assert set(dana.groups.values_list("group__name", flat=True)) == {"The choir", "Hill School"}
    assert "Hill School" in alice.get(f"/b/corner/people/{dana.code}/").content.decode()


def test_another_name_can_be_taken_back(as_, cast, choir):
    alice, here = as_("alice"), f"/b/corner/groups/{choir.code}/"
    page = alice.post(f"{here}name/", {"name": "The big choir"}, follow=True).content.decode()
    assert "The big choir" in page and f"{here}name/back/?name=The+choir" in page
    alice.post(f"{here}name/back/?name=The+choir")
    assert Group.objects.get().name == "The choir"


def test_an_ended_group_is_folded_away_and_can_be_taken_up_again(as_, cast, at, choir, dana):
    grouping.put_in(choir, dana, cast.alice, at)
    alice, here = as_("alice"), f"/b/corner/groups/{choir.code}/"
    page = alice.post(f"{here}end/", follow=True).content.decode()
    assert "“The choir” is ended." in page and "No groups yet" in page and "Take up again" in page
    assert "nothing is counted for it" in alice.get(here).content.decode()
    alice.post(f"{here}reopen/")
    assert Group.objects.get().ended_at is None and InGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Give the group a name"),
        ("  \n ", "Give the group a name"),
        ("?!", "Give the group a name"),
        ("a" * 81, "At most 80 letters"),
        ("a\x00b", "Null characters are not allowed"),
    ],
)
def test_a_name_that_is_none_is_refused_in_words(as_, cast, choir, name, words):
    for address in ("groups/new/", f"groups/{choir.code}/name/"):
        answer = as_("alice").post(f"/b/corner/{address}", {"name": name})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Group.objects.get().name == "The choir"


def test_more_groups_than_anybody_keeps_apart_are_refused_in_words(as_, cast, choir, monkeypatch):
    monkeypatch.setattr(grouping, "MOST_TOLD", 1)
    answer = as_("alice").post("/b/corner/groups/new/", {"name": "One more"})
    assert answer.status_code == 422 and "the most there can be" in answer.content.decode()


def test_who_is_not_sorted_is_in_no_group(as_, cast, choir):
    dentist = someone(cast.business, "The Dentist", kind="unsorted", search=" the dentist")
    alice = as_("alice")
    assert "The Dentist" not in alice.get(f"/b/corner/groups/{choir.code}/add/?q=den").content.decode()
    page = alice.post(f"/b/corner/groups/{choir.code}/add/", {"person": dentist.code}, follow=True)
    assert "Say first who The Dentist is to you" in page.content.decode()
    alice.post("/b/corner/groups/new/", {"name": "Doctors", "person": dentist.code})
    assert not InGroup.objects.exists()


def test_a_helper_and_the_viewer_meet_nobody_who_was_left_out_since(as_, cast, at, choir, dana):
    grouping.put_in(choir, dana, cast.alice, at)
    Person.objects.filter(pk=dana.pk).update(left_out=True)
    page = as_("hugo").get(f"/b/corner/groups/{choir.code}/").content.decode()
    assert "Dana" not in page and "0 people" in page


def test_who_is_in_a_found_group_is_not_for_a_member_to_say(as_, cast, at, dana):
    place = Group.objects.create(business=cast.business, kind="place", key="US 10025", name="10025", at=at)
    alice, here = as_("alice"), f"/b/corner/groups/{place.code}/"
    assert alice.get(here).status_code == 200
    assert alice.get(f"{here}add/").status_code == 404
    assert alice.post(f"{here}in/{dana.code}/").status_code == 404
    assert not InGroup.objects.exists()


def test_a_found_group_takes_a_name_and_gives_it_back(as_, cast, at):
    place = Group.objects.create(business=cast.business, kind="place", key="US 10025", name="10025", at=at)
    alice, here = as_("alice"), f"/b/corner/groups/{place.code}/name/"
    alice.post(here, {"name": "Around the corner"})
    assert Group.objects.get().is_named
    page = alice.post(here, {"name": ""}, follow=True).content.decode()
    assert not Group.objects.get().is_named and "<h1>10025</h1>" in page


def test_a_long_list_of_people_comes_page_by_page(as_, cast, at, choir):
    people = [someone(cast.business, f"Guest No{n:02}") for n in range(51)]
    InGroup.objects.bulk_create(InGroup(business=cast.business, group=choir, person=one) for one in people)
    page = as_("alice").get(f"/b/corner/groups/{choir.code}/").content.decode()
    assert "51 people" in page and "1 of 2" in page and "Guest No50" not in page
    assert "Guest No50" in as_("alice").get(f"/b/corner/groups/{choir.code}/?page=2").content.decode()


def test_all_that_is_done_stands_in_the_log_and_asks_for_one_counting_each(cast, at, choir, dana):
    who = (cast.alice, at)
    grouping.put_in(choir, dana, *who)
    grouping.take_out(choir, dana, *who)
    grouping.name_group(choir, "The big choir", *who)
    grouping.end_group(choir, *who)
    grouping.reopen_group(choir, *who)
    types = list(Change.objects.filter(row=choir.code).order_by("pk").values_list("type", flat=True))
    assert types == [f"group.{did}" for did in "created joined left renamed ended reopened".split()]
    assert Job.objects.filter(name="growth.groups").exists()


def test_html_in_a_name_is_shown_as_text(as_, cast, at):
    group, _new = grouping.make_group(cast.business, "<b>Bold</b><script>x()</script>", cast.alice, at)
    for address in ("", f"{group.code}/", f"{group.code}/add/", f"{group.code}/name/"):
        page = as_("alice").get(f"/b/corner/groups/{address}").content.decode()
        assert "<b>Bold" not in page and "<script>x" not in page


def doors(group, person):
    here = f"groups/{group.code}/"
    looking = ["groups/", here]
    changing = ["groups/new/", f"{here}name/", f"{here}add/", f"people/{person.code}/groups/"]
    pressing = [f"{here}{one}/" for one in ("end", "reopen", f"in/{person.code}", f"out/{person.code}")]
    return looking, changing, [*pressing, f"{here}name/back/"]


def test_bob_may_only_look(as_, cast, choir, dana):
    bob = as_("bob")
    looking, changing, pressing = doors(choir, dana)
    for address in looking:
        page = bob.get(f"/b/corner/{address}")
        assert page.status_code == 200 and b'method="post"' not in page.content.split(b"<main")[1]
    for address in changing:
        assert bob.get(f"/b/corner/{address}").status_code == 403
    for address in changing + pressing:
        assert bob.post(f"/b/corner/{address}", {"name": "Mine", "person": dana.code}).status_code == 403
    assert Group.objects.count() == 1 and not InGroup.objects.exists()


def test_charlie_cannot_tell_that_it_exists(as_, cast, choir, dana):
    charlie = as_("charlie")
    looking, changing, pressing = doors(choir, dana)
    for address in looking + changing:
        assert charlie.get(f"/b/corner/{address}").status_code == 404
    for address in changing + pressing:
        assert charlie.post(f"/b/corner/{address}", {"name": "Mine"}).status_code == 404
    here = f"/b/florist/groups/{choir.code}/"
    assert charlie.get(here).status_code == 404
    assert charlie.post(f"{here}end/").status_code == 404
    theirs, _new = grouping.make_group(cast.florist, "The choir", cast.charlie, choir.at)
    assert charlie.post(f"/b/florist/groups/{theirs.code}/in/{dana.code}/").status_code == 404


def test_looking_changes_nothing_and_a_get_presses_nothing(as_, cast, at, choir, dana):
    alice = as_("alice")
    looking, changing, pressing = doors(choir, dana)
    before = Change.objects.count()
    for address in looking + changing:
        assert alice.get(f"/b/corner/{address}").status_code == 200
    for address in pressing:
        assert alice.get(f"/b/corner/{address}").status_code == 405
    assert Change.objects.count() == before and not InGroup.objects.exists()


def test_many_groups_take_no_more_questions_than_few(as_, cast, at, django_assert_max_num_queries):
    for n in range(30):
        grouping.make_group(cast.business, f"Group {n}", cast.alice, at)
    alice = as_("alice")
    with django_assert_max_num_queries(20):
        alice.get("/b/corner/groups/")
