"""The bookkeeping's report, Sales by Customer Detail: titles above, a name alone on a row, running totals."""

from collections.abc import Iterator
from datetime import date, timedelta

from .goods import GOODS, Item, Visit
from .town import Someone

FILE = "Sales by Customer Detail.csv"
HEADER = ",Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance".split(
    ","
)
WIDTH = len(HEADER)
FIRST_NUM = 2001


def rows(people: list[Someone], today: date) -> Iterator[list[str]]:
    for title in ("Corner Bakery", "Sales by Customer Detail", period(today)):
        yield alone(title)
    yield [""] * WIDTH
    yield HEADER
    accounts = sorted(
        [(name_on_account(someone), someone) for someone in people if in_books(someone)], key=lambda a: a[0]
    )
    num, grand_total = FIRST_NUM, 0
    for name, someone in accounts:
        yield alone(name)
        balance = 0
        for seen in in_books(someone):
            for row, cents in entries(seen, num, today):
                balance += cents
                yield [*row, "" if not cents else money(balance)]
            num += 1
        grand_total += balance
        yield [f"Total for {name}", *[""] * 7, "$" + money(balance), ""]
    yield ["TOTAL", *[""] * 7, "$" + money(grand_total), ""]
    yield [""] * WIDTH
    yield alone(f"{today:%A, %b %d, %Y} 07:42:00 AM - Accrual Basis")


def in_books(someone: Someone) -> list[Visit]:
    if "quickbooks" in someone.files:
        return someone.visits
    return [seen for seen in someone.visits if seen.also_in_books]


def name_on_account(someone: Someone) -> str:
    return someone.called.get("quickbooks", someone.name)


def entries(seen: Visit, num: int, today: date) -> Iterator[tuple[list[str], int]]:
    """An invoice's rows, and what each adds to the balance. A ninth were quoted first; a few came back in part."""
    on = today - timedelta(seen.days_ago)
    if num % 9 == 0:
        yield entry(on - timedelta(10), "Estimate", f"E{num}", seen.items[0], seen.items[0].cents)[0], 0
    kind = "Sales Receipt" if seen.also_in_books else "Invoice"
    for item in seen.items:
        yield entry(on, kind, str(num), item, item.cents)
    if num % 23 == 0:
        item = Item(seen.items[0].goods)
        memo = f"One back from invoice {num}"
        yield entry(on + timedelta(1), "Credit Memo", f"CM{num}", Item(item.goods, -1), -item.cents, memo)


def entry(on: date, kind: str, num: str, item: Item, cents: int, memo: str = "") -> tuple[list[str], int]:
    price = money(GOODS[item.goods][0])
    cells = ["", f"{on:%m/%d/%Y}", kind, num, item.goods, memo, f"{item.quantity}.00", price, money(cents)]
    return cells, cents


def period(today: date) -> str:
    return f"{today - timedelta(3 * 365):%B %-d, %Y} - {today:%B %-d, %Y}"


def alone(text: str) -> list[str]:
    return [text, *[""] * (WIDTH - 1)]


def money(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
