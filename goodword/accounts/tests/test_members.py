"""A business's members: let in by a link, given a role, sent away; and never left without an owner."""

import re

import pytest
from django.db import transaction

from goodword.accounts.membership import LastOwner, give_role, invite, may_help_in, remove
from goodword.accounts.models import Change, Login, Member
from goodword.accounts.opening import open_business

NEW = {"name": "Eve", "email": "Eve@corner.example", "new": "four words are good"}


def path_in(page) -> str:
    """The link that a page shows, without its beginning."""
    found = re.search(r"http://localhost:8000(/[\w/-]+)", page.content.decode())
    assert found
    return found.group(1)


def test_alice_lets_a_helper_in(as_, cast):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "helper"}))
    eve = as_(None)
    assert b"Join Corner Bakery" in eve.get(path).content
    assert eve.post(path, NEW)["Location"] == "/b/corner/"
    member = Member.objects.get(login__email="eve@corner.example")
    assert (member.role, member.business) == ("helper", cast.business)
    assert eve.get("/b/corner/members/").status_code == 200


def test_a_link_lets_one_person_in(as_):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "viewer"}))
    as_(None).post(path, NEW)
    answer = as_(None).post(path, {**NEW, "email": "mallory@corner.example"})
    assert answer.status_code == 410
    assert not Login.objects.filter(email="mallory@corner.example").exists()


def test_looking_at_the_link_lets_nobody_in(as_):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "viewer"}))
    before = Member.objects.count()
    as_("charlie").get(path)
    assert Member.objects.count() == before


def test_a_square_code_is_drawn_only_where_a_phone_could_open_it(as_, monkeypatch):
    def page():
        return as_("alice").post("/b/corner/members/invite/", {"role": "helper"}).content.decode()

    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://localhost:8000")
    here = page()
    assert 'class="qr"' not in here and "It opens on this computer only" in here
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://192.0.2.7:8000")
    there = page()
    assert 'class="qr"' in there and "It opens on this computer only" not in there


def test_who_has_a_login_joins_by_a_press(as_, cast):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "helper"}))
    charlie = as_("charlie")
    assert charlie.post(path)["Location"] == "/b/corner/"
    assert Member.objects.get(business=cast.business, login=cast.charlie.login).role == "helper"


def test_a_link_never_takes_a_role_away(as_, cast):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "viewer"}))
    as_("alice").post(path)
    cast.alice.refresh_from_db()
    assert cast.alice.role == "owner"


@pytest.mark.parametrize(
    "bad", [{"email": "alice@corner.example"}, {"new": "short"}, {"name": ""}, {"email": "no"}]
)
def test_a_wrong_form_says_so_and_the_link_stays_good(as_, bad):
    path = path_in(as_("alice").post("/b/corner/members/invite/", {"role": "viewer"}))
    answer = as_(None).post(path, {**NEW, **bad})
    assert answer.status_code == 422 and b'class="mend"' in answer.content
    assert as_(None).post(path, NEW).status_code == 302


@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_only_an_owner_changes_the_team(as_, cast, who):
    browser = as_(who)
    assert browser.get("/b/corner/members/").status_code == 200
    hugo = cast.hugo.code
    for path in ("invite/", f"{hugo}/role/", f"{hugo}/remove/", f"{hugo}/link/"):
        assert browser.post(f"/b/corner/members/{path}", {"role": "owner"}).status_code == 403
    assert Member.objects.get(pk=cast.hugo.pk).role == "helper"


def test_a_helper_is_told_only_what_is_true_for_a_helper(as_, cast):
    helper = as_("hugo").get(f"/b/corner/members/{cast.bob.code}/").content.decode()
    assert "This is for the owner" in helper and "You may look" not in helper
    viewer = as_("bob").post("/b/corner/members/invite/", {"role": "helper"}).content.decode()
    assert "You may look, but not change this" in viewer


