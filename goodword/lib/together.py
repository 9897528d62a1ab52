"""What many ask for at one moment is done in one go, as a lift takes whoever waits when it leaves."""

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)
Told = TypeVar("Told")
Answer = TypeVar("Answer")


class NotDone(Exception):
    """The whole go failed; why is in the log, once."""


class _Go(Generic[Told, Answer]):
    def __init__(self) -> None:
        self.told: list[Told] = []
        self.answers: list[Answer] | None = None  # one for each, in that order; None: it failed
        self.is_over = threading.Event()


class Together(Generic[Told, Answer]):
    """Whoever comes first leads: they wait until the go before is over, then do it for all who came meanwhile.

    No thread of its own, which a fork would lose and a stop would have to wait for.
    """

    def __init__(self, do: Callable[[list[Told]], list[Answer]]) -> None:
        self.do = do
        self._door, self._turn = threading.Lock(), threading.Lock()
        self._next: _Go[Told, Answer] | None = None

    def __call__(self, told: Told) -> Answer:
        """The answer to this one. Raises NotDone, as for everybody in the same go."""
        with self._door:
            go, leads = self._next, False
            if go is None:
                go, leads = _Go(), True
                self._next = go
            place = len(go.told)
            go.told.append(told)
        if leads:
            self._lead(go)
        else:
            go.is_over.wait()
        if go.answers is None:
            raise NotDone
        return go.answers[place]

    def _lead(self, go: _Go[Told, Answer]) -> None:
        try:
            with self._turn:
                with self._door:
                    self._next = None  # who comes from now on waits for the next
                go.answers = self.do(go.told)
        except Exception:
            logger.exception("What %s asked for at one moment was not done.", len(go.told))
        finally:
            go.is_over.set()
