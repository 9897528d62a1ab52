from typing import Any

from django.http import HttpRequest


def business(request: HttpRequest) -> dict[str, Any]:
    """For every template: the business, the member, and which tab is lit."""
    member = getattr(request, "member", None)
    return {
        "business": getattr(request, "business", None),
        "member": member,
        "may_change": bool(member and member.may_change),
        "today": getattr(request, "today", None),
    }
