from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Start Time,End Time,First Name,Last Name,Phone,Email,Type,Calendar,Appointment Price,Paid?,Amount Paid Online,"
    "Certificate Code,Notes,Date Scheduled,Label,Scheduled By,Who referred you?,Any allergies?,Appointment ID"
)
VISIT = {
    "Start Time": "January 20, 2026 10:00 am", "End Time": "January 20, 2026 11:00 am", "First Name": "Dana",
    "Last Name": "Whitfield", "Phone": "'+16175550100", "Email": "dana@example.com", "Type": "Massage",
    "Calendar": "Nora Lowell", "Appointment Price": "90.00", "Paid?": "yes", "Amount Paid Online": "0.00",
    "Date Scheduled": "2026-01-02", "Who referred you?": "Eli Ortiz", "Any allergies?": "nuts",
    "Appointment ID": "551",
}  # fmt: skip


def appointments(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_a_paid_visit_is_a_sale_of_its_day():
    [sale] = sales_of(appointments(VISIT))
    assert (total(sale), sale.on, sale.vendor_id, sale.is_gross) == (9000, date(2026, 1, 20), "551", True)
    assert sale.lines == [("Massage", 1.0, 9000)]
    assert reading_of(appointments(VISIT)).format == "Acuity appointments"


def test_what_was_paid_online_was_paid_when_it_was_booked():
    [sale] = sales_of(appointments({**VISIT, "Paid?": "", "Amount Paid Online": "90.00"}))
    assert (total(sale), sale.on) == (9000, date(2026, 1, 2))


def test_the_guest_is_read_with_who_sent_them():
    [dana] = people_of(appointments(VISIT))
    assert (dana.given_name, dana.family_name, dana.referred_by) == ("Dana", "Whitfield", "Eli Ortiz")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+16175550100")]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Paid?": "no"}, "pending"),
        ({"Paid?": "no", "Amount Paid Online": "20.00"}, "pending"),
        ({"Label": "No Show"}, "void"),
        ({"Label": "Canceled"}, "void"),
    ],
)
def test_a_deposit_alone_and_a_visit_that_was_none_do_not_count(changed, status):
    [record] = records_of(appointments({**VISIT, **changed}))
    assert (str(record.read_as), record.why, record.sale.status) == ("not counted", status, status)


@pytest.mark.parametrize("changed", [{"Appointment Price": "0.00"}, {"Certificate Code": "SPA5"}])
def test_a_visit_without_money_of_its_own_is_a_guest(changed):
    [record] = records_of(appointments({**VISIT, **changed}))
    assert (str(record.read_as), record.person.given_name, record.sale) == ("kept", "Dana", None)


def test_an_own_label_changes_nothing():
    assert len(sales_of(appointments({**VISIT, "Label": "Regular"}))) == 1
