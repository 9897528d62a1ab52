"""An owner makes keys for other software, sees them, and revokes them."""

import re

import pytest

from goodword.accounts.membership import give_role, remove
from goodword.accounts.models import Change, Member
from goodword.api.models import ApiKey

FORM = {"name": "Booking page", "scopes": ["people:read", "sales:write"]}


def test_the_key_is_told_once_and_never_kept(as_, cast):
    alice = as_("alice")
    page = alice.post("/b/corner/keys/make/", FORM).content.decode()
    [token] = re.findall(r"gw_[\w-]{32}", page)
    key = ApiKey.objects.get()
    assert key.scopes == ["people:read", "sales:write"]
    assert token not in str(vars(key)) and ApiKey.find(token) == key
    listed = alice.get("/b/corner/keys/").content.decode()
    assert "Booking page" in listed and "never used" in listed and token not in listed


def test_the_same_form_sent_again_makes_no_second_key_and_shows_nothing_new(as_):
    alice = as_("alice")
    [pressed] = re.findall(r'name="pressed" value="(\w+)"', alice.get("/b/corner/keys/").content.decode())
    first = alice.post("/b/corner/keys/make/", FORM | {"pressed": pressed}).content.decode()
    again = alice.post("/b/corner/keys/make/", FORM | {"pressed": pressed}, follow=True).content.decode()
    assert "gw_" in first and "gw_" not in again and "was shown once" in again
    assert ApiKey.objects.count() == 1


def test_a_key_without_a_name_or_a_scope_is_refused_in_words(as_):
    answer = as_("alice").post("/b/corner/keys/make/", {"name": ""})
    assert answer.status_code == 422
    assert answer.content.count(b"This is needed.") + answer.content.count(b"Choose one of these.") >= 2
    assert not ApiKey.objects.exists()


def test_it_is_asked_first_and_then_revoked_for_good(as_, cast, key):
    made, token = key()
    alice = as_("alice")
    assert b"shut out at once" in alice.get(f"/b/corner/keys/{made.code}/revoke/").content
    assert ApiKey.find(token)
    for _twice in range(2):
        assert alice.post(f"/b/corner/keys/{made.code}/revoke/").status_code == 302
    assert ApiKey.find(token) is None
    types = Change.objects.filter(room="api").values_list("type", flat=True)
    assert sorted(types) == ["api_key.created", "api_key.revoked"]


@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_only_the_owner_has_keys(as_, key, who):
    made, token = key()
    browser = as_(who)
    assert browser.get("/b/corner/keys/").status_code == 403
    assert browser.post("/b/corner/keys/make/", FORM).status_code == 403
    assert browser.post(f"/b/corner/keys/{made.code}/revoke/").status_code == 403
    assert ApiKey.find(token) and ApiKey.objects.count() == 1


def test_charlie_cannot_tell_that_it_exists(as_, cast, key):
    made, _token = key()
    charlie = as_("charlie")
    assert charlie.get("/b/corner/keys/").status_code == 404
    assert charlie.post(f"/b/florist/keys/{made.code}/revoke/").status_code == 404


@pytest.mark.parametrize("gone", ["sent away", "no owner any more"])
def test_a_key_ends_with_the_owner_who_made_it(cast, at, key, gone):
    cast.hugo.role = "owner"
    cast.hugo.save()
    _made, token = key(member=Member.objects.select_related("business").get(pk=cast.hugo.pk))
    assert ApiKey.find(token)
    if gone == "sent away":
        remove(cast.hugo, cast.alice, at)
    else:
        give_role(cast.hugo, "helper", cast.alice, at)
    assert ApiKey.find(token) is None


def test_settings_lead_there(as_):
    assert b"/b/corner/keys/" in as_("alice").get("/b/corner/settings/").content
    assert b"/b/corner/keys/" not in as_("bob").get("/b/corner/settings/").content
