from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .lagging import Lag, find_lag
from .models import Business, Login


def business(request: HttpRequest) -> dict[str, Any]:
    """For every template: the business, the member, and the other businesses they look after."""
    member = getattr(request, "member", None)
    return {
        "business": getattr(request, "business", None),
        "businesses": SimpleLazyObject(lambda: _businesses(request)),  # asked only by who draws them
        "member": member,
        "may_change": bool(member and member.may_change),
        "today": getattr(request, "today", None),
        "lag": SimpleLazyObject(lambda: _lag(request)),
    }


def _businesses(request: HttpRequest) -> list[Business]:
    """All that the one who is signed in belongs to, if there are several; else none."""
    user = getattr(request, "user", None)
    if not isinstance(user, Login):
        return []
    found = list(Business.objects.filter(members__login=user, members__left_at=None).order_by("name")[:50])
    return found if len(found) > 1 else []


def _lag(request: HttpRequest) -> Lag | None:
    """Set if the worker has yet to work in what was changed and stands on this page."""
    business, now = getattr(request, "business", None), getattr(request, "now", None)
    page = request.resolver_match
    if business is None or now is None or page is None or getattr(request, "member", None) is None:
        return None
    return find_lag(business, page.url_name or "", now)
