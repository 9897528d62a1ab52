import pytest

from .told import as_csv, people_of, reading_of, records_of, ways

TITLES = "Visits Report\nDate range: Jan 1 2026 - Jan 31 2026\n"
OLD = "Job #,Date,Times,Title,Client name,Client email,Client phone,Service street,Service city,Completed,Assigned to"
NEW = (
    "Job #,Date,Times,Visit title,Client name,Client email,Client phone,Service property name,Service street,"
    "Service city,Service province,Service ZIP,Visit completed date,Assigned to,Line items,One-off job ($),"
    "Visit based ($),Scheduled duration,Time tracked,Job type,Referred by"
)
VISIT = {
    "Job #": "12", "Date": "Jan 13, 2026", "Times": "9:00 AM - 11:00 AM", "Visit title": "Hedge",
    "Client name": "Dana Whitfield", "Client email": "dana@example.com", "Client phone": "617-555-0100",
    "Service street": "1 Main St", "Service city": "Boston", "Visit completed date": "Jan 13, 2026",
    "Assigned to": "Nora Lowell", "Visit based ($)": "90.00", "Referred by": "Eli Ortiz",
}  # fmt: skip


def visits(*rows: dict[str, str], header: str = NEW) -> str:
    return TITLES + as_csv(header, rows)


@pytest.mark.parametrize("header", [OLD, NEW])
def test_a_visit_is_a_person_and_no_sale(header):
    [record] = records_of(visits(VISIT, header=header))
    assert (record.person.name, record.person.city, record.sale) == ("Dana Whitfield", "Boston", None)
    assert reading_of(visits(VISIT, header=header)).format == "Jobber visits"


def test_the_client_is_read_with_who_sent_them_and_not_who_did_the_work():
    [dana] = people_of(visits(VISIT))
    assert (dana.referred_by, ways(dana)) == (
        "Eli Ortiz",
        [("email", "dana@example.com"), ("phone", "617-555-0100")],
    )
