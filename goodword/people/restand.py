"""What was said of people, or sold to them, may change why they might speak for the business."""

from collections.abc import Collection
from datetime import datetime

from goodword.accounts.jobs import ask


def restand(business_id: int, people: Collection[int], at: datetime) -> None:
    """Have their standings read anew by the worker. The room that does it stands above: it is asked by name."""
    if people:
        key = f"{'-'.join(map(str, sorted(people)))} {at:%Y%m%d%H%M%S%f}"
        ask(business_id, "advocates.restand", key, at, people=sorted(people))
