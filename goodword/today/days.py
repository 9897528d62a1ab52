"""Today's list elsewhere: on the owner's phone by one link, in a calendar, and for all businesses at once."""

from datetime import datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from icalendar import Calendar, Event

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.models import Business, Link, Member
from goodword.accounts.public_address import link_to

from .making import find_list
from .models import Move
from .settling import done
from .showing import day_of, week

DAY_LASTS = timedelta(hours=36)
AHEAD_DAYS = 60


class LinkRequest(HttpRequest):
    now: datetime


@require_POST
@member_required("change")
def hand(request: MemberRequest) -> HttpResponse:
    """“Hand to the owner”: one link opens the day's words on the owner's phone, for a day and a half."""
    if find_list(request.business, request.today) is None:
        return redirect("today", request.business.code)
    Link.objects.filter(purpose=Link.Purpose.DAY, business=request.business, revoked_at=None).update(
        revoked_at=request.now
    )
    _link, token = Link.make(
        Link.Purpose.DAY,
        request.now,
        lasts=DAY_LASTS,
        business=request.business,
        login=request.member.login,
        row=request.today.isoformat(),
    )
    address = link_to(reverse("day", args=[token]))
    told = {"tab": "today", "address": address, "qr": _qr(address)}
    return render(request, "today/hand.html", told)


def _qr(address: str) -> str:
    """As an SVG whose colours the page's own sheet sets."""
    return cast(
        str, segno.make(address, error="m").svg_inline(scale=6, border=2, svgclass="qr", lineclass=None, omitsize=True)
    )


def _link(request: LinkRequest, purpose: str, token: str) -> Link:
    link = Link.find(purpose, token, request.now)
    if link is None or link.business is None:
        raise Http404
    timezone.activate(ZoneInfo(link.business.zone))
    translation.activate(link.business.language)
    return link


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def day(request: LinkRequest, token: str) -> HttpResponse:
    """The day's words for whoever holds the link: to send from that phone. Looking changes nothing."""
    link = _link(request, Link.Purpose.DAY, token)
    business = cast(Business, link.business)
    shown = day_of(business, datetime.fromisoformat(link.row).date(), None)
    moves = [one for one in shown.moves if one.is_open and one.kind not in ("sort", "start")]
    told = {"business_name": business.name, "moves": moves, "token": token, "on": shown.on}
    return _private(render(request, "today/day.html", told))


@require_POST
def day_done(request: LinkRequest, token: str, code: str) -> HttpResponse:
    """“Done” on the owner's phone. The link speaks for the member who made it."""
    link = _link(request, Link.Purpose.DAY, token)
    move = Move.objects.filter(business=link.business, list__on=link.row, code=code.upper()).first()
    member = Member.objects.filter(business=link.business, login=link.login).first()
    if move is None or member is None or not member.may_change:
        raise Http404
    done(move, member, request.now)
    return _private(redirect("day", token))


@require_POST
@member_required("change")
def calendar_link(request: MemberRequest) -> HttpResponse:
    """A calendar feed's address. A new one puts an end to the old one."""
    Link.objects.filter(
        purpose=Link.Purpose.CALENDAR, business=request.business, login=request.member.login, revoked_at=None
    ).update(revoked_at=request.now)
    _link, token = Link.make(
        Link.Purpose.CALENDAR, request.now, business=request.business, login=request.member.login
    )
    told = {"tab": "today", "address": link_to(reverse("calendar", args=[token]))}
    return render(request, "today/calendar.html", told)


def calendar(request: LinkRequest, token: str) -> HttpResponse:
    """One event on each of the owner's days; no names in it, since calendars are shared and synced."""
    business = cast(Business, _link(request, Link.Purpose.CALENDAR, token).business)
    feed = Calendar()
    feed.add("prodid", "-//Goodword//today//")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Today's list"))
    first = business.day_of(request.now)
    for ahead in range(AHEAD_DAYS):
        on = first + timedelta(days=ahead)
        if not business.works_on(on):
            continue
        event = Event()
        begins = datetime.combine(on, time(9), ZoneInfo(business.zone))
        event.add("uid", f"{on.isoformat()}-{business.code}@goodword")
        event.add("dtstamp", business.first_moment_of(on))
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=business.minutes))
        event.add("summary", _("Today's list, %(n)d minutes") % {"n": business.minutes})
        feed.add_component(event)
    return _private(HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8"))


@login_required
def all_businesses(request: LinkRequest) -> HttpResponse:
    """For whoever looks after more than one: what waits today, and who came this week."""
    rows = []
    for member in Member.objects.filter(login=request.user).select_related("business").order_by("business__name"):  # type: ignore[misc]
        business = member.business
        on = business.day_of(request.now)
        shown = day_of(business, on, member)
        rows.append({"business": business, "member": member, "day": shown, "week": week(business, on)})
    return render(request, "today/all.html", {"rows": rows})