def test_charlie_cannot_tell_that_they_exist(as_, cast):
    charlie = as_("charlie")
    assert charlie.get("/b/corner/members/").status_code == 404
    assert charlie.post(f"/b/florist/members/{cast.bob.code}/remove/").status_code == 404
    assert charlie.post(f"/b/corner/members/{cast.bob.code}/remove/").status_code == 404


def test_alice_gives_another_role(as_, cast):
    as_("alice").post(f"/b/corner/members/{cast.bob.code}/role/", {"role": "helper"})
    cast.bob.refresh_from_db()
    assert cast.bob.role == "helper"


def test_a_role_that_there_is_not_changes_nothing(as_, cast):
    as_("alice").post(f"/b/corner/members/{cast.bob.code}/role/", {"role": "king"})
    cast.bob.refresh_from_db()
    assert cast.bob.role == "viewer"


def test_who_is_sent_away_sees_nothing_any_more(as_, cast):
    bob = as_("bob")
    alice = as_("alice")
    assert b"Send Bob away?" in alice.get(f"/b/corner/members/{cast.bob.code}/remove/").content
    assert bob.get("/b/corner/members/").status_code == 200
    alice.post(f"/b/corner/members/{cast.bob.code}/remove/")
    assert bob.get("/b/corner/members/").status_code == 404
    assert b"belong to no business" in bob.get("/").content


def test_the_log_still_knows_who_was_sent_away(as_, cast, at):
    as_("bob")
    Change.objects.create(
        business=cast.business, at=at, member=cast.bob, type="person.updated", room="people", row="X"
    )
    remove(cast.bob, cast.alice, at)
    assert b"Bob: changed a person" in as_("alice").get("/b/corner/changes/").content


def test_who_was_sent_away_can_be_let_in_again(as_, cast, at):
    remove(cast.bob, cast.alice, at)
    as_("bob").post("/join/" + invite(cast.business, "helper", cast.alice, at) + "/")
    assert Member.objects.get(login=cast.bob.login).role == "helper"


def test_the_last_owner_cannot_go(as_, cast):
    alice = as_("alice")
    for path, said in (("remove/", {}), ("role/", {"role": "viewer"})):
        answer = alice.post(f"/b/corner/members/{cast.alice.code}/{path}", said, follow=True)
        assert b"Someone must own the business" in answer.content
    cast.alice.refresh_from_db()
    assert cast.alice.role == "owner" and cast.alice.left_at is None


def test_with_two_owners_one_may_go(cast, at):
    give_role(cast.hugo, "owner", cast.alice, at)
    remove(cast.alice, cast.alice, at)
    with pytest.raises(LastOwner), transaction.atomic():
        remove(cast.hugo, cast.hugo, at)


def test_an_owner_can_make_a_link_for_who_lost_the_password(as_, cast):
    path = path_in(as_("alice").post(f"/b/corner/members/{cast.bob.code}/link/"))
    bob = as_(None)
    bob.post(path)
    assert bob.get("/b/corner/members/").status_code == 200
    assert as_(None).post(path).status_code == 410


def test_but_not_for_who_belongs_to_a_business_that_is_not_theirs(as_, cast, at):
    # Else the owner of one business could walk into another by inviting its people.
    Member.objects.create(login=cast.charlie.login, business=cast.business, role="helper", since=at)
    member = Member.objects.get(login=cast.charlie.login, business=cast.business)
    assert not may_help_in(member, cast.alice)
    answer = as_("alice").post(f"/b/corner/members/{member.code}/link/", follow=True)
    assert b"localhost:8000/signin/link" not in answer.content and b"terminal" in answer.content


def test_a_link_for_a_member_does_not_claim_businesses_without_an_owner(as_, cast, at):
    opened = open_business("From the terminal", country="US", zone="America/New_York", at=at)
    as_(None).post(path_in(as_("alice").post(f"/b/corner/members/{cast.bob.code}/link/")))
    assert not Member.objects.filter(business=opened).exists()
