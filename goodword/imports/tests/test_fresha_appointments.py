import pytest

from .told import as_csv, outcomes, reading_of, records_of

OLD = (
    "Appt. ref.,Client,Team member,Status,Created date,Scheduled date,Cancelled date,Category,Service,Duration (mins),"
    "Appt. slot,Created by,Cancelled by,Location,Net sales,Cancellation reason,Fees charged,Upfront payments"
)
NEW = OLD.replace("Team member,", "Team member,Resource,").replace("Upfront payments", "Prepayments")
VISIT = {
    "Appt. ref.": "#A1B2", "Client": "Dana Whitfield", "Team member": "Nora Lowell", "Status": "Completed",
    "Created date": "2 Jan 2026, 9:15pm", "Scheduled date": "13 Jan 2026, 11:30am", "Service": "Haircut",
    "Net sales": "60", "Created by": "Dana Whitfield", "Prepayments": "20", "Upfront payments": "20",
}  # fmt: skip


def appointments(header: str, *rows: dict[str, str]) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize("header", [OLD, NEW])
@pytest.mark.parametrize("status", ["New", "Confirmed", "Started", "Completed"])
def test_an_appointment_is_a_person_and_the_sale_comes_from_the_sales(header, status):
    [record] = records_of(appointments(header, {**VISIT, "Status": status}))
    assert (record.person.name, record.sale) == ("Dana Whitfield", None)
    assert reading_of(appointments(header, VISIT)).format == "Fresha appointments"


@pytest.mark.parametrize(
    "changed", [{"Status": "Cancelled"}, {"Status": "No Show"}, {"Cancelled date": "3 Jan 2026, 8:00am"}]
)
def test_what_was_cancelled_or_missed_brings_nothing(changed):
    [record] = records_of(appointments(NEW, {**VISIT, **changed}))
    assert (str(record.read_as), record.why) == ("not counted", "void")


def test_an_appointment_without_a_client_names_nobody():
    assert outcomes(appointments(NEW, {**VISIT, "Client": ""})) == {"not counted": 1}
