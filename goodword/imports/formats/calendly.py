"""Calendly's export of events: a row for each invitee. `User` is the host; `Response n` answers `Question n`.

Headers as a real file of 2025 has them; older ones have fewer. An event without a price is a person and no
sale. One with a price was paid when it was booked, so it counts on that day. Canceled events, and those to
which nobody came, do not count: whether the money went back the file does not say.
"""

from collections.abc import Callable

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.header_words import vocabulary
from goodword.imports.one_thing import sale_of_one
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row

NAME = "Calendly events"
VENDOR = "calendly"
BRINGS = "both"
NEEDS = (
    ("Invitee Email", "Event Type Name", "Start Date & Time"),
    ("Invitee Name|Invitee First Name", "Invitee Email", "Event Type Name", "Start Date & Time"),
)
KNOWS = (
    "User Name", "User Email", "Team", "Invitee First Name", "Invitee Last Name", "Invitee Time Zone",
    "Invitee accepted marketing emails", "Text Reminder Number", "End Date & Time", "Location",
    "Event Created Date & Time", "Canceled", "Canceled By", "Cancellation reason", "Question 1", "Response 1",
    "Event Price", "Payment Currency", "Guest Email(s)", "Invitee Reconfirmed", "Marked as No-Show",
    "Meeting Notes", "Event UUID", "Invitee UUID", "Scheduling method",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    event, invitee = _event(fields), _invitee(fields)
    stops = [fields.says_yes("Canceled", "Cancelled"), fields.says_yes("Marked as No-Show")]

    def read(row: Row) -> Record:
        person, sale = invitee(row), event(row)
        if any(stop(row) for stop in stops):
            sale.status = "void"
            return not_counted(fields.line, "void", person, sale)
        return Record(fields.line, ReadAs.KEPT, person, sale if sale.goods_cents else None)

    return read


def _event(fields: Fields) -> Callable[[Row], SaleFound]:
    return sale_of_one(
        fields.text("Invitee UUID"),
        fields.when("Event Created Date & Time", "Start Date & Time"),
        fields.currency("Payment Currency", beside=("Event Price",)),
        fields.money("Event Price"),
        fields.text("Event Type Name"),
    )


def _invitee(fields: Fields) -> Callable[[Row], PersonFound]:
    name, email = fields.text("Invitee Name"), fields.email("Invitee Email")
    given, family = fields.text("Invitee First Name"), fields.text("Invitee Last Name")
    phone, may_mail = fields.text("Text Reminder Number"), fields.says_no("Invitee accepted marketing emails")
    asked = [
        (fields.text(f"Question {number}"), fields.text(f"Response {number}"))
        for number in range(1, 21)
        if fields.has(f"Question {number}")
    ]

    def read(row: Row) -> PersonFound:
        person = PersonFound(given_name=given(row), family_name=family(row), may_mail=may_mail(row))
        if not person.given_name and not person.family_name:
            person.name = name(row)
        if mail := email(row):
            person.ways.append(WayFound("email", mail))
        numbers = [said(phone(row))]
        for question, response in asked:
            meaning = vocabulary().get(header_key(question(row)), "")
            if meaning == "phone":
                numbers.append(said(response(row)))
            elif meaning == "referred_by" and not person.is_called(told := said(response(row))):
                person.referred_by = person.referred_by or told
        person.ways += [WayFound("phone", told) for told in dict.fromkeys(numbers) if told]
        return person

    return read
