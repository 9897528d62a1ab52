"""Somebody said something kind about us: noted from their page in two taps, and thanked for."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.codes import new_code
from goodword.lib.days import date_words
from goodword.lib.text import squeezed
from goodword.people.models import Person
from goodword.web.flash import say
from goodword.web.forms import PlainForm

from .mentions import Mention, note_mention, remove_mention

FIRST_DAY = date(1900, 1, 1)
MOST = 50


class MentionForm(PlainForm):
    where = forms.ChoiceField(
        label=gettext_lazy("Where was it?"), choices=Mention.Where.choices, widget=forms.RadioSelect
    )
    detail = forms.CharField(
        label=gettext_lazy("What, or where exactly, if you like"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on = forms.DateField(
        label=gettext_lazy("When was it?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, today: date) -> None:
        first = {"on": today, "key": new_code(), "where": Mention.Where.TALK}
        super().__init__(data, initial=first, auto_id="mention_%s")
        self.today = today

    def clean_detail(self) -> str:
        return squeezed(self.cleaned_data["detail"])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                _("%(day)s is still to come. Write the day on which it happened.") % {"day": date_words(on)}
            )
        if on < FIRST_DAY:
            raise forms.ValidationError(_("That is too long ago. Write the day like 2026-02-28."))
        return on


@member_required("look")
def mention(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change" if request.method == "POST" else "look")
    person.business = request.business
    form = MentionForm(request.POST if request.method == "POST" else None, today=request.today)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        made = note_mention(
            person, told["where"], told["detail"], told["on"], request.member, request.now, told["key"]
        )
        words = _("Kept. %(name)s is to be thanked for it.") % {"name": person.first_name or person}
        say(request, words, reverse("mention-remove", args=[request.business.code, made.code]))
        return redirect("person", request.business.code, person.code)
    rows = person.mentions.order_by("-on", "-pk")[:MOST]
    told = {"person": person, "form": form, "rows": rows, "tab": "people"}
    return render(request, "listening/mention.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def mention_remove(request: MemberRequest, code: str) -> HttpResponse:
    """The way back. A second press finds nothing more to take back."""
    told = row_for(request.member, Mention, code, to="change")
    remove_mention(told, request.member, request.now)
    say(request, _("It is undone."))
    return redirect("mention", request.business.code, told.person.code)
