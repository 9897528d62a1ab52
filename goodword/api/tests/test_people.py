"""People by the API: read, found, and told of once."""

import json
from datetime import timedelta

import pytest

from goodword.accounts.models import Change, Job
from goodword.api.limits import A_MINUTE
from goodword.desk.forgetting import forget
from goodword.people.hand import add_person, add_way
from goodword.people.models import Claim, Person
from goodword.referrals.settling import resettle as settle

DANA = {
    "given_name": "Dana",
    "family_name": "Brook",
    "email_addresses": [{"address": "Dana@Brook.example"}],
    "phone_numbers": [{"number": "12125550147"}],
    "postal_addresses": [{"address_lines": ["1 Mill Street"], "locality": "Lowell", "country": "US"}],
}


@pytest.fixture
def dana(cast, at):
    return add_person(cast.business, cast.alice, at, name="Dana Brook", email="dana@brook.example")


def words_of(answer) -> dict[str, str]:
    assert answer["Content-Type"] == "application/problem+json", answer.content
    told = answer.json()
    assert set(told) == {"type", "title", "status", "detail", "errors"}
    assert told["status"] == answer.status_code
    return {one["field"]: one["words"] for one in told["errors"]}


def test_people_are_told_with_the_names_of_osdi(api, dana):
    answer = api.get("people")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    [told] = answer.json()["items"]
    assert told["code"] == dana.code and told["identifiers"] == [f"goodword:{dana.code}"]
    assert (told["given_name"], told["family_name"]) == ("Dana", "Brook")
    assert told["email_addresses"][0]["address"] == "dana@brook.example"
    assert "phone_numbers" not in told, "what is not known is left out"
    assert api.get(f"people/{dana.code.lower()}").json() == told


def test_they_are_found_by_mail_phone_and_when_they_changed(api, cast, at, dana):
    eli = add_person(cast.business, cast.alice, at + timedelta(days=2), name="Eli", phone="+12125550199")
    codes = lambda **asked: [one["code"] for one in api.get("people", **asked).json()["items"]]  # noqa: E731
    assert codes(email="DANA@brook.example") == [dana.code]
    assert codes(phone="(212) 555-0199") == codes(phone="12125550199") == [eli.code]
    assert codes(updated_since="2026-03-03T00:00:00Z") == [eli.code]
    assert codes(email="nobody@brook.example") == []


def test_pages_follow_one_another(api, cast, at):
    for n in range(5):
        add_person(cast.business, cast.alice, at, name=f"Person {n}")
    names, after = [], ""
    for _page in range(3):
        page = api.get("people", per_page=2, after=after).json()
        names += [one["family_name"] for one in page["items"]]
        after = page["next"]
    assert names == ["0", "1", "2", "3", "4"] and after is None


def test_another_business_is_not_there(api, cast, at):
    rose = add_person(cast.florist, cast.charlie, at, name="Rose", email="rose@brook.example")
    assert api.get(f"people/{rose.code}").status_code == 404
    assert api.get("people").json()["items"] == []
    assert "after" in words_of(api.get("people", after=rose.code))


def test_whoever_is_told_of_is_a_claim_and_never_the_owners_word(api, key, cast):
    answer = api.post("people", DANA, once="1")
    assert answer.status_code == 201, answer.content
    told = api.get(f"people/{answer.json()['code']}").json()
    assert told["phone_numbers"][0]["number"] == "12125550147"
    assert told["postal_addresses"][0]["locality"] == "Lowell"
    claim = Claim.objects.get()
    assert not claim.by_hand and claim.source.kind == "api" and claim.source.label == "Booking page"
    assert Change.objects.get(type="person.created").member is None


def test_the_same_key_is_the_same_person_for_ever(api, at):
    first = api.post("people", DANA, once="1")
    again = api.post("people", DANA, once="1", at=at + timedelta(days=4000))
    assert (again.status_code, again.json()["code"]) == (200, first.json()["code"])
    assert Person.every.count() == 1
    other = api.post("people", DANA | {"given_name": "Eli"}, once="1")
    assert other.status_code == 409 and Person.every.count() == 1


def test_another_business_may_use_the_same_key(api, key, cast):
    api.post("people", DANA, once="1")
    _key, token = key(member=cast.charlie)
    assert api.post("people", DANA, once="1", token=token).status_code == 201


def test_somebody_whom_the_books_know_becomes_one_with_them_and_their_code_leads_there(api, cast, at, dana):
    told = api.post("people", DANA, once="1").json()
    job = Job.objects.get(name="referrals.resettle")
    settle(cast.business, job.args["claims"], at)
    [one] = api.get("people").json()["items"]
    assert {f"goodword:{dana.code}", f"goodword:{told['code']}"} == set(one["identifiers"])
    gone = ({dana.code, told["code"]} - {one["code"]}).pop()
    moved = api.get(f"people/{gone}")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/people/{one['code']}")
    assert api.post("people", DANA, once="1").json()["code"] == one["code"]


