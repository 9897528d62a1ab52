"""The list at the counter's computer, from Outlook: new faces, and in Referred By who sent them."""

from collections.abc import Iterator

from .town import Someone

FILE = "outlook.csv"
HEADER = [
    *"First Name,Middle Name,Last Name,Title,Suffix,Web Page,Birthday,Anniversary,Notes".split(","),
    *"E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,Mobile Phone".split(
        ","
    ),
    *"Company,Job Title,Home Street,Home City,Home State,Home Postal Code,Referred By,Categories".split(","),
]
# Typed at the counter in a hurry: a mail that lost its @, a day that no calendar has.
TYPED_WRONG: tuple[dict[str, str], ...] = (
    {"First Name": "Petra", "Last Name": "Hollis", "E-mail Address": "petra.hollis.example.com"},
    {"First Name": "Sunil", "Last Name": "Rao", "Mobile Phone": "(413) 555-0100", "Birthday": "31/02/1988"},
)


def rows(people: list[Someone]) -> Iterator[list[str]]:
    yield HEADER
    for someone in people:
        if "outlook" in someone.files:
            yield in_order(face(someone))
    for wrong in TYPED_WRONG:
        yield in_order(wrong)


def face(someone: Someone) -> dict[str, str]:
    given, family = someone.given, someone.family
    if "outlook" in someone.called:
        given, family = given.upper(), family.upper()
    digits = someone.phone[2:]
    return {
        "First Name": given,
        "Last Name": family,
        "E-mail Address": someone.email,
        "Mobile Phone": f"({digits[:3]}) {digits[3:6]}-{digits[6:]}",
        "Referred By": someone.sent_by,
        "Categories": "Counter;New" if someone.sent_by else "Counter",
    }


def in_order(cells: dict[str, str]) -> list[str]:
    return [cells.get(column, "") for column in HEADER]
