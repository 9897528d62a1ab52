"""What this room leaves to the worker."""

from goodword.accounts.jobs import Running, daily, job


@job("referrals.resettle")
def resettle(running: Running, claims: list[int]) -> None:
    """The owner's word on who is who, said while a file was coming in."""
    from .settling import resettle as settle_again

    settle_again(running.business, claims, running.at)


@daily("referrals.forget_salts", at="02:30")
def forget_salts(running: Running) -> None:
    """From then on nobody can tell whose yesterday's visits were."""
    from .visits import forget_salts as forget

    forget(running.business, running.business.day_of(running.at))


@job("referrals.count")
def count(running: Running) -> None:
    """The tree of a large movement, after it has changed."""
    from .counting import ask_to_count
    from .measure import keep

    keep(running.business, running.business.day_of(running.at), running.at)
    ask_to_count(running.business, running.at)  # what changed meanwhile


@daily("referrals.count_daily", at="03:15")
def count_daily(running: Running) -> None:
    from .measure import keep

    keep(running.business, running.business.day_of(running.at), running.at)
