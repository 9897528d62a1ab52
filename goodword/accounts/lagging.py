"""Whether a page waits for the worker: something was changed, and what this page shows of it is not made yet."""

from datetime import datetime, timedelta
from typing import NamedTuple

from .models import Business, Job

# What the worker makes after a change, by the names it is asked by, and the pages that show it. A list or a tree
# that tells its own age, and files, which tell their own progress, are not here.
PAGES_OF: dict[str, frozenset[str]] = {
    "advocates.restand": frozenset({"person", "people", "why", "find-out"}),
    "sales.recount": frozenset({"person", "people", "twins"}),
    "people.pairs": frozenset({"same", "people"}),
    "referrals.resettle": frozenset({"person", "people", "tree", "sent", "same", "today"}),
    "gratitude.thanks": frozenset({"person", "thanks"}),
    "gratitude.rewards": frozenset({"person", "rewards", "thanks"}),
    "growth.recount": frozenset({"goal", "stuck", "ten"}),
    "growth.figure": frozenset(
        {"goal", "groups", "group", "tell-first", "stuck", "ten", "year", "cost", "model", "person"}
    ),
    "growth.groups": frozenset({"groups", "group"}),
    "today.make_if_empty": frozenset({"today"}),
}
# Mostly it is made before a finger is off the button. Only what takes longer is worth a word.
NOTICED_AFTER = timedelta(seconds=3)


class Lag(NamedTuple):
    """What a page waits for has not been made since."""

    since: datetime
    is_long: bool  # worth telling; else the page looks again without a word


def find_lag(business: Business, page: str, now: datetime) -> Lag | None:
    """None if all that the page of that name shows is made."""
    names = [name for name, pages in PAGES_OF.items() if page in pages]
    if not names:
        return None
    at_work = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING), run_at__lte=now)
    rows = at_work.filter(business=business, name__in=names).order_by("run_at")
    since = rows.values_list("run_at", flat=True).first()
    return Lag(since, now - since >= NOTICED_AFTER) if since else None
