"""Signing in and out. A GET changes nothing: link previews open links, and must not use them up."""

import json
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from goodword.web.flash import say

from . import passkeys
from .first_run import find_link, is_first_run, login_by
from .forms import JoinForm, SignInForm
from .membership import join as join_business
from .models import Link, Login, Passkey
from .slowing import address_of, begin_try, was_right

BACKEND = "django.contrib.auth.backends.ModelBackend"
BY_LINK = "came_by_link"  # in the session, when: whoever has just had a link need not know the old password


def sign_in(request: HttpRequest, login: Login) -> None:
    auth.login(request, login, backend=BACKEND)


@never_cache
@sensitive_post_parameters("password")
def signin(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return _signin_page(request, form, 422 if form.is_bound else 200)
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    tried = begin_try(address_of(request), email, request.now)  # type: ignore[attr-defined]
    if isinstance(tried, int):
        return _too_soon(request, form, tried)
    login = auth.authenticate(request, username=email.strip().lower(), password=password)
    if not isinstance(login, Login):
        # The same words and the same time, whether the mail or the password is wrong.
        form.add_error(None, _("That mail address and that password do not belong together."))
        return _signin_page(request, form, 422)
    was_right(tried)
    sign_in(request, login)
    return redirect(_next(request))


def _signin_page(request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "next": _next(request),
        # Before anyone here has one, the button would only lead to a browser's refusal.
        "passkeys": passkeys.site_of(request) and Passkey.objects.exists(),
        "empty": is_first_run(),
    }
    return render(request, "accounts/signin.html", facts, status=status)


def _too_soon(request: HttpRequest, form: SignInForm, seconds: int) -> HttpResponse:
    told = ngettext(
        "There were several wrong tries. Wait %(n)s second, then try again. Nothing is locked.",
        "There were several wrong tries. Wait %(n)s seconds, then try again. Nothing is locked.",
        seconds,
    )
    form.add_error(None, told % {"n": seconds})
    response = _signin_page(request, form, 429)
    response["Retry-After"] = str(seconds)
    return response


def _next(request: HttpRequest) -> str:
    """Where they wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, None) else "/"


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the terminal, or one that an owner gave: a page with one button."""
    found = find_link(token, request.now)  # type: ignore[attr-defined]
    login = login_by(found, request.now) if found and request.method == "POST" else None  # type: ignore[attr-defined]
    if found is None or (request.method == "POST" and login is None):
        return _used_up(
            request, _("Links to sign in open once, and for half an hour. A new one: goodword serve --link")
        )
    if login is None:
        return _quiet(render(request, "accounts/link.html", {"login": found.login}))
    sign_in(request, login)
    request.session[BY_LINK] = request.now.timestamp()  # type: ignore[attr-defined]
    return redirect("/")


@never_cache
@sensitive_post_parameters("new")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A new member's way in: with a name and a password, or as who is signed in already."""
    found = Link.find(Link.Purpose.JOIN, token, request.now)  # type: ignore[attr-defined]
    if found is None or found.used_at or found.business is None:
        return _used_up(request, _("Links to join open once, and for a week. Ask for a new one."))
    known = isinstance(request.user, Login)
    form = JoinForm(None if known else request.POST or None)
    if request.method != "POST" or not (known or form.is_valid()):
        facts = {"form": form, "business_name": found.business.name, "role": found.row, "known": known}
        return _quiet(render(request, "accounts/join.html", facts, status=422 if form.is_bound else 200))
    login = request.user if isinstance(request.user, Login) else form.keep()
    if join_business(found, login, request.now) is None:  # type: ignore[attr-defined]
        return _used_up(request, _("Links to join open once, and for a week. Ask for a new one."))
    if not known:
        sign_in(request, login)
    say(request, _("Welcome. You belong to %(business)s now.") % {"business": found.business.name})
    return redirect("today", business=found.business.code)


def _used_up(request: HttpRequest, why: str) -> HttpResponse:
    return _quiet(render(request, "accounts/used_up.html", {"why": why}, status=410))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address holds a token: no other site is told it, and no machine keeps it.

    Not "no-referrer": with that browsers send "Origin: null" along with the page's own form, which is then
    refused as somebody else's.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("signin")


@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """What the browser is to sign, so that a passkey can prove who it is."""
    site = passkeys.site_of(request)
    if site is None:
        return _no(_("Passkeys work over https, or on this computer under localhost."))
    return HttpResponse(passkeys.begin_sign_in(request, site[0]), content_type="application/json")


@require_POST
def passkey_signin(request: HttpRequest) -> HttpResponse:
    tried = begin_try(address_of(request), "a passkey", request.now)  # type: ignore[attr-defined]
    if isinstance(tried, int):
        told = ngettext(
            "There were several wrong tries. Wait %(n)s second.",
            "There were several wrong tries. Wait %(n)s seconds.",
            tried,
        )
        return _no(told % {"n": tried}, 429)
    try:
        login = passkeys.login_by_passkey(request, answer_in(request), request.now)  # type: ignore[attr-defined]
    except passkeys.NotAccepted:
        return _no(
            _("That passkey does not belong to anybody here. Sign in with your password, or by a link.")
        )
    was_right(tried)
    wanted = _next(request)
    sign_in(request, login)
    return JsonResponse({"next": wanted})


def answer_in(request: HttpRequest) -> dict[str, Any]:
    """What the browser said of a passkey. Raises NotAccepted if it is nothing of the kind."""
    try:
        said = json.loads(request.body)
    except ValueError as problem:
        raise passkeys.NotAccepted(str(problem)) from problem
    if not isinstance(said, dict):
        raise passkeys.NotAccepted("no object")
    return said


def _no(why: str, status: int = 400) -> HttpResponse:
    return JsonResponse({"why": why}, status=status)
