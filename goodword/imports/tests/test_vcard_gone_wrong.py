"""Cards gone wrong, and the rest that is read all the same."""

from goodword.imports.records import ReadAs

from .cards import card, person, person_name, records


def test_a_card_that_is_cut_off_is_refused_in_words_and_the_others_are_read():
    book = card("FN:Dana") + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eli\r\nTEL:020 79\r\n" + card("FN:Ann")
    first, cut, last = records(book)
    assert (first.person.name, last.person.name) == ("Dana", "Ann")
    assert (cut.read_as, cut.line, cut.cells["FN"]) == (ReadAs.REFUSED, 5, "Eli")
    assert "END:VCARD" in cut.mistakes[0].hint


def test_a_card_without_its_first_line_is_refused_at_its_line():
    book = card("FN:Dana") + "\r\nVERSION:3.0\r\nFN:Eli\r\nEND:VCARD\r\n" + card("FN:Ann")
    first, cut, last = records(book)
    assert (first.person.name, last.person.name) == ("Dana", "Ann")
    assert (cut.read_as, cut.line, cut.mistakes[0].saw) == (ReadAs.REFUSED, 6, "VERSION:3.0")


def test_the_last_card_may_end_without_a_line_end():
    assert person_name(card("FN:Dana").rstrip()) == "Dana"


def test_a_line_that_says_nothing_is_told_and_the_card_kept():
    (found,) = records(card("FN:Dana", "TEL:020 7946 0958", "garbage", "EMAIL:d@example.org"))
    assert (found.read_as, found.mistakes[0].saw) == (ReadAs.KEPT, "garbage")
    assert len(found.person.ways) == 2


def test_an_empty_card_and_a_list_of_people_are_not_counted():
    book = card("N:;;;;", "PHOTO:x") + card("FN:The choir", "KIND:group", "MEMBER:urn:uuid:1", version="4.0")
    assert [(one.read_as, one.why) for one in records(book)] == [
        (ReadAs.NOT_COUNTED, "blank"),
        (ReadAs.NOT_COUNTED, "title"),
    ]


def test_nul_and_control_characters_are_left_out():
    found = person("FN:Da\x00na\x07", "NOTE;ENCODING=QUOTED-PRINTABLE:a=00b=0C", version="2.1")
    assert (found.name, found.note) == ("Dana", "ab")


def test_a_mail_with_a_slip_is_kept_and_told():
    [record] = records(card("FN:Ann Lee\r\nEMAIL:ann@lee\r\nEMAIL:ann@lee.example"))
    assert [way.value for way in record.person.ways] == ["ann@lee", "ann@lee.example"]
    assert [(one.column, one.saw) for one in record.mistakes] == [("EMAIL", "ann@lee")]
