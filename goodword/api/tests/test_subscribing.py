"""A program that sets itself up to be told, and takes itself away again."""

import pytest

from goodword.accounts.models import Change
from goodword.api.models import Hook
from goodword.people.hand import add_person

from .test_hooks import receiver, told, work  # noqa: F401
from .test_people import words_of

URL = "https://tool.example/hook/1"


def test_it_is_told_signed_with_the_secret_that_it_was_given(api, cast, at, receiver):  # noqa: F811
    answer = api.post("hooks", {"url": receiver.url, "types": ["person.created"]})
    assert answer.status_code == 201
    assert answer.json()["secret"] == Hook.objects.get().own_secret
    add_person(cast.business, cast.alice, at, name="Dana Brook")
    work(at)
    assert [one["data"]["given_name"] for one in told(receiver)] == ["Dana"]
    assert Change.objects.get(type="hook.created").member == cast.alice


def test_the_same_address_twice_is_once(api):
    told = {"url": URL, "types": ["sale.created", "newcomer.noted"]}
    first = api.post("hooks", told)
    again = api.post("hooks", told | {"types": told["types"][::-1]})
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert api.post("hooks", told | {"types": ["ask.sent"]}).status_code == 409
    assert Hook.objects.count() == 1


def test_it_hears_no_more_than_its_key_may_read(api, key):
    token = key("hooks:write", "sales:read")[1]
    answer = api.post("hooks", {"url": URL, "types": ["sale.created", "person.created"]}, token=token)
    assert answer.status_code == 422 and "people:read" in words_of(answer)["types.1"]
    assert not Hook.objects.exists()
    assert api.post("hooks", {"url": URL, "types": ["sale.created"]}, token=token).status_code == 201


def test_it_ends_with_its_key(api, key, cast, at, receiver):  # noqa: F811
    made, token = key()
    api.post("hooks", {"url": receiver.url, "types": ["person.created"]}, token=token)
    made.revoke(cast.alice, at)
    add_person(cast.business, cast.alice, at, name="Dana Brook")
    work(at)
    assert not receiver.heard and not Hook.objects.get().works


def test_a_key_sees_and_removes_its_own_and_no_others(api, key, cast, at):
    Hook.make(cast.business, cast.alice, "https://of-the-owner.example/", ["sale.created"], at)
    code = api.post("hooks", {"url": URL, "types": ["sale.created"]}).json()["code"]
    assert [one["url"] for one in api.get("hooks").json()["items"]] == [URL]
    other = key()[1]
    assert api.get("hooks", token=other).json()["items"] == []
    assert api.send("DELETE", f"hooks/{code}", token=other).status_code == 404
    assert api.send("DELETE", f"hooks/{code}", token=key(member=cast.charlie)[1]).status_code == 404
    assert api.send("DELETE", f"hooks/{code}").status_code == 204
    assert api.send("DELETE", f"hooks/{code}").status_code == 404
    assert Hook.objects.get().url == "https://of-the-owner.example/"


def test_all_mistakes_are_told_at_once(api):
    assert set(words_of(api.post("hooks", {"url": "", "types": ["person.eaten"], "x": 1}))) == {
        "url",
        "types.0",
        "x",
    }
    assert (
        "https://" in words_of(api.post("hooks", {"url": "http://a.example", "types": ["ask.sent"]}))["url"]
    )
    assert not Hook.objects.exists()


@pytest.mark.parametrize(("method", "path"), [("GET", "hooks"), ("POST", "hooks"), ("DELETE", "hooks/ABC")])
def test_without_the_scope_nothing_is_set_up(api, key, method, path):
    assert api.send(method, path, "{}", token=key("people:read")[1]).status_code in (403, 422)
    assert api.send(method, path, "{}", token="").status_code == 401
