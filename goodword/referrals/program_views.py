"""The owner's page of what both sides get for a good word; none is needed."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, may, member_required, row_for, rows_for
from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.money import money_words
from goodword.web.flash import say, warn

from .program_forms import ProgramForm
from .programs import Program, current, may_promise, program_on
from .setting_programs import end, is_untouched, reached, reopen, set_program, unset

MOST = 20


@member_required("look")
def program(request: MemberRequest) -> HttpResponse:
    running = _running(request.business, request.today)
    if request.method != "POST":
        form = ProgramForm(business=request.business, today=request.today, running=running)
        return _page(request, running, form)
    may(request.member, "own")
    form = ProgramForm(request.POST, business=request.business, today=request.today, running=running)
    if not form.is_valid():
        return _page(request, running, form)
    key = form.cleaned_data["key"] or f"{request.now:%Y%m%d%H%M%S%f}"
    kept = set_program(request.business, form.terms(request.now), request.member, request.now, key)
    # What was put right in place has no way back but the form itself, and what holds for somebody who came has none.
    may_undo = kept.key == key and is_untouched(kept)
    undo = reverse("program-back", args=[request.business.code, kept.code]) + "?do=unset" if may_undo else ""
    say(request, kept_words(kept, *(reached(kept, request.today) if form.holds_for_earlier else ())), undo)
    return redirect("program", request.business.code)


def kept_words(kept: Program, n_now: int = 0, n_later: int = 0) -> str:
    """From when it holds; and for how many who came before: at once, and once they say yes."""
    words = [_("Kept. It holds from %(day)s on.") % {"day": date_words(kept.from_on)}]
    if n_now:
        words.append(
            ngettext(
                "%(n)d person who came today gets it too.", "%(n)d people who came today get it too.", n_now
            )
            % {"n": n_now}
        )
    if n_later:
        told = ngettext(
            "%(n)d person who was sent to you today has not said yes, and gets it as soon as they do.",
            "%(n)d people who were sent to you today have not said yes, and get it as soon as they do.",
            n_later,
        )
        words.append(told % {"n": n_later})
    return " ".join(words)


def _running(business: Business, today: date) -> Program | None:
    """The one that the page is about, unless its last day is over."""
    found = current(business)
    return found if found and (found.last_on is None or found.last_on >= today) else None


def _page(request: MemberRequest, running: Program | None, form: ProgramForm) -> HttpResponse:
    on, business = request.today, request.business
    today_s = program_on(business, on)
    earlier = rows_for(request.member, Program).order_by("-from_on", "-pk")
    told: dict[str, Any] = {
        "running": running,
        "facts": facts(running, business) if running else [],
        "begins": bool(running and running.from_on > on),
        "is_held": bool(running and not may_promise(business, running)),
        "is_used_up": bool(today_s and today_s.used_up.filter(person=None).exists()),
        "until_tonight": facts(today_s, business) if today_s and today_s != running else [],
        "earlier": [(one, facts(one, business)) for one in earlier[:MOST] if one not in (running, today_s)],
        "form": form,
        "tab": "settings",
    }
    return render(request, "referrals/program.html", told, status=422 if form.errors else 200)


def facts(one: Program, business: Business) -> list[tuple[str, str]]:
    """What is promised, as a list to read."""
    locale = business.locale

    def side(name: str) -> str:
        return one.promise(name).words(locale) or _("thanks")

    found = [
        (_("The newcomer gets"), side("newcomer")),
        (_("Whoever sent them gets"), side("advocate")),
        (_("From"), date_words(one.from_on)),
        (_("Until"), date_words(one.last_on) or _("you end it")),
        (_("Given after"), _("%(n)d days from the first sale") % {"n": one.waiting_days}),
    ]
    if one.most_a_year:
        found.append((_("For one person"), _("at most %(n)d times a year") % {"n": one.most_a_year}))
    if one.most_in_all:
        found.append((_("In all"), _("at most for %(n)d newcomers") % {"n": one.most_in_all}))
    if one.budget_cents:
        money = money_words(one.budget_cents, one.currency, locale)
        found.append((_("Money"), _("at most %(money)s in all") % {"money": money}))
    return found


@require_POST
@member_required("own")
def program_end(request: MemberRequest, code: str) -> HttpResponse:
    one = row_for(request.member, Program, code, to="own")
    end(one, request.member, request.now)
    undo = reverse("program-back", args=[request.business.code, one.code]) + "?do=reopen"
    say(request, _("It ends tonight. What was promised until then stays."), undo)
    return redirect("program", request.business.code)


@require_POST
@member_required("own")
def program_back(request: MemberRequest, code: str) -> HttpResponse:
    """The way back of ending, or of setting; the address says which."""
    one = row_for(request.member, Program, code, to="own")
    match request.GET.get("do", ""):
        case "reopen":
            done = reopen(one, request.member, request.now)
        case "unset":
            done = unset(one, request.member, request.now)
        case _:
            warn(request, _("Choose what to take back."))
            return redirect("program", request.business.code)
    if done:
        say(request, _("It is undone."))
    else:
        warn(request, _("That was too late: somebody has come since, or another promise holds by now."))
    return redirect("program", request.business.code)
