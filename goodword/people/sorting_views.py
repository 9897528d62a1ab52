"""The quick sort: a card, one tap, the next card. Works by plain forms; htmx only makes it quicker."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.accounts.models import Source
from goodword.lib.phones import shown
from goodword.lib.text import fold
from goodword.web.flash import say, warn

from .kinds import kind_choices
from .models import Person
from .sorting import Today, unsorted
from .views import change_kind, kind_said, undo_at, undo_kind

COUNTED_UP_TO = 1000


@member_required("own")
def sort(request: MemberRequest) -> HttpResponse:
    today = Today(request.session, request.business, request.today)
    return _show(request, today)


@require_POST
@member_required("own")
def sort_one(request: MemberRequest, code: str) -> HttpResponse:
    """One tap: who this is, "left_out", or "later"."""
    person = row_for(request.member, Person, code, to="own")
    today = Today(request.session, request.business, request.today)
    kind = request.POST.get("kind", "")
    undo = undo_kind(request, person, back="sort")
    if kind == "later":
        today.put_off(person.code)
        undo = undo_at("sort-back", request, person.code)
        say(request, _("%(name)s comes again later.") % {"name": person}, undo)
    elif change_kind(request, person, kind):
        today.sorted(person.code)
        say(request, f"{person}: {kind_said(person)}", undo)
    else:
        warn(request, _("Choose who this is to you."))
    return _next(request, today)


@require_POST
@member_required("own")
def sort_back(request: MemberRequest, code: str) -> HttpResponse:
    Today(request.session, request.business, request.today).take_off(code)
    return redirect("sort", request.business.code)


@require_POST
@member_required("own")
def sort_more(request: MemberRequest) -> HttpResponse:
    today = Today(request.session, request.business, request.today)
    today.ten_more()
    return _next(request, today)


def _next(request: MemberRequest, today: Today) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _show(request, today, "people/sort_card.html")
    return redirect("sort", request.business.code)


def _show(request: MemberRequest, today: Today, page: str = "people/sort.html") -> HttpResponse:
    waiting = unsorted(request.business, today.later)
    n_left = unsorted(request.business)[: COUNTED_UP_TO + 1].count()
    person = None if today.is_enough else waiting.first()
    kinds = [(kind, capfirst(words)) for kind, words in kind_choices(request.business.kind)]
    told = {
        "person": person,
        "about": about(person) if person else [],
        "six": [*kinds[:5], ("left_out", _("Leave out"))],
        "others": [*kinds[5:], ("later", _("I'll say later"))],
        "n_left": n_left,
        "is_many": n_left > COUNTED_UP_TO,
        "sort": today,
        "of": today.of(n_left),
        "n_done": len(today.done),
        "tab": "people",
        "oob": True,
    }
    return render(request, page, told)


def about(person: Person) -> list[str]:
    """What helps the owner remember who this is, in a few lines."""
    lines: list[str] = []
    claims = (
        person.claims.filter(source__state=Source.State.HERE).select_related("source").order_by("-at", "-id")
    )
    for claim in claims[:5]:
        # A firm is its own organisation: its name stands above already.
        firm = claim.organisation if fold(claim.organisation) != fold(person.name) else ""
        lines += [" · ".join(filter(None, (claim.job, firm)))]
        lines += [claim.note[:200], ", ".join(map(str, claim.tags))[:120]]
    lines += [person.city]
    reach = " · ".join(filter(None, (shown(person.phone, person.business.country), person.email)))
    return list(dict.fromkeys(line for line in [*lines, reach] if line))
