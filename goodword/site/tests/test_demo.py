"""goodword demo: the example through the real import, in a folder of its own."""

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
