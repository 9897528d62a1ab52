from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Job #,Job description,Job status,Customer name,Address,Job created date,Job scheduled start date,"
    "Assigned employees,Job amount,Due amount"
)
CHOSEN = (
    "Job #,Customer name,Job status,Job scheduled start date,Street,City,Zipcode,Customer email,"
    "Customer mobile number,Customer work number,Job amount,Due amount"
)
JOB = {
    "Job #": '=""123""', "Job description": "Boiler service", "Job status": "Completed",
    "Customer name": "Dana Whitfield", "Address": "1 Main St, Boston, MA 02101", "Job created date": "12/28/2025",
    "Job scheduled start date": "01/13/2026", "Assigned employees": "Nora Lowell", "Job amount": "$1,240.00",
    "Due amount": "$0.00", "Street": "1 Main St", "City": "Boston", "Zipcode": "02101",
    "Customer email": "dana@example.com", "Customer mobile number": "(617) 555-0100",
}  # fmt: skip


def jobs(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize("header", [HEADER, CHOSEN])
def test_a_finished_job_that_is_paid_is_a_sale(header):
    [sale] = sales_of(jobs(JOB, header=header))
    assert (total(sale), sale.on, sale.vendor_id) == (124000, date(2026, 1, 13), "123")
    assert reading_of(jobs(JOB, header=header)).format == "Housecall Pro jobs"


def test_the_customer_is_read_and_not_who_did_the_work():
    [dana] = people_of(jobs(JOB))
    assert (dana.name, dana.street, dana.ways) == ("Dana Whitfield", "1 Main St, Boston, MA 02101", [])
    [dana] = people_of(jobs(JOB, header=CHOSEN))
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St", "Boston", "02101")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "(617) 555-0100")]


@pytest.mark.parametrize(
    ("changed", "outcome", "status"),
    [
        ({"Due amount": "$1,240.00"}, "not counted", "pending"),
        ({"Due amount": "$1,000.00"}, "not counted", "pending"),
        ({"Job status": "Scheduled"}, "not counted", "pending"),
        ({"Job status": "Pro canceled", "Due amount": "$1,240.00"}, "not counted", "void"),
        ({"Job status": "Teleported"}, "held", "counted"),
    ],
)
def test_what_is_due_or_still_to_do_waits(changed, outcome, status):
    [record] = records_of(jobs({**JOB, **changed}))
    assert (str(record.read_as), record.sale.status) == (outcome, status)


def test_a_job_without_a_price_is_a_person():
    [record] = records_of(jobs({**JOB, "Job amount": "$0.00"}))
    assert (record.person.name, record.sale) == ("Dana Whitfield", None)


def test_estimates_bring_people_and_no_sale():
    header = "Estimate #,Customer name,Sub-total,Open value,Won value,Lost value,Estimate status,Outcome,Created date"
    row = "123,Dana Whitfield,$900.00,$0.00,$900.00,$0.00,Completed,Won,01/02/2026"
    text = f"{header}\n{row}\n"
    [record] = records_of(text)
    assert (record.why, record.person.name, record.sale.status) == ("estimate", "Dana Whitfield", "void")
    assert record.sale.vendor_id != sales_of(jobs(JOB))[0].vendor_id
    assert reading_of(text).format == "Housecall Pro estimates"
