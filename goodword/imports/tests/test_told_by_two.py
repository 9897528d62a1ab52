"""Sales that two files tell, each in its own way: each counts once, and the pages of both files say so."""

import pytest
from django.urls import reverse

from goodword.imports.keeping import undo
from goodword.sales.models import Sale

from .books import bring
from .test_order import ORDERS, PAYMENTS

ALONE = (
    ORDERS.splitlines()[1]
    .replace("#1001", "#1005")
    .replace("2026-02-20", "2026-02-28")
    .replace(",1\n", ",5\n")
)
FILES = {"orders.csv": f"{ORDERS}{ALONE}\n", "payments.csv": PAYMENTS}


@pytest.fixture
def both(cast, at):
    return [bring(cast.business, text, at, name) for name, text in FILES.items()]


def counted():
    rows = Sale.objects.filter(state="counted", is_refund=False)
    return set(rows.values_list("on", "goods_cents"))


def page(client, upload, name="files-look"):
    return client.get(reverse(name, args=["corner", upload.code])).content.decode()


def test_what_a_file_brought_says_which_of_its_sales_another_file_tells(as_, both):
    assert Sale.objects.filter(state="twin").count() == 2
    for upload in both:
        told = page(as_("alice"), upload)
        assert "2 sales are told by another file too, and count once." in told
        assert reverse("twins", args=["corner"]) in told


def test_before_an_undo_only_those_sales_are_counted_that_go(as_, both):
    for upload in both:
        told, before = page(as_("alice"), upload, "files-undo"), counted()
        undo(upload, None, upload.here_at)
        assert len(before - counted()) == 1 and "<li>1 sale goes." in told
        bring(upload.business, FILES[upload.file], upload.here_at, upload.file)
