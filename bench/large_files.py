"""Files of any size, as Google and Shopify write them: contacts, and orders of these same people."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTACTS = "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Notes".split(
    ","
)
ORDERS = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity"
)
ORDERS_HEAD = (ORDERS + ",Lineitem name,Lineitem price,Billing Name,Billing City,Id").split(",")


def write_contacts(path: Path, n: int, note: str = "") -> None:
    """With another note the same people come again, and each is to be known by mail or phone."""
    _write(path, CONTACTS, _contacts(n, note))


def write_orders(path: Path, n: int, n_people: int) -> None:
    _write(path, ORDERS_HEAD, _orders(n, n_people))


def _write(path: Path, head: list[str], rows: Iterator[list[Any]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _contacts(n: int, note: str) -> Iterator[list[Any]]:
    for one in range(n):
        given, family = f"Ana{one % 977}", f"Berg{one}"
        phone = f"+1212{one % 7_000_000 + 2_000_000}"  # no number there begins with a 1
        yield [f"{given} {family}", given, family, f"p{one}@example.com", phone, f"Firm {one % 5000}", note]


def _orders(n: int, n_people: int) -> Iterator[list[Any]]:
    rng = random.Random(1)
    for one in range(n):
        who = int(n_people * rng.random() ** 2)
        day = f"20{23 + one % 3}-{one % 12 + 1:02}-{one % 28 + 1:02} 09:{one % 60:02}:00 -0500"
        price = f"{rng.randint(200, 4000) / 100:.2f}"
        yield [
            f"#{one + 1001}", f"p{who}@example.com", "paid", day, "USD", price, "0.00", "0.00", price, day,
            1, "Rye loaf", price, f"Ana{who % 977} Berg{who}", "Portland", 5_000_000 + one,
        ]  # fmt: skip
