"""A folder as an owner has it: ten files of as many kinds, with what each holds counted by hand."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import openpyxl
from playwright.sync_api import FilePayload

from goodword.imports.tests.test_sheets import ods, row

TODAY = date.today()


@dataclass(frozen=True)
class Kept:
    """One file: its bytes, what Goodword calls it, how many rows it has and what becomes of them."""

    name: str
    data: bytes
    format: str
    becomes: dict[str, int] = field(default_factory=dict)
    brings: str = ""  # as the list says it

    @property
    def rows(self) -> int:
        return sum(self.becomes.values())

    @property
    def payload(self) -> FilePayload:
        return {"name": self.name, "mimeType": "application/octet-stream", "buffer": self.data}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def table(header: str, *rows: Iterable[object], by: str = ",") -> str:
    lines = [header.split("|"), *rows]
    return "".join(by.join(str(cell) for cell in cells) + "\r\n" for cells in lines)


def sparse(header: str, *rows: dict[str, str]) -> str:
    return table(header, *[[row.get(name, "") for name in header.split("|")] for row in rows])


def card(*lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 18.1//EN", *lines, "END:VCARD", ""]
    )


IPHONE = "".join(
    (
        card(
            "N:Natarajan;Priya;;;",
            "FN:Priya Natarajan",
            "EMAIL;type=INTERNET;type=HOME;type=pref:priya@home.example",
            "TEL;type=CELL;type=VOICE;type=pref:(212) 555-0101",
        ),
        card("N:Reyes;Jon;;;", "FN:Jon Reyes", "TEL;type=CELL;type=VOICE;type=pref:(212) 555-0102"),
        card(
            "N:;;;;",
            "FN:Hill School",
            "ORG:Hill School;",
            "X-ABShowAs:COMPANY",
            "TEL;type=WORK:(212) 555-0103",
        ),
    )
)
GOOGLE = sparse(
    "First Name|Middle Name|Last Name|Name Prefix|Name Suffix|Nickname|File As|Organization Name|Organization Title|Birthday"
    "|Notes|Photo|Labels|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Label|Phone 1 - Value",
    {
        "First Name": "Priya",
        "Last Name": "Natarajan",
        "Labels": "* myContacts",
        "E-mail 1 - Value": "priya@home.example",
    },
    {
        "First Name": "June",
        "Last Name": "Lowell",
        "Labels": "Choir ::: * myContacts",
        "E-mail 1 - Value": "june@home.example",
    },
    {
        "First Name": "Zoë",
        "Last Name": "Brandt",
        "Labels": "* myContacts",
        "Phone 1 - Value": "(212) 555-0104",
    },
)
OUTLOOK = table(
    "Vorname|Nachname|Firma|Position|Straße privat|Ort privat|Postleitzahl privat|Mobiltelefon|Telefon privat|E-Mail-Adresse"
    "|Empfohlen von|Kategorien",
    [
        "Jürgen",
        "Groß",
        "Bäckerei Süß",
        "Inhaber",
        "Hauptstraße 1",
        "Köln",
        "50667",
        "+49 151 23456789",
        "",
        "j.gross@web.example",
        "",
        "",
    ],
    ["Walter", "Brandt", "", "", "", "", "", "", "", "walter@home.example", "Priya Natarajan", ""],
    by=";",
)
LINKEDIN_NOTES = 'Notes:\r\n"When exporting your connection data, you may notice that some of the email addresses are missing."\r\n\r\n'
LINKEDIN = LINKEDIN_NOTES + table(
    "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
    [
        "Dana",
        "Whitfield",
        "https://www.linkedin.com/in/dana-whitfield",
        "dana@home.example",
        "Hill School",
        "Teacher",
        "15 Mar 2023",
    ],
    ["Jon", "Reyes", "https://www.linkedin.com/in/jon-reyes", "", "Reyes & Sons", "Joiner", "02 Feb 2022"],
)


def at(on: date) -> str:
    return f"{on.isoformat()} 09:30:00 -0500"


SHOPIFY = sparse(
    "Name|Email|Financial Status|Paid at|Fulfillment Status|Currency|Subtotal|Shipping|Taxes|Total|Discount Amount|Created at"
    "|Lineitem quantity|Lineitem name|Lineitem price|Billing Name|Cancelled at|Refunded Amount|Id",
    *(
        {"Financial Status": "paid", "Currency": "USD", "Shipping": "0.00", "Taxes": "0.00", "Discount Amount": "0.00",
         "Lineitem quantity": "1", "Lineitem name": "Rye bread", "Refunded Amount": "0.00"} | told
        for told in (
            {"Name": "#1001", "Email": "june@home.example", "Billing Name": "June Lowell", "Subtotal": "26.00",
             "Total": "26.00", "Lineitem price": "16.00", "Created at": at(ago(40)), "Id": "9001"},
        )
    ),
    {"Name": "#1001", "Email": "june@home.example", "Lineitem quantity": "1", "Lineitem name": "Rolls",
     "Lineitem price": "10.00", "Created at": at(ago(40))},
    *(
        {"Currency": "USD", "Shipping": "0.00", "Taxes": "0.00", "Discount Amount": "0.00", "Lineitem quantity": "1",
         "Lineitem name": "Cake", "Refunded Amount": "0.00"} | told
        for told in (
            {"Name": "#1002", "Email": "walter@home.example", "Billing Name": "Walter Brandt", "Financial Status": "voided",
             "Subtotal": "12.00", "Total": "12.00", "Lineitem price": "12.00", "Created at": at(ago(39)), "Id": "9002"},
            {"Name": "#1003", "Email": "priya@home.example", "Billing Name": "Priya Natarajan", "Financial Status": "paid",
             "Subtotal": "30.00", "Total": "30.00", "Lineitem price": "30.00", "Created at": at(ago(31)), "Id": "9003"},
            {"Name": "#1004", "Email": "zoe@home.example", "Billing Name": "Zoe Brandt", "Financial Status": "half way",
             "Subtotal": "8.00", "Total": "8.00", "Lineitem price": "8.00", "Created at": at(ago(30)), "Id": "9004"},
        )
    ),
)  # fmt: skip
STRIPE = sparse(
    "id|Description|Seller Message|Created (UTC)|Amount|Amount Refunded|Currency|Converted Amount|Fee|Mode|Status|Customer ID"
    "|Customer Email|Captured|Card ID|Card Name",
    {"id": "ch_1", "Description": "Order 1001", "Created (UTC)": f"{ago(40)} 14:31:00", "Amount": "26.00", "Amount Refunded": "0.00",
     "Currency": "usd", "Mode": "Live", "Status": "Paid", "Customer Email": "june@home.example", "Captured": "true",
     "Card Name": "June Lowell"},
    {"id": "ch_2", "Created (UTC)": f"{ago(20)} 10:00:00", "Amount": "15.00", "Amount Refunded": "0.00", "Currency": "usd",
     "Mode": "Live", "Status": "Failed", "Customer Email": "june@home.example", "Captured": "false", "Card Name": "June Lowell"},
    {"id": "ch_3", "Description": "Wedding cake", "Created (UTC)": f"{ago(10)} 10:00:00", "Amount": "250.00",
     "Amount Refunded": "0.00", "Currency": "usd", "Mode": "Live", "Status": "Paid", "Customer Email": "dana@home.example",
     "Captured": "true", "Card Name": "Dana Whitfield"},
)  # fmt: skip


def quickbooks() -> bytes:
    def us(on: date) -> str:
        return f"{on:%m/%d/%Y}"

    rows: list[list[object]] = [
        ["Sales by Customer Detail"], ["Corner Bakery"], ["All Dates"], [],
        ["", "Date", "Transaction Type", "Num", "Product/Service", "Memo/Description", "Qty", "Sales Price", "Amount", "Balance"],
        ["Hill School"],
        ["", us(ago(60)), "Invoice", "77", "Cake", "", 1, 140, 140, 140],
        ["", us(ago(60)), "Invoice", "77", "Rolls", "", 40, 0.5, 20, 160],
        ["", us(ago(55)), "Payment", "", "", "", "", "", -160, 0],
        ["Total for Hill School", "", "", "", "", "", "", "", 160, ""],
        ["TOTAL", "", "", "", "", "", "", "", 160, ""],
    ]  # fmt: skip
    made = openpyxl.Workbook()
    for told in rows:
        made.active.append(told)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def guests(*rows: tuple[str, str, date, str, str]) -> bytes:
    """A table of the owner's own, with headers that no program has."""
    header = row("Guest", "Write to", "Was here on", "Paid", "Thanks to")
    return ods(
        header + "".join(row(name, mail, on.isoformat(), paid, to) for name, mail, on, paid, to in rows)
    )


