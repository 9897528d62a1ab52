"""accounts/jobs.py and working.py: asked once, done once, taken up again, and failing with words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts import jobs
from goodword.accounts.jobs import CannotBeDone, Running, Taken, ask, daily, job
from goodword.accounts.models import Job
from goodword.accounts.working import Stop, keep_time, sweep, take, work_one


@pytest.fixture(autouse=True)
def no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KNOWN", jobs.KNOWN)
    for name in list(jobs.KNOWN):
        monkeypatch.delitem(jobs.KNOWN, name)


@pytest.fixture
def bakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    done: list[Any] = []

    @job("test.bake", tries=2)
    def bake(running: Running, bread: str = "rye") -> None:
        if bread == "none":
            raise CannotBeDone("There is no flour.")
        if bread == "burnt":
            raise RuntimeError("the oven is too hot")
        if bread == "halfway":
            raise Stop
        running.progress(1, 2)
        done.append((running.business.code, bread))

    yield done
    jobs.KNOWN.pop("test.bake")


def test_asking_twice_is_asking_once(cast, at, bakes):
    ask(cast.business, "test.bake", "monday", at, bread="rye")
    ask(cast.business, "test.bake", "monday", at, bread="rye")
    work_one(at)
    assert ask(cast.business, "test.bake", "monday", at).state == Job.State.DONE
    assert work_one(at) is None
    assert bakes == [("corner", "rye")]


def test_the_same_key_of_another_business_is_another_job(cast, at, bakes):
    ask(cast.business, "test.bake", "monday", at)
    ask(cast.florist, "test.bake", "monday", at)
    assert work_one(at) and work_one(at)
    assert {code for code, _bread in bakes} == {"corner", "florist"}


def test_it_is_not_done_before_its_time(cast, at, bakes):
    ask(cast.business, "test.bake", "later", at + timedelta(minutes=5))
    assert work_one(at) is None
    assert work_one(at + timedelta(minutes=5)) is not None


def test_it_keeps_how_far_it_came(cast, at, bakes):
    asked = ask(cast.business, "test.bake", "monday", at)
    work_one(at)
    asked.refresh_from_db()
    assert (asked.progress, asked.percent, asked.done_at) == ({"done": 1, "of": 2}, 50, at)


def test_a_failure_is_tried_again_later_and_at_last_told(cast, at, bakes):
    asked = ask(cast.business, "test.bake", "burnt", at, bread="burnt")
    work_one(at)
    asked.refresh_from_db()
    assert asked.state == Job.State.WAITING and asked.run_at > at
    work_one(asked.run_at)
    asked.refresh_from_db()
    assert asked.state == Job.State.FAILED and "oven" in asked.error


def test_what_cannot_be_done_is_not_tried_again(cast, at, bakes):
    asked = ask(cast.business, "test.bake", "none", at, bread="none")
    work_one(at)
    asked.refresh_from_db()
    assert (asked.state, asked.error, asked.tries) == (Job.State.FAILED, "There is no flour.", 1)


def test_a_failed_one_can_be_tried_anew(cast, at, bakes):
    asked = ask(cast.business, "test.bake", "none", at, bread="none")
    work_one(at)
    asked.refresh_from_db()
    asked.again(at)
    assert take(at) == asked


def test_a_job_that_no_room_knows_fails_with_words(cast, at):
    asked = ask(cast.business, "test.unheard", "x", at)
    work_one(at)
    asked.refresh_from_db()
    assert asked.state == Job.State.FAILED and "does not know" in asked.error


def test_being_told_to_stop_gives_the_job_back(cast, at, bakes):
    asked = ask(cast.business, "test.bake", "halfway", at, bread="halfway")
    with pytest.raises(Stop):
        work_one(at)
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (Job.State.WAITING, 0)


def test_a_job_whose_worker_died_is_taken_up_again(cast, at, bakes):
    ask(cast.business, "test.bake", "monday", at)
    take(at)
    late = at + timedelta(seconds=61)
    assert sweep(late, silent_since=late - timedelta(seconds=60)) == 1
    assert work_one(late + timedelta(seconds=10)) is not None
    assert bakes == [("corner", "rye")]


def test_a_living_worker_is_left_alone(cast, at, bakes):
    ask(cast.business, "test.bake", "monday", at)
    take(at)
    assert sweep(at + timedelta(seconds=30), silent_since=at - timedelta(seconds=30)) == 0


def test_a_worker_that_was_thought_dead_cannot_finish_what_another_has(cast, at, bakes):
    ask(cast.business, "test.bake", "monday", at)
    slept = take(at)
    sweep(at, silent_since=at + timedelta(seconds=1))
    other = take(at + timedelta(seconds=10))
    assert slept and other and slept.pk == other.pk
    assert not slept.finish(at, {})
    assert not slept.beat(at, {})
    assert other.finish(at, {})


def test_a_lost_job_stops_at_its_next_progress(cast, at):
    running = Running(business=cast.business, at=at, job=Job(name="test", key="x"), is_lost=True)
    with pytest.raises(Taken):
        running.progress(1, 2)


@pytest.fixture
def list_at_five() -> Iterator[None]:
    @daily("test.list", at="05:00")
    def make(running: Running) -> None: ...

    yield
    jobs.KNOWN.pop("test.list")


def test_the_timetable_goes_by_the_clock_of_the_business(cast, at, list_at_five):
    keep_time(datetime(2026, 3, 2, 9, 59, tzinfo=UTC))  # 04:59 in New York
    assert not Job.objects.filter(name="test.list", key="2026-03-02").exists()
    keep_time(datetime(2026, 3, 2, 10, 0, tzinfo=UTC))
    assert Job.objects.filter(name="test.list", key="2026-03-02", business=cast.business).count() == 1


def test_the_timetable_asks_once_a_day(cast, at, list_at_five, django_assert_num_queries):
    asked: set[tuple[int, str, str]] = set()
    noon = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    keep_time(noon, asked)
    keep_time(noon)  # another worker, which remembers nothing
    with django_assert_num_queries(1):  # the businesses; nothing is written
        keep_time(noon, asked)
    assert Job.objects.filter(name="test.list").count() == 2  # one for each business
