"""LinkedIn's Connections.csv, with or without the lines above its header, also inside the zip it comes in."""

from urllib.parse import unquote

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
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
            family_name=bare_name(family(row)),
            organisation=company(row),
            job=position(row),
            ways=ways,
            vendor_id=profile_of(profile),
            connected_on=connected(row),
        )
        if not person.given_name and not person.family_name:
            person.organisation = person.job = ""  # somebody who closed their account: nobody is left
            if not ways:
                return not_counted(fields.line, "names nobody")
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def profile_of(url: str) -> str:
    """`https://www.linkedin.com/in/zo%C3%AB-brandt/` is zoë-brandt: by it the files of the zip are of one person."""
    slug = url.partition("linkedin.com/in/")[2].partition("?")[0].partition("/")[0]
    return unquote(slug).lower()


def bare_name(name: str) -> str:
    """`Jane Doe, Ph.D.` is Jane Doe: on LinkedIn a comma comes before letters, never before a first name."""
    return name.partition(",")[0].strip()


def member(name: str, url: str) -> PersonFound | None:
    """Somebody of whom a file tells the name and the profile only; None without one, since a name joins nobody."""
    if not (profile := profile_of(url)):
        return None
    return PersonFound(name=bare_name(name), ways=[WayFound("linkedin", url)], vendor_id=profile)
