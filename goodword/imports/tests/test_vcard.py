from datetime import date

import pytest

from goodword.imports.card_values import birthday
from goodword.imports.formats.vcard import recognises
from goodword.imports.records import Ground

from .cards import card, person, person_name, records, ways

# --- Recognising ---


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCARD\r\nVERSION:3.0",
        b"\xef\xbb\xbfbegin:vcard\n",
        b"\r\n\r\nBEGIN:vCard\rFN:x",
        b"VERSION:3.0\nFN:x\n",
    ]
    + ["BEGIN:VCARD\r\n".encode(code) for code in ("utf-16", "utf-16-le", "utf-16-be")]
    + [b"Exported on Monday\nBEGIN:VCARD\n"],
)
def test_a_card_file_is_known_by_its_first_lines(head):
    assert recognises(head)


@pytest.mark.parametrize(
    "head", [b"", b"Name,Email\nDana,d@example.org\n", b"%PDF-1.4", b"Note\nwe say BEGIN:VCARD here\n"]
)
def test_other_files_are_not_taken_for_cards(head):
    assert not recognises(head)


# --- Versions, folding and encodings ---


def test_the_three_versions_may_stand_in_one_file():
    book = card("FN:Dana Bell", version="2.1") + card("FN:Eli Moss") + card("FN:Ann Hill", version="4.0")
    assert [(one.line, one.person.name) for one in records(book)] == [
        (1, "Dana Bell"),
        (5, "Eli Moss"),
        (9, "Ann Hill"),
    ]


def test_the_line_is_the_physical_line_where_the_card_begins():
    book = "Exported today\n\n" + card("FN:Dana", "NOTE:one", " two") + "\n\n" + card("FN:Eli")
    assert [one.line for one in records(book)] == [3, 11]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_any_line_end_will_do(end):
    book = (card("FN:Dana Bell", "TEL:020 7946 0958") + card("FN:Eli")).replace("\r\n", end)
    assert [one.person.name for one in records(book)] == ["Dana Bell", "Eli"]
    assert [one.line for one in records(book)] == [1, 6]


def test_folded_lines_are_one_line():
    found = person("NOTE:A long no", " te of Dana", "\t's", 'TEL;X-ID="a:', ' b":020', "  7946 0958")
    assert found.note == "A long note of Dana's"
    assert ways(found, "phone") == ["020 7946 0958"]


def test_a_letter_cut_in_two_by_folding_is_whole_again():
    raw = card("FN:Jos@@ Bell").encode().replace(b"@@", b"\xc3\r\n \xa9")
    assert records(raw)[0].person.name == "José Bell"


def test_2_1_folds_at_a_blank_and_keeps_it():
    assert person("FN:D", "NOTE:The quiet", " regular", version="2.1").note == "The quiet regular"
    full = "NOTE:" + "x" * 70
    assert person("FN:D", full, " yz", version="2.1").note == "x" * 70 + "yz"


def test_quoted_printable_goes_on_after_a_soft_line_break():
    found = person(
        "FN;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9=",
        "=20Bell",
        "NOTE;QUOTED-PRINTABLE:one=0D=0A=",
        "two",
        version="2.1",
    )
    assert (found.name, found.note) == ("José Bell", "one\ntwo")


def test_a_soft_line_break_in_what_is_passed_over_swallows_nothing_else():
    found = person("X-OWN;ENCODING=QUOTED-PRINTABLE:a=", "TEL:1=", "b", "TEL:020 7946 0958", version="2.1")
    assert ways(found, "phone") == ["020 7946 0958"]


def test_an_encoded_semicolon_is_part_of_the_name():
    found = person("N;ENCODING=QUOTED-PRINTABLE:B=3Bell;D=C3=A1na;;;", version="2.1")
    assert (found.family_name, found.given_name) == ("B;ell", "Dána")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"FN;ENCODING=QUOTED-PRINTABLE:Jos=E9", "José"),
        (b"FN:Jos\xe9 O\x92Brien", "José O’Brien"),
        (b"FN;CHARSET=windows-1252:Jos\xe9", "José"),
        (b"FN;CHARSET=ISO-8859-2:Micha\xb3", "Michał"),
        (b"FN;CHARSET=unicode_escape:Jos\xc3\xa9 \\ud800", "José ud800"),
        (b"FN;CHARSET=no-such-thing:Jos\xc3\xa9", "José"),
        (b"FN;CHARSET=UTF-8:Jos\xc3\xa9 \xc3\xa9\xc3\xa9 \x80", "José éé \ufffd"),
        (b"FN;ENCODING=B;CHARSET=UTF-8:Sm9zw6k=", "José"),
    ],
)
def test_letters_are_read_as_the_card_says_else_as_utf8_else_as_windows_wrote_them(line, name):
    assert records(card("@@", version="2.1").encode().replace(b"@@", line))[0].person.name == name


