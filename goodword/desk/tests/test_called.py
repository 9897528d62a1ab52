"""What people are called, where they stand in lists, and which ways to reach them can be pressed."""

import pytest

from goodword.desk.leaving import csv_lines, vcard_lines
from goodword.imports.tests.books import bring
from goodword.people.finding import by_name
from goodword.people.forgetting import remember_to_forget
from goodword.people.hand import add_person, add_way
from goodword.people.models import Claim, Person
from goodword.referrals.models import Evidence

FIRST = "Lopez, Dr. Maria de la Cruz, III"


@pytest.fixture
def told(cast, at):
    rows = f'Name,Email\n"Müller, Jürgen",jm@mueller.example\n"{FIRST}",maria@lopez.example\n'
    bring(cast.business, rows, at)
    return cast.business


def test_whoever_is_written_family_first_is_called_as_people_say_it(told):
    names = ["Dr. Maria de la Cruz Lopez, III", "Jürgen Müller"]
    assert list(Person.objects.order_by("sort_name").values_list("name", flat=True)) == names
    assert set(Claim.objects.values_list("name", flat=True)) == {FIRST, "Müller, Jürgen"}
    people = Person.objects.order_by("sort_name")
    assert '"Dr. Maria de la Cruz Lopez, III",Maria,Lopez' in "".join(csv_lines(people, told))
    assert "FN:Jürgen Müller\r\nN:Müller;Jürgen;;;" in "".join(vcard_lines(people, told))


@pytest.mark.parametrize(
    "typed", ["Müller, Jürgen", "Jürgen Müller", "müller, jürgen", FIRST, "Lopez, Maria de la Cruz"]
)
def test_they_are_known_by_both_ways_to_write_it(told, typed):
    assert len(by_name(told.pk, typed)) == 1


def test_a_namesake_by_chance_of_order_is_somebody_else(told):
    assert by_name(told.pk, "Müller Jürgen") == []


def test_by_hand_too(cast, at):
    assert add_person(cast.business, cast.alice, at, name="O'BRIEN, MARY-KATE").name == "MARY-KATE O'BRIEN"


def test_a_way_with_a_slip_in_it_is_shown_as_written_and_cannot_be_pressed(as_, cast, at):
    person = add_person(cast.business, cast.alice, at, name="Ann Lee", email="Ann@Lee", phone="+44 077009004")
    add_way(person, cast.alice, at, "email", "ann@lee.example")
    page = as_("alice").get(f"/b/corner/people/{person.code}/").content.decode()
    for written in ("Ann@Lee", "+44 077009004"):
        assert f'{written}</b><br><span class="soft small">has a slip in it</span></div>' in page
    assert page.count("has a slip in it") == 2
    # At the top of the page, and among the ways.
    assert page.count("mailto:") == page.count("mailto:ann@lee.example") == 2 and "tel:" not in page


def test_firms_and_families_stand_in_the_list_where_one_looks_for_them(cast, at):
    names = ["Adam Ziegler", "The Evans Family", "The Headrow Hotel", "Dana Ire", "Praxis Dr. Weiß GmbH"]
    names += ["Ann Quill"]
    bring(cast.business, "\n".join(["Name", *names]), at)
    found = [person.name for person in Person.objects.order_by("sort_name")]
    assert found == [*names[1:5], names[5], names[0]]
    assert all(len(by_name(cast.business.pk, name)) == 1 for name in names)


def test_a_firm_that_sent_somebody_is_known_whichever_file_comes_first(cast, at):
    sent = "Name,Referred by\nDana Bell,The Headrow Hotel\n"
    for n, rows in enumerate((sent, "Name\nThe Headrow Hotel\n")):
        bring(cast.business, rows, at, f"{n}.csv")
    assert str(Evidence.objects.get().referrer) == "The Headrow Hotel"


def test_a_forgotten_firm_is_asked_about(cast, at):
    bring(cast.business, "Name\nThe Headrow Hotel\n", at)
    person = Person.objects.get()
    remember_to_forget(person, at)
    person.delete()
    bring(cast.business, "Name,Email\nThe Headrow Hotel,desk@headrow.example\n", at)
    assert not Person.objects.exists()
