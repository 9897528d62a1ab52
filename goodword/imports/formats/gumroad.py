"""Gumroad's sales, as Gumroad's own code writes them: a row for each purchase, all in dollars, a total below.

`Sale Price ($)` is the seller's total. Tax that the seller owes is in it; tax that Gumroad collects stands in
the same column and is not, which only the sum tells. A rating or a review is the buyer's word. Free trials and
pre-orders have not been charged yet.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, When
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, ReviewFound, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row

NAME = "Gumroad sales"
VENDOR = "gumroad"
BRINGS = "both"
NEEDS = (("Purchase ID", "Item Name", "Purchase Email|Buyer Email", "Sale Price ($)"),)
KNOWS = (
    "Buyer Name", "Purchase Email", "Do not contact?", "Purchase Date", "Purchase Time (UTC timezone)", "Subtotal ($)",
    "Taxes ($)", "Shipping ($)", "Fees ($)", "Net Total ($)", "Tip ($)", "Refunded?", "Partial Refund ($)",
    "Fully Refunded?", "Disputed?", "Variants", "Recurring Charge?", "Rating", "Review", "Quantity",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, product = fields.sale_number("Purchase ID"), fields.text("Item Name")
    variants, many = fields.text("Variants"), fields.number("Quantity")
    share_out, when, person = _parts(fields), _when(fields), _buyer(fields)
    partly, wholly = fields.money("Partial Refund ($)"), fields.says_yes("Fully Refunded?")
    disputed, won = fields.says_yes("Disputed?"), fields.says_yes("Dispute Won?")
    not_charged = [fields.says_yes(name) for name in ("Free trial purchase?", "Pre-order authorization?")]

    def read(row: Row) -> Record:
        if number(row).lower() == "totals":
            return not_counted(fields.line, "total")
        on, at = when(row)
        sale = SaleFound(number(row), on, at, "USD")
        paid = share_out(row, sale)
        if what := product(row):
            what += f" ({more})" if (more := variants(row)) else ""
            sale.lines.append((what, many(row), sale.goods_cents))
        record = Record(fields.line, ReadAs.KEPT, person(row, number(row)), sale)
        if any(told(row) for told in not_charged):
            sale.status = "pending"
            return not_counted(fields.line, "pending", record.person, sale)
        is_lost = disputed(row) and not won(row)
        back = paid if wholly(row) or is_lost else partly(row, "USD")
        if back > 0 < paid:
            record.extra_sales.append(refund_of(sale, min(back, paid)))
        return record

    return read


def _when(fields: Fields) -> When:
    """The moment, if the cell has one; older files tell a time of day there."""
    moment, day = fields.when("Purchase Time (UTC timezone)", zone="UTC"), fields.when("Purchase Date")
    told = fields.text("Purchase Time (UTC timezone)")
    return lambda row: moment(row) if len(told(row)) > 12 else day(row)


def _parts(fields: Fields) -> Callable[[Row, SaleFound], int]:
    total, subtotal = fields.money("Sale Price ($)"), fields.money("Subtotal ($)")
    tax, shipping, tip = fields.money("Taxes ($)"), fields.money("Shipping ($)"), fields.money("Tip ($)")

    def read(row: Row, sale: SaleFound) -> int:
        paid, told = total(row, "USD"), tax(row, "USD")
        sale.shipping_cents, sale.tip_cents = shipping(row, "USD"), tip(row, "USD")
        is_gumroads = subtotal(row, "USD") + sale.shipping_cents in (paid, paid - sale.tip_cents)
        sale.tax_cents = 0 if is_gumroads else told
        sale.goods_cents = paid - sale.tax_cents - sale.shipping_cents - sale.tip_cents
        return paid

    return read


def _buyer(fields: Fields) -> Callable[[Row, str], PersonFound | None]:
    name, no_mail = fields.text("Buyer Name"), fields.says_yes("Do not contact?")
    emails = [fields.email("Purchase Email"), fields.email("Buyer Email")]
    street, city = fields.text("Street Address"), fields.text("City")
    postcode, country = fields.text("Zip Code"), fields.text("Country")
    stars, review = fields.text("Rating"), fields.text("Review")

    def read(row: Row, number: str) -> PersonFound | None:
        mails = dict.fromkeys(mail for email in emails if (mail := email(row)))
        if not mails and not name(row):
            return None
        rating, words = stars(row), review(row)
        told = ReviewFound(words, int(rating) if rating in set("12345") else None, about=number)
        return PersonFound(
            name=name(row),
            ways=[WayFound("email", mail) for mail in mails],
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            reviews=[told] if told.text or told.stars else [],
            may_mail=False if no_mail(row) else None,
        )

    return read
