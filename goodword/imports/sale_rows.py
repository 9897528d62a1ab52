"""Sales as they stand in their table. They come by the million."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from goodword.accounts.models import Business, Source
from goodword.sales.models import Sale

from .found import FoundSale
from .inserting import Ready, rows_of

COLUMNS = (
    "line",
    "vendor_id",
    "digest",
    "says",
    "on",
    "at",
    "currency",
    "goods_cents",
    "tax_cents",
    "shipping_cents",
    "tip_cents",
    "is_gross",
    "is_partial",
    "is_refund",
    "refund_of",
    "what",
    "lines",
    "card",
    "claim_id",
    "person_id",
)


class Sold(NamedTuple):
    found: FoundSale
    line: int  # of the file
    claim: int | None
    person: int | None


class SaleRows:
    """Makes the sales of one table of a file ready."""

    def __init__(self, business: Business, source: Source, vendor: str, account: str, at: Any) -> None:
        self.same = {
            "business_id": business.pk,
            "source_id": source.pk,
            "vendor": vendor,
            "account": account,
            "state": Sale.State.COMING.value,
            "purpose": "gift" if business.kind == Business.Kind.NONPROFIT else "goods",
            "told_at": at,
        }
        rows = rows_of(Sale)
        self.on, self.at = rows.prepare("on"), rows.prepare("at")
        self.lines = lru_cache(maxsize=10_000)(rows.prepare("lines"))  # of a shop's things many are alike

    def ready(self, told: Iterable[Sold]) -> Ready:
        return rows_of(Sale).ready_alike(COLUMNS, self._values(told), self.same)

    def _values(self, told: Iterable[Sold]) -> Iterator[tuple[Any, ...]]:
        for found, line, claim, person in told:
            sale = found.sale
            yield (
                line,
                found.vendor_id,
                found.digest,
                sale.status,
                self.on(sale.on),
                self.at(sale.at),
                sale.currency,
                sale.goods_cents,
                sale.tax_cents,
                sale.shipping_cents,
                sale.tip_cents,
                sale.is_gross,
                sale.is_partial,
                sale.is_refund,
                sale.refund_of[:120],
                ", ".join([one[0] for one in sale.lines])[:200],
                self.lines(tuple(sale.lines[:50])),
                found.card,
                claim,
                person,
            )
