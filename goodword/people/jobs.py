"""What this room leaves to the worker."""

from goodword.accounts.jobs import Running, job


@job("people.pairs")
def pairs(running: Running) -> None:
    """After an import: who may be the same."""
    from .pairs import find_pairs

    find_pairs(running.business.pk)