def test_polish_letters_are_known_by_the_country():
    raw = card("FN;ENCODING=QUOTED-PRINTABLE:Kozie=F1", version="2.1")
    assert person_name(raw) == "Kozieñ"
    assert person_name(raw, Ground("PL", "PLN", "Europe/Warsaw", date(2026, 3, 2))) == "Kozień"


def test_polish_letters_are_known_by_other_words_of_the_file():
    raw = card("FN:Kozie@@").encode().replace(b"@@", b"\xf1") + card("FN:Micha@@ W@s").encode().replace(
        b"@@", b"\xb3"
    )
    assert [one.person.name for one in records(raw)][0] == "Kozień"


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_utf16_is_read_with_and_without_its_mark(code):
    (found,) = records(card("FN:Zoë 王").encode(code))
    assert (found.line, found.person.name) == (1, "Zoë 王")


def test_escapes_are_undone_googles_stray_ones_too():
    found = person(
        r"FN:Bell\, Dana",
        r"NOTE:one\ntwo\Nthree\; \\four \"five\"",
        r"URL:http\://example.org",
        r"ORG:A\; B;C",
    )
    assert found.name == "Bell, Dana"
    assert found.note == 'one\ntwo\nthree; \\four "five"\nA; B, C'
    assert ways(found, "web") == ["http://example.org"]
    assert found.organisation == "A; B"


# --- Names ---


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Bell;Dana;Mary;Dr.;Jr."], "Dr. Dana Mary Bell Jr."),
        (["FN:", "N:Bell;Dana;;;"], "Dana Bell"),
        (["N:;;;;", "NICKNAME:Gman"], "Gman"),
        (["N:;;;;", "FN:Dana Bell"], "Dana Bell"),
        (["FN: Dana   Bell "], "Dana Bell"),
        (["FN;LANGUAGE=en:Dana Bell"], "Dana Bell"),
        (["n:Bell;Dana", "TEL:1"], "Dana Bell"),
    ],
)
def test_a_missing_full_name_is_made_of_what_there_is(lines, name):
    assert person(*lines).name == name


def test_a_card_with_only_a_company_is_the_companys():
    found = person("N:;;;;", "ORG:Bright Ltd;Sales", "TEL:020 7946 0958")
    assert (found.name, found.organisation, found.is_company) == ("Bright Ltd", "Bright Ltd", True)


@pytest.mark.parametrize("line", ["X-ABShowAs:COMPANY", "KIND:org"])
def test_a_card_shown_as_a_company_is_the_companys(line):
    assert person("FN:Bright Ltd", "N:;;;;", line).is_company


def test_someone_who_works_somewhere_is_no_company():
    assert not person("FN:Dana Bell", "ORG:Bright Ltd").is_company
    assert not person("NICKNAME:Gman", "ORG:Bright Ltd").is_company


def test_a_mail_or_a_number_for_a_name_is_a_way_not_a_name():
    found = person("FN:dana@example.org", "EMAIL:Dana@Example.org")
    assert (found.name, ways(found, "email")) == ("", ["Dana@Example.org"])
    found = person("FN:+44 20 7946 0958")
    assert (found.name, ways(found, "phone")) == ("", ["+44 20 7946 0958"])


# --- Ways to reach someone ---


def test_phones_keep_their_labels():
    found = person(
        "TEL;TYPE=CELL,VOICE;TYPE=pref:07700 900123",
        "TEL;WORK;FAX:020 7946 0001",
        "item1.TEL:020 7946 0002",
        "item1.X-ABLabel:_$!<School>!$_",
        'TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254;ext=102',
        "TEL:",
    )
    assert [(way.value, way.label) for way in found.ways] == [
        ("07700 900123", "mobile"),
        ("020 7946 0001", "work fax"),
        ("020 7946 0002", "school"),
        ("+1-418-656-9254;ext=102", "work"),
    ]


