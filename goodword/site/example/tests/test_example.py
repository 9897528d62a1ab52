import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import phonenumbers
import pytest
import vobject

from goodword.site.example import townspeople, write

TODAY = date(2026, 3, 2)
FILES = [
    "orders_export_1.csv",
    "Sales by Customer Detail.csv",
    "contacts.csv",
    "outlook.csv",
    "phone.vcf",
    "Connections.csv",
]
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,"
    "Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
    "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,"
    "Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,"
    "Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,"
    "Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,"
    "Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
    "Payment ID,Payment Terms Name,Next Payment Due At,Payment References"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Relation 1 - Label,"
    "Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bakery")
    assert [path.name for path in write(folder, TODAY)] == FILES
    return folder


@pytest.fixture(scope="module")
def orders(folder):
    """The first row of each order: the one with totals."""
    return [row for row in table(folder / FILES[0]) if row["Financial Status"]]


def table(path: Path, skip: int = 0) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in range(skip):
            file.readline()
        return list(csv.DictReader(file))


def bought_by(orders, name):
    rows = [row for row in orders if row["Billing Name"] == name]
    return [datetime.strptime(row["Created at"], "%Y-%m-%d %H:%M:%S %z").date() for row in rows]


def test_the_same_day_and_seed_give_the_same_bytes(folder, tmp_path):
    again = write(tmp_path, TODAY)
    assert [path.read_bytes() for path in again] == [(folder / path.name).read_bytes() for path in again]
    assert write(tmp_path, TODAY, seed=2)[0].read_bytes() != (folder / FILES[0]).read_bytes()


def test_six_files_are_written_in_a_second_each(tmp_path):
    start = perf_counter()
    write(tmp_path, TODAY)
    assert perf_counter() - start < 6


@pytest.mark.parametrize(("today", "seed"), [(TODAY, 1), (date(2024, 2, 29), 2), (date(2031, 12, 31), 3)])
def test_some_400_people_live_within_three_years_of_today(today, seed):
    people = townspeople(today, seed)
    days = [seen.days_ago for someone in people for seen in someone.visits]
    assert 380 <= len(people) <= 440
    assert 1 <= min(days) and 1000 < max(days) <= 3 * 365
    assert 2500 <= len(days) <= 5000


