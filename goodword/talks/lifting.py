"""A no holds until the owner lifts it: the one door for that, with its way back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.people.models import Person
from goodword.web.flash import say

from .models import Ask
from .panels import noes


@require_POST
@member_required("own")
def lift_no(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="own")
    lifted = noes(person)
    for ask in lifted:
        ask.lift_no(request.member, request.now)
    if lifted:
        words = _("The no of %(name)s is lifted.") % {"name": person}
        say(request, words, reverse("no-holds", args=[request.business.code, person.code]))
    return redirect("person", request.business.code, person.code)


@require_POST
@member_required("own")
def no_holds(request: MemberRequest, code: str) -> HttpResponse:
    """Undo: every no of this person holds again."""
    person = row_for(request.member, Person, code, to="own")
    for ask in person.asks.filter(answer=Ask.Answer.NO).exclude(no_lifted_at=None):
        ask.restore_no(request.member, request.now)
    say(request, _("The no holds again."))
    return redirect("person", request.business.code, person.code)
