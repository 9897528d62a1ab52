"""A business's settings, its members, what changed in it; and opening a further one."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodword.web.flash import say, warn

from .access import MemberRequest, may, member_required, row_for, rows_for
from .changes import lines_of
from .first_run import is_first_run
from .forms import FirstForm, OpeningForm, RoleForm, SettingsForm
from .links import whole_link
from .membership import LastOwner, give_role, invite, may_help_in, may_open, remove, sign_in_link_for
from .models import Change, Login, Member
from .models.change import log
from .opening import open_business


def home(request: HttpRequest) -> HttpResponse:
    """The front door: to the one business, to the page of them all, or to signing in."""
    if not isinstance(request.user, Login):
        return redirect("signin")
    places = list(Member.objects.filter(login=request.user).select_related("business")[:2])
    if len(places) == 1:
        return redirect("today", business=places[0].business.code)
    if places:
        return redirect(_all(places[0]))
    if may_open(request.user):
        return redirect("new_business")
    return render(request, "accounts/nowhere.html", {"empty": is_first_run()})


def _all(place: Member) -> str:
    try:
        return reverse("all")
    except NoReverseMatch:
        return reverse("today", args=[place.business.code])


@login_required
@never_cache
def new_business(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Login)
    if not may_open(request.user):
        return render(
            request, "403.html", {"why": _("Only an owner can open a further business.")}, status=403
        )
    form = (OpeningForm if request.user.name else FirstForm)(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        return render(
            request, "accounts/new_business.html", {"form": form}, status=422 if form.is_bound else 200
        )
    said = dict(form.cleaned_data)
    request.user.call(said.pop("who", ""))
    opened = open_business(**said, at=request.now, login=request.user)  # type: ignore[attr-defined]
    log(opened, "business.opened", request.now, Member.objects.get(business=opened, login=request.user))  # type: ignore[attr-defined]
    return redirect("today", business=opened.code)


@member_required("look")
def settings_page(request: MemberRequest) -> HttpResponse:
    """The owner may change it; the others see it."""
    if request.method == "POST":
        return _change_settings(request)
    facts = {"form": SettingsForm(request.business), "tab": "settings", "may_open": request.member.is_owner}
    return render(request, "accounts/settings.html", facts)


def _change_settings(request: MemberRequest) -> HttpResponse:
    may(request.member, "own")
    form = SettingsForm(request.business, request.POST)
    if not form.is_valid():
        return render(request, "accounts/settings.html", {"form": form, "tab": "settings"}, status=422)
    changed = form.keep()
    if changed:
        log(request.business, "business.updated", request.now, request.member, tuple(changed))
    if "kind" in changed:
        words = _("Kept. The words and plays are those for %(kind)s from tomorrow's list on.")
        say(request, words % {"kind": request.business.get_kind_display()})
    else:
        say(request, _("Kept.") if changed else _("Nothing was different."))
    return redirect("settings", business=request.business.code)


@member_required("look")
def members(request: MemberRequest) -> HttpResponse:
    rows = rows_for(request.member, Member).select_related("login").order_by("since", "pk")
    facts = {"members": rows, "invite": RoleForm(), "tab": "settings"}
    return render(request, "accounts/members.html", facts)


@require_POST
@never_cache
@member_required("own")
def invite_member(request: MemberRequest) -> HttpResponse:
    """The link is shown on this very answer and never again."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return redirect("members", business=request.business.code)
    token = invite(request.business, form.cleaned_data["role"], request.member, request.now)
    facts = {
        "title": _("The way in for one person"),
        "text": _(
            "Send it yourself, to that person only. It opens once, within a week, and is not shown again."
        ),
        **whole_link(reverse("join", args=[token])),
    }
    return render(request, "accounts/link_once.html", facts)


@member_required("own")
def member_page(request: MemberRequest, code: str) -> HttpResponse:
    member = row_for(request.member, Member, code, to="own")
    facts = {"one": member, "form": RoleForm(initial={"role": member.role}), "tab": "settings"}
    return render(request, "accounts/member.html", facts)


@require_POST
@member_required("own")
def member_role(request: MemberRequest, code: str) -> HttpResponse:
    member = row_for(request.member, Member, code, to="own")
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            give_role(member, form.cleaned_data["role"], request.member, request.now)
        except LastOwner as problem:
            warn(request, str(problem))
        else:
            say(
                request,
                _("Kept: %(name)s, %(role)s.") % {"name": member.login, "role": member.get_role_display()},
            )
    return redirect("members", business=request.business.code)


@member_required("own")
def member_remove(request: MemberRequest, code: str) -> HttpResponse:
    member = row_for(request.member, Member, code, to="own")
    back = reverse("members", args=[request.business.code])
    if request.method != "POST":
        return render(
            request, "web/confirm.html", {**_question(request, member), "back": back, "grave": True}
        )
    try:
        remove(member, request.member, request.now)
    except LastOwner as problem:
        warn(request, str(problem))
        return redirect(back)
    say(
        request,
        _("%(name)s no longer belongs to %(business)s.")
        % {"name": member.login, "business": request.business},
    )
    return redirect("/" if member == request.member else back)


def _question(request: MemberRequest, member: Member) -> dict[str, str]:
    if member == request.member:
        return {
            "title": _("Leave %(business)s?") % {"business": request.business},
            "text": _("You can then no longer see it. Another owner could let you in again."),
            "yes": _("Leave"),
        }
    return {
        "title": _("Send %(name)s away?") % {"name": member.login},
        "text": _("They can then no longer see this business. What they did stays in the books."),
        "yes": _("Send them away"),
    }


@require_POST
@never_cache
@member_required("own")
def member_link(request: MemberRequest, code: str) -> HttpResponse:
    """For who has lost the password: there is no mail server that could send one."""
    member = row_for(request.member, Member, code, to="own")
    if not may_help_in(member, request.member):
        warn(
            request,
            _(
                "%(name)s belongs to other businesses too, so only the terminal can make a link:"
                " goodword serve --link"
            )
            % {"name": member.login},
        )
        return redirect("members", business=request.business.code)
    token = sign_in_link_for(member, request.member, request.now)
    facts = {
        "title": _("The way in for %(name)s") % {"name": member.login},
        "text": _(
            "Send it yourself, to that person only. It opens once, within half an hour, and is not shown again."
        ),
        **whole_link(reverse("link", args=[token])),
    }
    return render(request, "accounts/link_once.html", facts)


@member_required("look")
def changes(request: MemberRequest) -> HttpResponse:
    rows = Change.objects.filter(business=request.business).select_related("member__login").order_by("-id")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    facts = {"page": page, "lines": lines_of(request.member, list(page)), "tab": "settings"}
    return render(request, "accounts/changes.html", facts)
