"""Where a file is looked at, people are called as the list of people will call them."""

from io import BytesIO

import pytest

from goodword.imports.keeping import keep
from goodword.imports.pages import look_of
from goodword.imports.receiving import look_at, receive
from goodword.people.models import Person

from .books import bring
from .test_waiting import choose

HEADER = "First name,Last name,Company,Email,Phone,Name\n"


@pytest.mark.parametrize(
    ("row", "called"),
    [
        (',,,,,"SMITH, JOHN"', "JOHN SMITH"),
        ("John,Smith,,,,", "John Smith"),
        (",,,Ann@Lee.example,,", "ann@lee.example"),
        (",,Hill School,ann@lee.example,,", "Hill School"),
        (",,,,(207) 555-0101,", "+12075550101"),
        (",,,not a mail,(207) 555-0101,", "+12075550101"),
        (",,,,,The Lowells", "The Lowells"),
    ],
)
def test_as_in_the_list_of_people(cast, at, row, called):
    upload = receive(cast.business, cast.alice, at, "file.csv", BytesIO(f"{HEADER}{row}\n".encode()))
    look_at(upload, at)
    [sample] = upload.facts["files"][0]["samples"]
    keep(upload, cast.alice, at)
    assert [sample["name"]] == list(Person.objects.values_list("name", flat=True)) == [called]


def test_whoever_has_only_a_mail_is_called_by_it_on_the_page(as_, cast):
    page = choose(as_("alice"), ("one.csv", b"Name,Email\n,ann@lee.example\nEli Novak,eli@novak.example\n"))
    assert "The first few, as they will be" in page
    assert page.count(">ann@lee.example</t") == 1 and "nobody by name" not in page


def test_a_sale_of_nobody_and_somebody_without_a_name_are_told_apart(cast, at):
    upload = bring(cast.business, "Name,Email\nAnn Lee,\n", at)
    facts = upload.facts["files"][0] | {"samples": [{"reach": ""}, {"name": "", "reach": ""}]}
    samples = look_of(facts, cast.business, inside=True).samples
    assert [row[0] for row in samples] == ["nobody by name", "no name yet"]


def test_of_many_pairs_the_rest_is_told_and_where_it_is_seen(cast, at):
    rows = [f"Ada Bo{'x' * n}y,{side}{n}@x.example" for n in range(23) for side in "ab"]
    upload = receive(
        cast.business, cast.alice, at, "f.csv", BytesIO("\n".join(["Name,Email", *rows]).encode())
    )
    look_at(upload, at)
    facts = upload.facts["files"][0]
    fold = look_of(facts, cast.business, inside=True).doubles
    n = facts["doubles"]["n"]
    assert n > 20 == len(facts["doubles"]["pairs"])
    assert fold.lines[-1] == f"and {n - 20} more: you see them when the file is kept"
