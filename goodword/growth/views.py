from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.numbers import number_words
from goodword.people.models import Person
from goodword.web.flash import say

from .choices import CHOICES
from .direct import channels, direct_words
from .forms import JOGGERS, CircleForm, GoalForm
from .jobs import SHOWN_ON, ask_for_page
from .likely import likely
from .measure.reach import name_people, reach, say_size, set_goal, take_out
from .models import Circle, Figure, InCircle
from .scored import Scored

USUAL_GOAL = 1000
YEAR = timedelta(days=365)


@member_required("look")
def goal(request: MemberRequest) -> HttpResponse:
    return _goal(request, None)


@require_POST
@member_required("change")
def goal_set(request: MemberRequest) -> HttpResponse:
    form = GoalForm(request.POST, today=request.today)
    if not form.is_valid():
        return _goal(request, form)
    set_goal(request.business, request.member, request.now, **form.cleaned_data)
    messages.success(request, _("Your goal is kept. What is likely ahead stands here in a moment."))
    return redirect("goal", request.business.code)


def _goal(request: MemberRequest, form: GoalForm | None) -> HttpResponse:
    now = reach(request.business)
    if form is None:
        by = now.goal.by if now.goal else request.today + YEAR
        regulars = now.goal.regulars if now.goal else USUAL_GOAL
        form = GoalForm(initial={"people": now.aim, "by": by, "regulars": regulars}, today=request.today)
    figures = [(_("In your books"), now.n_people)]
    figures += [(circle.label, circle.more) for circle in now.circles if circle.more]
    locale = request.business.locale

    def grouped(n: int) -> str:
        return format_decimal(n, locale=locale)

    told = {
        "tab": "goal",
        "reach": now,
        "form": form,
        "about": grouped(now.about),
        "low": grouped(now.low),
        "high": grouped(now.high),
        "aim": grouped(now.aim),
        "rows": [(label, grouped(n)) for label, n in [*figures, (_("Added up"), now.total)]],
        **_regulars(request),
    }
    return render(request, "growth/goal.html", told, status=422 if form.errors else 200)


def _regulars(request: MemberRequest) -> dict[str, Any]:
    """What was counted of them, and what is likely ahead if the owner does what is ticked (?do=ask&do=keep)."""
    counted = Figure.newest(request.business.pk, "regulars")
    if counted is None:
        return {"regulars": None}
    growth = Figure.newest(request.business.pk, "growth")
    chosen = tuple(set(request.GET.getlist("do")) & set(CHOICES))
    ahead = likely(request.business, request.today, growth, counted, chosen)
    return {
        "regulars": counted,
        "n_regulars": counted.told["n"],
        "regulars_said": number_words(counted.told["n"]),
        "n_joined": growth.told["n_joined"] if growth else 0,
        "likely": ahead,
        "goal_said": number_words(ahead.goal) if ahead else "",
        "direct": direct_words(counted.told),
        "channels": channels(request.business, counted.told),
    }


@member_required("look")
def goal_if(request: MemberRequest) -> HttpResponse:
    """Only what a choice changes on My goal, for a browser that puts it there itself."""
    return render(request, "growth/_regulars.html", _regulars(request))


@require_POST
@member_required("change")
def count(request: MemberRequest, page: str) -> HttpResponse:
    if page not in SHOWN_ON:
        raise Http404
    ask_for_page(request.business, page, request.now)
    say(request, _("It is being counted. In a moment it stands here."))
    return redirect(page, request.business.code)


@member_required("look")
def how_right(request: MemberRequest) -> HttpResponse:
    scored = Scored.of(request.business)
    told = {
        "tab": "goal",
        "title": _("How right we were") if scored.come else _("What we said, and what came"),
        "told": scored.come,
        "lead": scored.lead if scored.come else "",
        "picture": scored.picture,
        "beside": scored.beside,
        "nearer": scored.nearer if scored.come else "",
        "waiting": scored.still_to_come,
    }
    return render(request, "growth/likely.html", told)


@member_required("look")
def circle(request: MemberRequest, kind: str) -> HttpResponse:
    """One circle: what helps to remember, who is named already, and room for more."""
    label = dict(Circle.Kind.choices).get(kind)
    if label is None:
        raise Http404
    kept = rows_for(request.member, Circle).filter(kind=kind).first()
    form = CircleForm(initial={"more": kept.size_said if kept else None})
    return _circle(request, kind, form)


@require_POST
@member_required("change")
def circle_keep(request: MemberRequest, kind: str) -> HttpResponse:
    if kind not in Circle.Kind.values:
        raise Http404
    form = CircleForm(request.POST)
    if not form.is_valid():
        return _circle(request, kind, form)
    named = name_people(request.business, kind, form.cleaned_data["names"], request.member, request.now)
    say_size(request.business, kind, form.cleaned_data["more"], request.member, request.now)
    if named:
        messages.success(
            request, ngettext("%(n)d name is kept.", "%(n)d names are kept.", len(named)) % {"n": len(named)}
        )
    else:
        messages.success(request, _("Kept."))
    onwards = reach(request.business).next_circle
    if "next" in request.POST and onwards:
        return redirect("circle", request.business.code, onwards.kind)
    return redirect("goal", request.business.code)


def _circle(request: MemberRequest, kind: str, form: CircleForm) -> HttpResponse:
    named = rows_for(request.member, InCircle).filter(circle__kind=kind).select_related("person")
    told = {
        "tab": "goal",
        "kind": kind,
        "label": Circle.Kind(kind).label,
        "joggers": JOGGERS[kind],
        "named": named.order_by("person__sort_name", "pk"),
        "form": form,
        "onwards": next(
            (one for one in reach(request.business).circles if not one.is_walked and one.kind != kind), None
        ),
    }
    return render(request, "growth/circle.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def circle_take_out(request: MemberRequest, kind: str, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    found = rows_for(request.member, Circle).filter(kind=kind).first()
    if found is None:
        raise Http404
    take_out(found, person, request.member, request.now)
    undo = reverse("circle-put-back", args=[request.business.code, kind, person.code])
    messages.success(
        request, _("%(name)s is not in this circle any more.") % {"name": person}, extra_tags=undo
    )
    return redirect("circle", request.business.code, kind)


@require_POST
@member_required("change")
def circle_put_back(request: MemberRequest, kind: str, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    found = rows_for(request.member, Circle).filter(kind=kind).first()
    if found is None:
        raise Http404
    InCircle.objects.get_or_create(business=request.business, circle=found, person=person)
    return redirect("circle", request.business.code, kind)
