"""People leave the books whole, and as safely as they came."""

import csv
import io
import json

import pytest

from goodword.imports.tests.books import bring
from goodword.people import hand
from goodword.people.models import Person

from .test_people import add, sell  # noqa: F401  # a fixture


def table(as_, query=""):
    answer = as_("alice").get(f"/b/corner/people/table.csv{query}")
    assert "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cards(as_, query=""):
    return b"".join(as_("alice").get(f"/b/corner/people/cards.vcf{query}").streaming_content).decode()


def test_the_table_holds_who_was_looked_for(as_, add, at, on):  # noqa: F811
    dana = add("Dana Brook", email="dana@brook.example", phone="+12125550147", organisation="Hill School")
    sell(dana, on, at)
    add("Eli Stone", "press")
    (row,) = table(as_, "?kind=customer&q=dana")
    assert (row["Name"], row["Email"], row["Phone"]) == ("Dana Brook", "dana@brook.example", "+12125550147")
    assert (row["Kind"], row["Visits"], row["Last Visit"]) == ("customer", "1", "2026-03-02")
    assert len(table(as_)) == 2


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "+cmd", "\t=1"])
def test_no_cell_is_a_formula(as_, cast, at, name):
    person = hand.add_person(cast.business, None, at, name="x", kind="customer")
    Person.objects.filter(pk=person.pk).update(name=name)
    assert table(as_)[0]["Name"] == f"'{name}"


def test_a_card_is_a_card_whatever_the_name_holds(as_, add):  # noqa: F811
    add("Dana; Brook\\, Jr", email="dana@brook.example", phone="+12125550147")
    text = cards(as_)
    assert text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n") and text.endswith("END:VCARD\r\n")
    assert "FN:Dana\\; Brook\\\\\\, Jr\r\n" in text and "EMAIL:dana@brook.example\r\n" in text


def test_a_code_in_place_of_a_name_comes_back_as_no_name(as_, cast, at):
    bring(cast.business, "Order,Customer ID,Date,Amount\n1,C-7,2026-02-01,5.00\n", at)
    nobody, text = Person.objects.get(), cards(as_)
    assert nobody.name == "" and f"FN:{nobody.code}\r\n" in text
    bring(cast.business, text, at, "cards.vcf")
    assert Person.objects.get().name == ""


def test_long_lines_are_folded_between_letters(as_, add):  # noqa: F811
    add("Ž" * 150)
    lines = cards(as_).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "Ž" * 150 in cards(as_).replace("\r\n ", "")


def test_our_own_reader_takes_the_cards_back(as_, add, tmp_path, cast, on):  # noqa: F811
    from goodword.imports.looking import look

    add("Dana Brook", email="dana@brook.example", phone="+12125550147")
    file = tmp_path / "cards.vcf"
    file.write_text(cards(as_), newline="")
    (facts,) = look(cast.business, file, "cards.vcf", on)
    assert facts["people"] == 1 and facts["new"]["people"] == 0 and not facts["mistakes"]


def test_all_that_is_known_of_one_and_nothing_of_others(as_, add, cast, at, on):  # noqa: F811
    dana, eli = add("Dana Brook", email="dana@brook.example"), add("Eli Stone")
    hand.add_note(dana, cast.alice, at, "Likes rye")
    hand.add_tie(dana, eli, "friend", cast.alice, at)
    sell(dana, on, at)
    answer = as_("alice").get(f"/b/corner/people/{dana.code}/all.json")
    told = json.loads(answer.content)
    assert told["person"]["name"] == "Dana Brook" and told["notes"][0]["text"] == "Likes rye"
    assert told["ways"][0]["value"] == "dana@brook.example" and told["sales"][0]["goods_cents"] == 840
    assert told["ties"][0]["other"] == eli.code and "Eli" not in answer.content.decode()
    assert told["claims"][0]["from"] == "Alice"


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 404)])
def test_only_the_owner_takes_people_along(as_, add, who, status):  # noqa: F811
    dana = add("Dana Brook")
    for path in ("table.csv", "cards.vcf", f"{dana.code}/all.json"):
        assert as_(who).get(f"/b/corner/people/{path}").status_code == status


def test_the_first_phone_of_a_card_is_the_first_that_leaves_and_the_one_to_write_to(cast, at):
    """Newest file first, and within one record as it is written there."""
    from goodword.desk.leaving import ways_of_many
    from goodword.talks.ways import ways_of

    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Carla Diaz\nTEL:+12125550110\nTEL:+12125550111\nEMAIL:c1@x.example\nEMAIL:c2@x.example\nEND:VCARD\n"
    bring(cast.business, card, at, "carla.vcf")
    [carla] = Person.objects.filter(name="Carla Diaz")
    told = ways_of_many([carla])
    assert told[carla.pk, "phone"] == ["+12125550110", "+12125550111"]
    assert told[carla.pk, "email"] == ["c1@x.example", "c2@x.example"] and carla.email == "c1@x.example"
    assert [way.value for way in ways_of(carla) if way.kind == "phone"] == ["+12125550110", "+12125550111"]
