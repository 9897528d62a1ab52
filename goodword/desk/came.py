"""“Someone came. Who sent them?”, one tap from every page."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.gratitude.measure import close_unfounded, thank_for
from goodword.lib.codes import new_code, tidy_code
from goodword.people.models import Person
from goodword.referrals.models import How, Newcomer
from goodword.referrals.noting import evidence_of, note_newcomer, take_back, was_taken_back
from goodword.web.flash import say

from .came_form import CameForm

ASKED_FOR = ("name", "person", "how", "who", "sender")


@member_required("change")
def came(request: MemberRequest) -> HttpResponse:
    posted = request.method == "POST"
    if posted and (kept := _kept(request)):
        return _say_kept(request, kept)
    form = CameForm(request.POST if posted else None, member=request.member, initial=_first(request))
    if posted and form.is_valid():
        return _say_kept(request, _keep(request, form))
    told = {"form": form, "tab": "came", "is_posted": posted}
    return render(request, "desk/came.html", told, status=422 if form.errors else 200)


def _kept(request: MemberRequest) -> Newcomer | None:
    """What a first press of the same button has kept already."""
    key = request.POST.get("key", "")
    return rows_for(request.member, Newcomer).filter(key=f"came:{key}").first() if key else None


def _say_kept(request: MemberRequest, newcomer: Newcomer) -> HttpResponse:
    undo = reverse("came-undo", args=[request.business.code, newcomer.code])
    say(request, kept_words(newcomer), undo)
    return redirect("today", request.business.code)


def _first(request: MemberRequest) -> dict[str, str]:
    """What the address tells (while one types, the page is asked for again with it), and a key of its own."""
    first = {name: request.GET[name] for name in ASKED_FOR if request.GET.get(name)}
    first = {"how": str(How.PERSON), "key": new_code()} | first
    known = rows_for(request.member, Person).filter(code=tidy_code(first.get("person", ""))[:12])
    if "name" not in first and (person := known.first()):
        first |= {"name": person.name, "person": person.code}
    return first


@transaction.atomic
def _keep(request: MemberRequest, form: CameForm) -> Newcomer:
    key = form.cleaned_data["key"] or new_code()
    newcomer = note_newcomer(request.business, request.member, request.now, form.came(), f"came:{key}")
    open_thanks_for(newcomer, request.now)
    return newcomer


def open_thanks_for(newcomer: Newcomer, at: datetime) -> None:
    """At once, not with tomorrow's list: until they are thanked, nobody asks whom we owe thanks."""
    for evidence in evidence_of(newcomer):
        thank_for(evidence, at)


def kept_words(newcomer: Newcomer) -> str:
    """ "Eli is in your books. Dana will be on your list, to be thanked: tomorrow at the latest." """
    words = _("%(name)s is in your books.") % {"name": newcomer.person}
    for evidence in evidence_of(newcomer):
        if evidence.referrer is None:
            told = _("Nobody in your books is “%(name)s”, so only the name is kept.")
            return f"{words} {told % {'name': evidence.referrer_typed}}"
        if evidence.referrer.left_out:
            return words
        tomorrow = newcomer.business.works_on(newcomer.on + timedelta(days=1))
        told = (
            _("%(name)s will be on your list, to be thanked: tomorrow at the latest.")
            if tomorrow
            else _("%(name)s will be on your next list, to be thanked.")
        )
        words = f"{words} {told % {'name': evidence.referrer}}"
    return words


@require_POST
@member_required("change")
def came_undo(request: MemberRequest, code: str) -> HttpResponse:
    if was_taken_back(request.business, code):
        say(request, _("It is undone."))
        return redirect("came", request.business.code)
    newcomer = row_for(request.member, Newcomer, code, to="change")
    if not rows_for(request.member, Person).filter(pk=newcomer.person_id).exists():
        raise Http404
    with transaction.atomic():
        take_back(newcomer, request.member, request.now)
        close_unfounded(request.business, request.today, request.now)
    say(request, _("It is undone."))
    return redirect("came", request.business.code)
