"""Corner Bakery's files through our own readers, and through the import that owners use."""

from collections import Counter
from datetime import date

import pytest

from goodword.imports.reading import readings
from goodword.imports.records import Ground, ReadAs
from goodword.site.example import write

TODAY = date(2026, 3, 2)
GROUND = Ground("US", "USD", "America/New_York", TODAY)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """file -> its one reading and all of its records."""
    read = {}
    for path in write(tmp_path_factory.mktemp("bakery"), TODAY):
        (reading,) = readings(path, path.name, GROUND)
        read[path.name] = (reading, list(reading.records()))
    return read


def records(told, file):
    return told[file][1]


def test_every_file_is_known_for_what_it_is(told):
    assert {file: reading.vendor for file, (reading, _) in told.items()} == {
        "orders_export_1.csv": "shopify",
        "Sales by Customer Detail.csv": "quickbooks",
        "contacts.csv": "google",
        "outlook.csv": "outlook",
        "phone.vcf": "vcard",
        "Connections.csv": "linkedin",
    }


def test_one_row_of_all_is_refused_and_the_line_is_the_last(told):
    refused = [
        (file, record.line)
        for file in told
        for record in records(told, file)
        if record.read_as == ReadAs.REFUSED
    ]
    orders = records(told, "orders_export_1.csv")
    assert refused == [("orders_export_1.csv", max(record.line for record in orders))]


def test_void_pending_and_estimates_do_not_count(told):
    whys = Counter(record.why for file in told for record in records(told, file) if record.why)
    assert whys["void"] == 1 and whys["pending"] == 2 and whys["estimate"] > 10


def test_the_slips_at_the_counter_name_who_sent_whom(told):
    sent = Counter(
        record.person.referred_by
        for record in records(told, "outlook.csv")
        if record.person and record.person.referred_by
    )
    assert sent == {"Ngozi Ekwueme": 5, "Dana Whitfield": 2, "Maria Delgado": 1, "Ruth Fenwick": 1}


def test_the_31st_of_february_is_a_mistake_with_words(told):
    mistakes = [mistake for file in told for record in records(told, file) for mistake in record.mistakes]
    assert [mistake.saw for mistake in mistakes if mistake.saw.startswith("31/02")] == [
        "31/02/2025",
        "31/02/1988",
    ]
    assert all(mistake.hint for mistake in mistakes)


@pytest.mark.slow
def test_the_real_import_brings_some_400_people_and_their_sales(terminal, tmp_path):
    files = write(tmp_path, TODAY)
    place = ["--name", "Corner Bakery", "--country", "US", "--zone", "America/New_York", "--on", TODAY]
    first = terminal("import", *files, *place, "--json")
    again = terminal("import", *files, "--on", TODAY, "--json")
    assert first.code == again.code == 0, first.err + again.err
    brought = {file["file"]: file for file in first.facts["files"]}
    assert 380 <= sum(file["new"]["people"] for file in brought.values()) <= 470
    assert brought["orders_export_1.csv"]["sales"] > 2500
    wrong = [mistake["saw"] for mistake in brought["outlook.csv"]["mistakes"]]
    assert wrong == ["petra.hollis.example.com", "31/02/1988"]
    assert all(file["new"]["people"] == file["new"]["sales"] == 0 for file in again.facts["files"])
