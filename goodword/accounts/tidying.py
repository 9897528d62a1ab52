"""What need not be kept for ever is thrown away, now and then, by the worker."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q

from .models import Job, Link, SignInTry

JOBS_KEPT = timedelta(days=90)
TRIES_KEPT = timedelta(days=1)


def tidy(at: datetime) -> None:
    """Looks before it deletes: a worker with nothing to do must not write."""
    old = (
        SignInTry.objects.filter(at__lt=at - TRIES_KEPT),
        Session.objects.filter(expire_date__lt=at),
        Job.objects.filter(state=Job.State.DONE, done_at__lt=at - JOBS_KEPT),
        Link.objects.filter(
            purpose__in=(Link.Purpose.FIRST_RUN, Link.Purpose.SIGN_IN, Link.Purpose.JOIN)
        ).filter(Q(expires_at__lt=at - TRIES_KEPT) | Q(used_at__lt=at - TRIES_KEPT)),
    )
    for rows in old:
        if rows.exists():
            rows.delete()
