"""Pages for whoever holds a link and is not signed in: what they all have in common."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from .models import Business


class LinkRequest(HttpRequest):
    now: datetime


def speak_as(business: Business) -> None:
    """Its days and its language, as BusinessMiddleware does for its members."""
    timezone.activate(ZoneInfo(business.zone))
    translation.activate(business.spoken)


def for_strangers(answer: HttpResponse) -> HttpResponse:
    """Nobody else learns the address, and no search engine keeps it. Not "no-referrer": a browser that may not tell
    where a form stood cannot send it."""
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours. Every browser says where it stood."""
    origin = request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    return origin is None or origin == ours or origin in settings.CSRF_TRUSTED_ORIGINS
