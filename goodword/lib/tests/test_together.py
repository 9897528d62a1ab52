"""What many ask for at one moment is done in one go."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from goodword.lib.together import NotDone, Together, logger

N = 8


class Gate:
    """Holds the first go up until all others have asked: they can only go together."""

    def __init__(self) -> None:
        self.goes: list[list[int]] = []
        self.is_begun, self.is_open = threading.Event(), threading.Event()

    def do(self, told: list[int]) -> list[int]:
        self.goes.append(list(told))
        if len(self.goes) == 1:
            self.is_begun.set()
            assert self.is_open.wait(10)
        if 13 in told:
            raise ValueError("thirteen")
        return [one * one for one in told]


def all_at_once(gate: Gate, together: Together[int, int], numbers: list[int]) -> list[int | None]:
    """The first alone, the rest while it is at work. None for whoever was told that it was not done."""

    def ask(number: int) -> int | None:
        try:
            return together(number)
        except NotDone:
            return None

    class Counted(list[int]):
        def append(self, number: int) -> None:
            super().append(number)
            if len(self) == len(numbers) - 1:
                gate.is_open.set()

    with ThreadPoolExecutor(len(numbers)) as pool:
        first = pool.submit(ask, numbers[0])
        assert gate.is_begun.wait(10)
        second = pool.submit(ask, numbers[1])
        while together._next is None:
            pass
        with together._door:
            together._next.told = Counted(together._next.told)
        rest = [pool.submit(ask, number) for number in numbers[2:]]
        return [one.result(10) for one in (first, second, *rest)]


def test_alone_it_is_done_at_once() -> None:
    together: Together[int, int] = Together(lambda told: [one + 1 for one in told])
    assert together(1) == 2


def test_whoever_comes_meanwhile_goes_together_and_each_has_their_own_answer() -> None:
    gate = Gate()
    assert all_at_once(gate, Together(gate.do), [*range(N)]) == [n * n for n in range(N)]
    assert [len(go) for go in gate.goes] == [1, N - 1] and sorted(gate.goes[1]) == [*range(1, N)]


def test_a_go_that_fails_fails_for_all_in_it_and_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(logger, "exception", lambda *words: told.append((*words, sys.exc_info()[1])))
    gate = Gate()
    together = Together(gate.do)
    assert all_at_once(gate, together, [1, 12, 13, 14]) == [1, None, None, None]
    assert together(4) == 16
    assert [str(words[-1]) for words in told] == ["thirteen"]


def test_many_in_a_row_are_each_done_once() -> None:
    done: list[int] = []

    def do(told: list[int]) -> list[int]:
        done.extend(told)
        return told

    together: Callable[[int], int] = Together(do)
    with ThreadPoolExecutor(N) as pool:
        assert [*pool.map(together, range(500))] == [*range(500)]
    assert sorted(done) == [*range(500)]
