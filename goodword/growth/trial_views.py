"""What asking adds: declared, waited for, judged once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.days import date_words
from goodword.people.models import Person

from . import trial_words as words
from .measure.trial import Offer, offer
from .measure.trial import start as start_trial
from .models import InTrial, Trial
from .trial_forms import USUALLY, TrialForm


@member_required("look")
def trial(request: MemberRequest) -> HttpResponse:
    return _page(request, None)


def _page(request: MemberRequest, form: TrialForm | None) -> HttpResponse:
    rows = rows_for(request.member, Trial).order_by("-at", "-pk")
    last = rows.first()
    told: dict[str, Any] = {"tab": "goal", "last": last}
    if last and last.is_running:
        sides = rows_for(request.member, InTrial).filter(trial=last)
        told["n_left"] = sides.filter(side=InTrial.Side.LEFT).count()
        told["n_asked"] = sides.filter(side=InTrial.Side.ASKED).count()
        return render(request, "growth/trial_running.html", told | {"known": words.known_words(last)})
    if last and last.found:
        told |= {"headline": words.headline(last.found), "lines": words.found_lines(last.found)}
        told["chart"] = words.found_picture(last.found)
    now = offer(request.business, request.today)
    if now.is_open:
        told["form"] = form or _form(request, now)
        told["smallest"] = words.in_100(now.smallest[50])
    else:
        told["too_few"] = words.too_few(now)
    return render(
        request, "growth/trial.html", told | {"offer": now}, status=422 if form and form.errors else 200
    )


def _form(request: MemberRequest, now: Offer) -> TrialForm:
    choices = words.shares(now)
    if "judged_on" in request.GET or "share" in request.GET:
        return TrialForm(request.GET, today=request.today, choices=choices)
    initial = {"share": 50, "judged_on": request.today + USUALLY}
    return TrialForm(initial=initial, today=request.today, choices=choices)


@member_required("own")
def start(request: MemberRequest) -> HttpResponse:
    """Asked what it means first; the answers travel in the address, and a POST to it declares."""
    back = reverse("trial", args=[request.business.code])
    now = offer(request.business, request.today)
    if Trial.running(request.business.pk) or not now.is_open:
        return redirect(back)
    form = TrialForm(request.GET, today=request.today, choices=words.shares(now))
    if not form.is_valid():
        return _page(request, form)
    share, judged_on = form.cleaned_data["share"], form.cleaned_data["judged_on"]
    day = date_words(judged_on)
    if request.method == "POST":
        start_trial(request.business, share, judged_on, request.member, request.now)
        messages.success(request, _("The lot is drawn. It will be known on %(day)s.") % {"day": day})
        return redirect(back)
    smallest = offer(request.business, request.today, judged_on - request.today).smallest[share]
    told = {
        "tab": "goal",
        "title": _("Find out what asking adds?"),
        "points": words.means(share, smallest, day, round(now.n_people * share / 100)),
        "yes": _("Draw the lot"),
        "back": back,
        "back_label": _("What asking adds"),
    }
    return render(request, "web/confirm.html", told)


@require_POST
@member_required("own")
def stop(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Trial, code, to="own").stop(request.member, request.now)
    if found.stopped_at:
        undo = reverse("trial-go-on", args=[request.business.code, found.code])
        told = _("Stopped, without a verdict. Everybody may be asked again.")
        messages.success(request, told, extra_tags=undo)
    return redirect("trial", request.business.code)


@require_POST
@member_required("own")
def go_on(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Trial, code, to="own")
    if found.go_on(request.member, request.now):
        messages.success(request, _("It goes on. The same people are left unasked."))
    else:
        messages.warning(request, _("That was too late: its day is over, or another one runs."))
    return redirect("trial", request.business.code)


@require_POST
@member_required("own")
def let_ask(request: MemberRequest, code: str) -> HttpResponse:
    """The owner wants to ask somebody whom the lot leaves unasked."""
    found, person = _trial_and_person(request, code)
    found.let_ask(person, request.member, request.now)
    undo = reverse("trial-leave-again", args=[request.business.code, person.code])
    told = _("You may ask %(name)s. The lot still counts them among the unasked.") % {"name": person}
    messages.success(request, told, extra_tags=undo)
    return redirect("person", request.business.code, person.code)


@require_POST
@member_required("own")
def leave_again(request: MemberRequest, code: str) -> HttpResponse:
    found, person = _trial_and_person(request, code)
    found.leave_again(person, request.member, request.now)
    messages.success(request, _("%(name)s is left unasked again.") % {"name": person})
    return redirect("person", request.business.code, person.code)


def _trial_and_person(request: MemberRequest, code: str) -> tuple[Trial, Person]:
    person = row_for(request.member, Person, code, to="own")
    found = Trial.running(request.business.pk)
    if found is None:
        raise Http404
    return found, person
