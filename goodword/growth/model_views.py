"""*The model*: the four questions, the owner's words beside what the books know, and the people behind it judged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from goodword.accounts.access import MemberRequest, may, member_required, rows_for
from goodword.listening.models import Testimonial
from goodword.listening.testimonials import shown
from goodword.web.flash import say

from .jobs import ask_for_page
from .model_forms import ModelForm, vendors_to_ask
from .model_words import kept_rows, loyal_rows, model_words, network_words
from .models import Figure
from .own import own_model, say_model

QUOTED = 3


@member_required("look")
def model(request: MemberRequest) -> HttpResponse:
    form = _form(request)
    if request.method != "POST":
        return _page(request, form)
    may(request.member, "change")
    if not form.is_valid():
        return _page(request, form)
    say_model(request.business, request.member, request.now, **form.answers())
    ask_for_page(request.business, "model", request.now)
    say(request, _("Your answers are kept."))
    return redirect("model", request.business.code)


def _told(request: MemberRequest, name: str) -> dict[str, Any]:
    figure = Figure.newest(request.business.pk, name)
    return figure.told if figure else {}


def _form(request: MemberRequest) -> ModelForm:
    own = own_model(request.business, request.now)
    vendors = vendors_to_ask(_told(request, "regulars").get("channels", []), own)
    data = request.POST if request.method == "POST" else None
    return ModelForm(data, business=request.business, own=own, vendors=vendors)


def _page(request: MemberRequest, form: ModelForm) -> HttpResponse:
    business, own = request.business, form.own
    figure, regulars = Figure.newest(business.pk, "model"), _told(request, "regulars")
    quotes = [
        one for one in shown(business)[:QUOTED] if rows_for(request.member, Testimonial).filter(pk=one.pk)
    ]
    told: dict[str, Any] = {
        "tab": "goal",
        "figure": figure,
        "form": form,
        "own": own,
        "quotes": quotes,
        "has_answers": bool(own.why_pay or own.protects or own.become_loyal),
    }
    if figure:
        told |= {
            "facts": model_words(figure.told, regulars, _told(request, "cost"), own, business),
            "kept": kept_rows(regulars.get("channels", []), own, business),
            "loyal": loyal_rows(figure.told["loyal"]),
            "network": network_words(figure.told["network"], business),
        }
    return render(request, "growth/model.html", told, status=422 if form.errors else 200)
