from datetime import date

import pytest

from goodword.imports.records import Ground

from .told import as_csv, outcomes, people_of, reading_of, records_of, sales_of, total

POLAND = Ground("PL", "PLN", "Europe/Warsaw", date(2026, 3, 2))
TITLES = "Lista wizyt\nSalon Pod Lipą\n01.02.2026 - 28.02.2026\n\n"
HEADER = "Data i godzina,ID rezerwacji,Usługa,Klient,Pracownik,Status,Przychód"
VISIT = {
    "Data i godzina": "03.02.2026 16:30", "ID rezerwacji": "40017", "Usługa": "Strzyżenie", "Klient": "Anna Kowalska",
    "Pracownik": "Ola Nowak", "Status": "Zakończone", "Przychód": "120,00 zł",
}  # fmt: skip


def visits(*rows: dict[str, str], below: str = "") -> str:
    return TITLES + as_csv(HEADER, rows) + below


def test_a_finished_visit_is_a_sale():
    [sale] = sales_of(visits(VISIT), POLAND)
    assert (total(sale), sale.currency, sale.on, sale.vendor_id) == (12000, "PLN", date(2026, 2, 3), "40017")
    assert reading_of(visits(VISIT), POLAND).format == "Booksy visits"


def test_the_client_is_read_and_not_who_cut_the_hair():
    [anna] = people_of(visits(VISIT), POLAND)
    assert (anna.name, anna.ways) == ("Anna Kowalska", [])


def test_two_services_of_one_booking_are_one_sale():
    colour = {**VISIT, "Usługa": "Koloryzacja", "Przychód": "200,00 zł"}
    [sale] = sales_of(visits(VISIT, colour), POLAND)
    assert total(sale) == 32000
    assert sale.lines == [("Strzyżenie", 1.0, 12000), ("Koloryzacja", 1.0, 20000)]


def test_a_service_that_was_cancelled_brings_nothing_and_the_rest_of_the_booking_counts():
    cancelled = {**VISIT, "Status": "Anulowane", "Przychód": "200,00 zł"}
    [sale] = sales_of(visits(cancelled, VISIT), POLAND)
    assert total(sale) == 12000


@pytest.mark.parametrize("status", ["Anulowane", "Nieobecność"])
def test_what_was_cancelled_or_missed_does_not_count(status):
    [record] = records_of(visits({**VISIT, "Status": status}), POLAND)
    assert (str(record.read_as), record.sale.status) == ("not counted", "void")


def test_a_visit_to_come_is_a_person_and_no_sale():
    row = {**VISIT, "Data i godzina": "20.03.2026 16:30", "Status": "Teleportowana", "Przychód": "120,00 zł"}
    [record] = records_of(visits(row), POLAND)
    assert (record.person.name, record.sale) == ("Anna Kowalska", None)


def test_a_word_nobody_knows_waits_and_the_total_is_no_visit():
    rows = visits({**VISIT, "Status": "Teleportowana"}, below='"Razem","","","","","","120,00 zł"\n')
    assert outcomes(rows, POLAND) == {"held": 1, "not counted": 1}
