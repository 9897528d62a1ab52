"""What is read is written beside the reading: in order, whole or not at all, and its failures are told."""

import pytest
from django.db import DatabaseError, connection

from goodword.accounts.models import Source
from goodword.books.canonical import canonical
from goodword.imports import batches, keeping
from goodword.imports.keeping import keep
from goodword.imports.models import Upload
from goodword.imports.pen import Pen
from goodword.imports.receiving import receive
from goodword.people.models import Claim, Person
from goodword.sales.models import Sale

from .books import bring
from .test_order import ORDERS, PHONE
from .test_together import business  # noqa: F401


class Line:
    def __init__(self, log, told, wrong=None):
        self.log, self.told, self.wrong = log, told, wrong

    def write(self):
        if self.wrong:
            raise self.wrong
        self.log.append((self.told, connection.in_atomic_block))


def test_batches_are_written_in_their_order_each_in_a_transaction(transactional_db):
    log = []
    with Pen() as pen:
        for n in range(20):
            pen.write([Line(log, n), Line(log, n)])
    assert log == [(n // 2, True) for n in range(40)]


def breaking(log, *, at_end):
    with Pen() as pen:
        pen.write([Line(log, 1)])
        pen.write([Line(log, 2), Line(log, 3, DatabaseError("the disk is full"))])
        if not at_end:
            pen.catch_up()
            log.append("a failure was swallowed")


@pytest.mark.parametrize("at_end", [True, False])
def test_a_failure_is_told_and_nothing_more_is_written(transactional_db, at_end):
    log = []
    with pytest.raises(DatabaseError, match="disk is full"):
        breaking(log, at_end=at_end)
    assert log == [(1, True), (2, True)]


def test_who_is_gone_when_the_file_is_written_leaves_the_place_to_a_stranger(business, at, monkeypatch):  # noqa: F811
    """Ana is known by mail and name when the orders are read, and forgotten before they are written."""
    bring(business, PHONE, at, "phone.vcf")
    known = set(Person.every.values_list("pk", flat=True))
    compare = batches.Walk._compare

    def meanwhile(walk, items):
        compare(walk, items)
        Person.every.filter(business=business).delete()

    monkeypatch.setattr(batches.Walk, "_compare", meanwhile)
    bring(business, ORDERS, at, "orders.csv")
    monkeypatch.undo()
    assert known and Sale.objects.filter(person=None).count() == 0
    assert set(Claim.objects.values_list("source__state", flat=True)) == {Source.State.HERE}
    assert Person.objects.count() == len({one.person_id for one in Claim.objects.all()}) > 0


@pytest.mark.parametrize("size", [1, 2, 8000])
def test_the_books_are_the_same_however_many_rows_go_at_once(business, at, monkeypatch, size):  # noqa: F811
    monkeypatch.setattr(batches, "SIZE", size)
    for text, name in (PHONE, "phone.vcf"), (ORDERS, "orders.csv"), (PHONE, "again.vcf"):
        bring(business, text, at, name)
    assert Sale.objects.count() == 3
    whole = canonical(business)
    monkeypatch.undo()
    upload = Upload.objects.get(file="orders.csv")
    keeping.undo(upload, None, at)
    bring(business, ORDERS, at, "orders.csv")
    assert canonical(business) == whole


def test_a_pen_that_breaks_leaves_nothing_of_the_file(business, at, monkeypatch):  # noqa: F811
    from io import BytesIO

    upload = receive(business, None, at, "orders.csv", BytesIO(ORDERS.encode()))
    monkeypatch.setattr(batches, "SIZE", 1)
    real, n = Pen.write, [0]

    def breaks(pen, batch):
        n[0] += 1
        real(pen, batch if n[0] < 3 else [Line([], 0, DatabaseError("the disk is full"))])

    monkeypatch.setattr(Pen, "write", breaks)
    with pytest.raises(DatabaseError):
        keep(upload, None, at)
    upload.refresh_from_db()
    assert upload.state == Upload.State.LOOKED
    assert not (Sale.objects.exists() or Person.every.exists() or Claim.objects.exists())
