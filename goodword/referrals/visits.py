"""Openings of a share link. Who came is not kept: only that it was somebody, and on that day another than the rest.

Those of one moment are kept together, in one transaction: so they wait for the disk once, and the link is read once.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import close_old_connections, connection
from django.http import HttpRequest

from goodword.accounts.models import Business
from goodword.accounts.slowing import address_in
from goodword.lib.together import Together

from .models import DaySalt, ShareLink, Visit
from .opened import Opened, find_all_opened

# What opens links for people to look at later (previews, scanners, search engines), by what it calls itself.
_ROBOTS = (
    "bot_ crawl spider slurp preview facebookexternalhit whatsapp skypeuripreview embedly scan monitor"
    " check fetch curl wget python java/ go-http okhttp axios headless lighthouse phantom httpclient http-client"
).split()
_BOT = re.compile(r"bot\b|http client")
_PEEKS = ("prefetch", "preview", "prerender")


class Opening(NamedTuple):
    """One request, before it is known whose link that is."""

    token: str
    at: datetime
    who: str  # by address and browser; never kept
    not_counted: str


class Row(NamedTuple):
    """In this order they are written, so that two servers on one database never wait for each other in a ring."""

    link: int
    on: date
    visitor: str
    business: int
    at: datetime
    not_counted: str


def keep_visit(token: str, meta: Mapping[str, str], at: datetime, *, is_own: bool = False) -> Opened | None:
    """Returns once it is on disk; None if there is no such link. The same visitor on the same day is once, whoever
    asks twice and however often. Raises NotDone.

    Within a transaction of the caller's it is a part of that, and on disk with the rest.
    """
    opening = Opening(token, at, _who(meta), _why_not(meta, is_own=is_own))
    return _keep([opening])[0] if connection.in_atomic_block else _together(opening)


def _keep_together(openings: list[Opening]) -> list[Opened | None]:
    close_old_connections()  # ready.py comes here without Django around it
    return _keep(openings)


def _keep(openings: list[Opening]) -> list[Opened | None]:
    found = find_all_opened({one.token for one in openings})
    rows = [
        _row(one, opened)
        for one in openings
        if (opened := found[one.token]) and opened.told("stopped_at") is None
    ]
    if rows:
        _insert(sorted(rows))
    return [found[one.token] for one in openings]


_together = Together(_keep_together)


def _row(opening: Opening, opened: Opened) -> Row:
    business, zone = opened.told("business_id"), ZoneInfo(opened.told("business__zone"))
    on = opening.at.astimezone(zone).date()
    visitor = _hashed(opened.salt_of(on) or _salt(business, on), opening.who)
    return Row(opened.told("id"), on, visitor, business, opening.at, opening.not_counted)


_INTO = 'INSERT INTO referrals_visit (business_id, link_id, "on", at, visitor, not_counted) VALUES '
_ONE = "(%s, %s, %s, %s, %s, %s)"
_ONCE = " ON CONFLICT DO NOTHING"


def _insert(rows: list[Row]) -> None:
    """One statement is one transaction, and costs a fifth of what bulk_create does."""
    day, moment = connection.ops.adapt_datefield_value, connection.ops.adapt_datetimefield_value
    values = [
        value
        for row in rows
        for value in (row.business, row.link, day(row.on), moment(row.at), row.visitor, row.not_counted)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INTO + ", ".join([_ONE] * len(rows)) + _ONCE, values)


def _why_not(meta: Mapping[str, str], *, is_own: bool) -> str:
    told = meta.get
    peeks = f"{told('HTTP_PURPOSE')} {told('HTTP_SEC_PURPOSE')} {told('HTTP_X_MOZ')}".lower()
    is_peek = any(one in peeks for one in _PEEKS)
    if told("REQUEST_METHOD") == "HEAD" or is_peek or _is_program(told("HTTP_USER_AGENT", "").lower()):
        return Visit.NotCounted.ROBOT.value
    return Visit.NotCounted.OWN.value if is_own else ""


def _is_program(agent: str) -> bool:
    return not agent or any(one in agent for one in _ROBOTS) or bool(_BOT.search(agent))


def visitor_of(business: Business, on: date, request: HttpRequest) -> str:
    return _hashed(_salt(business.pk, on), _who(request.META))


def _who(meta: Mapping[str, str]) -> str:
    return f"{address_in(meta)}\x1f{meta.get('HTTP_USER_AGENT', '')[:300]}"


def _hashed(salt: str, who: str) -> str:
    return blake2b(f"{salt}\x1f{who}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def _salt(business_id: int, on: date) -> str:
    row, _made = DaySalt.objects.get_or_create(
        business_id=business_id, on=on, defaults={"salt": secrets.token_hex(20)}
    )
    return row.salt


def forget_salts(business: Business, on: date) -> None:
    """With its salt gone, nobody can tell any more whose a visit was."""
    DaySalt.objects.filter(business=business, on__lt=on).delete()


def n_visits(link: ShareLink) -> int:
    return link.visits.filter(not_counted="").count()
