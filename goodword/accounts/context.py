from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Business, Job, Login


def business(request: HttpRequest) -> dict[str, Any]:
    """For every template: the business, the member, and the other businesses they look after."""
    member = getattr(request, "member", None)
    return {
        "business": getattr(request, "business", None),
        "businesses": SimpleLazyObject(lambda: _businesses(request)),  # asked only by who draws them
        "member": member,
        "may_change": bool(member and member.may_change),
        "today": getattr(request, "today", None),
        "is_behind": SimpleLazyObject(lambda: _is_behind(request)),
    }


def _businesses(request: HttpRequest) -> list[Business]:
    """All that the one who is signed in belongs to, if there are several; else none."""
    user = getattr(request, "user", None)
    if not isinstance(user, Login):
        return []
    found = list(Business.objects.filter(members__login=user, members__left_at=None).order_by("name")[:50])
    return found if len(found) > 1 else []


def _is_behind(request: HttpRequest) -> bool:
    """Whether the worker has yet to work in what was changed: pages show it a moment later. Files tell their own
    progress, on their own pages."""
    business, now = getattr(request, "business", None), getattr(request, "now", None)
    if business is None or getattr(request, "member", None) is None:
        return False
    at_work = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING), run_at__lte=now)
    return at_work.filter(business=business).exclude(name__startswith="imports.").exists()
