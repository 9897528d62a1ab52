import pytest

from .told import known_as, people_of, ways

NEW = (
    "Co./Last Name\tFirst Name\tCard ID\tCard Status\tAddr 1 - Line 1\tAddr 1 - Line 2\tAddr 1 - City\tAddr 1 - State\t"
    "Addr 1 - Postcode\tAddr 1 - Country\tAddr 1 - Phone No. 1\tAddr 1 - Phone No. 2\tAddr 1 - Fax No.\tAddr 1 - Email\t"
    "Addr 1 - WWW\tAddr 1 - Contact Name\tAddr 2 - Line 1\tAddr 2 - Email\tNotes\tRecord ID"
)
OLD = (
    "Co./Last Name\tFirst Name\tCard ID\tCard Status\tAddr 1 - Line 1\t           - Line 2\t           - City\t"
    "           - Postcode\t           - Phone # 1\t           - Email\tAddr 2 - Line 1\t           - Line 2\t"
    "           - City\t           - Postcode\t           - Phone # 1\t           - Email"
)


def cards(header: str, *rows: str) -> str:
    return "{}\n" + "\n".join([header, *rows]) + "\n"


DANA = cards(
    NEW,
    "Whitfield\tDana\tC1\tN\tFlat 2\t5 Elm St\tPerth\tWA\t6000\tAustralia\t08 5550 0110\t0400 000 123\t08 5550 0199\t"
    "dana@home.example\t\t\t9 Other Rd\told@home.example\tlikes rye\t17",
    "Hill School\t\t*None\tN\t\t\t\t\t\t\t\t\t\toffice@hill.example\t\tJane Grant\t\t\t\t18",
    "Mill Pty Ltd\t\t*None\tY\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t19",
)


def test_cards_are_known_below_the_braces():
    assert known_as(DANA) == ("MYOB cards", "myob", "people")
    assert [person.vendor_id for person in people_of(DANA)] == ["C1", "record 18", "record 19"]


def test_a_person_has_a_first_name_and_a_firm_perhaps_a_contact():
    dana, jane, mill = people_of(DANA)
    assert (dana.given_name, dana.family_name, dana.organisation) == ("Dana", "Whitfield", "")
    assert (jane.name, jane.organisation) == ("Jane Grant", "Hill School")
    assert (mill.name, mill.organisation) == ("Mill Pty Ltd", "")


def test_the_first_address_is_read_and_no_fax():
    dana = people_of(DANA)[0]
    assert (dana.street, dana.city, dana.postcode, dana.note) == (
        "Flat 2 5 Elm St",
        "Perth",
        "6000",
        "likes rye",
    )
    assert ways(dana) == [
        ("email", "dana@home.example"),
        ("phone", "08 5550 0110"),
        ("phone", "0400 000 123"),
    ]
    assert dana.may_mail is None


@pytest.mark.parametrize("card", ["", "*None", "*none"])
@pytest.mark.parametrize(("own", "number"), [("17", "record 17"), ("", "")])
def test_without_a_card_id_it_is_known_by_myob_s_own_and_never_by_the_name(card, own, number):
    [dana] = people_of(cards(NEW, f"Whitfield\tDana\t{card}\tN" + "\t" * 16 + own))
    assert dana.vendor_id == number


def test_older_words_repeat_themselves_for_each_address():
    row = "Whitfield\tDana\t*None\tN\t5 Elm St\tFlat 2\t\t6000\t08 5550 0110\t\t9 Other Rd\tx\tSydney\t2000\t1\told@home.example"
    [dana] = people_of(cards(OLD, row))
    assert (dana.street, dana.city, dana.postcode) == ("5 Elm St Flat 2", "", "6000")
    assert ways(dana) == [("phone", "08 5550 0110")]