def test_what_reaches_nobody_is_left_out_and_told():
    raw = card("FN:Dana Bell", "TEL:BusinessPhone", "item1.EMAIL:not an email", "TEL:020 7946 0958")
    (found,) = records(raw)
    assert [way.value for way in found.person.ways] == ["020 7946 0958"]
    assert [(one.line, one.column, one.saw) for one in found.mistakes] == [
        (1, "TEL", "BusinessPhone"), (1, "EMAIL", "not an email"),
    ]  # fmt: skip
    assert "left out" in found.mistakes[0].hint and "left out" in found.mistakes[1].hint


def test_mails_pages_and_messengers():
    found = person(
        "EMAIL;TYPE=INTERNET,HOME:dana@example.org",
        "EMAIL:mailto:eli@example.org",
        "URL:https://www.linkedin.com/in/dana",
        "X-SOCIALPROFILE;type=linkedin;x-user=dana:http\\://www.linkedin.com/in/dana2",
        "X-SOCIALPROFILE;type=twitter:x-apple:dana",
        "IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+447700900123",
        "IMPP:xmpp:dana@example.org",
        "URL:https://wa.me/447700900456",
    )
    assert ways(found, "email") == ["dana@example.org", "eli@example.org"]
    assert ways(found, "linkedin") == ["https://www.linkedin.com/in/dana", "http://www.linkedin.com/in/dana2"]
    assert ways(found, "whatsapp") == ["+447700900123", "+447700900456"]
    assert ways(found, "web") == []


def test_the_home_address_comes_first_and_no_other_is_lost():
    found = person(
        "FN:Dana",
        "ADR;TYPE=WORK:;Floor 2;1 High St;London;;W1 1AA;UK",
        "ADR;TYPE=HOME:;;2 Mill Lane;Ware;Herts;SG12 1AA;UK",
        "NOTE:Likes rye",
    )
    assert (found.street, found.city, found.postcode, found.country) == (
        "2 Mill Lane",
        "Ware, Herts",
        "SG12 1AA",
        "UK",
    )
    assert found.note == "Likes rye\nwork: 1 High St, Floor 2, W1 1AA London, UK"


def test_a_region_that_is_called_as_its_town_is_told_once():
    assert person("FN:D", "ADR:;;5th Ave 1;New York;New York;10001;USA").city == "New York"
    assert person("FN:D", "ADR:;;1 Elm St;Austin;TX;78701;USA").city == "Austin, TX"


def test_a_department_and_a_second_place_of_work_are_kept_in_the_note():
    found = person(
        "FN:Dana Bell", "ORG:Hill School;Music", "ORG:Town Choir", "ORG:Hill School;Music", "NOTE:Rye"
    )
    assert (found.organisation, found.note) == ("Hill School", "Rye\nHill School, Music\nTown Choir")


def test_what_the_full_name_leaves_out_of_its_parts_is_kept_in_the_note():
    found = person("FN:Dana Bell", "N:Bell;Dana;Marie;Dr.;M.A.")
    assert (found.name, found.note) == ("Dana Bell", "Dr. Dana Marie Bell M.A.")
    assert person("FN:Dr. Dana Bell", "N:Bell;Dana;;Dr.;").note == ""


def test_an_address_in_one_piece_is_the_street():
    assert person("FN:D", r"ADR:;;2 Mill Lane\nWare\, SG12;;;;").street == "2 Mill Lane, Ware, SG12"
    assert person("FN:D", 'ADR;LABEL="2 Mill Lane^nWare":;;;;;;', version="4.0").street == "2 Mill Lane, Ware"
    assert person("FN:D", r"LABEL:2 Mill Lane\nWare").street == "2 Mill Lane, Ware"


# --- The rest ---


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1980-03-22", "1980-03-22"),
        ("19800322", "1980-03-22"),
        ("1980-03-22T10:00:00Z", "1980-03-22"),
        ("--06-15", "--06-15"),
        ("--0615", "--06-15"),
        ("1604-06-15", "--06-15"),
        ("0000-06-15", "--06-15"),
        ("--02-29", "--02-29"),
        ("22.3.1980", "1980-03-22"),
        ("1980-13-22", ""),
        ("1981-02-29", ""),
        ("---15", ""),
        ("1980", ""),
        ("circa 1800", ""),
        ("", ""),
    ],
)
def test_a_birthday_is_a_day_or_nothing(written, iso):
    assert birthday(written) == iso


