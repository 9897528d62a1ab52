"""The worker that is started again whenever it ends."""

from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

from goodword.site.serving import Kept


def test_a_worker_that_is_stopped_just_as_it_begins_does_not_live_on():
    begins, may_go_on = Event(), Event()

    class Slow:
        def __init__(self, **_told: Any) -> None:
            self.lives = False

        def start(self) -> None:
            begins.set()
            may_go_on.wait()
            self.lives = True

        def terminate(self) -> None:
            assert self.lives, "there was nothing to stop yet"
            self.lives = False

        def join(self, *_seconds: float) -> None:
            pass

        def is_alive(self) -> bool:
            return self.lives

    kept = Kept(lambda: None)
    kept.context = SimpleNamespace(Process=Slow)
    beginner, stopper = Thread(target=kept.begin), Thread(target=kept.stop)
    beginner.start()
    begins.wait()
    stopper.start()
    kept.over.wait()
    may_go_on.set()
    beginner.join()
    stopper.join()
    assert not kept.process.lives


def test_nothing_begins_after_it_was_stopped():
    kept = Kept(lambda: None)
    kept.stop()
    kept.begin()
    assert kept.process is None
