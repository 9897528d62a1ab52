import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from goodword.conftest import Ran
from goodword.site import running
from tests import java


@pytest.fixture
def terminal(at: datetime) -> Callable[..., Ran]:
    """As everywhere, but without books: this command must not touch them."""

    def ran(name: str, *words: object) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        code = running.run(name, [*map(str, words)], out, err, at=at)
        return Ran(code, out.getvalue(), err.getvalue())

    return ran


@pytest.fixture(scope="session")
def a_running_spark() -> Iterator[Any]:
    """A real one on two cores. The command takes it as it is, so one start does for all tests."""
    if not java.program():
        pytest.skip(java.NONE_FOUND)
    from goodword.fleet.spark_session import session_of

    with session_of("local[2]", "") as session:
        yield session
