import io
import zipfile
from datetime import date

from goodword.imports.records import ReadAs

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
    assert "Email Addresses.csv" in " ".join(reading.left_out)


def test_the_profile_is_linkedin_s_own_number_however_it_is_written():
    rows = (
        "https://www.linkedin.com/in/zo%C3%AB-b/",
        "http://linkedin.com/in/Zo%C3%AB-B?trk=x",
        "",
        "https://x.example",
    )
    people = people_of(HEADER + "".join(f"Zoë,B,{address},,,,\n" for address in rows))
    assert [person.vendor_id for person in people] == ["zoë-b", "zoë-b", "", ""]


def test_letters_behind_a_last_name_are_left_out():
    [jane] = people_of(HEADER + 'Jane,"Doe, Ph.D.",,,,,15 Mar 2023\n')
    assert (jane.given_name, jane.family_name) == ("Jane", "Doe")


def test_connections_messages_and_invitations_of_one_zip_are_read_from_any_folder():
    alice = "https://www.linkedin.com/in/alice"
    talk = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    dana = f"c1,,Dana Whitfield,https://www.linkedin.com/in/dana,Alice,{alice},2026-02-01 09:00:00 UTC,,hi,INBOX\n"
    eli = f"c2,,Alice,{alice},Eli,https://www.linkedin.com/in/eli,2026-02-01 09:00:00 UTC,,hi,INBOX\n"
    asked = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("LinkedIn/Complete_Export/Connections.csv", NOTES + HEADER + DANA)
        archive.writestr("LinkedIn/Complete_Export/messages.csv", talk + dana + eli)
        archive.writestr("LinkedIn/Complete_Export/learning/guide_messages.csv", talk)
        archive.writestr(
            "LinkedIn/Complete_Export/Invitations.csv",
            f"{asked}Alice,Dana Whitfield,,,OUTGOING,{alice},https://www.linkedin.com/in/dana\n",
        )
        archive.writestr("LinkedIn/Complete_Export/Skills.csv", "Name\nBaking\nBread\n")
    found = tell(out.getvalue(), name="export.zip")
    assert [reading.format for reading, _records in found] == [
        "LinkedIn connections",
        "LinkedIn messages",
        "LinkedIn invitations",
    ]
    same = [record.person.vendor_id for _reading, records in found for record in records[:1]]
    assert same == ["dana", "dana", "dana"]
    told = " ".join(found[0][0].left_out)
    assert "guide_messages.csv" in told and "Skills.csv" in told


def test_somebody_who_closed_their_account_is_nobody_and_no_heading():
    told = records_of(f"{HEADER}\n,,,,,,03 Jan 2024\n")
    assert [(one.read_as, one.why) for one in told] == [(ReadAs.NOT_COUNTED, "names nobody")]
