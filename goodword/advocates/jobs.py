"""Standings follow what comes in; each night the weights of their signs are learned anew."""

from goodword.accounts.jobs import Running, ask, daily, job


@job("advocates.restand")
def restand(running: Running, people: list[int] | None = None) -> None:
    """Everyone's, or these people's (after a note, an answer, a forgetting)."""
    from goodword.referrals.counting import ask_to_count
    from goodword.referrals.models import Program

    from .measure import restand as restand_all

    restand_all(running.business, running.business.day_of(running.at), people)
    ask_to_count(running.business, running.at)  # who sent whom was decided anew on the way
    if Program.objects.filter(business=running.business).exists():
        # Who said yes may be another by now; what they get is settled by the room above, asked by name.
        ask(running.business, "gratitude.rewards", running.job.key, running.at)


@daily("advocates.learn", at="03:50")
def learn(running: Running) -> None:
    """Before the day's list is made, which is the first to use it."""
    from .measure.learned import learn as learn_all

    learn_all(running.business, running.business.day_of(running.at))
