"""When a large tree is counted again: soon after a change, and every morning, for its last 90 days end today."""

from datetime import datetime, timedelta

from django.db.models import F

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business

from .models import Referral, TreeCount

MANY = 5000  # referrals, from which on the tree is kept: up to there a page counts it in a few hundredths of a second
PAUSE = timedelta(minutes=1)  # a day's newcomers are typed one after the other


def is_large(business: Business) -> bool:
    return Referral.objects.filter(business=business).order_by()[MANY : MANY + 1].exists()


def note_changes(business: Business, n: int) -> None:
    """So many referrals are others than when the tree was counted: its pages say so."""
    if n:
        TreeCount.objects.filter(business=business).update(n_changes=F("n_changes") + n)


def ask_to_count(business: Business, at: datetime) -> None:
    """Have it counted by the worker, if something has changed. Asked again before that was done, it is asked once."""
    kept = TreeCount.objects.filter(business=business).first()
    if kept is None and is_large(business):
        ask(business, "referrals.count", f"first {at:%Y-%m-%d %H}", at)
    elif kept is not None and kept.n_changes:
        ask(business, "referrals.count", f"after {kept.at.isoformat()}", at + PAUSE)
