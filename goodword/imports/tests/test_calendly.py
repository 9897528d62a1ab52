from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

OLD = (
    "User Name,User Email,Invitee Name,Invitee Email,Invitee Time Zone,Text Reminder Number,Event Type Name,"
    "Start Date & Time,End Date & Time,Event Created Date & Time,Location,Canceled"
)
NEW = (
    "User Name,Team,Invitee Name,Invitee First Name,Invitee Last Name,Invitee Email,Invitee Time Zone,"
    "Invitee accepted marketing emails,Text Reminder Number,Event Type Name,Start Date & Time,End Date & Time,"
    "Location,Event Created Date & Time,Canceled,Canceled By,Cancellation reason,Question 1,Response 1,Question 2,"
    "Response 2,UTM Source,Event Price,Payment Currency,Guest Email(s),Marked as No-Show,User Email,Event UUID,"
    "Invitee UUID"
)
CALL = {
    "User Name": "Nora Lowell", "User Email": "nora@example.com", "Invitee Name": "Dana Whitfield",
    "Invitee First Name": "Dana", "Invitee Last Name": "Whitfield", "Invitee Email": "dana@example.com",
    "Event Type Name": "First lesson", "Start Date & Time": "2026-03-03 11:00 am",
    "Event Created Date & Time": "2026-02-20 09:15 pm", "Canceled": "false", "Event Price": "60.00",
    "Payment Currency": "USD", "Marked as No-Show": "No", "Question 1": "Phone number",
    "Response 1": "617 555 0100", "Question 2": "Who referred you?", "Response 2": "Eli Ortiz",
    "Invitee UUID": "inv-1",
}  # fmt: skip


def events(*rows: dict[str, str], header: str = NEW) -> str:
    return as_csv(header, rows)


def test_a_paid_event_counts_on_the_day_it_was_booked():
    [sale] = sales_of(events(CALL))
    assert (total(sale), sale.currency, sale.on, sale.vendor_id) == (6000, "USD", date(2026, 2, 20), "inv-1")
    assert sale.lines == [("First lesson", 1.0, 6000)]


@pytest.mark.parametrize("header", [OLD, NEW])
def test_an_event_without_a_price_is_a_person_and_no_sale(header):
    [record] = records_of(events({**CALL, "Event Price": ""}, header=header))
    assert (str(record.read_as), record.sale) == ("kept", None)
    assert reading_of(events(CALL, header=header)).format == "Calendly events"


def test_the_invitee_is_read_and_not_the_host():
    [dana] = people_of(events(CALL))
    assert (dana.given_name, dana.family_name, dana.referred_by) == ("Dana", "Whitfield", "Eli Ortiz")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "617 555 0100")]
    [old] = people_of(events(CALL, header=OLD))
    assert old.name == "Dana Whitfield"


@pytest.mark.parametrize("changed", [{"Canceled": "true"}, {"Marked as No-Show": "Yes"}])
def test_what_was_canceled_or_missed_does_not_count(changed):
    [record] = records_of(events({**CALL, **changed}))
    assert (str(record.read_as), record.why, record.sale.status) == ("not counted", "void", "void")


@pytest.mark.parametrize(("cell", "may_mail"), [("false", False), ("true", None), ("", None)])
def test_nobody_is_signed_up_for_mail(cell, may_mail):
    assert people_of(events({**CALL, "Invitee accepted marketing emails": cell}))[0].may_mail is may_mail


def test_other_questions_are_not_read():
    other = {
        "Question 1": "What do you want to learn?",
        "Response 1": "Fugues",
        "Question 2": "",
        "Response 2": "",
    }
    [dana] = people_of(events({**CALL, **other}))
    assert (ways(dana), dana.referred_by) == ([("email", "dana@example.com")], "")
