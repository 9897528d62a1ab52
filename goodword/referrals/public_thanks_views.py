"""May we thank them where everybody can read it? Asked, noted, and taken back at once."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.text import squeezed
from goodword.people.models import Person
from goodword.web.flash import say, warn
from goodword.web.forms import PlainForm

from .public_thanks import PublicThanks, agree, agreed, consent_words, let_stand, names_thanked, take_back


class AgreedForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("The name that may stand there"),
        max_length=60,
        help_text=gettext_lazy("A given name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    said_yes = forms.BooleanField(
        label=gettext_lazy("I asked in these words, and they said yes"),
        error_messages={"required": gettext_lazy("Ask first. Without a yes nobody is named.")},
    )

    def clean_name(self) -> str:
        return squeezed(self.cleaned_data["name"])


@member_required("look")
def public_thanks(request: MemberRequest, code: str) -> HttpResponse:
    posted = request.method == "POST"
    person = row_for(request.member, Person, code, to="change" if posted else "look")
    person.business = request.business
    form = AgreedForm(
        request.POST if posted else None, initial={"name": person.first_name}, auto_id="agreed_%s"
    )
    if posted and request.business.is_discreet:
        warn(request, _("A practice thanks nobody in public."))
        return redirect("public-thanks", request.business.code, person.code)
    if posted and form.is_valid():
        made = agree(person, form.cleaned_data["name"], request.member, request.now)
        undo = reverse("public-thanks-back", args=[request.business.code, made.code])
        say(request, _("Kept: the page for new people thanks “%(name)s”.") % {"name": made.name}, undo)
        return redirect("public-thanks", request.business.code, person.code)
    told: dict[str, Any] = {
        "person": person,
        "agreed": agreed(person),
        "consent": consent_words(),
        "thanked": names_thanked(request.business),
        "form": form,
        "tab": "people",
    }
    return render(request, "referrals/public_thanks.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def public_thanks_back(request: MemberRequest, code: str) -> HttpResponse:
    """They take it back: gone at once. With ?do=stand that is undone."""
    told = row_for(request.member, PublicThanks, code, to="change")
    address = reverse("public-thanks-back", args=[request.business.code, told.code])
    if request.GET.get("do") == "stand":
        if let_stand(told, request.member, request.now):
            say(request, _("It is undone."))
        else:
            warn(request, _("They have said yes anew since: nothing to undo."))
    else:
        take_back(told, request.member, request.now)
        say(request, _("Taken back: the name is gone from the page."), f"{address}?do=stand")
    return redirect("public-thanks", request.business.code, told.person.code)
