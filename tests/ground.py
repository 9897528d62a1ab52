"""The ground under every test: a home of its own, no network, and PostgreSQL when asked for.

pytest loads this first (`-p tests.ground` in pyproject.toml), before Django reads its settings.

--postgres        run on a real PostgreSQL server, started for this run and gone with it
--fuzz SECONDS    only the tests that draw their own examples or are marked `guided`, for so many seconds in all
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Generator
from pathlib import Path
from time import monotonic
from typing import Any

import hypothesis
import pytest

from tests.postgres import Server

HOME = Path(tempfile.mkdtemp(prefix="goodword-tests-"))
# Tests never see the books, the address or the mail server of whoever runs them.
for name in [*os.environ]:
    if name.startswith("GOODWORD_") or name == "DATABASE_URL":
        del os.environ[name]
os.environ["GOODWORD_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.site.settings"

server = Server()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("goodword")
    group.addoption(
        "--postgres", action="store_true", help="run on a real PostgreSQL server, started for this run"
    )
    group.addoption(
        "--fuzz",
        type=float,
        metavar="SECONDS",
        help="only tests that draw examples or are guided, for SECONDS in all",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    # A wrapper comes before every plain hook, pytest-django's reading of the settings included.
    if early_config.known_args_namespace.postgres:
        os.environ["DATABASE_URL"] = server.start()
    say_where_tests_keep(early_config.known_args_namespace.postgres)
    return (yield)


def say_where_tests_keep(is_postgres: bool) -> None:
    """The tables are made at once, as for a new owner: it takes a tenth of the time of going through all migrations.
    That both ways come to the same is asked in site/tests/test_updating.py."""
    from django.conf import settings

    # On a file, as owners do: WAL, locks and a second connection behave otherwise in memory.
    name = {} if is_postgres else {"NAME": str(HOME / "tests.db")}
    settings.DATABASES["default"]["TEST"] = {"MIGRATE": False, **name}


def pytest_configure(config: pytest.Config) -> None:
    refuse_the_network()
    # The same examples for everyone, so that nobody's change fails by bad luck; --fuzz draws new ones.
    is_fuzz = config.option.fuzz is not None
    hypothesis.settings.register_profile("house", max_examples=50, deadline=None, derandomize=not is_fuzz)
    hypothesis.settings.load_profile("house")


def pytest_unconfigure(config: pytest.Config) -> None:
    server.stop()
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {server.version}" if server.version else "database: SQLite"


# No network ---------------------------------------------------------------------------------------

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


class NoNetwork(OSError):
    """A test tried to reach beyond this machine."""


def refuse_the_network() -> None:
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise NoNetwork(f"tests have no network, and one wanted {address[0]}")
        connect(self, address)

    def getaddrinfo_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
        if not name.startswith(LOOPBACK):
            raise NoNetwork(f"tests have no network, and one asked where {name} is")
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = connect_here  # type: ignore[assignment, method-assign]
    socket.getaddrinfo = getaddrinfo_here


# What is run -------------------------------------------------------------------------------------

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.postgres:
        # What may not ask the database is the same on either. Slow ones may ask it from a process of their own.
        keep(
            config, items, [item for item in items if asks_database(item) or item.get_closest_marker("slow")]
        )
    choose_what_fuzzes(config, items)


def keep(config: pytest.Config, items: list[pytest.Item], wanted: list[pytest.Item]) -> None:
    those = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in those])
    items[:] = wanted


def asks_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())))


# Fuzz ---------------------------------------------------------------------------------------------


def choose_what_fuzzes(config: pytest.Config, items: list[pytest.Item]) -> None:
    guided = [item for item in items if item.get_closest_marker("guided")]
    drawn = [item for item in items if draws_examples(item)]
    if config.option.fuzz is None:
        wanted = [item for item in items if item not in guided]
    else:
        wanted = guided + drawn
    keep(config, items, wanted)
    # Half of the time for the few that learn from what they have tried, half for all that draw by lot.
    for group in (guided, drawn) if config.option.fuzz is not None else ():
        share = config.option.fuzz / (2 if guided and drawn else 1)
        for item in group:
            item.stash[_seconds] = share / len(group)


_seconds = pytest.StashKey[float]()


def seconds_of(item: pytest.Item) -> float:
    """The time that --fuzz leaves to this test."""
    return item.stash[_seconds]


def draws_examples(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """With --fuzz a test runs again and again, on new examples each time, until its share of the time is over."""
    if pyfuncitem.config.option.fuzz is None or not draws_examples(pyfuncitem):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    until = monotonic() + seconds_of(pyfuncitem)
    while True:
        pyfuncitem.obj(**wanted)
        if monotonic() >= until:
            return True


@pytest.fixture(scope="session")
def home() -> Path:
    """The home folder of the tests' own installation."""
    return HOME
