"""“Ask Priya for a good word”, from Priya's own page: onto today's list, with the words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.advocates.moves import ask_for
from goodword.people.models import Person
from goodword.talks.limits import may_ask

from .making import add_moves, make_list
from .models import Move
from .settling import undo


@require_POST
@member_required("change")
def draft_ask(request: MemberRequest, code: str) -> HttpResponse:
    """Refused in words if the limits say not now. Twice is once: the same ask stands there already."""
    person = row_for(request.member, Person, code, to="change")
    day = make_list(request.business, request.today, request.now)
    there = day.moves.filter(person=person, kind="ask").first()
    if there is None:
        verdict = may_ask(person, request.today)
        if not verdict.ok:
            messages.warning(request, verdict.words)
            return redirect("person", request.business.code, person.code)
        wanted = ask_for(person, request.today)
        if wanted is None:
            messages.warning(
                request, _("There are no words yet for somebody of this kind. Say who they are first.")
            )
            return redirect("person", request.business.code, person.code)
        [there] = add_moves(day, [wanted])
    elif there.state in (Move.State.TOMORROW, Move.State.SKIPPED):
        there = undo(there, request.member, request.now)
    # The words lie inside the folded card: browsers open it for who is sent there.
    return redirect(reverse("today", args=[request.business.code]) + f"#words-{there.code}")
