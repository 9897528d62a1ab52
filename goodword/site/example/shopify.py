"""The shop's orders as Shopify exports them: several rows an order, totals on the first one only."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from .goods import GOODS, TAXED, Visit
from .town import CITY, PROVINCE, Someone

FILE = "orders_export_1.csv"
ZONE = ZoneInfo("America/New_York")
ADDRESS = "Name,Street,Address1,Address2,Company,City,Zip,Province,Country,Phone".split(",")
HEADER = [
    *"Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal".split(
        ","
    ),
    *"Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at".split(","),
    *"Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku".split(","),
    *"Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status".split(","),
    *[f"Billing {part}" for part in ADDRESS],
    *[f"Shipping {part}" for part in ADDRESS],
    *"Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor".split(","),
    *"Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount".split(","),
    *[f"Tax {n} {part}" for n in range(1, 6) for part in ("Name", "Value")],
    *"Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID".split(","),
    *"Payment Terms Name,Next Payment Due At,Payment References".split(","),
]
FIRST_ORDER, FIRST_ID = 1001, 5_104_882_000_000
PAID = ("paid", "refunded", "partially_refunded", "partially_paid")


def rows(people: list[Someone], today: date, draw: Random) -> Iterator[list[str]]:
    """Header, the newest order first, as the export has it; last the row that the owner typed in by hand."""
    yield HEADER
    orders = [
        (seen.days_ago, seen.minute, n, someone, seen)
        for n, someone in enumerate(people)
        for seen in bought(someone)
    ]
    orders.sort(key=lambda order: (-order[0], order[1], order[2]))
    told = [list(order_rows(k, *order[3:], today, draw)) for k, order in enumerate(orders)]
    for order in reversed(told):
        yield from order
    yield typed_by_hand(today)


def bought(someone: Someone) -> list[Visit]:
    return someone.visits if "shopify" in someone.files else []


def order_rows(k: int, someone: Someone, seen: Visit, today: date, draw: Random) -> Iterator[list[str]]:
    at = datetime.combine(
        today - timedelta(seen.days_ago), time(seen.minute // 60, seen.minute % 60, k % 60), ZONE
    )
    every = {"Name": f"#{FIRST_ORDER + k}", "Email": mail_as_typed(someone, draw), "Created at": moment(at)}
    for n, item in enumerate(seen.items):
        price, sku = GOODS[item.goods]
        line = {
            "Lineitem quantity": str(item.quantity),
            "Lineitem name": item.goods,
            "Lineitem price": money(price),
            "Lineitem sku": sku,
            "Lineitem requires shipping": "true",
            "Lineitem taxable": str(item.goods in TAXED).lower(),
            "Lineitem fulfillment status": "pending" if seen.status == "pending" else "fulfilled",
            "Lineitem discount": money(0),
            "Vendor": "Corner Bakery",
        }
        first = totals(k, someone, seen, at) if n == 0 else {}
        yield in_order(every | line | first)


def totals(k: int, someone: Someone, seen: Visit, at: datetime) -> dict[str, str]:
    """What stands on an order's first row only."""
    paid, unpaid = seen.status in PAID, seen.status == "pending"
    tax = (
        {"Tax 1 Name": "Massachusetts State Tax 6.25%", "Tax 1 Value": money(seen.tax_cents)}
        if seen.tax_cents
        else {}
    )
    return (
        {
            "Financial Status": seen.status,
            "Paid at": moment(at) if paid else "",
            "Fulfillment Status": "fulfilled" if paid else "unfulfilled",
            "Fulfilled at": moment(at + timedelta(hours=1)) if paid else "",
            "Accepts Marketing": "yes" if someone.note or k % 3 == 0 else "no",
            "Currency": "USD",
            "Subtotal": money(seen.goods_cents),
            "Shipping": money(seen.shipping_cents),
            "Taxes": money(seen.tax_cents),
            "Total": money(seen.total_cents),
            "Discount Code": "FAIR" if seen.discount_cents else "",
            "Discount Amount": money(seen.discount_cents),
            "Shipping Method": "Delivery van" if seen.gift_for else "Pick up at the bakery",
            "Cancelled at": moment(at + timedelta(hours=2)) if seen.status == "voided" else "",
            "Payment Method": "Shopify Payments",
            "Payment Reference": f"c{FIRST_ID + k * 37:x}.1",
            "Refunded Amount": money(seen.refunded_cents),
            "Outstanding Balance": money(seen.total_cents if unpaid else 0),
            "Id": str(FIRST_ID + k * 1024),
            "Risk Level": "Low",
            "Source": "web" if seen.gift_for else "pos",
            "Phone": someone.phone,
        }
        | tax
        | address("Billing", someone.name, someone)
        | (address("Shipping", seen.gift_for, None) if seen.gift_for else {})
    )


def address(side: str, name: str, someone: Someone | None) -> dict[str, str]:
    door = {f"{side} Name": name, f"{side} City": CITY, f"{side} Province": PROVINCE, f"{side} Country": "US"}
    if someone:
        door[f"{side} Street"] = door[f"{side} Address1"] = someone.street
        # The apostrophe is the vendor's own: it keeps the leading nought from a spreadsheet.
        door |= {
            f"{side} Zip": f"'{someone.postcode}",
            f"{side} Phone": someone.phone,
            f"{side} Company": someone.organisation,
        }
    return door | {f"{side} Province Name": "Massachusetts"}


def mail_as_typed(someone: Someone, draw: Random) -> str:
    return someone.email.upper() if draw.random() < 0.03 else someone.email


def typed_by_hand(today: date) -> list[str]:
    """A market stall's sale that the owner added to the export: February had no 31st."""
    year = today.year - 1
    typed = {"Name": "#STALL-1", "Financial Status": "paid", "Currency": "USD", "Created at": f"31/02/{year}"}
    money_typed = {"Subtotal": "32.00", "Shipping": "0.00", "Taxes": "0.00", "Total": "32.00"}
    goods = {"Lineitem quantity": "4", "Lineitem name": "Rye loaf", "Lineitem price": "8.00"}
    return in_order(typed | money_typed | goods | {"Billing Name": "Market stall, river side"})


def in_order(cells: dict[str, str]) -> list[str]:
    return [cells.get(column, "") for column in HEADER]


def money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z")
