"""What Corner Bakery sells, and what one visit is."""

from dataclasses import dataclass
from random import Random

TAX_IN_10000 = 625  # on platters only: bread for the table is not taxed here
DELIVERY_CENTS = 950

# name: (cents, stock number)
GOODS = {
    "Sourdough loaf": (750, "BR-SOUR"),
    "Rye loaf": (800, "BR-RYE"),
    "Seeded roll": (90, "BR-ROLL"),
    "Cinnamon bun": (420, "SW-CINN"),
    "Croissant": (380, "SW-CROI"),
    "Box of six croissants": (2100, "SW-CROI6"),
    "Apple tart": (2600, "SW-TART"),
    "Birthday cake, small": (3800, "CK-BDAY-S"),
    "Birthday cake, large": (6200, "CK-BDAY-L"),
    "Wedding cake, three tiers": (42000, "CK-WED-3"),
    "Gift box Sunday breakfast": (3400, "GF-SUN"),
    "Cookie tin": (2400, "GF-TIN"),
    "Sandwich platter": (4800, "PL-SAND"),
}
DAILY = ("Sourdough loaf", "Rye loaf", "Cinnamon bun", "Croissant", "Box of six croissants")
TREATS = ("Apple tart", "Birthday cake, small", "Birthday cake, large", "Box of six croissants", "Cookie tin")
GIFTS = ("Gift box Sunday breakfast", "Cookie tin")
TAXED = ("Sandwich platter",)


@dataclass(frozen=True, slots=True)
class Item:
    goods: str
    quantity: int = 1

    @property
    def cents(self) -> int:
        return GOODS[self.goods][0] * self.quantity


@dataclass(slots=True)
class Visit:
    """One purchase, told in days before today: so the same town has lived up to any day."""

    days_ago: int
    items: list[Item]
    status: str = "paid"  # paid, refunded, partially_refunded, voided, pending, partially_paid
    refunded_cents: int = 0
    gift_for: str = ""  # whom it was sent to
    discount_cents: int = 0
    also_in_books: bool = False  # the bookkeeper wrote the same sale down once more
    minute: int = 9 * 60  # of the day, while the shop is open

    @property
    def goods_cents(self) -> int:
        return sum([item.cents for item in self.items]) - self.discount_cents

    @property
    def tax_cents(self) -> int:
        taxed = sum([item.cents for item in self.items if item.goods in TAXED])
        return (taxed * TAX_IN_10000 + 5000) // 10000

    @property
    def shipping_cents(self) -> int:
        return DELIVERY_CENTS if self.gift_for else 0

    @property
    def total_cents(self) -> int:
        return self.goods_cents + self.tax_cents + self.shipping_cents


def visit(draw: Random, days_ago: int, shelf: tuple[str, ...] = DAILY) -> Visit:
    """An ordinary purchase off `shelf`: one thing mostly, now and then two."""
    n = 1 if draw.random() < 0.65 else 2
    items = [Item(goods, draw.choice((1, 1, 1, 2))) for goods in draw.sample(shelf, min(n, len(shelf)))]
    return Visit(days_ago, items, minute=open_minute(draw))


def open_minute(draw: Random) -> int:
    return draw.randint(7 * 60, 18 * 60 - 1)
