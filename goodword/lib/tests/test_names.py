import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.lib.names import (
    Name,
    compatible,
    first_for_greeting,
    given_conflict,
    name_kind,
    parse,
    sort_key,
)
from goodword.lib.text import fold


@pytest.mark.parametrize(
    ("written", "given_name", "family_name"),
    [
        ("Dana Bell", "Dana", "Bell"),
        ("SMITH, JOHN", "JOHN", "SMITH"),
        ("Okafor, Chidi", "Chidi", "Okafor"),
        ("Smith, John, Jr.", "John", "Smith"),
        ("Dr. Maria de la Cruz-Lopez III", "Maria", "de la Cruz-Lopez"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("van Gogh", "", "van Gogh"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("DUPONT Jean", "Jean", "DUPONT"),
        ("Jean DUPONT", "Jean", "DUPONT"),
        ("Juan Carlos García", "Juan", "García"),
        ("J. Grant", "J.", "Grant"),
        ("Jane D.", "Jane", "D."),
        ("Jane Doe, MD, PhD", "Jane", "Doe"),
        ("Mr. Grant", "", "Grant"),
        ("Frau Dr. Anna Müller", "Anna", "Müller"),
        ("Don Quixote", "Don", "Quixote"),
        ("Aunt Lucy", "Aunt Lucy", ""),
        ("uncle Bob Grant", "uncle Bob", "Grant"),
        ("Jack Ma", "Jack", "Ma"),
        ("Dana", "Dana", ""),
        ("王小明", "小明", "王"),
        ("欧阳修", "修", "欧阳"),
        ("山田 太郎", "太郎", "山田"),
        ("김철수", "철수", "김"),
        ("ジョン・スミス", "ジョン", "スミス"),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart_as_its_people_write_it(written, given_name, family_name):
    name = parse(written)
    assert (name.given, name.family) == (given_name, family_name)


def test_titles_suffixes_and_nicknames_are_told_from_the_name():
    assert parse('Dr. Robert "Bob" J. Smith Jr.') == Name("Robert", "Smith", "J.", "Dr.", "Jr.", "Bob")
    assert parse("Robert (Bob) Smith").nickname == "Bob"


def test_the_fields_of_a_file_stand_before_our_reading():
    assert parse("Mary Ann van Hal", "Mary Ann", "van Hal") == Name("Mary Ann", "van Hal")


def test_a_whole_name_in_one_field_is_taken_apart():
    assert parse("", "John Smith", "") == parse("", "", "John Smith") == Name("John", "Smith")


def test_a_title_in_the_field_of_the_given_name_is_no_name():
    name = parse("", "Dr. Maria", "Cruz III")
    assert (name.given, name.family, name.title, name.suffix) == ("Maria", "Cruz", "Dr.", "III")


def test_the_middle_name_is_read_from_the_whole():
    assert parse("John Richter Doe", "John", "Doe").middle == "Richter"


@given(
    st.text(alphabet="abJS .,'\"()-éß王", max_size=30),
    st.text("aB .", max_size=8),
    st.text("aB .", max_size=8),
)
def test_no_letter_is_invented_and_none_is_lost(whole, given_name, family_name):
    name = parse(whole, given_name, family_name)
    parts = [name.given, name.family, name.middle, name.title, name.suffix, name.nickname]
    found = sorted(filter(str.isalpha, "".join(parts)))
    said = [whole] if not (given_name.strip() or family_name.strip()) else [whole, given_name, family_name]
    assert set(found) <= set("".join(said))
    if len(said) == 1:
        assert found == sorted(filter(str.isalpha, whole))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "person",
            "Dana Bell|SMITH, JOHN|Okafor, Chidi|J. Grant|Jane D.|王小明|José Ortega y Gasset|IBM Jones",
        ),
        ("person", "Charlotte Church|Jack Ma|Maria Sa|*John|Bob Cash|Vincent Price|O'Brien Pat|Ben Market"),
        ("household", "The Evans Family|John & Mary Smith|Mr. and Mrs. Evans|The Smiths|Miller Family"),
        ("household", "Familie Müller|Herr und Frau Schmidt|M. et Mme Dupont|Juan y María Pérez|John & Mary"),
        ("household", "Chidi & Ngozi Okafor|John Smith and Mary Jones|Jan i Anna Kowalscy|Ana e João Silva"),
        (
            "organisation",
            "Bright Ltd|Müller GmbH & Co. KG|Smith & Jones|Smith, Jones & Partners|Smith & Sons",
        ),
        (
            "organisation",
            "Hill School|Joe's Garage|The Flower Room|Max Bakery|St Mary's Church|Friends of the Park",
        ),
        ("organisation", "Evans Family Dentistry|Fish and Chip Shop|Studio Acme SA|Bäckerei Huber"),
        ("masked", "a***n|J** S****|j…n|A*n B*l"),
        (
            "none",
            "|-|???|Supporter|Anonymous|Guest #4|Walk-in customer|Walk in customer|Walk in|Walk In|Ko-fi Supporter|Inconnu|Klient|no name",
        ),
        ("none", "dana@example.org|Dana <dana@example.org>|+44 7700 900123"),
        ("organisation", "Bread @ Home|Cafe@Work"),
        ("person", "@danabakes"),
    ],
)
def test_people_are_told_from_households_firms_and_nobody(kind, names):
    assert {name: name_kind(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), kind)


@given(st.text())
def test_every_text_has_one_of_the_five_kinds(text):
    assert name_kind(text) in ("person", "household", "organisation", "masked", "none")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. Grant", "Jane Grant"),
        ("Bob Smith", "Robert Smith"),
        ("Bob Smith", "Rob Smith"),
        ("Kate Bell", "Katherine Bell"),
        ("José García", "jose garcia"),
        ("Jane Mary Grant", "Jane Grant"),
        ("Maria de la Cruz", "Maria Cruz"),
        ("Jane D.", "Jane Doe"),
        ("Jane", "Jane Doe"),
        ("Doe", "Jane Doe"),
        ("", "Jane Doe"),
        ("Wei Wang", "Wang Wei"),
        ("Jean-Pierre Blanc", "Jean Pierre Blanc"),
        ("J.R.R. Tolkien", "John Ronald Reuel Tolkien"),
    ],
)
def test_two_writings_of_one_name_agree(one, other):
    assert compatible(parse(one), parse(other))
    assert compatible(parse(other), parse(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Grant", "John Grant"),
        ("J. Grant", "Mary Grant"),
        ("Alexander Bell", "Alexandra Bell"),
        ("Paul Bell", "Paula Bell"),
        ("Jan Bell", "Jane Bell"),
        ("Jane Smith", "Jane Jones"),
        ("Maria Luisa Cruz", "Maria Elena Cruz"),
        ("Jane", "John Doe"),
        ("王小明", "王大明"),
    ],
)
def test_two_peoples_names_do_not(one, other):
    assert not compatible(parse(one), parse(other))
    assert not compatible(parse(other), parse(one))


