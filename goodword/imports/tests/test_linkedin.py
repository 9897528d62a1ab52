import io
import zipfile
from datetime import date

from .told import people_of, reading_of, records_of, tell, ways

NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You can learn more here https://www.linkedin.com/help"\n\n'
)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
DANA = 'Dana,Whitfield,https://www.linkedin.com/in/dana,dana@example.com,"Hill School, Inc.",Teacher,15 Mar 2023\n'


def test_connections_are_read_below_the_notes():
    [record] = records_of(b"\xef\xbb\xbf" + (NOTES + HEADER + DANA).encode())
    dana = record.person
    assert record.line == 5
    assert (dana.given_name, dana.family_name, dana.organisation, dana.job) == (
        "Dana",
        "Whitfield",
        "Hill School, Inc.",
        "Teacher",
    )
    assert ways(dana) == [("email", "dana@example.com"), ("linkedin", "https://www.linkedin.com/in/dana")]
    assert dana.connected_on == date(2023, 3, 15)


def test_the_older_export_without_notes_and_address_is_known_too():
    reading = reading_of(
        "First Name,Last Name,Email Address,Company,Position,Connected On\nDana,W,,,,03 Mar 2019\n"
    )
    assert reading.format == "LinkedIn connections"


def test_the_german_export_is_read():
    text = (
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
        "Jörg,Groß,,,Bäckerei,Meister,10 Dez. 2025\n"
    )
    [joerg] = people_of(text)
    assert (joerg.given_name, joerg.organisation, joerg.connected_on) == (
        "Jörg",
        "Bäckerei",
        date(2025, 12, 10),
    )


def test_a_closed_account_is_nobody():
    [record] = records_of(HEADER + ",,,,,,15 Mar 2023\n")
    assert str(record.read_as) == "not counted"


def test_in_its_zip_only_what_is_known_is_read_and_the_rest_told():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Basic_LinkedInDataExport/Connections.csv", NOTES + HEADER + DANA)
        archive.writestr(
            "Basic_LinkedInDataExport/Email Addresses.csv", "Email Address,Primary\nme@example.com,Yes\n"
        )
        archive.writestr("__MACOSX/._Connections.csv", b"\x00\x05\x16\x07")
    [(reading, records)] = tell(out.getvalue(), name="export.zip")
    assert reading.file == "export.zip/Basic_LinkedInDataExport/Connections.csv"
    assert len(records) == 1
    assert "Email Addresses.csv" in " ".join(reading.notes)
