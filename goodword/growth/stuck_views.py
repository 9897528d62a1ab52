"""Where it gets stuck, and the ten percent: what was counted, and the people behind each figure."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.access import MemberRequest, member_required, rows_for
from goodword.people.models import Person

from .funnel_words import NAMES, OF_SAID, STEPS, stuck, ten_headline, ten_picture
from .models import Figure
from .moves import candidates

A_PAGE = 50
COLUMN = {"happy": "happy", "says": "would", "profitable": "pays_off"}  # of FunnelPlace; else the step's name
WHO = {
    "on": (True, gettext_lazy("Went on")),
    "stopped": (False, gettext_lazy("Stopped here")),
    "open": (None, gettext_lazy("Not known")),
}


@member_required("look")
def stuck_page(request: MemberRequest) -> HttpResponse:
    figure = Figure.newest(request.business.pk, "funnel")
    if figure is None or not figure.told["n"]:
        return _not_counted(request, _("Where it gets stuck"), "stuck", figure)
    told = {
        "tab": "goal",
        "figure": figure,
        "n": figure.told["n"],
        "stuck": stuck(figure.told, request.business),
        "move": next(iter(candidates(request.business, request.today)), None),
    }
    if told["move"]:
        told["person"] = rows_for(request.member, Person).filter(pk=told["move"].person).first()
    return render(request, "growth/stuck.html", told)


@member_required("look")
def ten(request: MemberRequest) -> HttpResponse:
    figure = Figure.newest(request.business.pk, "funnel")
    if figure is None or not figure.told["n"]:
        return _not_counted(request, _("The ten percent"), "ten", figure)
    told = {
        "tab": "goal",
        "figure": figure,
        "headline": ten_headline(figure.told),
        "n_said": figure.told["n_said"],
        "chart": ten_picture(figure.told, request.business),
    }
    return render(request, "growth/ten.html", told)


def _not_counted(request: MemberRequest, title: str, page: str, figure: Figure | None) -> HttpResponse:
    told = {"tab": "goal", "title": title, "page": page, "figure": figure}
    return render(request, "growth/not_counted.html", told)


@member_required("look")
def stuck_people(request: MemberRequest, step: str) -> HttpResponse:
    """Who came to a step: who went on, who stopped there, and of whom it is not known."""
    if step not in STEPS:
        raise Http404
    people = rows_for(request.member, Person).filter(left_out=False, funnel_place__isnull=False)
    before = STEPS.index(step) - 1
    if before >= 0:
        people = people.filter(**{f"funnel_place__{_column(STEPS[before])}": True})
    return _people(
        request, step, people, reverse("stuck", args=[request.business.code]), _("Where it gets stuck")
    )


@member_required("look")
def ten_people(request: MemberRequest, step: str) -> HttpResponse:
    """The same, of all who said that they would."""
    if step not in OF_SAID:
        raise Http404
    people = rows_for(request.member, Person).filter(left_out=False, funnel_place__would=True)
    return _people(request, step, people, reverse("ten", args=[request.business.code]), _("The ten percent"))


def _people(
    request: MemberRequest, step: str, came: "QuerySet[Person]", back: str, back_label: str
) -> HttpResponse:
    levels = {key: level for key, (level, _label) in WHO.items()}
    found = {key: came.filter(**{f"funnel_place__{_column(step)}": level}) for key, level in levels.items()}
    n = {key: rows.count() for key, rows in found.items()}
    who = request.GET.get("who") or next((key for key in WHO if n[key]), "on")
    if who not in WHO:
        raise Http404
    page = Paginator(found[who].order_by("sort_name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    told = {
        "tab": "goal",
        "label": NAMES[step],
        "back": back,
        "back_label": back_label,
        "page": page,
        "pills": [(key, label, n[key], key == who) for key, (_level, label) in WHO.items()],
    }
    return render(request, "growth/stuck_people.html", told)


def _column(step: str) -> str:
    return COLUMN.get(step, step)
