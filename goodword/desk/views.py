"""The people list and a person's page. Both only look; what is pressed goes to the people room."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.access import MemberRequest, member_required, rows_for
from goodword.accounts.models import Source
from goodword.advocates.own_page import is_waited_for
from goodword.growth.group_pages import groups_with
from goodword.growth.panels import is_left_unasked
from goodword.growth.person_year import person_year
from goodword.introductions.panels import panel as needs_panel
from goodword.lib.codes import new_code, tidy_code
from goodword.people.forms import NoteForm
from goodword.people.kinds import OFFERED, kind_choices, many_words
from goodword.people.models import Consent, Kind, Person
from goodword.people.pairs import undecided
from goodword.people.sorting import unsorted
from goodword.sales.panels import panel as sales_panel
from goodword.talks.panels import noes

from . import page
from .facts import motive_labels, rows_shown
from .listing import Wanted, page_of
from .next_step import next_step
from .timeline import PAGE, timeline
from .timeline import page_of as lines_of

COUNTED_UP_TO = 1000
MOST_JOINS = 20


@member_required("look")
def people(request: MemberRequest) -> HttpResponse:
    wanted = Wanted.read(request.GET)
    found = page_of(request.member, wanted)
    told = {
        "wanted": wanted,
        "rows": rows_shown(found.people, request.business, request.today),
        "first": wanted.address() if not found.is_first else "",
        "next": wanted.address(after=found.last) if found.has_more else "",
        "kinds": _kind_filters(request, wanted),
        "motives": [
            (
                capfirst(label),
                wanted.address(motive="" if wanted.motive == motive else motive),
                wanted.motive == motive,
            )
            for motive, label in motive_labels().items()
        ],
        "by_name": wanted.address(order="name"),
        "by_likely": wanted.address(order="likely"),
        "export": wanted.address(),
        "unsorted": _unsorted_words(request),
        "n_maybe": len(undecided(request.member, request.today)) if not wanted.is_filtered else 0,
        "is_empty": not (found.people or wanted.is_filtered or wanted.order != "name"),
        "tab": "people",
    }
    return render(request, "desk/people.html", told)


def _kind_filters(request: MemberRequest, wanted: Wanted) -> list[tuple[str, str, bool]]:
    kinds = [str(kind) for kind in OFFERED] + ([Kind.UNSORTED, "left_out"] if request.member.is_owner else [])
    found = [(kind, capfirst(_many(kind, request.business.kind))) for kind in kinds]
    return [
        (label, wanted.address(kind="" if wanted.kind == kind else kind), wanted.kind == kind)
        for kind, label in found
    ]


def _many(kind: str, business_kind: str) -> str:
    return _("left out") if kind == "left_out" else many_words(kind, business_kind)


def _unsorted_words(request: MemberRequest) -> str:
    """How many wait to be sorted, for the owner: exactly, up to a thousand (a page never counts all)."""
    if not request.member.is_owner:
        return ""
    n = unsorted(request.business).order_by()[: COUNTED_UP_TO + 1].count()
    if n > COUNTED_UP_TO:
        return _("More than a thousand people are not sorted yet.")
    words = ngettext("%(n)d person is not sorted yet.", "%(n)d people are not sorted yet.", n) % {"n": n}
    return words if n else ""


@member_required("look")
def person(request: MemberRequest, code: str) -> HttpResponse:
    found = rows_for(request.member, Person).filter(code=tidy_code(code)).select_related("household").first()
    if found is None:
        return _moved(request, code)
    found.business = request.business
    lines = timeline(found, request.member)
    start = _start(request)
    motives, ask = page.motives(found, request.today), page.ask_for(found, request.today)
    reaches = page.reaches(found)
    waits = is_waited_for(found, request.now)
    told = {
        "person": found,
        "belongs": page.belongs(found),
        "headline": page.headline(found, request.member),
        "motives": motives,
        "ask": ask,
        "next": next_step(found, request.member, ask, motives, waits),
        "note_form": NoteForm(member=request.member, initial={"key": new_code()}, auto_id="note_%s"),
        "lines": lines_of(lines, start, request.today),
        "older": start + PAGE if len(lines) > start + PAGE else 0,
        "newer": start > 0,
        "reaches": reaches,
        "quick": page.quick(reaches),
        "wrong_ways": page.wrong_ways(found),
        "ties": page.ties(found, request.member),
        "at_home": page.at_home(found, request.member),
        "where_from": page.where_from(found, request.today),
        "n_records": found.claims.filter(source__state=Source.State.HERE).count(),
        "sales": sales_panel(found),
        "needs": needs_panel(found),
        "groups": groups_with(request.member, found),
        "year": person_year(found),
        "noes": noes(found),
        "is_left_unasked": is_left_unasked(found, request.today),
        "kinds": [(kind, capfirst(words)) for kind, words in kind_choices(request.business.kind)],
        "consent": found.consents.filter(taken_back_at=None).order_by("-at", "-id").first(),
        "page_waits": waits,
        "own_stop": Consent.own_stops(found).order_by("-at", "-id").first(),
        "tab": "people",
    }
    return render(request, "desk/person.html", told)


def _start(request: MemberRequest) -> int:
    told = request.GET.get("past", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0


def _moved(request: MemberRequest, code: str) -> HttpResponse:
    """The code of somebody who turned out to be one with another answers for the one kept."""
    gone = (
        Person.every.filter(business=request.business, code=tidy_code(code)).exclude(joined_into=None).first()
    )
    for _step in range(MOST_JOINS):
        if gone is None or gone.joined_into_id is None:
            break
        gone = Person.every.filter(pk=gone.joined_into_id).first()
    if gone is None or not rows_for(request.member, Person).filter(pk=gone.pk).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("person", args=[request.business.code, gone.code]))
