from django.http import HttpResponse
from django.shortcuts import render

from goodword.accounts.access import MemberRequest, member_required

from .tree import AT_ONCE, how_they_came, only_names, senders


@member_required("look")
def sent(request: MemberRequest) -> HttpResponse:
    """Who sent who, as a list: the picture comes with the tree."""
    typed = request.GET.get("from", "")
    start = min(int(typed), 100_000) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    found, more = senders(request.business, start)
    told = {
        "tab": "tree",
        "senders": found,
        "names": only_names(request.business) if not start else [],
        "ways": how_they_came(request.business, request.today),
        "next": start + AT_ONCE if more else None,
        "start": start,
    }
    return render(request, "referrals/sent.html", told)
