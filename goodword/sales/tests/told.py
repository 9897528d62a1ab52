"""Sales for tests, as files would tell them."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from goodword.accounts.models import Business, Source
from goodword.people.models import Person
from goodword.sales.models import Sale

TOLD_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_file(business: Business, label: str = "orders.csv", state: str = Source.State.HERE) -> Source:
    return Source.objects.create(business=business, kind="file", label=label, at=TOLD_AT, state=state)


def told(source: Source, vendor_id: str, person: Person | None = None, **more: Any) -> Sale:
    """A sale as one file tells it, before anything is decided."""
    says: dict[str, Any] = {
        "vendor": "shopify",
        "on": date(2026, 2, 20),
        "currency": "USD",
        "goods_cents": 1250,
        "says": "counted",
        "told_at": TOLD_AT,
    } | more
    says["is_refund"] = says["goods_cents"] < 0
    text = repr(sorted((key, str(value)) for key, value in says.items() if key != "told_at"))
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return Sale.objects.create(
        business_id=source.business_id,
        source=source,
        vendor_id=vendor_id,
        person=person,
        digest=digest,
        **says,
    )


def states(business: Business) -> dict[tuple[str, str, str], str]:
    """What is made of each telling, by natural keys."""
    rows = Sale.objects.filter(business=business).order_by("vendor", "vendor_id", "digest", "told_at")
    return {
        (
            sale.natural_key,
            sale.source.label,
            sale.digest,
        ): f"{sale.state}{'/refunded' if sale.is_refunded else ''}"
        for sale in rows.select_related("source")
    }
