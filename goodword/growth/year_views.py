"""*The year ahead*: what the customers of today bring in twelve months, and who brings most."""

from django.http import HttpResponse
from django.shortcuts import render

from goodword.accounts.access import MemberRequest, member_required, rows_for
from goodword.lib.money import about_money_words
from goodword.people.models import Person

from .models import Figure, Worth
from .year_words import left_out, year_words

MOST = 20


@member_required("look")
def year(request: MemberRequest) -> HttpResponse:
    figure = Figure.newest(request.business.pk, "value")
    rows = rows_for(request.member, Worth).select_related("person")
    rows = rows.filter(person__in=rows_for(request.member, Person))
    largest = rows.order_by("-own_cents", "pk").first()
    told = {
        "tab": "goal",
        "figure": figure,
        "words": year_words(figure, request.business, largest.person if largest else None)
        if figure
        else None,
        "left_out": left_out(figure.told) if figure else [],
        "best": [
            _best(one, request.business.locale)
            for one in rows.filter(credited_cents__gt=0).order_by("-credited_cents", "pk")[:MOST]
        ],
    }
    return render(request, "growth/year.html", told)


def _best(one: Worth, locale: str) -> tuple[Person, str, str]:
    own, whole = (
        about_money_words(cents, one.currency, locale) for cents in (one.own_cents, one.credited_cents)
    )
    return one.person, own, whole
