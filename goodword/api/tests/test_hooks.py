"""Another program is told what happens: signed, in its own time, again and again for three days, and never twice."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from goodword.accounts.jobs import LOOKS, find_jobs
from goodword.accounts.models import Change, Job, Source
from goodword.accounts.working import work_one
from goodword.api.events import EVENTS
from goodword.api.models import Delivery, Hook
from goodword.api.models.hook import PAUSES
from goodword.api.outbox import gather, look, replay
from goodword.api.signing import BadSignature, check_standard, sign
from goodword.desk.forgetting import forget
from goodword.people.hand import add_person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales.by_software import tell_sale

from .test_reaching import listening

SOON = timedelta(seconds=6)


@pytest.fixture
def receiver(settings):
    """Another program, on this machine, and allowed by whoever runs it."""
    with listening() as server:
        settings.HOOKS_INSIDE = (f"127.0.0.1:{server.server_port}",)
        server.url = f"http://127.0.0.1:{server.server_port}/hook"
        yield server


@pytest.fixture
def hook(cast, at, receiver):
    made, receiver.secret = Hook.make(cast.business, cast.alice, receiver.url, EVENTS, at)
    return made


def work(at):
    """What the worker does at that moment."""
    find_jobs()
    look(at)
    while (done := work_one(at)) and done.name != "api.send":
        pass
    assert not Job.objects.filter(name="api.send", state="failed").exists()


def told(receiver):
    return [json.loads(body) for _path, body, _headers in receiver.heard]


def test_a_change_is_told_as_the_api_shows_it_and_signed(hook, receiver, cast, at):
    dana = add_person(cast.business, cast.alice, at, name="Dana Brook", email="dana@brook.example")
    work(at)
    [(path, body, headers)] = receiver.heard
    message = json.loads(body)
    assert path == "/hook" and headers["Content-Type"] == "application/json"
    assert set(message) == {"id", "type", "created_at", "business", "data"}
    assert (message["type"], message["business"]) == ("person.created", "corner")
    assert message["created_at"] == "2026-03-02T09:00:00+00:00" and message["id"] == headers["webhook-id"]
    assert message["data"]["code"] == dana.code and message["data"]["given_name"] == "Dana"
    check_standard(receiver.secret, headers, body, at)
    with pytest.raises(BadSignature):
        check_standard("whsec_b3RoZXI=", headers, body, at)


def test_the_signature_is_that_of_the_specification():
    # The test vector of the reference libraries of standardwebhooks.com.
    signed = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_each_change_is_told_once_and_what_was_before_never(cast, at, receiver):
    add_person(cast.business, cast.alice, at, name="Before")
    Hook.make(cast.business, cast.alice, receiver.url, EVENTS, at)
    add_person(cast.business, cast.alice, at, name="Dana")
    add_person(cast.florist, cast.charlie, at, name="Of the florist")
    for n in range(4):
        work(at + n * timedelta(minutes=4))
    assert [one["data"]["given_name"] for one in told(receiver)] == ["Dana"]


def test_a_change_that_was_written_late_is_told_all_the_same(hook, receiver, cast, at):
    """On PostgreSQL a change may be seen after one of a higher number."""
    late = Change.objects.create(
        business=cast.business, at=at, type="person.created", room="people", row="LATE00000000", fields=[]
    )
    pk = late.pk
    late.delete()
    dana = add_person(cast.business, cast.alice, at, name="Dana")
    work(at)
    Change.objects.create(
        pk=pk,
        business=cast.business,
        at=at,
        type="person.created",
        room="people",
        row="LATE00000000",
        fields=[],
    )
    work(at + SOON)
    work(at + timedelta(minutes=10))
    assert [one["data"]["code"] for one in told(receiver)] == [dana.code, "LATE00000000"]
    hook.refresh_from_db()
    assert hook.cursor == Change.objects.latest("pk").pk


def test_only_what_was_ticked_is_told(cast, at, receiver):
    Hook.make(cast.business, cast.alice, receiver.url, ["newcomer.noted", "sale.created"], at)
    note_newcomer(cast.business, cast.alice, at, Came(how=How.AD, name="Eli Reed"), key="1")
    said = {
        "account": "",
        "number": "1",
        "on": cast.business.day_of(at),
        "goods_cents": 500,
        "currency": "USD",
    }
    tell_sale(
        cast.business, Source.by_hand(cast.business.pk, None, at), at, **said, says="counted", person=None
    )
    work(at)
    assert [one["type"] for one in told(receiver)] == ["newcomer.noted", "sale.created"]
    newcomer, sale = [one["data"] for one in told(receiver)]
    assert newcomer["how"] == "ad" and "Eli" not in json.dumps(newcomer)  # a name is for who may read people
    assert (sale["number"], sale["goods_cents"], sale["person"]) == ("1", 500, None)


def test_what_does_not_arrive_is_told_again_for_three_days_and_then_it_is_paused(hook, receiver, cast, at):
    receiver.answers = 500
    add_person(cast.business, cast.alice, at, name="Dana")
    moments, now = [], at
    while not Hook.objects.get().paused_at and now < at + timedelta(days=5):
        before = len(receiver.heard)
        work(now)
        if len(receiver.heard) > before:
            moments.append(now)
        waiting = Delivery.objects.get().next_at or now
        now = max(waiting, Hook.objects.get().rests_until or now, now + timedelta(seconds=5))
    gaps = [after - first for first, after in pairwise(moments)]
    assert gaps == PAUSES and timedelta(days=3) < moments[-1] - moments[0] < timedelta(days=3.5)
    delivery, hook = Delivery.objects.get(), Hook.objects.get()
    assert (delivery.state, delivery.tries, delivery.status) == ("failed", 10, 500)
    assert "error (500)" in hook.why and len({one["id"] for one in told(receiver)}) == 1
    work(now + timedelta(days=9))
    assert len(receiver.heard) == 10


def test_started_again_it_tells_what_happened_meanwhile_and_what_was_given_up_when_asked(
    hook, receiver, cast, at
):
    receiver.answers = 500
    add_person(cast.business, cast.alice, at, name="Dana")
    gather(hook, at)
    Delivery.objects.update(tries=9)
    work(at)
    hook.refresh_from_db()
    hook.pause(at, why="It answered with an error (500).")
    later = at + timedelta(days=1)
    add_person(cast.business, cast.alice, later, name="Eli")
    work(later)
    assert len(receiver.heard) == 1
    receiver.answers = 200
    hook.start(cast.alice, later)
    work(later)
    assert [one["data"]["given_name"] for one in told(receiver)] == ["Dana", "Eli"]
    assert replay(hook, later) == 1 and replay(hook, later) == 0
    work(later + SOON)
    assert [one["data"]["given_name"] for one in told(receiver)] == ["Dana", "Eli", "Dana"]
    assert told(receiver)[0]["id"] == told(receiver)[2]["id"]
    assert not Delivery.objects.exclude(state="arrived").exists()


def test_one_that_is_refused_keeps_the_others_only_for_a_moment(hook, receiver, cast, at):
    add_person(cast.business, cast.alice, at, name="Dana")
    add_person(cast.business, cast.alice, at, name="Eli")

    def refuse_dana(listener):
        listener._answer(422 if b"Dana" in receiver.heard[-1][1] else 200)

    receiver.answers = refuse_dana
    work(at)
    assert len(receiver.heard) == 1
    work(at + SOON)
    assert [one["data"]["given_name"] for one in told(receiver)][:2] == ["Dana", "Eli"]
    hook.refresh_from_db()
    assert Delivery.objects.get(state="waiting").problem == "It answered with an error (422)."


def test_an_address_that_says_it_is_gone_is_paused_at_once(hook, receiver, cast, at):
    receiver.answers = 410
    add_person(cast.business, cast.alice, at, name="Dana")
    work(at)
    assert Hook.objects.get().paused_at == at and "nobody listens" in Hook.objects.get().why


def test_a_name_that_leads_inside_is_told_in_the_log(hook, settings, receiver, cast, at):
    settings.HOOKS_INSIDE = ()
    Hook.objects.update(url=receiver.url.replace("http", "https"))
    add_person(cast.business, cast.alice, at, name="Dana")
    work(at)
    assert "private network" in Delivery.objects.get().problem and not receiver.heard


def test_it_ends_with_the_owner_who_made_it(hook, receiver, cast, at):
    add_person(cast.business, cast.alice, at, name="Dana")
    cast.alice.role = "helper"
    cast.alice.save()
    work(at)
    assert not receiver.heard and not Delivery.objects.exists()


def test_whoever_is_forgotten_is_told_by_code_alone(hook, receiver, cast, at):
    dana = add_person(cast.business, cast.alice, at, name="Dana Brook", email="dana@brook.example")
    code = dana.code
    forget(dana, cast.alice, at)
    work(at)
    assert {(one["type"], json.dumps(one["data"])) for one in told(receiver)} == {
        ("person.created", json.dumps({"code": code})),
        ("person.forgotten", json.dumps({"code": code})),
    }


def test_many_at_once_are_all_told(hook, receiver, cast, at):
    rows = [
        Change(business=cast.business, at=at, type="person.created", room="people", row=f"{n:012}", fields=[])
        for n in range(450)
    ]
    Change.objects.bulk_create(rows)
    assert gather(hook, at) == 450 and gather(hook, at) == 0
    for n in range(9):
        work(at + n * SOON)
    assert [one["data"]["code"] for one in told(receiver)] == [f"{n:012}" for n in range(450)]


def test_with_nobody_to_tell_it_is_one_look(cast, at, django_assert_num_queries):
    with django_assert_num_queries(1):
        look(at)


def test_an_idle_look_writes_nothing(hook, cast, at, django_assert_num_queries):
    assert look in LOOKS
    gather(hook, at)
    later = at + timedelta(hours=1)
    look(later)
    with django_assert_num_queries(6) as asked:
        look(later)
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)


def test_old_lines_of_the_log_go_after_a_month(hook, receiver, cast, at):
    add_person(cast.business, cast.alice, at, name="Dana")
    work(at)
    look(at + timedelta(days=29))
    assert Delivery.objects.count() == 1
    look(at + timedelta(days=31))
    assert Delivery.objects.count() == 0
    assert len(receiver.heard) == 1
