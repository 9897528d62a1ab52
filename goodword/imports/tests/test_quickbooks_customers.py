import pytest

from goodword.people.models import Person

from .books import bring
from .told import people_of, reading_of, records_of, ways

NEW = "Customer full name,Phone numbers,Email,Full name,Bill address,Ship address\n"
OLD = "Customer,Phone Numbers,Email,Full Name,Billing Address,Shipping Address\n"
ROWS = (
    'Dana Whitfield,"Phone:(207) 555-0110 Mobile:(207) 555-0123 Fax:(207) 555-0199",dana@home.example,Dana Whitfield,'
    '"5 Elm St\nPortland ME 04101",\n'
    "Hill School,207-555-0144,office@hill.example,Jane Grant,,\n"
    "SHELL BAKERY 12,,,,,\n"
)
LIST = '"Corner Bakery, LLC",,,,,\nCustomer Contact List,,,,,\n\n' + NEW + ROWS
FOOTER = '\n\n" Monday, March 2, 2026 01:46 PM GMT-05:00",,,,,\n'
PAGE = "Name,Company,Address,Phone number,Email Address,Customer type,Attachment,Currency,Balance,Notes\n"


@pytest.mark.parametrize("header", [NEW, OLD, NEW.upper()])
def test_the_contact_list_is_known_in_old_words_and_new(header):
    text = LIST.replace(NEW, header)
    reading = reading_of(text)
    assert (reading.format, reading.vendor, reading.brings) == (
        "QuickBooks customers",
        "quickbooks",
        "people",
    )
    assert reading.business == "Corner Bakery, LLC"
    assert [person.vendor_id for person in people_of(text)] == [
        "Dana Whitfield",
        "Hill School",
        "SHELL BAKERY 12",
    ]


def test_several_numbers_in_one_cell_are_several_and_a_fax_is_none():
    dana = people_of(LIST)[0]
    assert ways(dana) == [
        ("email", "dana@home.example"), ("phone", "(207) 555-0110"), ("phone", "(207) 555-0123"),
    ]  # fmt: skip
    assert [way.label for way in dana.ways] == ["", "", "mobile"]
    assert dana.street == "5 Elm St\nPortland ME 04101"


def test_a_person_at_a_firm_and_one_s_own_name_are_told_apart():
    dana, jane, shell = people_of(LIST)
    assert (dana.name, dana.organisation) == ("Dana Whitfield", "")
    assert (jane.name, jane.organisation) == ("Jane Grant", "Hill School")
    assert (shell.name, shell.ways) == ("SHELL BAKERY 12", [])


def test_when_it_was_made_and_its_total_are_no_customers():
    records = records_of(LIST + "Total,,,,,\n" + FOOTER)
    assert [(str(record.read_as), record.why) for record in records][3:] == [
        ("not counted", "total"), ("not counted", "title"),
    ]  # fmt: skip


def test_a_project_is_nobody_and_a_customer_below_another_is_somebody_there():
    text = NEW + "Hill School:Spring fair,,,,,\nHill School:Eli Novak,,eli@hill.example,,,\n"
    project, eli = records_of(text)
    assert (str(project.read_as), project.why) == ("not counted", "title")
    assert (eli.person.name, eli.person.organisation, eli.person.vendor_id) == (
        "Eli Novak",
        "Hill School",
        "",
    )


def test_the_page_with_all_customers_is_read():
    text = PAGE + "Dana Whitfield,,5 Elm St,555-0100,dana@home.example,Regular,,USD,1.00,likes rye\n"
    [dana] = people_of(text)
    assert reading_of(text).format == "QuickBooks customers"
    assert (dana.name, dana.tags, dana.note, dana.street) == (
        "Dana Whitfield",
        ["Regular"],
        "likes rye",
        "5 Elm St",
    )
    assert dana.may_mail is None


@pytest.mark.parametrize("more", ["Total", "Order ID", "Amount"])
def test_a_table_of_sales_is_not_taken_for_it(more):
    text = f"Customer,Phone,Email,Billing address,{more}\nDana,555-0100,dana@home.example,5 Elm St,5\n"
    assert reading_of(text).format != "QuickBooks customers"


def test_a_list_of_vendors_is_not_taken_for_it():
    text = "Vendor,Company,Phone numbers,Email,Full name,Billing address\nMill,Mill Ltd,,m@mill.example,,\n"
    assert reading_of(text).format != "QuickBooks customers"


def test_the_list_and_the_sales_report_know_the_same_customers(cast, at):
    report = "Customer,Date,Transaction Type,Num,Item,Amount\nDana Whitfield,01/15/2026,Invoice,1,Rye,5.00\n"
    bring(cast.business, report + "Hill School,01/16/2026,Invoice,2,Rye,6.00\n", at, "sales.csv")
    bring(cast.business, LIST, at, "customers.csv")
    people = Person.objects.filter(business=cast.business)
    assert sorted(people.values_list("email", "has_bought")) == [
        ("", False), ("dana@home.example", True), ("office@hill.example", True),
    ]  # fmt: skip
