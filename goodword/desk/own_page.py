"""An advocate's own page, at /with/<token>/: no account, no app. What anybody sees who holds the link is there to be
passed on; whom they set in motion, thanks and "please stop" are for devices that were let in (advocates/own_page.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodword.accounts.models import Link
from goodword.accounts.strangers import LinkRequest, for_strangers, speak_as
from goodword.advocates.models import Device
from goodword.advocates.own_page import (
    WAITS,
    TooManyWait,
    ask_to_stop,
    end_device,
    find_device,
    find_page,
    has_asked_to_stop,
    is_free,
    keep_on,
    let_in,
    lift_stop,
    new_secret,
    waiting,
)
from goodword.listening.models import Testimonial
from goodword.listening.testimonials import link_for, take_back
from goodword.people.models import Person
from goodword.referrals.landing import name_told
from goodword.referrals.public_thanks import agreed
from goodword.referrals.public_thanks import take_back as take_back_thanks
from goodword.referrals.share_views import shared_by, ways_to_anybody
from goodword.referrals.sharing import link_of
from goodword.talks.tidy import tidy
from goodword.web.flash import say, warn

from .set_in_motion import codes_for, motion_of, received

COOKIE, SALT = "mine", "own-page"
KEPT = timedelta(days=400)  # browsers keep none for longer


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose page it is, and on which device."""

    link: Link
    person: Person
    device: Device | None
    at: datetime

    @property
    def is_in(self) -> bool:
        return self.device is not None and self.device.is_in

    @property
    def waits(self) -> bool:
        device = self.device
        return device is not None and not device.is_in and device.asked_at > self.at - WAITS


@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: LinkRequest, token: str) -> HttpResponse:
    found = find_page(token, request.now)
    if found is None:
        raise Http404
    link, person = found
    speak_as(person.business)
    secret = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=KEPT)
    opened = Opened(link, person, find_device(link, secret) if secret else None, request.now)
    if request.method == "POST":
        return for_strangers(_pressed(request, opened))
    answer = for_strangers(render(request, "desk/own_page.html", _told(opened)))
    if secret and opened.is_in:
        _keep_cookie(answer, request.path, secret)
    return answer


def _keep_cookie(answer: HttpResponse, path: str, secret: str) -> None:
    """For this one page only, so that one browser may keep the pages of two."""
    answer.set_signed_cookie(
        COOKIE,
        secret,
        salt=SALT,
        max_age=KEPT,
        path=path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",  # the link is opened from a message
    )


# What it shows ------------------------------------------------------------------------------------


def _told(opened: Opened) -> dict[str, Any]:
    person, shop = opened.person, opened.person.business
    link = link_of(person)
    is_on = link is not None and link.stopped_at is None
    shared = shared_by(shop, link, shop.day_of(opened.at)) if link and is_on else None
    told: dict[str, Any] = {
        "shop": shop,
        "shared": shared,
        "ways": ways_to_anybody(shared.words) if shared else [],
        "listen_for": tidy({"listen_for": shop.listen_for}).get("listen_for", ""),
        "name": name_told(link) if link else "",
        "is_in": opened.is_in,
        "secret": new_secret(),
        "is_free": is_free(opened.link),
    }
    if opened.waits and opened.device:
        told["number"] = opened.device.number
    return told | _about(opened) if opened.is_in else told


def _about(opened: Opened) -> dict[str, Any]:
    """The half that is theirs alone."""
    person = opened.person
    return {
        "first": person.first_name,
        "asking_in": list(waiting(opened.link, opened.at)),
        "motion": motion_of(person),
        "codes": codes_for(person),
        "thanked_as": agreed(person),
        "received": received(person, person.business.day_of(opened.at)),
        "words_asked": person.testimonials.filter(state=Testimonial.State.ASKED).exists(),
        "said": list(_said(person)),
        "has_stopped": has_asked_to_stop(person),
    }


def _said(person: Person) -> "QuerySet[Testimonial]":
    rows = person.testimonials.exclude(state__in=(Testimonial.State.ASKED, Testimonial.State.BACK))
    return rows.order_by("-said_at", "-pk")


# What is pressed ----------------------------------------------------------------------------------


def _pressed(request: LinkRequest, opened: Opened) -> HttpResponse:
    do, _colon, code = (request.POST.get("do") or request.GET.get("do") or "").partition(":")
    if do == "mine":
        return _keep(request, opened)
    if not opened.is_in:
        warn(request, _("Say first that this page is yours."))
    elif do == "write":
        return _write(request, opened)
    elif do == "leave":
        return _leave(request, opened)
    elif do in ("let_in", "refuse"):
        _answer_device(request, opened, do, code)
    elif do == "take_back":
        _take_words_back(request, opened, code)
    elif do == "unthank":
        if told := agreed(opened.person):
            take_back_thanks(told, None, opened.at)
        say(request, _("Done: your name stands there no more."))
    elif do in ("stop", "go_on"):
        _stop(request, opened, do)
    else:
        warn(request, _("Choose what to do."))
    return redirect(request.path)


def _keep(request: LinkRequest, opened: Opened) -> HttpResponse:
    answer = redirect(request.path)
    if opened.is_in or opened.waits:
        return answer
    try:
        device, secret = keep_on(opened.link, opened.person, request.POST.get("secret", ""), opened.at)
    except TooManyWait:
        warn(
            request,
            _("Several devices have asked already. Tell %(shop)s, please.")
            % {"shop": opened.person.business},
        )
        return answer
    if device.is_in:
        say(request, _("Kept: only this device shows what is about you."))
    _keep_cookie(answer, request.path, secret)
    return answer


def _leave(request: LinkRequest, opened: Opened) -> HttpResponse:
    assert opened.device is not None
    end_device(opened.device, None, opened.at)
    say(request, _("Done: this device shows only what anybody may see."))
    answer = redirect(request.path)
    answer.delete_cookie(COOKIE, path=request.path, samesite="Lax")
    return answer


def _answer_device(request: LinkRequest, opened: Opened, do: str, code: str) -> None:
    device = waiting(opened.link, opened.at).filter(code=code).first()
    if device is None:
        warn(request, _("That device asks no more."))
    elif do == "let_in" and let_in(device, None, opened.at):
        say(request, _("Let in. The page opens there too."))
    elif end_device(device, None, opened.at):
        say(request, _("It stays out."))


def _take_words_back(request: LinkRequest, opened: Opened, code: str) -> None:
    said = _said(opened.person).filter(code=code).first()
    if said is None:
        warn(request, _("These words are gone already."))
        return
    take_back(said, opened.at)
    say(request, _("Your words are gone from our books and from every page. Thank you all the same."))


def _write(request: LinkRequest, opened: Opened) -> HttpResponse:
    wanted = opened.person.testimonials.filter(state=Testimonial.State.ASKED).order_by("pk").first()
    if wanted is None:
        return redirect(request.path)
    return redirect(reverse("words-say", args=[link_for(wanted, opened.at)]))


def _stop(request: LinkRequest, opened: Opened, do: str) -> None:
    if do == "go_on":
        if lift_stop(opened.person, None, opened.at):
            say(request, _("Thank you. We may ask you again."))
    elif ask_to_stop(opened.person, opened.at):
        say(request, _("We will not ask you for anything any more."), f"{request.path}?do=go_on")
