"""Needs and offers on a person's page: noted, closed, taken back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.codes import new_code
from goodword.people.models import Person
from goodword.web.flash import say, warn

from . import noting
from .forms import NoteForm
from .models import Need, Offer


def to_panel(person: Person) -> HttpResponse:
    return redirect(reverse("person", args=[person.business.code, person.code]) + "#needs")


@member_required("change")
def note(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    person.business = request.business
    posted = request.method == "POST"
    form = NoteForm(request.POST if posted else None, initial={"key": new_code()}, auto_id="need_%s")
    if posted and form.is_valid():
        told = noting.note(person, at=request.now, member=request.member, **form.cleaned_data)
        undo = reverse(f"{noting.noun(told)}-change", args=[request.business.code, told.code, "remove"])
        say(request, _("Noted."), undo)
        return to_panel(person)
    told_to_page = {"form": form, "person": person, "tab": "people"}
    return render(request, "introductions/note.html", told_to_page, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def change_need(request: MemberRequest, code: str, do: str) -> HttpResponse:
    return _change(request, Need, code, do)


@require_POST
@member_required("change")
def change_offer(request: MemberRequest, code: str, do: str) -> HttpResponse:
    return _change(request, Offer, code, do)


def _change(request: MemberRequest, model: type[Need] | type[Offer], code: str, do: str) -> HttpResponse:
    if do == "remove" and noting.was_removed(request.business, model, code):
        say(request, _("It is undone."))
        return redirect("introductions", request.business.code)
    told = row_for(request.member, model, code, to="change")
    told.person.business = request.business
    undo = reverse(f"{noting.noun(told)}-change", args=[request.business.code, told.code, "reopen"])
    match do:
        case "remove":
            if noting.remove(told, request.member, request.now):
                say(request, _("It is undone."))
            else:
                warn(request, _("Two people were thought of because of it, so it stays. You can close it."))
        case "close":
            noting.close(told, request.member, request.now)
            say(request, _("Closed: nobody is proposed for it any more."), undo)
        case "reopen":
            noting.reopen(told, request.member, request.now)
            say(request, _("It is open again."))
        case _:
            raise Http404
    return to_panel(told.person)
