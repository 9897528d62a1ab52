"""Text files: encodings, separators, lines, quotes gone wrong."""

import pytest

from goodword.imports.records import ReadAs

from .told import GERMANY, mistakes_of, outcomes, people_of, reading_of, records_of

TABLE = "First Name,Last Name,E-mail,Notes\nJosé,Núñez,jose@example.com,“hi”\nEli,Ortiz,eli@example.com,\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_encoding_of_excel_and_outlook_is_read(encoding):
    jose, eli = people_of(TABLE.encode(encoding))
    assert (jose.given_name, jose.family_name, jose.note) == ("José", "Núñez", "“hi”")
    assert eli.given_name == "Eli"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_read(separator, end):
    jose, _eli = people_of(TABLE.replace(",", separator).replace("\n", end))
    assert (jose.given_name, jose.family_name) == ("José", "Núñez")


def test_the_separator_that_excel_declares_is_taken():
    records = records_of("sep=;\nName;E-mail\nDana, the baker;dana@example.com\n")
    assert [(record.line, record.person.name) for record in records] == [(3, "Dana, the baker")]


def test_a_trailing_comma_is_no_column():
    [dana] = people_of("Name,E-mail,\nDana,dana@example.com,\n")
    assert dana.name == "Dana"


def test_lines_above_the_header_are_left_out_and_counted():
    text = 'Customer report\n"from January\nto March"\n\nName,E-mail,Phone\nDana,dana@example.com,555 0101\n'
    [record] = records_of(text)
    assert (record.line, record.person.name) == (6, "Dana")


@pytest.mark.parametrize("start", [b"{}\r\n", b"{},,\n", b"{}\t\t\n"])
def test_braces_on_a_line_of_their_own_are_no_json(start):
    [dana] = people_of(start + b"Name,Email,Phone\nDana,dana@home.example,\n")
    assert dana.name == "Dana"


def test_cells_of_several_lines_are_counted_by_their_lines():
    text = 'Name,Notes\nDana,"one\ntwo\r\nthree"\n\nEli,x\n'
    assert [record.line for record in records_of(text)] == [2, 6]


def test_a_row_of_empty_cells_is_blank_and_an_empty_line_is_no_row():
    assert outcomes("Name,E-mail\n,\nDana,\n\n") == {"not counted": 1, "kept": 1}


def test_a_row_that_is_too_long_is_refused_and_one_that_is_short_is_read():
    records = records_of(
        "Name,E-mail,Phone\nDana,dana@example.com\nEli,eli@example.com,1,2\nAmy,amy@example.com,,\n"
    )
    assert [record.read_as for record in records] == [ReadAs.KEPT, ReadAs.REFUSED, ReadAs.KEPT]
    assert records[1].mistakes[0].line == 3
    assert "4" in records[1].mistakes[0].hint


def test_a_quote_that_is_never_closed_costs_its_own_row_only():
    rows = "".join(f"P{number},p{number}@example.com,x\n" for number in range(50))
    records = records_of(f'Name,E-mail,Notes\n{rows}"Dana,dana@example.com,x\n{rows}')
    assert [record.line for record in records if record.read_as == ReadAs.REFUSED] == [52]
    assert sum(record.read_as == ReadAs.KEPT for record in records) == 100


def test_a_stray_quote_that_meets_another_swallows_no_row():
    text = 'Name,E-mail,Notes\nAda,a@example.com,x\n"Bob,b@example.com,5\nCyd,"c@example.com",6\nDee,d@example.com,x\n'
    records = records_of(text)
    assert [(record.line, str(record.read_as)) for record in records] == [
        (2, "kept"), (3, "refused"), (4, "kept"), (5, "kept"),
    ]  # fmt: skip


def test_quotes_inside_a_cell_are_part_of_it():
    [bob] = people_of('Name,Notes\n"Bob ""Biff"" Jones",said "hello" to me\n')
    assert (bob.name, bob.note) == ('Bob "Biff" Jones', 'said "hello" to me')


def test_a_cell_too_large_for_any_use_costs_its_own_row_only():
    records = records_of(f"Name,Notes\nDana,{'x' * 200_000}\nEli,y\n")
    assert [str(record.read_as) for record in records] == ["refused", "kept"]
    assert "more than 131,072 letters" in records[0].mistakes[0].hint


def test_a_row_with_nul_is_refused_and_the_rest_read():
    records = records_of("Name,E-mail\nDa\x00na,d@example.com\nEli,e@example.com\n")
    assert [str(record.read_as) for record in records] == ["refused", "kept"]
    assert "\x00" not in records[0].mistakes[0].saw


def test_one_broken_letter_in_utf8_costs_its_own_row_only():
    rows = "".join(f"Zoë {number},z{number}@example.com\n" for number in range(9)).encode()
    records = records_of(b"Name,E-mail\n" + rows + b"Jos\xe9,j@example.com\n" + rows)
    assert [record.line for record in records if record.read_as == ReadAs.REFUSED] == [11]
    assert records[0].person.name == "Zoë 0"


def test_windows_quotes_and_dashes_are_letters():
    [jose] = people_of(b"Name,E-mail\nJos\xe9 O\x92Brien \x96 baker,j@example.com\n")
    assert jose.name == "José O’Brien – baker"


def test_a_byte_that_windows_1252_does_not_have_is_refused_in_its_row():
    records = records_of(b"Name,E-mail\nJos\xe9,j@example.com\nX\x81Y,x@example.com\n")
    assert [str(record.read_as) for record in records] == ["kept", "refused"]


def test_the_header_again_in_the_middle_is_not_a_person():
    assert outcomes("Name,E-mail\nDana,d@example.com\nName,E-mail\nEli,e@example.com\n") == {
        "kept": 2,
        "not counted": 1,
    }


def test_a_formula_guard_is_taken_off_and_a_name_keeps_its_apostrophe():
    text = "Name,Phone,Customer ID,Notes\n't Hooft,'+1 555 010 0199,'0072,'=SUM(A1)\n"
    [person] = people_of(text)
    assert person.name == "'t Hooft"
    assert [way.value for way in person.ways] == ["+1 555 010 0199"]
    assert (person.vendor_id, person.note) == ("0072", "=SUM(A1)")


def test_a_number_guarded_as_a_formula_keeps_its_zeros():
    [person] = people_of('Name,Zip\nDana,"=""02134"""\n')
    assert person.postcode == "02134"


def test_every_mistake_of_a_row_is_told_at_once():
    text = "Order ID;Name;Datum;Betrag\n7;Dana;31.02.2026;zwölf\n"
    assert [(one.line, one.column, one.saw) for one in mistakes_of(text, GERMANY)] == [
        (2, "Datum", "31.02.2026"), (2, "Betrag", "zwölf"),
    ]  # fmt: skip


def test_the_rows_to_expect_are_about_the_lines():
    assert 90 <= reading_of("Name,E-mail\n" + "Dana,d@example.com\n" * 99).expected_rows <= 110


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("above", ["", "Exported on Monday\n\n"])
def test_the_rows_to_expect_are_those_that_come(above, end, encoding):
    told = (above + TABLE.rstrip("\n") + end).encode(encoding)
    assert reading_of(told).expected_rows == len(records_of(told)) == 2
