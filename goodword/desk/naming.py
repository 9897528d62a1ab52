"""Who is meant by a name that was only typed, and traces that were not so: the owner's word, with its way back."""

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.gratitude.measure import close_unfounded, thank_for
from goodword.lib.text import squeezed
from goodword.people.finding import first_of, near, search
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.referrals.noting import SentThemselves, name_referrer, restore, withdraw
from goodword.web.flash import say
from goodword.web.forms import PlainForm

from .came_form import LOOKED_AT, MOST, labelled, seen, there_are_more


class WhoForm(PlainForm):
    sender = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one, or look for another name.")},
    )


def evidence_for(request: MemberRequest, code: str) -> Evidence:
    """A trace about somebody whom this member may see."""
    evidence = row_for(request.member, Evidence, code, to="change")
    if not rows_for(request.member, Person).filter(pk=evidence.referred_id).exists():
        raise Http404
    return evidence


@member_required("change")
def name(request: MemberRequest, code: str) -> HttpResponse:
    """Say whom a typed name means. Those it may mean are offered; another can be looked for."""
    evidence = evidence_for(request, code)
    typed = squeezed(request.GET.get("q", ""))[:200]
    may_be = _may_be(request, typed or evidence.referrer_typed)
    people = first_of(may_be, MOST)
    form = WhoForm(request.POST if request.method == "POST" else None)
    field = form.fields["sender"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = labelled(request.member, [one for one in people if one.pk != evidence.referred_id])
    field.help_text = there_are_more() if len(people) < len(may_be) else ""
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in people if one.code == form.cleaned_data["sender"])
        _keep(request, evidence, chosen)
        words = _("%(name)s sent %(newcomer)s, and will be thanked.")
        undo = reverse("sent-unname", args=[request.business.code, evidence.code])
        say(request, words % {"name": chosen, "newcomer": evidence.referred}, undo)
        return redirect("sent", request.business.code)
    told = {"form": form, "evidence": evidence, "typed": typed, "n": len(field.choices), "tab": "tree"}
    return render(request, "desk/naming.html", told, status=422 if form.errors else 200)


def _may_be(request: MemberRequest, typed: str) -> list[Person]:
    found = near(request.business.pk, typed, LOOKED_AT)
    if not found:
        found = list(search(rows_for(request.member, Person), typed).order_by("sort_name", "id")[:LOOKED_AT])
    return seen(request.member, found)


@transaction.atomic
def _keep(request: MemberRequest, evidence: Evidence, chosen: Person | None) -> None:
    try:
        name_referrer(evidence, chosen, request.member, request.now)
    except SentThemselves as error:
        raise Http404 from error
    close_unfounded(request.business, request.today, request.now)
    thank_for(evidence, request.now)


@require_POST
@member_required("change")
def unname(request: MemberRequest, code: str) -> HttpResponse:
    _keep(request, evidence_for(request, code), None)
    say(request, _("It is only a name again."))
    return redirect("sent", request.business.code)


@require_POST
@member_required("change")
def not_so(request: MemberRequest, code: str) -> HttpResponse:
    """The trace stays, and counts for nothing."""
    evidence = evidence_for(request, code)
    with transaction.atomic():
        withdraw(evidence, request.member, request.now)
        close_unfounded(request.business, request.today, request.now)
    words = _("It does not count that %(name)s sent %(newcomer)s.")
    told = {"name": evidence.referrer or evidence.referrer_typed, "newcomer": evidence.referred}
    say(request, words % told, reverse("sent-so", args=[request.business.code, evidence.code]))
    return redirect("sent", request.business.code)


@require_POST
@member_required("change")
def so(request: MemberRequest, code: str) -> HttpResponse:
    evidence = evidence_for(request, code)
    with transaction.atomic():
        restore(evidence, request.member, request.now)
        thank_for(evidence, request.now)
    say(request, _("It counts again."))
    return redirect("sent", request.business.code)
