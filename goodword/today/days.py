"""Today's list elsewhere: on the owner's phone by one link, in a calendar, and for all businesses at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.links import link_to, opens_here_only
from goodword.accounts.models import Business, Link, Member
from goodword.accounts.public_address import reaches_phones
from goodword.accounts.strangers import LinkRequest, for_strangers, speak_as

from .making import find_list
from .models import Move
from .settling import Told, done, undo
from .showing import day_of
from .views import WAYS
from .week import week

if TYPE_CHECKING:
    from icalendar import Event

DAY_LASTS = timedelta(hours=36)
AHEAD_DAYS = 60
BEGINS = time(9)
NOT_FOR_OTHERS = ("sort", "start")  # done on their own pages, by who is signed in


@require_POST
@member_required("change")
def hand(request: MemberRequest) -> HttpResponse:
    """“Hand to the owner”: one link opens the day's words on the owner's phone, for a day and a half."""
    if find_list(request.business, request.today) is None or not reaches_phones():
        return redirect("today", request.business.code)
    Link.objects.filter(purpose=Link.Purpose.DAY, business=request.business, revoked_at=None).update(
        revoked_at=request.now
    )
    login, row = request.member.login, request.today.isoformat()
    _link, token = Link.make(
        Link.Purpose.DAY, request.now, lasts=DAY_LASTS, business=request.business, login=login, row=row
    )
    address = link_to(reverse("day", args=[token]))
    return for_strangers(
        render(request, "today/hand.html", {"tab": "today", "address": address, "qr": _qr(address)})
    )


def _qr(address: str) -> SafeString:
    svg = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
    return mark_safe(svg)  # noqa: S308  # drawn by segno from an address of ours


def _link(request: LinkRequest, purpose: str, token: str) -> tuple[Link, Member]:
    """The link and the member who made it: it ends when they leave, or may not do any more what it does."""
    link = Link.find(purpose, token, request.now)
    found = (
        Member.objects.filter(business=link.business, login=link.login) if link and link.business else None
    )
    member = found.select_related("business", "login").first() if found is not None else None
    if link is None or member is None or not (member.may_change or purpose == Link.Purpose.CALENDAR):
        raise Http404
    speak_as(member.business)
    return link, member


@require_safe
def day(request: LinkRequest, token: str) -> HttpResponse:
    """The day's words for whoever holds the link: to send from that phone. Looking changes nothing."""
    link, member = _link(request, Link.Purpose.DAY, token)
    shown = day_of(member.business, date.fromisoformat(link.row), None)
    moves = [one for one in shown.moves if one.kind not in NOT_FOR_OTHERS]
    told = {
        "business_name": member.business.name,
        "day": replace(shown, moves=moves),
        "by": member.login.name or member.login.email,
        "token": token,
    }
    return for_strangers(render(request, "today/day.html", told))


@require_POST
def day_done(request: LinkRequest, token: str, code: str) -> HttpResponse:
    """“Done” on the owner's phone. The link speaks for the member who made it."""
    link, member = _link(request, Link.Purpose.DAY, token)
    rows = Move.objects.filter(business=member.business, list__on=link.row, code=code.upper())
    move = rows.exclude(kind__in=NOT_FOR_OTHERS).first()
    if move is None:
        raise Http404
    if "undo" in request.POST:
        undo(move, member, request.now)
    else:
        way = request.POST.get("way", "")
        done(move, member, request.now, Told(way=way if way in WAYS else ""))
    return for_strangers(redirect("day", token))


@require_POST
@member_required("look")
def calendar_link(request: MemberRequest) -> HttpResponse:
    """A calendar feed's address. A new one puts an end to the old one."""
    Link.objects.filter(
        purpose=Link.Purpose.CALENDAR, business=request.business, login=request.member.login, revoked_at=None
    ).update(revoked_at=request.now)
    login = request.member.login
    _link, token = Link.make(Link.Purpose.CALENDAR, request.now, business=request.business, login=login)
    address = link_to(reverse("calendar", args=[token]))
    told = {"tab": "today", "address": address, "here_only": opens_here_only()}
    return for_strangers(render(request, "today/calendar.html", told))


@require_safe
def calendar(request: LinkRequest, token: str) -> HttpResponse:
    """One event on each of the owner's days; no names in it, since calendars are shared and synced."""
    from icalendar import Calendar  # slow to load, and seldom asked for

    business = _link(request, Link.Purpose.CALENDAR, token)[1].business
    feed = Calendar()
    feed.add("prodid", "-//Goodword//today//")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Today's list"))
    first = business.day_of(request.now)
    days = (first + timedelta(days=ahead) for ahead in range(AHEAD_DAYS))
    for on in filter(business.works_on, days):
        feed.add_component(_event(business, on))
    return for_strangers(HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8"))


def _event(business: Business, on: date) -> "Event":
    begins = datetime.combine(on, BEGINS, ZoneInfo(business.zone)).astimezone(UTC)
    from icalendar import Event

    event = Event()
    event.add("uid", f"{on.isoformat()}-{business.code}@goodword")
    event.add("dtstamp", business.first_moment_of(on))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=business.minutes))
    event.add("summary", _("Today's list, %(n)d minutes") % {"n": business.minutes})
    return event


@login_required
def all_businesses(request: LinkRequest) -> HttpResponse:
    """For whoever looks after more than one: what waits today, and who came this week."""
    rows = []
    places = Member.objects.filter(login=request.user)  # type: ignore[misc]
    for member in places.select_related("business").order_by("business__name"):
        business = member.business
        on = business.day_of(request.now)
        shown = day_of(business, on, member)
        rows.append(
            {"business": business, "member": member, "day": shown, "week": week(business, on, member)}
        )
    return render(request, "today/all.html", {"rows": rows})
