"""goodword demo: the example through the real import, in a folder of its own."""

from datetime import UTC, datetime

import pytest

from goodword.accounts.models import Business
from goodword.accounts.opening import open_business
from goodword.site import command


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_brings_in_the_files_and_prints_the_list_and_only_once(terminal):
    first = terminal("demo", "--no-serve")
    assert first.code == 0, first.err
    assert "Corner Bakery" in first.out and "Say thanks" in first.out
    again = terminal("demo", "--no-serve", "--json")
    assert Business.objects.count() == 1 and len(again.facts["moves"]) >= 3


def test_other_books_are_not_touched(terminal, at):
    open_business("My own shop", country="US", zone="America/New_York", at=at)
    ran = terminal("demo", "--no-serve")
    assert ran.code == 2 and "other books" in ran.err
    assert Business.objects.count() == 1


def test_without_a_home_it_takes_one_of_its_own(monkeypatch):
    homes = []
    monkeypatch.setattr(
        "goodword.site.running.main_run", lambda *_: homes.append(command.os.environ["GOODWORD_HOME"]) or 0
    )
    monkeypatch.delenv("GOODWORD_HOME")
    command.main(["demo"])
    assert homes[0].endswith("/goodword-demo")


def test_a_port_that_is_taken_does_not_stop_a_look_around(terminal, monkeypatch):
    asked = []
    monkeypatch.setattr("goodword.site.management.commands.demo.is_taken", lambda _host, port: port < 8002)
    monkeypatch.setattr(
        "goodword.site.management.commands.demo.Command._call",
        lambda _self, *words, **more: asked.append((words, more)),
    )
    open_business("Corner Bakery", country="US", zone="America/New_York", at=datetime(2026, 3, 2, tzinfo=UTC))
    assert terminal("demo").code == 0
    assert asked[-1] == (("serve",), {"port": 8002, "link": True})
