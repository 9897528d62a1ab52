"""The exit status of `goodword import`: 0 if every file was read, 1 if a whole one could not be, inside a zip too."""

import io
import zipfile

import pytest

from goodword.people.models import Person

from .test_keeping import GUESTS, ODD, PRIYA
from .test_linkedin import DANA, HEADER

HERE = ("import", "--business", "corner")
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Dana Whitfield\nEMAIL:dana@example.com\nEND:VCARD\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
REFUSED = "Name,Date,Amount\nDana,31/02/2026,5.00\nEli,2026-02-03,five\n"


@pytest.fixture
def write(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def zip_of(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a row that waits.csv", GUESTS + PRIYA + ODD),
        ("a row to be mended.csv", GUESTS + PRIYA + "X,x@y.example,9O,2026-01-05,paid,\n"),
        ("a card cut off.vcf", CARD + "BEGIN:VCARD\nFN:Eli\n"),
        ("all.zip", zip_of(people_csv=GUESTS + PRIYA, cards_vcf=CARD)),
    ],
)
def test_it_is_0_where_every_file_was_read_with_rows_to_mend_too(terminal, write, cast, name, data, options):
    assert terminal(*HERE, write(name, data), *options).code == 0


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("picture.csv", PICTURE),
        ("a picture.zip", zip_of(people_csv=GUESTS + PRIYA, picture_png=PICTURE)),
        ("no row of one.zip", zip_of(people_csv=GUESTS + PRIYA, bad_csv=REFUSED)),
        ("no row.csv", REFUSED),
    ],
)
def test_it_is_1_where_a_whole_file_could_not_be_read(terminal, write, cast, name, data, options):
    ran = terminal(*HERE, write(name, data), *options)
    assert ran.code == 1


def test_what_else_was_in_the_zip_is_kept_and_measured(terminal, write, cast):
    ran = terminal(*HERE, write("a.zip", zip_of(people_csv=GUESTS + PRIYA, picture_png=PICTURE)))
    assert ran.code == 1 and Person.objects.count() == 1
    assert "picture.png is a picture" in ran.out and "Next: goodword today" in ran.out


def test_machines_are_told_how_many_files_were_not_read(terminal, write, cast):
    data = zip_of(people_csv=GUESTS + PRIYA, picture_png=PICTURE, scan_pdf=b"%PDF-1.7")
    ran = terminal(*HERE, "--json", write("a.zip", data), write("scan.pdf", b"%PDF-1.7"))
    assert [one["unread"] for one in ran.facts["files"]] == [2, 1]


def test_a_zip_of_linkedin_holds_much_that_nobody_means_to_read(terminal, write, cast):
    data = zip_of(Connections_csv=HEADER + DANA, Skills_csv="Name\n", Article_html="<html>x</html>")
    assert terminal(*HERE, write("linkedin.zip", data)).code == 0
