"""The rest of the town: how many come how often, and in which of the bakery's files they stand."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from .goods import Item, Visit
from .rhythms import WINDOW, exactly, gifts, lapsed, occasional, once, regular
from .town import Registry, Someone

OFFICES = (
    "Hill School/Elmbridge Library/Lowell & Sons Bike Shop/Riverside Yoga/Northgate Dental/Café Lumière/"
    "Harbour House Hotel/St. Brigid's Hall/Canal Street Studio/Kettle & Co Accountants/Town Band of Elmbridge"
).split("/")


def crowd(town: Registry, draw: Random, today: date) -> list[Someone]:
    buyers = list(buyers_of(town, draw, today))
    spread_over_files(buyers, draw)
    fair_vouchers(buyers, draw)
    return [*buyers, *caterings(town, draw), *others(town, draw)]


def buyers_of(town: Registry, draw: Random, today: date) -> Iterator[Someone]:
    recipients = [f"{given} {family}" for given, family in town.names[:40]]
    del town.names[:40]
    kinds: tuple[tuple[int, Callable[[], list[Visit]]], ...] = (
        (8, lambda: regular(draw, 7, draw.randint(200, WINDOW), draw.randint(1, 7))),
        (10, lambda: regular(draw, 14, draw.randint(120, WINDOW), draw.randint(1, 14))),
        (32, lambda: regular(draw, 30, draw.randint(100, WINDOW), draw.randint(1, 30))),
        (76, lambda: occasional(draw)),
        (46, lambda: once(draw)),
        (22, lambda: lapsed(draw)),
        (22, lambda: gifts(draw, today, recipients)),
    )
    for n, visits in kinds:
        for _ in range(n):
            someone = town.someone()
            someone.visits, someone.files = visits(), {"shopify"}
            someone.labels = ("Customers",)
            yield someone


def spread_over_files(buyers: list[Someone], draw: Random) -> None:
    """The same people stand in several files, not always under the same spelling."""
    for someone in buyers:
        if draw.random() < 0.4:
            someone.files.add("google")
        if draw.random() < 0.09:
            someone.files.add("phone")
            someone.called["phone"] = f"{someone.given} {someone.family[0]}."
        if someone.job and draw.random() < 0.3:
            someone.files.add("linkedin")
        if len(someone.visits) > 4 and draw.random() < 0.15:
            someone.files.add("outlook")
            someone.called["outlook"] = someone.name.upper()


def fair_vouchers(buyers: list[Someone], draw: Random) -> None:
    """The school fair hands out vouchers: a tenth off anything from 20 dollars."""
    for someone in buyers:
        for seen in someone.visits:
            if seen.goods_cents >= 2000 and draw.random() < 0.05:
                seen.discount_cents = seen.goods_cents // 10


def caterings(town: Registry, draw: Random) -> Iterator[Someone]:
    """Platters for offices, on account: they stand in the bookkeeping alone, most as organisations."""
    for office in OFFICES:
        account = Someone("", "", organisation=office, files={"quickbooks"}, called={"quickbooks": office})
        account.visits = [platters(draw, seen) for seen in regular(draw, 40, draw.randint(300, WINDOW), 8)]
        yield account
    for household in (True, True, False, False, False, False, False, False):
        host = town.someone()
        host.files = {"quickbooks"}
        if household:
            host.called["quickbooks"] = f"Mr. and Mrs. {host.family}"
        host.visits = [
            platters(draw, seen) for seen in exactly(draw, draw.randint(1, 3), draw.randint(20, 300), 150)
        ]
        yield host


def platters(draw: Random, seen: Visit) -> Visit:
    seen.items = [Item("Sandwich platter", draw.randint(1, 6))]
    return seen


def others(town: Registry, draw: Random) -> Iterator[Someone]:
    """Known to the owner, and no customers: friends, the trade, people met at fairs."""
    for n, file, labels in ((52, "google", ()), (12, "google", ("Trade",)), (8, "google", ("Friends",))):
        for _ in range(n):
            someone = town.someone()
            someone.labels, someone.files = labels, {file}
            if draw.random() < 0.3:
                someone.files.add("linkedin")
            yield someone
    for file, n in (("phone", 22), ("linkedin", 40)):
        for _ in range(n):
            someone = town.someone()
            someone.files = {file}
            someone.job = someone.job or draw.choice(("Manager", "Owner", "Sales lead", "Chef"))
            someone.organisation = draw.choice((*OFFICES, "Elmbridge Council", "Freelance", "Valley Bank"))
            yield someone
