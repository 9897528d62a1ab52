"""Who sent whom by the API; and thanks and the day's list, which follow from it."""

import pytest

from goodword.api.tests.test_people import words_of
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person
from goodword.referrals.models import Evidence, Newcomer
from goodword.referrals.sharing import make_link
from goodword.today.making import make_list
from tests.walks.bakery import regulars


@pytest.fixture
def dana(cast, at):
    return add_person(cast.business, cast.alice, at, name="Dana Brook", kind="customer")


@pytest.fixture
def eli(api, dana):
    """Whoever came: told of by the API too."""
    return api.post("people", {"given_name": "Eli"}, once="eli").json()["code"]


@pytest.fixture
def trace(eli, dana):
    return {"key": "booking-7", "referred": eli, "referrer": dana.code, "happened_on": "2026-03-02"}


def kept(api, told):
    """The trace that was told, as it is read."""
    code = api.post("evidence", told).json()["code"]
    return {one["code"]: one for one in api.get("evidence").json()["items"]}[code]


def test_a_trace_is_kept_and_decides_who_sent_whom(api, trace, dana, eli):
    answer = api.post("evidence", trace)
    assert answer.status_code == 201, answer.content
    [told] = api.get("evidence", referrer=dana.code).json()["items"]
    assert told["code"] == answer.json()["code"]
    assert (told["kind"], told["lost"], told["withdrawn"]) == ("webhook", "", False)
    [referral] = api.get("referrals", referred=eli).json()["items"]
    assert referral == {
        "referrer": dana.code,
        "referred": eli,
        "state": "qualified",
        "yes_on": None,
        "evidence": told["code"],
    }
    assert Newcomer.objects.get().source.kind == "api"


def test_the_same_key_is_one_trace_for_ever_and_never_another(api, key, trace, dana):
    first = api.post("evidence", trace).json()
    again = api.post("evidence", trace, token=key()[1])
    assert (again.status_code, again.json()) == (200, first)
    assert api.post("evidence", trace | {"happened_on": "2026-03-01"}).status_code == 409
    assert Evidence.objects.count() == Newcomer.objects.count() == 1


def test_the_callers_key_is_not_kept_in_the_clear(api, trace):
    api.post("evidence", trace | {"key": "eli@example.com"})
    assert "eli" not in Evidence.objects.get().key


def test_a_code_that_was_said_leads_to_whose_it_is(api, trace, cast, at, dana):
    spoken = make_link(dana, cast.alice, at).spoken
    del trace["referrer"]
    told = kept(api, trace | {"referrer_code": spoken.lower()})
    assert (told["kind"], told["referrer"]) == ("code", dana.code)
    assert "referrer_code" in words_of(api.post("evidence", trace | {"key": "8", "referrer_code": "ZZZ99"}))


def test_a_name_that_somebody_alone_bears_is_theirs_and_any_other_waits(api, trace, dana, eli):
    del trace["referrer"]
    told = kept(api, trace | {"referrer_name": "dana brook"})
    assert (told["kind"], told["referrer"]) == ("typed", dana.code)
    told = kept(api, trace | {"key": "8", "referrer_name": "Somebody Else"})
    assert (told["referrer"], told["lost"]) == (None, "nobody")


def test_nobody_sends_themselves_and_all_mistakes_are_told(api, trace, eli, cast, at):
    assert "referred" in words_of(api.post("evidence", trace | {"referrer": eli}))
    rose = add_person(cast.florist, cast.charlie, at, name="Rose")
    wrong = trace | {"referrer": rose.code, "referred": rose.code, "referrer_name": "x"}
    assert set(words_of(api.post("evidence", wrong))) == {"referrer", "referred", ""}
    assert set(words_of(api.get("referrals", referrer=rose.code))) == {"referrer"}
    assert not Evidence.objects.exists()


def test_thanks_are_read_as_they_stand(api, cast, at, on, dana):
    due = ThankYou.open_for(dana, "sent", room="referrals", row="X", since=on, at=at)
    [told] = api.get("thanks", state="open").json()["items"]
    assert (told["person"], told["reason"], told["state"]) == (dana.code, "sent", "open")
    due.say(cast.alice, "call", at)
    assert api.get("thanks", state="open").json()["items"] == []
    [told] = api.get("thanks", person=dana.code).json()["items"]
    assert (told["state"], told["said_on"]) == ("said", "2026-03-02")


def test_the_list_is_read_and_not_made_by_reading(api, cast, at, on, dana):
    assert api.get("list").json() == {"on": "2026-03-02", "is_made": False, "moves": []}
    people = regulars(cast, at)
    make_list(cast.business, on, at)
    told = api.get("list").json()
    assert told["is_made"] and {one["person"] for one in told["moves"]} & {one.code for one in people}
    assert all(one["why"] and one["state"] == "open" for one in told["moves"])


def test_thanks_without_a_known_day_tell_none(api, cast, at, on, dana):
    ThankYou.open_for(dana, "sent", room="referrals", row="X", since=on, at=at, is_dated=False)
    [told] = api.get("thanks", state="open").json()["items"]
    assert told["since"] is None


@pytest.mark.parametrize("path", ["evidence", "referrals", "thanks", "list"])
def test_another_business_sees_none_of_it(api, key, cast, at, on, trace, path):
    api.post("evidence", trace)
    make_list(cast.business, on, at)
    told = api.get(path, token=key(member=cast.charlie)[1]).json()
    assert (told["moves"] if path == "list" else told["items"]) == []
    assert api.get(path, token=key("people:read")[1]).status_code == 403
