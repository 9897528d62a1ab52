"""LinkedIn's Connections.csv, with or without the lines above its header, also inside the zip it comes in."""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "LinkedIn connections"
VENDOR = "linkedin"
BRINGS = "people"
NEEDS = (
    ("First Name", "Last Name", "Connected On"),
    ("Vorname", "Nachname", "Verbunden am"),
)
KNOWS = ("URL", "Email Address", "Company", "Position", "E-Mail-Adresse", "Unternehmen")
ALONE_IN_ARCHIVE = True


def reader(fields: Fields) -> RowReader:
    given, family = fields.text("First Name", "Vorname"), fields.text("Last Name", "Nachname")
    address, email = fields.text("URL"), fields.email("Email Address", "E-Mail-Adresse")
    company, position = fields.text("Company", "Unternehmen"), fields.text("Position")
    connected = fields.day("Connected On", "Verbunden am")

    def read(row: Row) -> Record:
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        if profile := address(row):
            ways.append(WayFound("linkedin", profile))
        person = PersonFound(
            given_name=given(row),
            family_name=family(row),
            organisation=company(row),
            job=position(row),
            ways=ways,
            connected_on=connected(row),
        )
        if not person.given_name and not person.family_name:
            person.organisation = person.job = ""  # somebody who closed their account: nobody is left
        return Record(fields.line, ReadAs.KEPT, person)

    return read
