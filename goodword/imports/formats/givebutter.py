"""Givebutter's transactions, the columns of 2024 and those of today: donations, tickets, auctions.

Headers as public readers of the file have them. The sale is `Amount`, which Givebutter tells without the fee
that a giver chose to cover (`Fee Covered`): that went to Givebutter. A transaction takes a row for each thing in
it, and counts once. Who hides their name gives without one here too. Times are in UTC.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader
from goodword.imports.gifts import gift_by_status
from goodword.imports.persons import person_of
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Givebutter transactions"
VENDOR = "givebutter"
BRINGS = "both"
_NUMBER = "Reference Number|Reference #"
NEEDS = (
    (_NUMBER, "Amount", "Fee Covered|Donated", "Payout|Donated"),
    (_NUMBER, "Amount", "Campaign Title|Campaign", "Status Friendly|Payment Captured (UTC)|Transaction Date (UTC)"),
)  # fmt: skip
KNOWS = (
    "Campaign Title", "Campaign Code", "Campaign Slug", "Team", "Team Member", "Contact ID", "Status Friendly",
    "Fund Code", "Fund Name", "Method", "Method Subtype", "Discount Code", "Fee", "Fee Covered", "Donated", "Payout",
    "Plan ID", "Recurring Plan ID", "Frequency", "Check Number", "Payment Captured (UTC)", "Transaction Date (UTC)",
    "Refund Date (UTC)", "Refund Date", "Dispute Status", "Acknowledged", "Hide Name", "Anonymous Hide Name",
    "Public Name", "Public Message", "Household ID", "Item Description", "Item Subtype", "Item Quantity",
    "Item Price", "Item Total", "Subtype", "Match Name",
)  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text(*_NUMBER.split("|"))
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    gift, giver = _gift(fields), _giver(fields)
    status, method = fields.word("Status Friendly", "Status"), fields.word("Method", "Payment Method")
    refund_when = fields.when("Refund Date (UTC)", "Refund Date", zone="UTC")
    dispute, hides = (
        fields.word("Dispute Status"),
        fields.says_yes("Hide Name", "Anonymous Hide Name", "Anonymous"),
    )

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        record = Record(line, ReadAs.KEPT, None if hides(row) else giver(row), gift(rows))
        when = refund_when(row)
        went_back = bool(when[0]) or dispute(row).lower() == "lost"
        return gift_by_status(record, said(status(row)), method(row), went_back, when)

    return read


def _gift(fields: Fields) -> Callable[[list[tuple[int, Row]]], SaleFound]:
    number, currency = fields.text(*_NUMBER.split("|")), fields.currency("Currency", beside=("Amount",))
    when = fields.when(
        "Transaction Date (UTC)", "Payment Captured (UTC)", "Check Deposited (UTC)", zone="UTC"
    )
    amount, of_item = fields.money("Amount"), fields.money("Item Total", "Total")
    what, kind = fields.text("Item Description", "Description"), fields.text("Item Subtype", "Subtype")
    campaign, many = fields.text("Campaign Title", "Campaign"), fields.number("Item Quantity", "Quantity")

    def read(rows: list[tuple[int, Row]]) -> SaleFound:
        row = rows[0][1]
        code, (on, at) = currency(row), when(row)
        sale = SaleFound(number(row), on, at, code)
        told = []
        for fields.line, one in rows:
            told.append((amount(one, code), of_item(one, code)))
            if thing := what(one) or kind(one) or campaign(one):
                sale.lines.append((thing, many(one), told[-1][1]))
        fields.line = rows[0][0]
        is_split = all(whole == part for whole, part in told)  # else each row repeats the whole amount
        sale.goods_cents = sum(whole for whole, _part in told) if is_split else told[0][0]
        if len(sale.lines) == 1:
            sale.lines = [(*sale.lines[0][:2], sale.goods_cents)]
        sale.is_refund = sale.goods_cents < 0
        return sale

    return read


def _giver(fields: Fields) -> Callable[[Row], PersonFound | None]:
    told = person_of(
        given_name=fields.text("First Name"),
        family_name=fields.text("Last Name"),
        organisation=fields.text("Company", "Company Name"),
        streets=[
            fields.text("Address Line 1", "Address 1", "Address"),
            fields.text("Address Line 2", "Address 2"),
        ],
        city=fields.text("City"),
        postcode=fields.text("Postal Code", "Zip Code", "Zip"),
        country=fields.text("Country"),
        vendor_id=fields.text("Contact ID"),
        ways=[("email", "", fields.email("Email")), ("phone", "", fields.text("Phone"))],
    )

    def read(row: Row) -> PersonFound | None:
        person = told(row)
        is_named = bool(person.given_name or person.family_name)
        person.is_company = not is_named and bool(person.organisation)
        return person if is_named or person.organisation or person.ways or person.vendor_id else None

    return read
