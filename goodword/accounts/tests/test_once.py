"""Two at one moment: the database lets one through, the other finds it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections

from goodword.accounts.models import Business
from goodword.accounts.once import kept_once


def opened(code, at):
    return Business.objects.create(code=code, name=code, opened_at=at)


def find(code):
    return Business.objects.filter(code=code).first()


def test_told_twice_is_kept_once(db, at):
    first = kept_once(lambda: find("a"), lambda: opened("a", at))
    assert kept_once(lambda: find("a"), lambda: opened("a", at)) == first
    assert Business.objects.count() == 1


def test_what_contradicts_something_else_is_still_told(db, at):
    opened("a", at)
    with pytest.raises(IntegrityError):
        kept_once(lambda: None, lambda: opened("a", at))
    assert Business.objects.count() == 1  # and the transaction around it goes on


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_are_one(at):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    both = Barrier(2, timeout=20)

    def press():
        looked = []

        def find_first():
            found = find("a")
            if not looked:
                looked.append(True)
                both.wait()  # neither has found anything when both go on
            return found

        try:
            return kept_once(find_first, lambda: opened("a", at)).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        one, other = [pool.submit(press) for _ in range(2)]
        assert one.result() == other.result()
    assert Business.objects.count() == 1
