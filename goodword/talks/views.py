"""The one page of this room that is for whoever got a mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodword.accounts.models import Link

from .mailing import find_who, unsubscribe, wants_no_mail


class LinkRequest(HttpRequest):
    now: datetime


# A mail program presses it without having opened the page, so it has no CSRF token (RFC 8058, 3.2).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: LinkRequest, token: str) -> HttpResponse:
    """GET shows a button, for mail scanners open every link; POST ends all mail, by a person or a program."""
    link = Link.find(Link.Purpose.UNSUBSCRIBE, token, request.now)
    if link is None or link.business is None:
        raise Http404
    timezone.activate(ZoneInfo(link.business.zone))
    translation.activate(link.business.spoken)
    person = find_who(link)
    if request.method == "POST" and person is not None:
        unsubscribe(person, request.now)
    # Who was forgotten gets no mail either.
    ended = person is None or wants_no_mail(person)
    answer = render(request, "talks/unsubscribe.html", {"business_name": link.business.name, "ended": ended})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
