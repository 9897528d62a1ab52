"""A login's own page: name, password, passkeys, and signing out elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import auth
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from goodword.web.flash import say

from . import passkeys
from .first_run import LASTS
from .forms import NameForm, PasswordForm
from .models import Login, Member, Passkey
from .signin_views import BY_LINK, answer_in


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that belong to a login and to no business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert isinstance(request.user, Login)
        return view(request, request.user, *args, **kwargs)

    return login_required(never_cache(guarded))  # type: ignore[no-any-return]


@signed_in
def me(request: HttpRequest, login: Login) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": login.name})
    if form.is_bound and form.is_valid():
        login.call(form.cleaned_data["name"])
        say(request, _("Kept: %(name)s.") % {"name": login.name})
        return redirect("me")
    facts = {
        "form": form,
        "login": login,
        "has_password": login.has_usable_password(),
        "passkeys": login.passkeys.order_by("made_at"),
        "can_have_passkeys": passkeys.site_of(request),
        "places": Member.objects.filter(login=login).select_related("business").order_by("business__name"),
    }
    return render(request, "accounts/me.html", facts, status=422 if form.is_bound else 200)


@sensitive_post_parameters("old", "new")
@signed_in
def password(request: HttpRequest, login: Login) -> HttpResponse:
    asks_for_old = login.has_usable_password() and not _came_by_link(request)
    form = PasswordForm(login, asks_for_old, request.POST or None)
    if form.is_bound and form.is_valid():
        auth.update_session_auth_hash(request, form.keep())
        say(request, _("Your new password is kept. Everywhere else you are signed out."))
        return redirect("me")
    facts = {"form": form, "has_password": login.has_usable_password()}
    return render(request, "accounts/password.html", facts, status=422 if form.is_bound else 200)


def _came_by_link(request: HttpRequest) -> bool:
    """Within the half hour that the link itself would have lasted."""
    came: float = request.session.get(BY_LINK, 0.0)
    return request.now.timestamp() - came < LASTS.total_seconds()  # type: ignore[attr-defined, no-any-return]


@require_POST
@signed_in
def elsewhere(request: HttpRequest, login: Login) -> HttpResponse:
    login.sign_out_elsewhere()
    auth.update_session_auth_hash(request, login)
    say(request, _("You are signed in here only."))
    return redirect("me")


@require_POST
@signed_in
def passkey_begin(request: HttpRequest, login: Login) -> HttpResponse:
    site = passkeys.site_of(request)
    if site is None:
        return JsonResponse(
            {"why": _("Passkeys work over https, or on this computer under localhost.")}, status=400
        )
    return HttpResponse(passkeys.begin_new(request, login, site[0]), content_type="application/json")


@require_POST
@signed_in
def passkey_new(request: HttpRequest, login: Login) -> HttpResponse:
    try:
        key = passkeys.keep_new(request, login, answer_in(request), "", request.now)  # type: ignore[attr-defined]
    except passkeys.NotAccepted:
        return JsonResponse({"why": _("That passkey was not taken. Try once more.")}, status=400)
    say(request, _("Your passkey is kept. Give it a name, so that you know it again."))
    return JsonResponse({"next": f"/me/#passkey-{key.pk}"})


@require_POST
@signed_in
def passkey_name(request: HttpRequest, login: Login, key: int) -> HttpResponse:
    passkey = _own(login, key)
    passkey.label = request.POST.get("label", "").strip()[:60] or passkey.label
    passkey.save(update_fields=["label"])
    return redirect("me")


@signed_in
def passkey_remove(request: HttpRequest, login: Login, key: int) -> HttpResponse:
    passkey = _own(login, key)
    if request.method == "POST":
        passkey.delete()
        say(request, _("The passkey “%(label)s” no longer signs you in.") % {"label": passkey.label})
        return redirect("me")
    facts = {
        "title": _("Remove the passkey “%(label)s”?") % {"label": passkey.label},
        "text": _("It can then no longer sign you in here."),
        "yes": _("Remove it"),
        "back": "/me/",
        "grave": True,
    }
    return render(request, "web/confirm.html", facts)


def _own(login: Login, key: int) -> Passkey:
    found = Passkey.objects.filter(login=login, pk=key).first()
    if found is None:
        raise Http404
    return found
