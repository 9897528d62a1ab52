"""Maybe the same: the pages on which a member says so."""

import re
from datetime import timedelta
from html import unescape

import pytest

from goodword.accounts.holding import hold
from goodword.accounts.models import Job
from goodword.imports.tests.books import bring
from goodword.people.hand import add_person
from goodword.people.models import MaybeSame, Person, SameWord
from goodword.people.pairs import find_pairs
from goodword.referrals.settling import settling_name

SAME = "/b/corner/people/same/"
TWICE = "Name,Email,Phone\nAnn Lee,ann@lee.example,\nAnn Lee,ann@work.example,+12075550101\n"


@pytest.fixture
def pair(cast, at):
    bring(cast.business, TWICE, at)
    Person.every.update(kind_said="customer", kind="customer")
    find_pairs(cast.business.pk)
    return MaybeSame.objects.get()


def text(answer):
    return answer.content.decode()


def undo_of(page):
    return unescape(re.findall(r'action="([^"]+/back/)"', page)[0])


def both(pair):
    return {"one": pair.one.code, "other": pair.other.code}


def test_both_stand_side_by_side_with_the_reason(as_, pair):
    page = text(as_("alice").get(SAME))
    assert "The same name." in page and "ann@lee.example" in page and "(207) 555-0101" in page
    assert "1 pair may be the same person." in text(as_("alice").get("/b/corner/people/"))


def test_yes_makes_one_of_two_and_undo_two_of_one(as_, pair, cast):
    page = text(as_("alice").post(SAME, both(pair) | {"answer": "same"}, follow=True))
    assert "Ann Lee is one person now." in page and Person.objects.count() == 1
    assert not MaybeSame.objects.exists()
    as_("alice").post(undo_of(page))
    assert Person.objects.count() == 2
    assert as_("alice").post(undo_of(page), follow=True).status_code == 200


def test_they_are_named_as_they_are_called_from_now_on(as_, cast, at):
    for name in ("Sian", "Sian O'Connor"):
        add_person(cast.business, cast.alice, at, name=name)
    for one, other in (("Sian", "Sian O'Connor"), ("Sian O'Connor", "Sian")):
        person, same = (Person.objects.get(name=name) for name in (one, other))
        page = as_("alice").post(
            f"/b/corner/people/{person.code}/same-as/", {"other": same.code}, follow=True
        )
        assert f"{Person.objects.get().name} is one person now." in unescape(text(page))
        as_("alice").post(undo_of(text(page)))


def test_no_keeps_two_and_asks_no_more(as_, pair, cast):
    page = text(as_("alice").post(SAME, both(pair) | {"answer": "different"}, follow=True))
    assert "Ann Lee stays two." in page and Person.objects.count() == 2
    assert find_pairs(cast.business.pk) == 0


def test_later_asks_again_in_a_month(as_, pair, at):
    page = text(as_("alice").post(SAME, both(pair) | {"answer": "later"}, follow=True))
    assert "Nobody to decide on" in page
    find_pairs(pair.business_id)
    assert "Nobody to decide on" in text(as_("alice").get(SAME))
    assert "The same name." in text(as_("alice", at=at + timedelta(days=31)).get(SAME))


@pytest.fixture
def fifteen(cast, at):
    names = "Ada Bo Cleo Dan Eve Finn Gus Hal Ivy Jan Kit Lou Mo Nell Oz".split()
    rows = [f"{name} {name}sen,{name}@{side}.example" for name in names for side in ("home", "work")]
    bring(cast.business, "\n".join(["Name,Email", *rows, ""]), at)
    Person.every.update(kind_said="customer", kind="customer")
    assert find_pairs(cast.business.pk) == 15


def test_all_pairs_can_be_reached_and_looked_at_by_whoever_may_only_look(as_, fifteen):
    bob = as_("bob")
    first, second = (bob.get(SAME, {"page": n}) for n in (1, 2))
    seen = [one["pair"].pk for page in (first, second) for one in page.context["pairs"]]
    assert "1 of " in text(first) and 'rel="next"' in text(first) and 'rel="prev"' in text(second)
    assert len(first.context["pairs"]) == 10 and len(set(seen)) == 15


@pytest.mark.parametrize("answer", ["later", "different"])
def test_an_answer_brings_up_the_next_pair_on_the_same_page(as_, fifteen, answer):
    alice = as_("alice")
    before = alice.get(SAME)
    told = both(before.context["pairs"][0]["pair"]) | {"answer": answer}
    after = alice.post(SAME, told, follow=True)
    assert "For each that you answer the next one comes up." in text(before)
    assert len(after.context["pairs"]) == 10 and after.context["n"] == before.context["n"] - 1
    second = alice.get(SAME, {"page": 2}).context["pairs"][0]["pair"]
    page = alice.post(f"{SAME}?page=2", both(second) | {"answer": answer}, follow=True)
    assert page.context["page"].number == 2


