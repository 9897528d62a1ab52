"""The owner takes people along, lets one of them read what is kept, or forgets them."""

from collections.abc import Iterator

from django import forms
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.people.models import Person
from goodword.people.views import posted
from goodword.web.flash import say

from .forgetting import FileComing, Toll, forget, toll
from .leaving import all_about, csv_lines, vcard_lines
from .listing import Wanted, people_wanted
from .osdi import osdi_lines


@require_safe
@member_required("own")
def people_csv(request: MemberRequest) -> StreamingHttpResponse:
    rows = people_wanted(request.member, Wanted.read(request.GET))
    return _file(
        csv_lines(rows, request.business), "text/csv; charset=utf-8", f"{request.business.code}-people.csv"
    )


@require_safe
@member_required("own")
def people_vcf(request: MemberRequest) -> StreamingHttpResponse:
    rows = people_wanted(request.member, Wanted.read(request.GET))
    return _file(
        vcard_lines(rows, request.business),
        "text/vcard; charset=utf-8",
        f"{request.business.code}-people.vcf",
    )


@require_safe
@member_required("own")
def people_json(request: MemberRequest) -> StreamingHttpResponse:
    rows = people_wanted(request.member, Wanted.read(request.GET))
    return _file(
        osdi_lines(rows, request.business), "application/hal+json", f"{request.business.code}-people.json"
    )


def _file(parts: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=kind, headers=headers)


@require_safe
@member_required("own")
def person_data(request: MemberRequest, code: str) -> HttpResponse:
    """For whoever asks “what do you know of me?”"""
    person = row_for(request.member, Person, code, to="own")
    told = all_about(person, request.now)
    headers = {"Content-Disposition": f'attachment; filename="person-{person.code}.json"'}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=headers)


class Sure(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, forget them for good"),
        error_messages={"required": gettext_lazy("Tick this first: it cannot be taken back.")},
    )


@member_required("own")
def forget_person(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="own")
    form = Sure(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            forget(person, request.member, request.now)
        except FileComing:
            form.add_error(
                None, _("A file is coming into your books just now, and may name them. Wait a minute.")
            )
        else:
            # Without the name: the message is kept in a cookie.
            say(request, _("Forgotten, everywhere, and in later files too."))
            return redirect("people", request.business.code)
    told = {
        "title": _("Forget %(name)s?") % {"name": person},
        "text": _("This cannot be undone. Nobody will be able to tell that they were in your books."),
        "points": points(person, toll(person)),
        "yes": _("Forget them"),
        "grave": True,
        "back": reverse("person", args=[request.business.code, person.code]),
        "back_label": str(person),
        "form": form,
        "tab": "people",
    }
    return render(request, "web/confirm.html", told, status=422 if form.errors else 200)


def points(person: Person, what: Toll) -> list[str]:
    """What goes and what stays, in sentences with their numbers."""
    told = [_("The name, every way to reach them, and what files and you said of them: gone.")]
    kept = [
        ngettext("%(n)d note", "%(n)d notes", what.notes) % {"n": what.notes} if what.notes else "",
        ngettext("%(n)d ask", "%(n)d asks", what.asks) % {"n": what.asks} if what.asks else "",
        ngettext("%(n)d thank-you", "%(n)d thank-yous", what.thanks) % {"n": what.thanks}
        if what.thanks
        else "",
    ]
    if any(kept):
        told.append(_("Gone with them: %(list)s.") % {"list": ", ".join(filter(None, kept))})
    if what.sales:
        words = ngettext(
            "%(n)d sale stays in your books, with no name on it.",
            "%(n)d sales stay in your books, with no name on them.",
            what.sales,
        )
        told.append(words % {"n": what.sales})
    if what.sent:
        words = ngettext(
            "That %(n)d person was sent stays; who sent them does not.",
            "That %(n)d people were sent stays; who sent them does not.",
            what.sent,
        )
        told.append(words % {"n": what.sent})
    told.append(
        _("If a later file names them, they are left out. For that, a mark is kept that nobody can read.")
    )
    if what.waiting:
        words = ngettext(
            "%(n)d file that waits to be looked at is thrown away, for it may name them. Choose it again after.",
            "%(n)d files that wait to be looked at are thrown away, for they may name them. Choose them again after.",
            what.waiting,
        )
        told.append(words % {"n": what.waiting})
    told.append(_("Backups made before today still hold them, until you delete those."))
    return told
