"""Brevo's contacts (Sendinblue until 2023): columns in capitals, numbers with their country's code and no plus.

The names of the columns as its help pages, its interface for programs and two other importers tell them; the column of
who is blocked as one of those importers has it. `FIRSTNAME` is in the language that the account was opened in.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.records import Record, WayFound
from goodword.imports.subscribers import READS, STOPPED, subscriber, subscription
from goodword.imports.text import Row

NAME = "Brevo contacts"
VENDOR = "brevo"
BRINGS = "people"
NEEDS = (
    ("EMAIL", "SMS|WHATSAPP|LANDLINE_NUMBER", "ADDED_TIME|MODIFIED_TIME|EMAIL_BLACKLISTED|SMS_BLACKLISTED"),
    ("CONTACT ID", "EMAIL", "SMS|WHATSAPP|LANDLINE_NUMBER", "FIRSTNAME|LASTNAME|PRENOM|NOMBRE|VORNAME"),
    ("EMAIL", "ADDED_TIME", "MODIFIED_TIME", "FIRSTNAME|LASTNAME|EMAIL_BLACKLISTED|OPT_IN|DOUBLE_OPT-IN"),
)
KNOWS = ("FIRSTNAME", "LASTNAME", "EMAIL_BLACKLISTED", "SMS_BLACKLISTED", "OPT_IN", "DOUBLE_OPT-IN", "EXT_ID")

_NUMBERS = (("phone", "SMS"), ("whatsapp", "WHATSAPP"), ("phone", "LANDLINE_NUMBER"))


def reader(fields: Fields) -> RowReader:
    whom = subscriber(fields, *[header for _kind, header in _NUMBERS])
    numbers, number = _numbers(fields), fields.text("CONTACT ID")
    blocked, opted = fields.says_yes("EMAIL_BLACKLISTED"), fields.says_no("OPT_IN")

    def read(row: Row) -> Record:
        person = whom(row)
        person.ways += numbers(row)
        person.vendor_id, person.may_mail = number(row), opted(row)
        return subscription(fields.line, person, STOPPED if blocked(row) else READS)

    return read


def _numbers(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [(kind, fields.text(header)) for kind, header in _NUMBERS if fields.has(header)]

    def read(row: Row) -> list[WayFound]:
        return [WayFound(kind, _with_plus(told)) for kind, text in columns if (told := said(text(row)))]

    return read


def _with_plus(number: str) -> str:
    """`33612345678` is +33612345678: Brevo takes no number without its country."""
    return f"+{number}" if number.isdecimal() and number[0] != "0" else number