def test_relations_come_with_their_kind_and_referred_by_stands_apart():
    found = person(
        "FN:Dana",
        "item1.X-ABRELATEDNAMES:Eli",
        "item1.X-ABLabel:_$!<Spouse>!$_",
        "item2.X-ABRELATEDNAMES:Ann Hill",
        "item2.X-ABLabel:REFERRED_BY",
        "X-EVOLUTION-MANAGER:Bo",
        "RELATED;TYPE=friend;VALUE=text:Cleo",
        "RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Mia;3;;;;",
    )
    assert found.relations == [("spouse", "Eli"), ("manager", "Bo"), ("friend", "Cleo"), ("child", "Mia")]
    assert found.referred_by == "Ann Hill"


def test_tags_are_the_owners_not_the_programs():
    assert person("FN:D", r"CATEGORIES:Navy,myContacts", r"CATEGORIES:a\, b\, Navy").tags == [
        "Navy",
        "a",
        "b",
    ]


def test_a_note_with_raw_line_breaks_is_one_note():
    assert (
        person("FN:D", "NOTE:Call", "tomorrow: at nine", "or never", "TEL:1").note
        == "Call\ntomorrow: at nine\nor never"
    )


@pytest.mark.parametrize(
    ("uid", "kept"),
    [
        ("urn:uuid:8b574c60-fd7f-4e99-b584-c5db131ae687", "8b574c60-fd7f-4e99-b584-c5db131ae687"),
        ("477343c8e6bf375a9bac1f96a5000837", "477343c8e6bf375a9bac1f96a5000837"),
        ("17", ""),
        ("000000000017", ""),
        ("", ""),
    ],
)
def test_only_a_number_that_will_be_the_same_next_time_identifies(uid, kept):
    assert person("FN:D", f"UID:{uid}").vendor_id == kept


def test_a_number_that_two_cards_of_a_file_have_identifies_neither():
    book = card("FN:Dana", "UID:477343c8e6bf375a9bac1f96a5000837") + card(
        "FN:Eli", "UID:477343c8e6bf375a9bac1f96a5000837"
    )
    assert [one.person.vendor_id for one in records(book)] == ["", ""]


def test_a_picture_is_passed_over_whatever_its_lines_begin_with():
    lines = ["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "NAME9j/4AAQ", " N/9j=", "TEL9j", "", "TEL:020 7946 0958"]
    found = person("FN:Dana", *lines, "PHOTO;VALUE=uri:http://example.org/never-fetched.jpg", version="2.1")
    assert (found.name, ways(found, "phone"), ways(found, "web")) == ("Dana", ["020 7946 0958"], [])


@pytest.mark.parametrize("start", ["PHOTO;ENCODING=b", "item1.LOGO;BASE64", "KEY"])
@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_a_long_picture_takes_nothing_else_with_it(start, version):
    picture = [f"{start}:" + "QUJD" * 18, *[" " + "QUJD" * 18] * 40, "\t=="]
    found = person("FN:Dana", "NOTE:Rye", *picture, "QUJDRA==", "TEL:020 7946 0958", version=version)
    assert (found.note, ways(found, "phone")) == ("Rye", ["020 7946 0958"])


def test_a_card_within_a_card_is_a_card_of_its_own():
    inner = card("FN:Ann Hill", "TEL:020 7946 0001", version="2.1")
    outer = card("FN:Dana", "AGENT:", inner.rstrip(), "TEL:020 7946 0002", version="2.1")
    found = {
        one.person.name: (one.line, ways(one.person, "phone")) for one in records(outer + card("FN:Eli"))
    }
    assert found == {"Ann Hill": (5, ["020 7946 0001"]), "Dana": (1, ["020 7946 0002"]), "Eli": (12, [])}


def test_a_card_within_a_line_is_a_card_of_its_own():
    found = records(card("FN:Dana", r"AGENT:BEGIN:VCARD\nFN:Ann\; Hill\nTEL:020 7946 0001\nEND:VCARD\n"))
    assert [(one.line, one.person.name) for one in found] == [(1, "Dana"), (1, "Ann; Hill")]
