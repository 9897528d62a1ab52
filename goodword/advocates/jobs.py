"""Standings follow what comes in."""

from goodword.accounts.jobs import Running, job


@job("advocates.restand")
def restand(running: Running, people: list[int] | None = None) -> None:
    """Everyone's, or these people's (after a note, an answer, a forgetting)."""
    from .measure import restand as restand_all

    restand_all(running.business, running.business.day_of(running.at), people)
