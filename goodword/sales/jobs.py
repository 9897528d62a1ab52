"""Slow work of this room."""

from goodword.accounts.jobs import Running, job


@job("sales.recount")
def recount(running: Running) -> None:
    """Settles what a button left open because it would have kept a member waiting."""
    from .counting import recount_all

    recount_all(running.business.pk)