@pytest.mark.parametrize(
    "told", [{}, {"one": "x", "other": "\0"}, {"one": "9" * 30, "other": "0", "answer": "same"}]
)
def test_a_pair_that_there_is_not_is_not_found(as_, pair, told):
    assert as_("alice").post(SAME, told).status_code == 404


def test_an_answer_holds_though_the_pairs_were_looked_for_anew_meanwhile(as_, pair):
    find_pairs(pair.business_id)
    page = text(as_("alice").post(SAME, both(pair) | {"answer": "same"}, follow=True))
    assert "is one person now" in page and Person.objects.count() == 1


def test_two_that_were_decided_elsewhere_meanwhile_are_told_so(as_, pair):
    as_("alice").post(SAME, both(pair) | {"answer": "different"})
    page = text(as_("alice").post(SAME, both(pair) | {"answer": "same"}, follow=True))
    assert "These two are decided already." in page and Person.objects.count() == 2


def test_that_both_are_of_one_file_speaks_for_nothing(as_, pair):
    page = text(as_("alice").get(SAME))
    assert "<dt>From</dt>" in page and 'class="alike"' not in page


def test_no_answer_is_refused_in_words(as_, pair):
    page = text(as_("alice").post(SAME, both(pair), follow=True))
    assert "Choose one: the same person, two people, or later." in page
    assert not SameWord.objects.exists()


def test_bob_may_only_look_and_charlie_finds_nothing(as_, pair):
    assert "The same person</button>" not in text(as_("bob").get(SAME))
    assert as_("bob").post(SAME, both(pair) | {"answer": "same"}).status_code == 404
    assert as_("charlie").get(SAME).status_code == 404
    assert as_("charlie").post("/b/florist/people/same/", both(pair) | {"answer": "same"}).status_code == 404
    assert Person.objects.count() == 2


def test_whom_only_the_owner_sees_a_helper_is_not_asked_about(as_, pair):
    Person.every.filter(pk=pair.one_id).update(left_out=True)
    assert "ann@lee.example" not in text(as_("hugo").get(SAME))
    assert "ann@lee.example" in text(as_("alice").get(SAME))


def test_said_while_a_file_comes_in_it_is_done_afterwards(as_, pair, cast):
    with hold(settling_name(cast.business)) as ours:
        assert ours
        page = text(as_("alice").post(SAME, both(pair) | {"answer": "same"}, follow=True))
    assert "as soon as the file that comes in just now is in" in page
    job = Job.objects.get(name="referrals.resettle")
    assert set(job.args["claims"]) and Person.objects.count() == 2


def test_one_is_said_to_be_another_from_their_own_page(as_, pair, cast):
    here = f"/b/corner/people/{pair.one.code}/same-as/"
    assert here in text(as_("alice").get(f"/b/corner/people/{pair.one.code}/"))
    assert pair.other.code in text(as_("alice").get(here))
    assert "Is this one person?" in text(as_("alice").get(here, {"other": pair.other.code}))
    as_("alice").post(here, {"other": pair.other.code})
    assert Person.objects.count() == 1
    assert as_("bob").get(here).status_code == 403
    assert as_("charlie").get(here).status_code == 404


def test_nobody_is_merged_with_somebody_of_the_florist_or_with_nobody(as_, pair, cast, at):
    bring(cast.florist, "Name,Email\nRose,r@x.example\n", at)
    rose = Person.objects.get(business=cast.florist)
    here = f"/b/corner/people/{pair.one.code}/same-as/"
    for code in (rose.code, "", pair.one.code):
        assert as_("alice").post(here, {"other": code}).status_code == 422
    assert not SameWord.objects.exists()


def test_one_is_taken_apart_by_its_records(as_, pair, cast):
    as_("alice").post(SAME, both(pair) | {"answer": "same"})
    one = Person.objects.get(business=cast.business)
    here = f"/b/corner/people/{one.code}/two/"
    page = text(as_("alice").get(here))
    assert "ann@lee.example" in page and "ann@work.example" in page
    assert "leave at least one" in text(as_("alice").post(here, {"record": []}))
    record = one.claims.first().pk
    page = text(as_("alice").post(here, {"record": [record]}, follow=True))
    assert "is two people now" in page and Person.objects.count() == 2
    assert as_("bob").post(here, {"record": [record]}).status_code == 403
    assert as_("charlie").post(here, {"record": [record]}).status_code == 404


@pytest.mark.parametrize("answer", ["same", "different"])
def test_after_a_word_pairs_and_standings_are_looked_at_anew(as_, pair, cast, answer):
    as_("alice").post(SAME, both(pair) | {"answer": answer})
    asked = {job.name: job.args for job in Job.objects.filter(state="waiting")}
    assert {"people.pairs", "advocates.restand"} <= asked.keys()
    assert {pair.one_id, pair.other_id} & set(asked["advocates.restand"]["people"])
