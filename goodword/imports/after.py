"""What follows an import or its undo, in the rooms below: how people stand, and what deserves thanks."""

from datetime import date, datetime

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business


def measure(business: Business, on: date, at: datetime) -> None:
    """At once, for the terminal. Arithmetic is heavy to load, so a page asks for it instead."""
    from goodword.advocates.measure import restand
    from goodword.gratitude.measure import open_thanks
    from goodword.referrals.counting import ask_to_count

    restand(business, on)
    open_thanks(business, on, at)
    ask_to_count(business, at)
    key = f"{at:%Y%m%d%H%M%S%f}"
    ask(business, "people.pairs", key, at)
    ask(business, "growth.recount", key, at)


def ask_to_measure(business: Business | int, key: str, at: datetime) -> None:
    """By the worker: standings, and a list for a day that has none. `key` names what has happened."""
    ask(business, "advocates.restand", key, at)
    ask(business, "today.make_if_empty", key, at)
    ask(business, "growth.recount", key, at)
    ask(business, "people.pairs", key, at)
