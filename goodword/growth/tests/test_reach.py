"""How many people can be reached, and the goal."""

import json
from datetime import date

import pytest

from goodword.analysis.bands import Band
from goodword.growth.measure.reach import Reach, name_people, reach, say_size, set_goal
from goodword.growth.models import Circle, Goal, InCircle
from goodword.people.hand import add_person, leave_out
from goodword.people.models import Person


def test_it_adds_up_people_on_file_and_what_the_circles_add(cast, at):
    add_person(cast.business, None, at, name="Dana Okafor", kind="customer", email="dana@example.com")
    name_people(cast.business, "club", ["Eli", "Frida"], cast.alice, at)
    say_size(cast.business, "partner", 100, cast.alice, at)
    now = reach(cast.business)
    assert (now.n_people, now.n_through_circles, now.total) == (3, 100, 103)
    assert now.total == sum([now.n_people, *(circle.more or 0 for circle in now.circles)])


def test_who_is_not_sorted_left_out_or_out_of_reach_is_not_counted(cast, at):
    add_person(cast.business, None, at, name="The Dentist", email="dentist@example.com")
    add_person(cast.business, None, at, name="No Way", kind="ally")
    gone = add_person(cast.business, None, at, name="The Ex", kind="family", email="ex@example.com")
    leave_out(gone, None, at)
    assert reach(cast.business).total == 0


def test_another_business_adds_nothing(cast, at):
    name_people(cast.florist, "club", ["Eli"], cast.charlie, at)
    assert reach(cast.business).total == 0


def test_the_same_name_in_a_circle_twice_is_one_person(cast, at):
    name_people(cast.business, "club", ["Eli", "eli "], cast.alice, at)
    name_people(cast.business, "club", ["ELI"], cast.alice, at)
    assert Person.objects.count() == 1
    assert InCircle.objects.count() == 1


def test_a_namesake_elsewhere_in_the_books_stays_another_person(cast, at):
    dana = add_person(cast.business, None, at, name="Dana Okafor", kind="customer")
    [named] = name_people(cast.business, "work", ["Dana Okafor"], cast.alice, at)
    assert named.pk != dana.pk


def test_naming_more_never_lowers_the_reach(cast, at):
    say_size(cast.business, "work", 97, cast.alice, at)
    before = (0, 0, 0)
    for names in (["Eli"], ["Eli", "Frida"], [], ["Gus"]):
        name_people(cast.business, "school", names, cast.alice, at)
        now = reach(cast.business)
        assert all(
            after >= least for after, least in zip((now.low, now.about, now.high), before, strict=True)
        )
        before = (now.low, now.about, now.high)


def test_what_circles_share_is_taken_off_and_nobody_named_is(cast, at):
    name_people(cast.business, "club", ["Eli", "Frida"], cast.alice, at)
    say_size(cast.business, "partner", 100, cast.alice, at)
    say_size(cast.business, "work", 300, cast.alice, at)
    now = reach(cast.business)
    assert 2 < now.low < now.about < now.total < now.high


def test_rounding_takes_nobody_away(cast, at):
    for circle in ("club", "school", "work"):
        name_people(cast.business, circle, [f"{circle} {n}" for n in range(34)], cast.alice, at)
    say_size(cast.business, "partner", 1, cast.alice, at)
    now = reach(cast.business)
    assert (now.n_people, now.low) == (102, 102)


def test_without_guesses_the_reach_is_a_count(as_, cast, at):
    name_people(cast.business, "club", ["Eli", "Frida"], cast.alice, at)
    now = reach(cast.business)
    assert (now.low, now.about, now.high) == (2, 2, 2)
    page = as_("alice").get("/b/corner/goal/").content.decode()
    assert "<h1>2 of 1,000 people you can reach</h1>" in page
    assert "eight times out of ten" not in page


def test_the_goal_page_shows_the_figure_and_its_parts(as_, cast, at):
    set_goal(cast.business, cast.alice, at, people=1000, by=date(2026, 12, 31), regulars=500)
    name_people(cast.business, "club", ["Eli", "Frida"], cast.alice, at)
    say_size(cast.business, "partner", 100, cast.alice, at)
    now = reach(cast.business)
    page = as_("alice").get("/b/corner/goal/").content.decode()
    assert f"About {now.about} ({now.low} to {now.high}) of 1,000 people you can reach" in page
    assert now.about == 71
    assert "December 31, 2026" in page
    assert ">100<" in page and ">102<" in page


