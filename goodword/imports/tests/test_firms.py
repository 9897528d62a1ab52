"""A firm has a name, and no given name."""

import pytest

from goodword.people.models import Person

from .books import bring

CARD = "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nORG:Best Wax Supply\nEMAIL:hello@wax.example\nEND:VCARD\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [(CARD, "wax.vcf"), ("Name,Email\nBest Wax Supply Ltd,hello@wax.example\n", "wax.csv")],
    ids=["card", "table"],
)
def test_a_firm_is_not_taken_apart_into_a_person(cast, at, text, name):
    bring(cast.business, text, at, name)
    firm = Person.objects.get()
    assert firm.name.startswith("Best Wax Supply") and (firm.given_name, firm.family_name) == ("", "")
