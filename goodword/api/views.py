"""Keys for other software: an owner's page under Settings."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.links import link_to
from goodword.accounts.once import kept_once
from goodword.lib.codes import new_code
from goodword.web.flash import say, warn

from .addresses import ROOT
from .forms import KeyForm
from .models import ApiKey


@member_required("own")
def keys(request: MemberRequest) -> HttpResponse:
    return _page(request, KeyForm())


def _page(request: MemberRequest, form: KeyForm) -> HttpResponse:
    rows = rows_for(request.member, ApiKey).select_related("member__login").order_by("revoked_at", "-made_at")
    facts = {"keys": rows, "form": form, "pressed": new_code(), "tab": "settings"}
    return render(request, "api/keys.html", facts, status=422 if form.errors else 200)


@require_POST
@never_cache
@member_required("own")
def key_make(request: MemberRequest) -> HttpResponse:
    """The key is shown on this very answer and never again."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    told, pressed = form.cleaned_data, request.POST.get("pressed", "")[:12]

    def find() -> tuple[ApiKey, str] | None:
        made = rows_for(request.member, ApiKey).filter(pressed=pressed).first() if pressed else None
        return (made, "") if made else None

    def make() -> tuple[ApiKey, str]:
        given = told["name"], told["scopes"], request.now, pressed
        return ApiKey.make(request.business, request.member, *given)

    key, token = kept_once(find, make)
    if not token:
        lost = _("The key “%(name)s” was shown once. If you lost it, revoke it and make another.")
        warn(request, lost % {"name": key})
        return redirect("keys", request.business.code)
    facts = {"key": key, "token": token, "address": link_to(ROOT), "tab": "settings"}
    return render(request, "api/key_once.html", facts)


@member_required("own")
def key_revoke(request: MemberRequest, code: str) -> HttpResponse:
    key = row_for(request.member, ApiKey, code, to="own")
    back = reverse("keys", args=[request.business.code])
    if request.method != "POST":
        asked = {
            "title": _("Revoke the key “%(name)s”?") % {"name": key},
            "text": _("Whatever uses it is shut out at once, for good. What came in by it stays."),
            "yes": _("Revoke it"),
        }
        return render(request, "web/confirm.html", {**asked, "back": back, "grave": True})
    key.revoke(request.member, request.now)
    say(request, _("The key “%(name)s” opens nothing any more.") % {"name": key})
    return redirect(back)