GUESTS = guests(
    ("Eli Ortiz", "eli@home.example", ago(35), "18.00", "June Lowell"),
    ("Eli Ortiz", "eli@home.example", ago(21), "22.00", "June Lowell"),
    ("Nadia Haddad", "nadia@home.example", ago(14), "9.50", ""),
)
# The next month's, with the same headers in another order of rows, and a visit more.
GUESTS_LATER = guests(
    ("Nadia Haddad", "nadia@home.example", ago(14), "9.50", ""),
    ("Eli Ortiz", "eli@home.example", ago(3), "12.00", "June Lowell"),
)
CRM = table(
    "Name|Email|Phone|Order|Date|Amount",
    ["Tom Byrne", "tom@home.example", "(212) 555-0105", "T-1", ago(50), "40.00"],
    ["Ana Silva", "ana@home.example", "", "T-2", "31/02/2026", "25.00"],
    ["Ana Silva", "ana@home.example", "", "T-3", ago(33), "many"],
    ["Tom Byrne", "tom@home.example", "(212) 555-0105", "T-4", ago(12), "44.00"],
    by="\t",
)
MENDED = CRM.replace("31/02/2026", str(ago(47))).replace("many", "27.50")


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
)
FOLDER = (
    Kept("Contacts.vcf", IPHONE.encode(), "vCard (address book)", {"new": 3}, "3 people"),
    Kept("contacts.csv", GOOGLE.encode(), "Google Contacts", {"new": 3}, "3 people"),
    Kept("Kontakte.csv", OUTLOOK.encode("cp1252"), "Outlook contacts", {"new": 2}, "2 people"),
    Kept(
        "Basic_LinkedInDataExport.zip",
        zipped(Connections=LINKEDIN),
        "LinkedIn connections",
        {"new": 2},
        "2 people",
    ),
    Kept(
        "orders_export_1.csv",
        SHOPIFY.encode(),
        "Shopify orders",
        {"new": 2, "line": 1, "not counted": 1, "held": 1},
        "3 people, 2 sales, 1 row waits for your word",
    ),
    Kept(
        "unified_payments.csv",
        STRIPE.encode(),
        "Stripe payments",
        {"new": 2, "not counted": 1},
        "2 people, 2 sales",
    ),
    Kept(
        "Corner Bakery_Sales by Customer Detail.xlsx",
        quickbooks(),
        "QuickBooks sales by customer",
        {"new": 1, "line": 1, "not counted": 4},
        "1 person, 1 sale",
    ),
    Kept("guests.ods", GUESTS, "Table", {"new": 3}, "2 people, 3 sales"),
    Kept("crm.tsv", CRM.encode(), "Table", {"new": 2, "refused": 2}, "1 person, 2 sales, 2 things to mend"),
    Kept("menu.pdf", PDF, ""),
)
