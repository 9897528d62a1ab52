"""Introductions: who should meet, what is under way, what came of it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.codes import tidy_code
from goodword.web.flash import say

from . import introducing, proposing, shown
from .forms import OutcomeForm
from .introducing import SIDES, NotNow
from .models import Introduction, Need, Offer, Said
from .words import asking_words, called, need_words, offer_words, reason, why_not_words

MOST = 8
MOST_DONE = 12
MOST_OTHERS = 30
MOST_BALANCES = 50


@member_required("look")
def introductions(request: MemberRequest) -> HttpResponse:
    return _page(request)


def _page(request: MemberRequest, trouble: str = "", opened: str = "") -> HttpResponse:
    """All of it; with `trouble` the press that led here is refused in these words."""
    member, today = request.member, request.today
    found = proposing.proposals(member, MOST)
    opened = opened or request.GET.get("open", "")
    told = {
        "trouble": trouble,
        "proposals": [(one, reason(one.need, one.offer), called(one.need.person)) for one in found.best],
        "n_more": found.n_more,
        "under_way": shown.under_way(member, today, opened, names="named" in request.GET),
        "finished": shown.finished(member, today, MOST_DONE),
        "declined": shown.declined(member, MOST_DONE),
        "needs": _unmatched(request, found.needs),
        "has_needs": rows_for(member, Need).exists(),
        "has_offers": rows_for(member, Offer).exists(),
        "tab": "introductions",
    }
    return render(request, "introductions/introductions.html", told, status=422 if trouble else 200)


def _unmatched(request: MemberRequest, proposed: set[int]) -> list[Need]:
    """Open needs that nobody is proposed for: the owner may know somebody whom no word tells."""
    rows = rows_for(request.member, Need).filter(closed_at=None, introductions=None)
    return list(rows.exclude(pk__among=proposed).select_related("person").order_by("-pk")[:MOST_DONE])


@require_POST
@member_required("change")
def wish(request: MemberRequest) -> HttpResponse:
    """Start with two people, or say that they need not meet."""
    need = row_for(request.member, Need, tidy_code(request.POST.get("need", ""))[:12], to="change")
    offer = row_for(request.member, Offer, tidy_code(request.POST.get("offer", ""))[:12], to="change")
    known = rows_for(request.member, Introduction).filter(need=need, other=offer.person).first()
    why = None if known else proposing.why_not(request.member, need, offer)
    if why:
        return _page(request, why_not_words(why))
    told = known or introducing.wish(need, offer, request.member, request.now)
    try:
        words = _started(request, told)
    except NotNow as error:
        return _page(request, str(error), told.code)
    is_dropped = request.POST.get("do") == "not"
    say(request, words, _back(told, "take_up" if known and is_dropped else "unwish"))
    return redirect("introductions", request.business.code) if is_dropped else _to(told)


def _started(request: MemberRequest, told: Introduction) -> str:
    who = (request.member, request.now)
    if request.POST.get("do") == "not":
        introducing.drop(told, *who)
        return _("These two are not proposed again.")
    introducing.take_up(told, *who)
    return _("Started. Ask %(name)s first.") % {"name": told.one}


def _to(told: Introduction) -> HttpResponse:
    address = reverse("introductions", args=[told.business.code])
    return redirect(f"{address}?open={told.code}#move-{told.code}")


def _back(told: Introduction, do: str, side: str = "") -> str:
    address = reverse("introduction-back", args=[told.business.code, told.code])
    return f"{address}?{urlencode({'do': do, 'side': side} if side else {'do': do})}"


@require_POST
@member_required("change")
def step(request: MemberRequest, code: str) -> HttpResponse:
    """One step on. What is out of its turn is refused in words."""
    told = row_for(request.member, Introduction, code, to="change")
    side = request.POST.get("side", "")
    try:
        words, undo = _stepped(request, told, request.POST.get("do", ""), side if side in SIDES else "")
    except NotNow as error:
        return _page(request, str(error), told.code)
    say(request, words, undo)
    return _to(told)


def _stepped(request: MemberRequest, told: Introduction, do: str, side: str) -> tuple[str, str]:
    """What was done, in words, and the address that takes it back. Raises NotNow."""
    who = (request.member, request.now)
    name = told.side(side) if side else ""
    match do:
        case "ask" if side:
            names = "named" in request.POST and not request.business.is_discreet
            words = asking_words(told, side, request.business, names=names)
            introducing.ask(told, side, *who, words=words, names=names)
            return _("Kept: you asked %(name)s.") % {"name": name}, _back(told, "unask", side)
        case "yes" | "no" if side:
            return _heard(request, told, side, Said(do))
        case "make":
            introducing.make(told, *who)
            return _("They know each other now. In two weeks you are asked what came of it."), _back(
                told, "unmake"
            )
        case "fruit" | "nothing":
            return _told(request, told, is_fruitful=do == "fruit")
        case "drop":
            introducing.drop(told, *who)
            return _("Closed: these two are not proposed again."), _back(told, "take_up")
    raise NotNow(_("Choose what to do with it."))


def _heard(request: MemberRequest, told: Introduction, side: str, says: Said) -> tuple[str, str]:
    kept = introducing.hear(told, side, says, request.member, request.now)
    name = {"name": told.side(side)}
    if says == Said.NO:
        words = _("%(name)s said no, and that is fine. It is closed.") % name
    elif kept.state == Introduction.State.AGREED:
        words = _("Both said yes. Now send the one message to both.")
    else:
        words = _("%(name)s said yes.") % name
    return words, _back(told, "unhear", side)


def _told(request: MemberRequest, told: Introduction, *, is_fruitful: bool) -> tuple[str, str]:
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise NotNow(str(form.errors["outcome"][0]))
    outcome = form.cleaned_data["outcome"] if is_fruitful else ""
    introducing.tell(told, is_fruitful, outcome, request.member, request.now)
    words = (
        _("Good to know. It is kept.") if is_fruitful else _("Kept: nothing came of it. It was worth a try.")
    )
    return words, _back(told, "untell")


@require_POST
@member_required("change")
def back(request: MemberRequest, code: str) -> HttpResponse:
    """The way back of one step; the address says which."""
    told = row_for(request.member, Introduction, code, to="change")
    side, who = request.GET.get("side", ""), (request.member, request.now)
    try:
        match request.GET.get("do", ""):
            case "unwish":
                introducing.unwish(told, *who)
                say(request, _("It is undone."))
                return redirect("introductions", request.business.code)
            case "unask" if side in SIDES:
                introducing.unask(told, side, *who)
            case "unhear" if side in SIDES:
                introducing.unhear(told, side, *who)
            case "unmake":
                introducing.unmake(told, *who)
            case "untell":
                introducing.untell(told, *who)
            case "take_up":
                introducing.take_up(told, *who)
            case _:
                raise NotNow(_("Choose what to take back."))
    except NotNow as error:
        return _page(request, str(error), told.code)
    say(request, _("It is undone."))
    return _to(told)


@member_required("look")
def others(request: MemberRequest, code: str) -> HttpResponse:
    """Somebody for a need though no word is the same: the owner knows better than any word."""
    need = row_for(request.member, Need, code)
    offers = proposing.others_for(request.member, need, MOST_OTHERS)
    told: dict[str, Any] = {
        "need": need,
        "need_words": need_words(need),
        "offers": [(one, offer_words(one)) for one in offers],
        "tab": "introductions",
    }
    return render(request, "introductions/others.html", told)


@member_required("look")
def balance(request: MemberRequest) -> HttpResponse:
    told = {"balances": shown.balances(request.member, MOST_BALANCES), "tab": "introductions"}
    return render(request, "introductions/balance.html", told)
