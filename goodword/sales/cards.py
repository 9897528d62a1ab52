"""The card that paid, as it is kept beside a sale: a keyed hash. Two sales can be compared by it, and nothing be read.

The key is the business's own (people/forgetting.py): one card has another hash at the next business, and the same one
after the books have moved. Of sales that are nobody's no card is kept.
"""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from goodword.people.closed import chunks
from goodword.people.forgetting import WrongSecret, mark, own_key

from .models import Sale

LETTERS = 32  # 128 bits: no two cards of a business share them
STANDS = (Sale.State.COUNTED, Sale.State.TWIN)


class Cards:
    """The cards of one business. Where the home's secret is gone, none is kept: nothing hangs on them."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id

    @cached_property
    def _key(self) -> bytes:
        with suppress(WrongSecret):
            return own_key(self.business_id)
        return b""

    def hashed(self, card: str) -> str:
        """Of a card as lib/payment_cards.py names it; "" stays ""."""
        return mark(self._key, "card", card)[:LETTERS] if card and self._key else ""


def cards_of(people: Collection[int]) -> dict[int, set[str]]:
    """The cards that these people paid with; who is not known to have, is left out.

    A newer telling of a sale may not know of the card: what an older one told holds, while the sale is still theirs.
    """
    same = {name: OuterRef(name) for name in ("business", "vendor", "account", "vendor_id", "person")}
    still = Exists(Sale.objects.filter(**same, state__in=STANDS))
    found: dict[int, set[str]] = defaultdict(set)
    for part in chunks(sorted(people)):
        rows = Sale.objects.filter(person_id__among=part).exclude(card="")
        rows = rows.filter(Q(state__in=STANDS) | Q(still, state=Sale.State.REPLACED))
        for person, card in rows.order_by().values_list("person_id", "card").distinct():
            found[person].add(card)  # type: ignore[index]  # the filter leaves out None
    return dict(found)
