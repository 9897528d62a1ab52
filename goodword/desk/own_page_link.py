"""For members: the link to somebody's own page, made, sent and ended; and the devices that may see it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from goodword.accounts.access import MemberRequest, may, member_required, row_for
from goodword.accounts.links import link_to
from goodword.accounts.public_address import public_url_ready
from goodword.advocates.own_page import (
    devices_of,
    end_device,
    end_page,
    has_asked_to_stop,
    let_in,
    lift_stop,
    links_of,
    make_page,
    restore_stop,
)
from goodword.people.models import Person
from goodword.referrals.share_views import ways_to
from goodword.web.flash import say, warn


def words_to_send(person: Person, address: str) -> str:
    """With the link, to them alone: it opens what is about them."""
    hello = _("Hi %(name)s, this is a page of your own.") % {"name": person.first_name or person}
    more = _(
        "It shows what came of your kind words, and has something to pass on. Please keep the link to yourself:"
    )
    return f"{hello} {more} {address}"


@member_required("look")
def own_page_of(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change" if request.method == "POST" else "look")
    person.business = request.business
    if request.method != "POST":
        return _page(request, person)
    do, _colon, which = (request.POST.get("do") or request.GET.get("do") or "").partition(":")
    if do == "make":
        # The link is told on this page and nowhere else; another press makes another, and ends this one.
        if public_url_ready():
            token = make_page(person, request.member, request.now)
            return _page(request, person, link_to(reverse("own-page", args=[token])))
    elif do == "end":
        if end_page(person, request.member, request.now):
            say(request, _("Ended. The page opens no more, on no device."))
    elif do in ("lift", "hold"):
        may(request.member, "own")
        _their_word(request, person, do)
        return redirect("person", request.business.code, person.code)
    elif do in ("let_in", "end_device"):
        _answer_device(request, person, do, which)
    else:
        warn(request, _("Choose what to do."))
    return redirect("own-page-of", request.business.code, person.code)


def _page(request: MemberRequest, person: Person, address: str = "") -> HttpResponse:
    devices = list(devices_of(person, request.now))
    words = words_to_send(person, address) if address else ""
    told: dict[str, Any] = {
        "person": person,
        "words": words,
        "ways": ways_to(person, words) if words else [],
        "is_public": public_url_ready(),
        "is_made": links_of(person).exists(),
        "kept": [one for one in devices if one.is_in],
        "waiting": [one for one in devices if not one.is_in],
        "has_stopped": has_asked_to_stop(person),
        "tab": "people",
    }
    return render(request, "desk/own_page_link.html", told)


def _their_word(request: MemberRequest, person: Person, do: str) -> None:
    """“Please stop” holds until the owner hears otherwise from them, and says so."""
    if do == "lift" and lift_stop(person, request.member, request.now):
        undo = reverse("own-page-of", args=[request.business.code, person.code])
        say(request, _("Lifted: %(name)s told you so.") % {"name": person}, f"{undo}?do=hold")
    elif do == "hold" and restore_stop(person, request.member, request.now):
        say(request, _("It holds again: %(name)s is not asked.") % {"name": person})


def _answer_device(request: MemberRequest, person: Person, do: str, which: str) -> None:
    device = devices_of(person, request.now).filter(code=which).first()
    if device is None:
        warn(request, _("That device asks no more."))
    elif do == "let_in":
        if let_in(device, request.member, request.now):
            say(request, _("Let in. The page opens there too."))
    elif end_device(device, request.member, request.now):
        say(request, _("It shows only what anybody may see."))
