"""What this room leaves to the worker."""

from goodword.accounts.jobs import Running, daily, job


@job("gratitude.rewards")
def rewards(running: Running) -> None:
    """After sales or traces have changed who said yes. Asked for by name, from the rooms below."""
    from .rewarding import settle_rewards

    settle_rewards(running.business, running.business.day_of(running.at), running.at)


@job("gratitude.thanks")
def thanks(running: Running) -> None:
    """After something kind was noted, or two people have met. Asked for by name, from the rooms below."""
    from .measure import open_thanks

    open_thanks(running.business, running.business.day_of(running.at), running.at)


@daily("gratitude.waiting_time", at="04:40")
def waiting_time(running: Running) -> None:
    """Those whose waiting time is over may be given."""
    rewards(running)