@pytest.mark.parametrize(
    ("file", "skip", "header"),
    [
        (FILES[0], 0, SHOPIFY),
        (
            FILES[1],
            4,
            ",Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance",
        ),
        (FILES[2], 0, GOOGLE),
        (FILES[5], 3, "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
    ],
)
def test_headers_are_the_vendors_own(folder, file, skip, header):
    assert (folder / file).read_text(encoding="utf-8").splitlines()[skip] == header


def test_every_phone_is_valid_and_rings_nowhere():
    people = townspeople(TODAY)
    for someone in people:
        if someone.phone:
            assert phonenumbers.is_valid_number(phonenumbers.parse(someone.phone))
            assert someone.phone[5:10] == "55501"


def test_every_mail_is_an_example(folder):
    mails = {row["Email"].lower() for row in table(folder / FILES[0]) if row["Email"]}
    assert len(mails) > 200
    assert {mail.split("@")[1] for mail in mails} == {"example.com", "example.org", "example.net"}


def test_the_four_parts_of_every_order_add_up(orders):
    for row in orders:
        subtotal, shipping, taxes, total = (
            round(float(row[part]) * 100) for part in ("Subtotal", "Shipping", "Taxes", "Total")
        )
        assert subtotal + shipping + taxes == total, row["Name"]


def test_the_quiet_regular_runs_the_school_fair_and_spends_little(folder, orders):
    (ruth,) = [row for row in table(folder / FILES[2]) if row["Last Name"] == "Fenwick"]
    assert "School fair" in ruth["Labels"] and "school fair" in ruth["Notes"]
    spent = [float(row["Total"]) for row in orders if row["Billing Name"] == "Ruth Fenwick"]
    assert len(spent) > 90 and sum(spent) < 250
    assert max(float(row["Total"]) for row in orders) > sum(spent)


def test_the_ally_never_buys_and_sends_five(folder, orders):
    assert not bought_by(orders, "Ngozi Ekwueme")
    sent = [row for row in table(folder / FILES[3]) if row["Referred By"] == "Ngozi Ekwueme"]
    assert len(sent) == 5
    for row in sent:
        assert bought_by(orders, f"{row['First Name']} {row['Last Name']}")


def test_eli_came_last_week_because_of_dana(folder, orders):
    (eli,) = [row for row in table(folder / FILES[3]) if row["First Name"] == "Eli"]
    assert eli["Referred By"] == "Dana Whitfield"
    assert bought_by(orders, "Eli Brandt") == [TODAY - timedelta(6)]
    assert len(bought_by(orders, "Dana Whitfield")) > 20


def test_a_couple_answers_one_phone(orders):
    phones = {row["Billing Name"]: row["Phone"] for row in orders if row["Billing Name"].endswith(" Wrona")}
    assert phones["Marta Wrona"] == phones["Piotr Wrona"]
    assert len({row["Email"].lower() for row in orders if row["Phone"] == phones["Marta Wrona"]}) == 2


def test_two_people_are_called_maria_delgado(folder):
    two = [
        row
        for row in table(folder / FILES[2])
        if (row["First Name"], row["Last Name"]) == ("Maria", "Delgado")
    ]
    assert len({row["E-mail 1 - Value"] for row in two}) == 2
    assert {row["Organization Title"] for row in two} == {"teacher", "nurse"}


def test_the_phone_holds_the_dentist_and_the_ex_in_three_versions(folder):
    cards = list(vobject.readComponents((folder / FILES[4]).read_bytes().decode()))
    names = {card.fn.value for card in cards}
    assert {"Dr. Feldman", "Jordan (ex)", "Charlie Florist"} <= names
    assert {card.version.value for card in cards} == {"2.1", "3.0", "4.0"}
    assert 40 <= len(cards) <= 70


def test_no_line_of_a_card_is_longer_than_75_octets(folder):
    assert max(len(line) for line in (folder / FILES[4]).read_bytes().split(b"\r\n")) <= 76


def test_today_has_a_second_a_tenth_and_a_fiftieth_visit_and_a_year_together(orders):
    visits = Counter(row["Billing Name"] for row in orders)
    fresh = {name for name in visits if visits[name] in (2, 10, 50) and recent(orders, name)}
    assert {visits[name] for name in fresh} == {2, 10, 50}
    first = [min(bought_by(orders, name)) for name in visits if visits[name] > 3 and "stall" not in name]
    assert sum(360 <= (TODAY - day).days <= 370 for day in first) >= 2


def recent(orders, name):
    return max(bought_by(orders, name)) >= TODAY - timedelta(5)


def test_four_weddings_stand_in_the_shop_and_in_the_books(folder, orders):
    books = [row for row in table(folder / FILES[1], skip=4) if row["Transaction Type"] == "Sales Receipt"]
    twins = 0
    for row in books:
        on = datetime.strptime(row["Date"], "%m/%d/%Y").date()
        twins += any(
            bought_by([order], order["Billing Name"]) == [on]
            and f"{float(order['Subtotal']):.2f}" == row["Amount"]
            for order in orders
            if order["Billing Zip"]
        )
    assert twins == len(books) == 4


def test_refunded_void_pending_and_an_unknown_status_are_there(orders):
    assert set(Counter(row["Financial Status"] for row in orders)) == {
        "paid",
        "refunded",
        "partially_refunded",
        "voided",
        "pending",
        "partially_paid",
    }


def test_a_few_rows_are_wrong(folder, orders):
    assert [row["Created at"] for row in orders if row["Created at"].startswith("31/02")] == ["31/02/2025"]
    counter = table(folder / FILES[3])
    assert [
        row["E-mail Address"] for row in counter if row["E-mail Address"] and "@" not in row["E-mail Address"]
    ]
    assert [row["Birthday"] for row in counter if row["Birthday"]] == ["31/02/1988"]


def test_the_books_of_the_report_add_up(folder):
    rows = table(folder / FILES[1], skip=4)
    amounts = [row["Amount"].replace(",", "") for row in rows]
    entries = sum(
        round(float(amount) * 100)
        for row, amount in zip(rows, amounts, strict=True)
        if row["Date"] and "Est" not in row["Transaction Type"]
    )
    (total,) = [amount for row, amount in zip(rows, amounts, strict=True) if row[""] == "TOTAL"]
    assert f"${entries / 100:.2f}" == total
