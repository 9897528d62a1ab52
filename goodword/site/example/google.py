"""The bakery's address book, as Google Contacts exports it since 2024."""

from collections.abc import Iterator
from random import Random

from .town import CITY, PROVINCE, Someone

FILE = "contacts.csv"
HEADER = [
    *"First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name".split(
        ","
    ),
    *"Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title".split(","),
    *"Organization Department,Birthday,Notes,Photo,Labels".split(","),
    *"E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value".split(","),
    *"Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value".split(","),
    *"Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box".split(
        ","
    ),
    *"Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address".split(","),
    *"Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value".split(","),
    *"Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value".split(","),
]


def rows(people: list[Someone], draw: Random) -> Iterator[list[str]]:
    yield HEADER
    known = [someone for someone in people if "google" in someone.files]
    draw.shuffle(known)
    for someone in known:
        cells = contact(someone) | (home(someone) if draw.random() < 0.3 else {})
        if draw.random() < 0.1:
            cells["Phone 1 - Value"] = ""  # never asked for it
        yield [cells.get(column, "") for column in HEADER]


def contact(someone: Someone) -> dict[str, str]:
    digits = someone.phone[2:]
    cells = {
        "First Name": someone.given,
        "Last Name": someone.family,
        "Organization Name": someone.organisation,
        "Organization Title": someone.job,
        "Birthday": someone.birthday,
        "Notes": someone.note,
        "Labels": " ::: ".join([*someone.labels, "* myContacts"]),
        "E-mail 1 - Label": "* Home",
        "E-mail 1 - Value": someone.email,
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": f"+1 {digits[:3]}-{digits[3:6]}-{digits[6:]}",
    }
    sent = (
        {"Relation 1 - Label": "Referred by", "Relation 1 - Value": someone.sent_by}
        if someone.sent_by
        else {}
    )
    return cells | sent


def home(someone: Someone) -> dict[str, str]:
    lines = f"{someone.street}\n{CITY}, {PROVINCE} {someone.postcode}\nUS"
    return {
        "Address 1 - Label": "Home",
        "Address 1 - Formatted": lines,
        "Address 1 - Street": someone.street,
        "Address 1 - City": CITY,
        "Address 1 - Region": PROVINCE,
        "Address 1 - Postal Code": someone.postcode,
        "Address 1 - Country": "US",
    }
