"""The owner's connections, as LinkedIn hands them out: a note above the header, few mails."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from .stories import ALLY, BRINGER
from .town import Someone, ascii_letters

FILE = "Connections.csv"
PREAMBLE = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. "
    "You will only see email addresses for connections who have allowed their connections to see or download "
    "their email address using this setting https://www.linkedin.com/psettings/privacy/email. "
    "You can learn more here https://www.linkedin.com/help/linkedin/answer/261"
)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On".split(",")
OPEN = (ALLY, BRINGER)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def rows(people: list[Someone], today: date, draw: Random) -> Iterator[list[str]]:
    connected = [
        (draw.randint(3, 1095), n, someone) for n, someone in enumerate(people) if "linkedin" in someone.files
    ]
    yield HEADER
    for days_ago, n, someone in sorted(connected, key=lambda c: c[:2]):
        on = today - timedelta(days_ago)
        given, _, rest = someone.given.partition(" ")
        yield [
            given,
            someone.family or rest,
            f"https://www.linkedin.com/in/{ascii_letters(someone.name)}-{n:04x}",
            # Two of the stories let the owner see their mail: so they are one person with their other cards.
            someone.email if draw.random() < 0.15 or (someone.given, someone.family) in OPEN else "",
            someone.organisation,
            someone.job,
            f"{on.day:02d} {MONTHS[on.month - 1]} {on.year}",
        ]
