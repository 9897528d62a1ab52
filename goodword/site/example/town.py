"""Who lives around Corner Bakery, and what one of them is: a name, ways to reach, visits, a few lines."""

import unicodedata
from dataclasses import dataclass, field
from random import Random

from .goods import Visit
from .names import STREETS, TRADES, draw_names

CITY, PROVINCE = "Elmbridge", "MA"
# 555-0100 to 555-0199 ring nowhere, whatever the area code.
AREA_CODES = ("413", "802", "603", "860", "518", "207")
MAIL_ENDINGS = ("example.com", "example.org", "example.net")


@dataclass(slots=True)
class Someone:
    """A person of the town, as they are; each file then tells its own part, in its own spelling."""

    given: str
    family: str
    email: str = ""
    phone: str = ""  # E.164
    street: str = ""
    postcode: str = ""
    organisation: str = ""
    job: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    birthday: str = ""  # ISO
    sent_by: str = ""  # as the bakery typed it
    visits: list[Visit] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)  # file -> the whole name, where it is another one

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


class Registry:
    """Hands out names, mails, phones and doors, each once."""

    def __init__(self, draw: Random, taken: set[tuple[str, str]]) -> None:
        self.draw = draw
        self.names = draw_names(draw, 480, taken)
        # From 01 on: 0100 is what the counter types when nobody knows a number.
        self.phones = [f"+1{area}55501{last:02d}" for area in AREA_CODES for last in range(1, 100)]
        draw.shuffle(self.phones)
        self.mails: set[str] = set()

    def someone(self, given: str = "", family: str = "") -> Someone:
        """A new neighbour; without a name, the next of the town's."""
        if not given:
            given, family = self.names.pop()
        person = Someone(given, family, email=self.mail(given, family), phone=self.phones.pop())
        person.street = f"{self.draw.randint(1, 120)} {self.draw.choice(STREETS)}"
        person.postcode = f"010{self.draw.randint(90, 97)}"
        if self.draw.random() < 0.25:
            person.job = self.draw.choice(TRADES)
        if self.draw.random() < 0.2:
            person.birthday = self.birthday()
        return person

    def birthday(self) -> str:
        year, month, day = self.draw.randint(1948, 2002), self.draw.randint(1, 12), self.draw.randint(1, 28)
        return f"{year}-{month:02d}-{day:02d}"

    def mail(self, given: str, family: str) -> str:
        first, last = ascii_letters(given), ascii_letters(family)
        shape = self.draw.choice((f"{first}.{last}", f"{first[0]}{last}", f"{last}.{first}"))
        ending = self.draw.choice(MAIL_ENDINGS)
        mail, n = f"{shape}@{ending}", 2
        while mail in self.mails:
            mail, n = f"{shape}{n}@{ending}", n + 1
        self.mails.add(mail)
        return mail


def ascii_letters(text: str) -> str:
    """Zoë Żuraw > zoe, zuraw: what people make of their name in a mail address."""
    plain = text.replace("ł", "l").replace("ı", "i").replace("ß", "ss").replace("ø", "o")
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return "".join([letter for letter in folded if letter.isalpha()])