def test_another_family_name_is_no_conflict_of_given_names():
    assert not given_conflict("jane", "smith", "jane", "jones")
    assert given_conflict("jane", "smith", "john", "smith")


parts = st.sampled_from(
    ["", "j", "jane", "jane mary", "john", "bob", "robert", "smith", "s", "smith-jones", "wei"]
)


@given(parts, parts, parts, parts)
def test_agreeing_does_not_depend_on_who_is_asked_first(a, b, c, d):
    assert compatible(Name(a, b), Name(c, d)) == compatible(Name(c, d), Name(a, b))
    assert compatible(Name(a, b), Name(a, b))
    assert compatible(Name(a, b), Name())


def test_people_are_sorted_by_family_name_without_accents():
    names = ["Zoe Adams", "Émile Zola", "adam Östberg", "Dana"]
    assert sorted(names, key=lambda name: sort_key(parse(name))) == [
        "Zoe Adams",
        "Dana",
        "adam Östberg",
        "Émile Zola",
    ]
    assert sort_key(parse("Bell, Dana")) == sort_key(parse("dana BELL")) == fold("bell dana")


@pytest.mark.parametrize(
    ("given_name", "greeting"),
    [
        ("Dana", "Dana"),
        ("DANA", "Dana"),
        ("dana", "Dana"),
        ("JEAN-PIERRE", "Jean-Pierre"),
        ("Dr. Maria", "Maria"),
        ("AUNT LUCY", "Aunt Lucy"),
        ("Aunt", "Aunt"),
    ]
    + [("J. Edgar", "Edgar"), ("John Richter", "John"), ("小明", "小明"), ("McKenzie", "McKenzie")]
    + [("J.", ""), ("J", ""), ("J.R.", ""), ("", ""), ("Mr.", ""), ("4711", ""), ("dana@example.org", "")],
)
def test_a_greeting_has_a_given_name_or_none(given_name, greeting):
    assert first_for_greeting(given_name) == greeting


def test_a_company_is_not_greeted_by_name():
    assert first_for_greeting("Bright", kind="organisation") == ""
