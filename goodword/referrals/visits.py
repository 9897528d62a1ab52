"""Openings of a share link. Who came is not kept: only that it was somebody, and on that day another than the rest."""

import re
import secrets
from datetime import date, datetime
from hashlib import blake2b

from django.http import HttpRequest

from goodword.accounts.models import Business
from goodword.accounts.slowing import address_of

from .models import DaySalt, ShareLink, Visit

# What opens links for people to look at later (previews, scanners, search engines), by what it calls itself.
_ROBOT = re.compile(
    r"bot\b|bot[/_ -]|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|skypeuripreview|embedly|"
    r"scan|monitor|check|fetch|curl|wget|python|java/|go-http|okhttp|axios|headless|lighthouse|phantom|http[- ]?client",
    re.IGNORECASE,
)
_PEEKS = ("prefetch", "preview", "prerender")


def keep_visit(link: ShareLink, request: HttpRequest, at: datetime, *, is_own: bool) -> None:
    """The same visitor on the same day is once, whoever asks twice and however often."""
    if link.stopped_at is not None:
        return
    on = link.business.day_of(at)
    told = {
        "business_id": link.business_id,
        "link": link,
        "on": on,
        "at": at,
        "visitor": visitor_of(link.business, on, request),
        "not_counted": _why_not(request, is_own=is_own),
    }
    Visit.objects.bulk_create([Visit(**told)], ignore_conflicts=True)


def _why_not(request: HttpRequest, *, is_own: bool) -> str:
    agent = request.headers.get("User-Agent", "")
    peeks = " ".join(request.headers.get(name, "").lower() for name in ("Purpose", "Sec-Purpose", "X-Moz"))
    is_robot = (
        request.method == "HEAD" or not agent or _ROBOT.search(agent) or any(one in peeks for one in _PEEKS)
    )
    if is_robot:
        return Visit.NotCounted.ROBOT
    return Visit.NotCounted.OWN if is_own else ""


def visitor_of(business: Business, on: date, request: HttpRequest) -> str:
    told = "\x1f".join(
        (_salt(business, on), address_of(request), request.headers.get("User-Agent", "")[:300])
    )
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _salt(business: Business, on: date) -> str:
    row, _made = DaySalt.objects.get_or_create(
        business=business, on=on, defaults={"salt": secrets.token_hex(20)}
    )
    return row.salt


def forget_salts(business: Business, on: date) -> None:
    """With its salt gone, nobody can tell any more whose a visit was."""
    DaySalt.objects.filter(business=business, on__lt=on).delete()


def n_visits(link: ShareLink) -> int:
    return link.visits.filter(not_counted="").count()
