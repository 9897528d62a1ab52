"""Work of this room that nobody asks for."""

from datetime import datetime

from goodword.accounts.jobs import at_start


@at_start
def mend(at: datetime) -> None:
    from .reading import mend as take_away_what_is_halfway

    take_away_what_is_halfway(at)
