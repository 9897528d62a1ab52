"""Money given back, told as an amount beside a sale, or as a document of its own."""

from datetime import date, datetime

from .records import SaleFound


def refund_of(sale: SaleFound, cents: int, on: date | None = None, at: datetime | None = None) -> SaleFound:
    """The refund of `cents` (positive) of a sale, its parts in proportion to the sale's, to the cent.

    A vendor that tells only an amount tells no split; the last cents go to the goods. Without a day of
    its own the refund stands on the day of the sale.
    """
    parts = [sale.tax_cents, sale.shipping_cents, sale.tip_cents]
    total = sale.goods_cents + sum(parts)
    tax, shipping, tip = (-(part * cents // total) if total else 0 for part in parts)
    return SaleFound(
        vendor_id=f"{sale.vendor_id}/refund" if sale.vendor_id else "",
        on=on or sale.on,
        at=at if on else sale.at,
        currency=sale.currency,
        goods_cents=-cents - tax - shipping - tip,
        tax_cents=tax,
        shipping_cents=shipping,
        tip_cents=tip,
        is_gross=sale.is_gross,
        is_partial=sale.is_partial,
        status=sale.status,
        refund_of=sale.vendor_id,
        is_refund=True,
    )


def make_negative(sale: SaleFound) -> None:
    """A credit note is money given back, whichever sign the file gives its amount, and whichever its tax."""
    sale.is_refund = True
    total = sale.goods_cents + sale.tax_cents + sale.shipping_cents + sale.tip_cents
    sale.tax_cents, sale.shipping_cents = -abs(sale.tax_cents), -abs(sale.shipping_cents)
    sale.tip_cents = -abs(sale.tip_cents)
    sale.goods_cents = -abs(total) - sale.tax_cents - sale.shipping_cents - sale.tip_cents
