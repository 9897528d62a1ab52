"""One source's telling of a sale, beside others of the same sale."""

from datetime import date, datetime
from typing import NamedTuple

from goodword.accounts.models import Source


class Telling(NamedTuple):
    """A telling, as far as counting looks at it."""

    pk: int
    vendor: str
    account: str
    vendor_id: str
    state: str
    twin_of: int | None
    says: str
    by_hand: bool
    is_partial: bool
    told_at: datetime
    turn: int
    digest: str
    source_state: str
    source_until: date | None
    source_label: str
    taken_back_at: datetime | None
    on: date
    currency: str
    person: int | None
    is_lent: bool

    @property
    def is_here(self) -> bool:
        return self.source_state == Source.State.HERE and self.taken_back_at is None

    @property
    def worth(self) -> tuple[bool, bool, date, date, datetime, int, str, str, int]:
        """Of two tellings of one sale the greater counts; of two that say the very same the file's name decides."""
        day = self.told_at.date()
        newer = (day, self.source_until or day, self.told_at, self.turn)
        return self.by_hand, not self.is_partial, *newer, self.digest, self.source_label, -self.pk


COLUMNS = (
    "pk",
    "vendor",
    "account",
    "vendor_id",
    "state",
    "twin_of_id",
    "says",
    "by_hand",
    "is_partial",
    "told_at",
    "turn",
    "digest",
    "source__state",
    "source__until",
    "source__label",
    "taken_back_at",
    "on",
    "currency",
    "person_id",
    "is_lent",
)
