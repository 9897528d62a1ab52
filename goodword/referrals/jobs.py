"""What this room leaves to the worker."""

from goodword.accounts.jobs import Running, job


@job("referrals.resettle")
def resettle(running: Running, claims: list[int]) -> None:
    """The owner's word on who is who, said while a file was coming in."""
    from .settling import resettle as settle_again

    settle_again(running.business, claims, running.at)
