"""Whom to tell first, for as many as the owner has time for."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.access import MemberRequest, member_required
from goodword.lib.numbers import number_words

from .models import Figure
from .telling import BUDGETS, FEWEST, First, budget, telling


@member_required("look")
def tell_first(request: MemberRequest) -> HttpResponse:
    k = budget(request.GET.get("k", ""))
    found = telling(request.member, k)
    people = found.people if found else []
    told = {
        "k": k,
        "budgets": BUDGETS,
        "fewest": FEWEST,
        "found": found,
        "people": [(one.person, reason(one)) for one in people],
        "connected": [(one.person, _knows(one)) for one in found.connected] if found else [],
        "both": {one.person.pk for one in people},
        "figure": Figure.newest(request.business.pk, "telling"),
        "tab": "goal",
    }
    return render(request, "growth/tell_first.html", told)


def reason(one: First) -> str:
    """ "Knows 12 people. Reaches about 40 that none of the others reaches." """
    if one.alone <= 1:
        return _("%(knows)s. The others reach them too.") % {"knows": _knows(one)}
    told = {"knows": _knows(one), "n": number_words(one.alone)}
    return _("%(knows)s. Reaches about %(n)s that none of the others reaches.") % told


def _knows(one: First) -> str:
    return ngettext("Knows %(n)s person", "Knows %(n)s people", one.knows) % {"n": number_words(one.knows)}
