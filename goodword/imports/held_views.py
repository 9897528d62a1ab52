"""Rows that wait: each with its reason and its cells, to be counted or left out, one by one or all of a kind."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required
from goodword.lib.days import date_words
from goodword.lib.money import money_words
from goodword.web.flash import say, warn

from . import held, pages
from .after import ask_to_measure
from .batches import KEPT, LEFT_OUT
from .found import shown
from .models import HeldRow
from .writing import unpacked_person, unpacked_sales

A_PAGE = 20
AT_ONCE = 200  # decided by one press; the rest by the next
LONGEST_CELL = 300


@require_safe
@member_required("change")
def held_rows(request: MemberRequest) -> HttpResponse:
    rows = pages.asked_of(request.member)
    page = Paginator(rows.select_related("upload").order_by("why", "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    told = {
        "page": page,
        "rows": [_shown(row, request) for row in page],
        "kinds": rows.order_by()
        .values("why")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .order_by("-n", "why")[:10],
        "tab": "files",
    }
    return render(request, "imports/held.html", told)


def _shown(row: HeldRow, request: MemberRequest) -> dict[str, Any]:
    person = unpacked_person(row.record)
    sales = [
        money_words(found.sale.goods_cents, found.sale.currency, request.business.locale)
        + (f", {date_words(found.sale.on)}" if found.sale.on else "")
        for found in unpacked_sales(row.record)
    ]
    return {
        "row": row,
        "title": (shown(person) if person else "") or _("Nobody by name"),
        "sales": sales,
        "cells": [(name, str(cell)[:LONGEST_CELL]) for name, cell in row.cells.items() if cell],
        "can_count": bool(person or sales),
    }


@require_POST
@member_required("change")
def decide(request: MemberRequest, code: str) -> HttpResponse:
    row = _row(request, code)
    decision = request.POST.get("decision")
    if row is None or decision not in (KEPT, LEFT_OUT):
        warn(request, _("This row does not wait any more."))
        return redirect("files-held", request.business.code)
    held.decide(row, decision, request.member, request.now)
    if decision == KEPT:
        ask_to_measure(request.business, f"row {row.code} {request.now.timestamp():.0f}", request.now)
    back = reverse("files-held-back", args=[request.business.code, row.code])
    say(request, _("Counted.") if decision == KEPT else _("Left out."), back)
    return redirect("files-held", request.business.code)


@require_POST
@member_required("change")
def decide_all(request: MemberRequest) -> HttpResponse:
    """Every row that waits for one reason."""
    decision, why = request.POST.get("decision", ""), request.POST.get("why", "")
    rows = pages.asked_of(request.member).filter(why=why)
    told = list(rows.order_by("pk")[:AT_ONCE]) if decision in (KEPT, LEFT_OUT) else []
    for row in told:
        held.decide(row, decision, request.member, request.now)
    if told and decision == KEPT:
        ask_to_measure(request.business, f"rows {told[0].code} {request.now.timestamp():.0f}", request.now)
    words = ngettext("%(n)d row counted.", "%(n)d rows counted.", len(told))
    if decision == LEFT_OUT:
        words = ngettext("%(n)d row left out.", "%(n)d rows left out.", len(told))
    say(request, words % {"n": len(told)})
    return redirect("files-held", request.business.code)


@require_POST
@member_required("change")
def back(request: MemberRequest, code: str) -> HttpResponse:
    row = _row(request, code, decided=True)
    if row is None or not held.take_back(row, request.member, request.now):
        warn(request, _("This was decided more than a day ago, and what stood in the row is deleted."))
    else:
        ask_to_measure(request.business, f"row {row.code} back {request.now.timestamp():.0f}", request.now)
        say(request, _("It waits again."))
    return redirect("files-held", request.business.code)


def _row(request: MemberRequest, code: str, *, decided: bool = False) -> HeldRow | None:
    rows = HeldRow.objects.filter(business=request.business, upload__state="here")
    rows = rows.exclude(decided="") if decided else rows.filter(decided="")
    return pages.open_to(request.member, rows).filter(code=code.upper()).first()