def test_whoever_was_forgotten_stays_forgotten(api, cast, at):
    api.post("people", DANA, once="1")
    forget(Person.objects.get(), cast.alice, at)
    assert api.post("people", DANA, once="1").status_code == 409
    assert api.post("people", DANA, once="2").status_code == 409
    assert not Person.every.exists()


def test_all_mistakes_are_told_at_once_in_words(api):
    wrong = {
        "given_name": 7,
        "famly_name": "Brook",
        "email_addresses": [{"adress": "x"}],
        "phone_numbers": "12",
    }
    answer = api.post("people", wrong)
    assert answer.status_code == 422
    assert words_of(answer) == {
        "given_name": "This should be text.",
        "famly_name": "There is no such field.",
        "email_addresses.0.address": "This is needed.",
        "email_addresses.0.adress": "There is no such field.",
        "phone_numbers": "This should be a list.",
        "Idempotency-Key": "This is needed.",
    }
    wrong = {"email_addresses": [{"address": "dana at home"}], "phone_numbers": [{"number": "call me"}]}
    words = words_of(api.post("people", wrong, once="1"))
    assert "dana@example.com" in words["email_addresses.0.address"]
    assert "+12125550147" in words["phone_numbers.0.number"]
    assert words_of(api.post("people", {}, once="1")) == {
        "": "A name, a mail address or a phone number is needed."
    }
    assert not Person.every.exists()


@pytest.mark.parametrize(
    "nonsense", ["{", "", "[]", '"x"', "null", "\\", '{"given_name": "\\u0000"}', '{"given_name": "\\ud800"}']
)
def test_nonsense_is_refused_in_words(api, nonsense):
    answer = api.send("POST", "people", nonsense, once="1")
    assert answer.status_code in (400, 422)
    words_of(answer)


def test_a_query_that_makes_no_sense_is_refused_in_words(api):
    asked = {
        "emial": "dana@brook.example",
        "per_page": "1000",
        "updated_since": "yesterday",
        "kind": "friend",
    }
    assert set(words_of(api.get("people", **asked))) == set(asked)
    assert set(words_of(api.get("people", email="x", phone="y"))) == {"email", "phone"}


def test_without_a_key_nothing_opens(api, key, cast, at):
    made, token = key()
    for wrong in ("", "gw_wrong", "Basic x"):
        answer = api.get("people", token=wrong)
        assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
        words_of(answer)
    assert api.get("people", token=token).status_code == 200
    made.revoke(cast.alice, at)
    assert api.get("people", token=token).status_code == 401


def test_a_cookie_opens_nothing(as_):
    assert as_("alice").get("/api/v1/people").status_code == 401


def test_a_key_does_only_what_was_ticked(api, key):
    _made, token = key("people:read")
    answer = api.post("people", DANA, once="1", token=token)
    assert answer.status_code == 403
    assert "people:write" in answer.json()["detail"]
    assert not Person.every.exists()


def test_a_key_that_may_only_add_reads_nothing_by_adding(api, key, cast, at, dana):
    add_way(dana, cast.alice, at, "phone", "+12125550199")
    _made, token = key("people:write", "sales:write", "evidence:write")
    told = api.post("people", DANA, once="1", token=token).json()
    settle(cast.business, [Claim.objects.get(by_hand=False).pk], at)
    assert set(api.post("people", DANA, once="1", token=token).json()) == set(told) == {"code"}
    eli = api.post("people", {"given_name": "Eli"}, once="2", token=token).json()["code"]
    sent = {"key": "1", "referred": eli, "referrer": dana.code}
    assert set(api.post("evidence", sent, token=token).json()) == {"code"}
    sold = {"number": "1", "on": "2026-02-20", "goods_cents": 1, "person": dana.code}
    assert set(api.post("sales", sold, token=token).json()) == {"account", "number", "state"}


def test_the_day_of_last_use_is_kept(api, key, on):
    made, token = key()
    api.get("people", token=token)
    made.refresh_from_db()
    assert made.last_used_on == on


def test_too_often_is_told_with_how_long_to_wait(api, key, at):
    _made, token = key()
    for _time in range(A_MINUTE):
        assert api.get("people/NOBODY", token=token).status_code == 404
    answer = api.get("people", token=token)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert api.get("people", token=key()[1]).status_code == 200, "another key is not slowed"
    assert api.get("people", token=token, at=at + timedelta(minutes=1)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"), [("DELETE", "people", 405), ("GET", "", 404), ("GET", "nowhere", 404)]
)
def test_whatever_is_not_there_is_told_as_a_problem_too(api, method, path, status):
    answer = api.send(method, path)
    assert answer.status_code == status and answer["Cache-Control"] == "no-store"
    words_of(answer)


def test_the_openapi_is_there_for_everybody(as_):
    told = json.loads(as_(None).get("/api/v1/openapi.json").content)
    assert told["openapi"].startswith("3.1")
    adds = told["paths"]["/api/v1/people"]["post"]
    assert adds["security"] == [{"Key": ["people:write"]}]
    assert [(one["name"], one["in"]) for one in adds["parameters"]] == [("Idempotency-Key", "header")]
    assert "application/problem+json" in adds["responses"]["422"]["content"]
