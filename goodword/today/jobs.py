"""Today's list by the timetable, and after an import when the day has none."""

from goodword.accounts.jobs import Running, daily, job


@daily("today.make", at="05:00")
def make(running: Running) -> None:
    """On the owner's days only: on others a list is made by a button."""
    from .making import make_list

    on = running.business.day_of(running.at)
    if running.business.works_on(on):
        make_list(running.business, on, running.at)


@job("today.make_if_empty")
def make_if_empty(running: Running) -> None:
    """After an import, whatever the day: who has just brought a file is there, and wants to see what it is good for."""
    from .making import make_list

    on = running.business.day_of(running.at)
    away = running.business.away_until
    if away is None or on >= away:
        make_list(running.business, on, running.at)
