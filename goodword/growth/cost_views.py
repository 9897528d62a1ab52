"""*Word of mouth or ads*: what a new customer costs either way, and the owner's own figures that it is told from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.models import Business
from goodword.lib.codes import new_code
from goodword.lib.days import date_words
from goodword.lib.money import money_words
from goodword.web.flash import say, warn

from .ad_tables import Spent, Table
from .cost_forms import FiguresForm, SpendingForm, TableForm
from .cost_words import cost_words, has_anything
from .jobs import ask_for_page
from .models import AdSpending, Figure
from .own import own_model, say_model
from .spending import TABLE, KeptTable, keep_table, note_spending, put_back, take_back

AT_ONCE = 20
MISTAKES_SHOWN = 50


@member_required("look")
def cost(request: MemberRequest) -> HttpResponse:
    return _page(request)


@require_POST
@member_required("change")
def cost_own(request: MemberRequest) -> HttpResponse:
    form = FiguresForm(request.POST, business=request.business, own=own_model(request.business, request.now))
    if not form.is_valid():
        return _page(request, own=form)
    say_model(request.business, request.member, request.now, **form.answers())
    say(request, _("Kept."))
    return _counted(request)


@require_POST
@member_required("change")
def spending_add(request: MemberRequest) -> HttpResponse:
    form = SpendingForm(request.POST, business=request.business, today=request.today)
    if not form.is_valid():
        return _page(request, add=form)
    key = f"form:{form.cleaned_data['key'] or new_code()}"
    row = note_spending(request.business, request.member, request.now, form.spent(), key)
    say(request, _("Kept: %(what)s.") % {"what": row.what}, _way(request, "spending-back", row))
    return _counted(request)


@require_POST
@member_required("change")
def spending_table(request: MemberRequest) -> HttpResponse:
    form = TableForm(request.POST, request.FILES, business=request.business, today=request.today)
    if not form.may_keep:
        return _page(request, table=form)
    kept = keep_table(request.business, request.member, request.now, form.table.spent)
    undo = _way(request, "spending-back", kept.first) if kept.first else ""
    say(request, " ".join(kept_words(kept, form.table, request.business)), undo)
    return _counted(request)


@require_POST
@member_required("change")
def spending_back(request: MemberRequest, code: str) -> HttpResponse:
    row = row_for(request.member, AdSpending, code, to="change")
    if take_back(row, request.member, request.now):
        say(request, _("Taken back. It is not counted."), _way(request, "spending-again", row))
    else:
        warn(request, _("It was taken back already."))
    return _counted(request)


@require_POST
@member_required("change")
def spending_again(request: MemberRequest, code: str) -> HttpResponse:
    row = row_for(request.member, AdSpending, code, to="change")
    if put_back(row, request.member, request.now):
        say(request, _("It counts again."), _way(request, "spending-back", row))
    else:
        warn(request, _("It counts already."))
    return _counted(request)


def _way(request: MemberRequest, view: str, row: AdSpending) -> str:
    return reverse(view, args=[request.business.code, row.code])


def _counted(request: MemberRequest) -> HttpResponse:
    ask_for_page(request.business, "cost", request.now)
    return redirect("cost", request.business.code)


def _page(
    request: MemberRequest,
    own: FiguresForm | None = None,
    add: SpendingForm | None = None,
    table: TableForm | None = None,
) -> HttpResponse:
    business = request.business
    figure = Figure.newest(business.pk, "cost")
    is_refused = bool(own or add or table)
    pages = Paginator(groups(rows_for(request.member, AdSpending), business), AT_ONCE)
    told: dict[str, Any] = {
        "tab": "goal",
        "figure": figure,
        "words": cost_words(figure.told, business) if figure and has_anything(figure.told) else None,
        "page": pages.get_page(request.GET.get("page")),
        "own": own or FiguresForm(business=business, own=own_model(business, request.now)),
        "add": add or SpendingForm(business=business, today=request.today),
        "table": table or TableForm(business=business, today=request.today),
        "mistakes": table.table.mistakes[:MISTAKES_SHOWN] if table else [],
        "n_mistakes": len(table.table.mistakes) if table else 0,
        "n_more": max(0, len(table.table.mistakes) - MISTAKES_SHOWN) if table else 0,
    }
    return render(request, "growth/cost.html", told, status=422 if is_refused else 200)


@dataclass(frozen=True, slots=True)
class Group:
    """What was kept in one go: one spending that was typed, or all that a table brought."""

    code: str
    days: str
    text: str
    is_back: bool


def groups(rows: Iterable[AdSpending], business: Business) -> list[Group]:
    """The newest first. A table is back once nothing of it counts."""

    def together(row: AdSpending) -> tuple[Any, bool, str]:
        is_table = row.key.startswith(TABLE)
        return row.at, is_table, "" if is_table else row.code

    ordered = sorted(rows, key=lambda row: (*together(row), row.from_on, row.pk), reverse=True)
    return [_group(list(some), business) for _key, some in groupby(ordered, key=together)]


def _group(rows: list[AdSpending], business: Business) -> Group:
    counting = [row for row in rows if row.taken_back_at is None]
    shown = counting or rows
    names = list(dict.fromkeys(row.what for row in shown))
    what = ", ".join(names[:3]) + (f" + {len(names) - 3}" if len(names) > 3 else "")
    days = span_words(min(row.from_on for row in shown), max(row.until_on for row in shown))
    text = _("%(what)s: %(money)s") % {"what": what, "money": sums_words(shown, business)}
    return Group(shown[0].code, days, text, not counting)


def sums_words(rows: Iterable[AdSpending | Spent], business: Business) -> str:
    """The sum in each currency: "$120.00", "$120.00 and €5.00"."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.currency] = sums.get(row.currency, 0) + row.cents
    return _(" and ").join(
        money_words(cents, currency, business.locale) for currency, cents in sorted(sums.items())
    )


def span_words(first: date, last: date) -> str:
    if first == last:
        return date_words(first)
    return _("%(first)s to %(last)s") % {"first": date_words(first), "last": date_words(last)}


def kept_words(kept: KeptTable, table: Table, business: Business) -> list[str]:
    """What came of a table, so that nothing of it is left out in silence."""
    first, last = min(one.from_on for one in table.spent), max(one.until_on for one in table.spent)
    says = {"n": kept.n_new, "money": sums_words(table.spent, business), "days": span_words(first, last)}
    found = []
    if kept.n_new:
        told = ngettext(
            "%(n)d line is kept. The table has %(money)s, %(days)s.",
            "%(n)d lines are kept. The table has %(money)s, %(days)s.",
            kept.n_new,
        )
        found.append(told % says)
    counts = (
        (kept.n_same, _("Kept before: %(n)d.")),
        (kept.n_changed, _("With another amount than before: %(n)d.")),
        (kept.n_back, _("Taken back by you before, and left so: %(n)d.")),
        (table.n_totals, _("Lines that only add up others: %(n)d.")),
        (table.n_nothing, _("Lines with nothing spent: %(n)d.")),
    )
    return found + [words % {"n": n} for n, words in counts if n]