def test_the_largest_sizes_that_can_be_said_are_shown(as_, cast, at):
    for kind in Circle.Kind.values:
        say_size(cast.business, kind, 5000, cast.alice, at)
    page = as_("alice").get("/b/corner/goal/").content.decode()
    assert "About 24,180 (" in page and ">35,000<" in page


def test_a_circle_is_kept_and_leads_to_the_next(as_, cast):
    answer = as_("alice").post(
        "/b/corner/goal/partner/keep/", {"names": "Eli Stone\nFrida Lund", "more": "80", "next": "1"}
    )
    assert answer.headers["Location"] == "/b/corner/goal/family/"
    assert Circle.objects.get(kind="partner").size_said == 80
    assert set(Person.objects.values_list("name", "kind")) == {
        ("Eli Stone", "family"),
        ("Frida Lund", "family"),
    }


def test_taking_out_of_a_circle_can_be_undone(as_, cast, at):
    [eli] = name_people(cast.business, "club", ["Eli"], cast.alice, at)
    alice = as_("alice")
    alice.post(f"/b/corner/goal/club/out/{eli.code}/")
    assert not InCircle.objects.exists()
    alice.post(f"/b/corner/goal/club/back/{eli.code}/")
    assert InCircle.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"people": "0", "by": "2026-12-31"}, "Write a number from 1 to 1,000,000"),
        ({"people": "many", "by": "2026-12-31"}, "This is not a number"),
        ({"people": "1000", "by": "2026-03-02"}, "This day is over"),
        ({"people": "1000", "by": "9999-01-01"}, "more than 20 years away"),
        ({"people": "", "by": "soon"}, "This is not a date"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_in_words(as_, told, words):
    answer = as_("alice").post("/b/corner/goal/set/", told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Goal.objects.exists()


def test_too_many_names_at_once_are_refused_and_nothing_is_kept(as_, cast):
    names = "\n".join(f"Name {n}" for n in range(41))
    answer = as_("alice").post("/b/corner/goal/club/keep/", {"names": names})
    assert answer.status_code == 422
    assert "These are 41 names" in answer.content.decode()
    assert not Person.objects.exists()


def test_html_in_a_name_is_shown_as_text(as_, cast):
    as_("alice").post("/b/corner/goal/club/keep/", {"names": "<b>Bold</b> <script>x()</script>"})
    page = as_("alice").get("/b/corner/goal/club/").content.decode()
    assert "<b>Bold</b>" not in page
    assert "&lt;b&gt;Bold" in page


def test_bob_may_only_look(as_, cast, at):
    bob = as_("bob")
    assert bob.get("/b/corner/goal/").status_code == 200
    assert bob.get("/b/corner/goal/club/").status_code == 200
    for address in ("goal/set/", "goal/club/keep/"):
        assert bob.post(f"/b/corner/{address}", {"people": 5, "by": "2027-01-01"}).status_code == 403
    assert not Goal.objects.exists()


def test_charlie_cannot_tell_that_it_exists(as_, cast, at):
    [eli] = name_people(cast.business, "club", ["Eli"], cast.alice, at)
    charlie = as_("charlie")
    for address in ("goal/", "goal/club/", "goal/set/", f"goal/club/out/{eli.code}/"):
        assert charlie.get(f"/b/corner/{address}").status_code in (404, 405)
        assert charlie.post(f"/b/corner/{address}").status_code in (404, 405)
    # His own circle knows nothing of ours.
    assert charlie.post(f"/b/florist/goal/club/out/{eli.code}/").status_code == 404


def test_an_unknown_circle_is_a_404(as_, cast):
    assert as_("alice").get("/b/corner/goal/moon/").status_code == 404


def test_looking_changes_nothing(as_, cast):
    as_("alice").get("/b/corner/goal/")
    as_("alice").get("/b/corner/goal/club/")
    assert not Circle.objects.exists()
    assert json.dumps(list(Goal.objects.values())) == "[]"


def test_without_circles_it_is_the_count_to_the_last_one():
    assert Reach(275, [], None, Band(275, 275, 275)).about == 275
