"""What cannot be read at all says so in words, and nothing crashes."""

import io
import zipfile

import pytest

from goodword.imports import limits
from goodword.imports.records import Unreadable

from .told import HERE, people_of, tell


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv").replace("_xml", ".xml"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"\x00" * 1000, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (bytes(range(256)) * 20, "no text"),
        (b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'{"name": "Dana"}', "JSON"),
        (b'{}\n{"name": "Dana"}\n', "JSON"),
        (b"{\\rtf1 Dana}", "text document"),
        (b"\x1f\x8b\x08\x00aaaaaaaa", "Unpack"),
        (b"Name,E-mail,Phone\n", "no rows"),
        (b"Name,E-mail,Phone\n\n\n", "no rows"),
        (b"lorem ipsum dolor sit amet, consectetur\nadipiscing elit, sed do eiusmod\n", "no table"),
        (b"PK\x03\x04broken off", "breaks off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (zipped(), "nothing in it"),
        (zipped(a_csv=b"%PDF"), "PDF"),
        (zipped(word__document_xml=b"<w/>"), "document"),
        (zipped(xl__workbook_xml=b"<w/>"), "damaged"),
        (b"," * 5000 + b"\n" + b"," * 5000, "columns"),
    ],
)
def test_it_says_what_it_saw(data, word):
    with pytest.raises(Unreadable, match=word):
        tell(data, name="my file")


def test_a_million_columns_are_refused():
    with pytest.raises(Unreadable, match="1,000,001 columns"):
        tell(b"Name" + b"," * 1_000_000 + b"\nDana\n")


def test_a_line_without_end_is_refused():
    with pytest.raises(Unreadable, match="line of more than"):
        tell(b"Name,E-mail\n" + b"x" * (limits.LINE_BYTES + 5))


def test_a_file_of_three_gigabytes_is_refused_unread(tmp_path):
    from goodword.imports.reading import readings

    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # sparse: takes no room
    with pytest.raises(Unreadable, match="3,000 MB"):
        readings(path, "huge.csv", HERE)


def test_a_zip_bomb_is_refused_unread():
    with pytest.raises(Unreadable, match="unpacks to"):
        tell(zipped(a_csv=b"Name,E-mail\n" + b"0" * 40_000_000))


def test_a_zip_that_lies_about_its_size_is_damaged_and_not_trusted():
    data = bytearray(zipped(a_csv=b"Name,E-mail\nDana,d@example.com\n" * 100))
    place = data.rfind(b"PK\x01\x02") + 24  # the size it says it unpacks to
    data[place : place + 4] = (20).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="damaged"):
        people_of(bytes(data))


def test_what_can_be_read_of_a_zip_is_read_and_the_rest_is_told():
    [(reading, records)] = tell(
        zipped(people_csv=b"Name,E-mail\nDana,d@example.com\n", scan_csv=b"%PDF-1.7"), name="z.zip"
    )
    assert reading.file == "z.zip/people.csv"
    assert len(records) == 1
    assert "PDF" in reading.left_out[0]


def test_two_files_of_one_name_in_a_zip_are_both_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "Name,E-mail\nDana,d@example.com\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "Name,E-mail\nEli,e@example.com\n")
    told = [(reading.file, records[0].person.name) for reading, records in tell(out.getvalue(), name="x.zip")]
    assert told == [("x.zip/a.csv", "Dana"), ("x.zip/a.csv (2)", "Eli")]
