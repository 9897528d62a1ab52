"""What a member does with one person, a press at a time; every press has a way back."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.codes import new_code
from goodword.web.flash import say, warn

from . import hand
from .finding import search
from .forms import AddPerson, Correct, NoteForm, OfBusiness, TieForm, WayForm
from .kinds import kind_words
from .models import Consent, Kind, Note, Person, Tie, Way
from .questions import find_question
from .restand import restand
from .sorting import Today

REMEMBERED = 20


def to_person(person: Person, anchor: str = "") -> HttpResponse:
    return redirect(reverse("person", args=[person.business.code, person.code]) + anchor)


def undo_at(view: str, request: MemberRequest, /, *args: Any, **query: Any) -> str:
    address = reverse(view, args=[request.business.code, *args])
    return f"{address}?{urlencode(query)}" if query else address


def posted(request: MemberRequest) -> Any:
    """What was sent, be it nothing at all: an empty form is refused in words, not shown anew."""
    return request.POST if request.method == "POST" else None


def show_form(
    request: MemberRequest,
    form: OfBusiness,
    title: str,
    button: str,
    person: Person | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with one form: where it is written without script, and where it comes back to be mended."""
    told = {"form": form, "title": title, "button": button, "person": person, "tab": "people", **more}
    return render(request, "people/form.html", told, status=422 if form.errors else 200)


@member_required("change")
def add(request: MemberRequest) -> HttpResponse:
    """A person by hand. The form carries a key, so that a second press adds nobody twice."""
    form = AddPerson(posted(request), member=request.member, initial={"name": request.GET.get("name", "")})
    done: dict[str, str] = request.session.get("added", {})
    key = request.POST.get("key") or new_code()
    if request.method == "POST" and key in done:
        return redirect("person", request.business.code, done[key])
    if request.method == "POST" and form.is_valid():
        person = hand.add_person(request.business, request.member, request.now, **form.cleaned_data)
        request.session["added"] = dict([*done.items(), (key, person.code)][-REMEMBERED:])
        say(
            request,
            _("%(name)s is in your books.") % {"name": person},
            undo_at("person-unadd", request, person.code),
        )
        return to_person(person)
    return show_form(request, form, _("Add a person"), _("Keep"), key=key)


@require_POST
@member_required("change")
def unadd(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    name = str(person)
    if hand.unadd_person(person, request.member, request.now):
        say(request, _("%(name)s is out of your books again.") % {"name": name})
        return redirect("people", request.business.code)
    warn(request, _("More is known of %(name)s by now, so they stay.") % {"name": name})
    return to_person(person)


@member_required("change")
def correct(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    first = {"name": person.name, "organisation": person.organisation, "city": person.city}
    form = Correct(posted(request), member=request.member, initial=first)
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.cleaned_data.items() if value != first[name]}
        hand.correct(person, request.member, request.now, **changed)
        if changed:
            was = {name: first[name] for name in changed}
            say(request, _("Mended."), undo_at("person-mend-back", request, person.code, **was))
        return to_person(person)
    title = _("Mend what is known of %(name)s") % {"name": person}
    return show_form(request, form, title, _("Keep"), person)


@require_POST
@member_required("change")
def correct_back(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    form = Correct({"name": person.name, **request.GET.dict()}, member=request.member)
    if form.is_valid():
        was = {name: value for name, value in form.cleaned_data.items() if name in request.GET}
        hand.correct(person, request.member, request.now, **was)
    return to_person(person)


@member_required("change")
def add_note(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    first = {"about": request.GET.get("about", ""), "key": new_code()}
    form = NoteForm(posted(request), member=request.member, initial=first)
    if request.method == "POST" and form.is_valid():
        note = hand.add_note(person, request.member, request.now, **form.cleaned_data)
        restand(request.business.pk, [person.pk], request.now)
        say(request, _("Noted."), undo_at("note-remove", request, note.code))
        return to_person(person)
    return show_form(
        request, form, _("A note on %(name)s") % {"name": person}, _("Keep the note"), person, is_note=True
    )


@member_required("change")
def remove_note(request: MemberRequest, code: str) -> HttpResponse:
    """Asks first: a note that is gone cannot be brought back."""
    note = _of_visible(request, Note, code=code.upper())
    if request.method != "POST":
        told = {
            "title": _("Remove this note?"),
            "text": note.text or _("A “no” to your question."),
            "yes": _("Remove it"),
            "grave": True,
            "back": reverse("person", args=[request.business.code, note.person.code]),
            "back_label": str(note.person),
            "tab": "people",
        }
        return render(request, "web/confirm.html", told)
    hand.remove_note(note, request.member, request.now)
    restand(request.business.pk, [note.person_id], request.now)
    say(request, _("The note is gone."))
    return to_person(note.person)


@require_POST
@member_required("change")
def find_out(request: MemberRequest, code: str, about: str) -> HttpResponse:
    """The answer to a question that finds out: yes with their words, or no."""
    person = row_for(request.member, Person, code, to="change")
    question = find_question(about)
    if question is None:
        raise Http404
    says_no = request.POST.get("answer") == "no"
    text = request.POST.get("text", "").strip() or ("" if says_no else question.yes_words)
    if (not text and not says_no) or len(text) > 2000:
        warn(request, question.needs_words if not text else _("A note has at most 2,000 letters."))
        return to_person(person, f"#{about}")
    key = request.POST.get("key", "")[:40]
    note = hand.add_note(
        person, request.member, request.now, text, about=question.about, says_no=says_no, key=key
    )
    restand(request.business.pk, [person.pk], request.now)
    say(request, _("Noted."), undo_at("note-remove", request, note.code))
    return to_person(person)


@member_required("change")
def add_way(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    form = WayForm(posted(request), member=request.member, person=person, initial={"kind": Way.Kind.PHONE})
    if request.method == "POST" and form.is_valid():
        way = hand.add_way(person, request.member, request.now, **form.cleaned_data)
        is_whole = way.key or way.kind not in (Way.Kind.PHONE, Way.Kind.WHATSAPP)
        words = _("Kept.") if is_whole else _("Kept as you wrote it. Are all its digits there?")
        say(request, words, undo_at("way-wrong", request, person.code, way.pk))
        return to_person(person)
    title = _("Another way to reach %(name)s") % {"name": person}
    return show_form(request, form, title, _("Keep"), person)


@require_POST
@member_required("change")
def wrong_way(request: MemberRequest, code: str, way: int) -> HttpResponse:
    """“Not theirs any more”; with ?right=1 it is theirs after all."""
    person = row_for(request.member, Person, code, to="change")
    found = person.ways.filter(pk=way).first()
    if found is None:
        raise Http404
    is_wrong = "right" not in request.GET
    hand.wrong_way(found, request.member, request.now, is_wrong=is_wrong)
    words = _("“%(way)s” is not used any more.") if is_wrong else _("“%(way)s” is theirs.")
    undo = undo_at("way-wrong", request, person.code, way, **({"right": 1} if is_wrong else {}))
    say(request, words % {"way": found.value}, undo)
    return to_person(person)


@member_required("change")
def add_tie(request: MemberRequest, code: str) -> HttpResponse:
    """A tie in two steps that need no script: look for the other one, then say what they are."""
    person = row_for(request.member, Person, code, to="change")
    form = TieForm(posted(request), member=request.member, person=person)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        tie = hand.add_tie(person, told["other"], told["kind"], request.member, request.now)
        say(request, _("Kept."), undo_at("tie-remove", request, person.code, tie.pk))
        return to_person(person)
    typed = (request.POST.get("typed") or request.GET.get("typed", ""))[:200]
    found = search(rows_for(request.member, Person), typed).exclude(pk=person.pk) if typed.strip() else None
    told_to_page = {
        "form": form,
        "person": person,
        "typed": typed,
        "found": found.order_by("sort_name", "id")[:12] if found is not None else None,
        "tab": "people",
    }
    return render(request, "people/tie.html", told_to_page, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def remove_tie(request: MemberRequest, code: str, tie: int) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    found = rows_for(request.member, Tie).filter(pk=tie).select_related("person", "other").first()
    if found and person.pk in (found.person_id, found.other_id):
        hand.remove_tie(found, request.member, request.now)
    say(request, _("They are not tied any more."))
    return to_person(person)


@require_POST
@member_required("change")
def say_kind(request: MemberRequest, code: str) -> HttpResponse:
    """Who this is to us, or “leave out”."""
    person = row_for(request.member, Person, code, to="change")
    undo = undo_kind(request, person)
    if not change_kind(request, person, request.POST.get("kind", "")):
        warn(request, _("Choose who this is to you."))
        return to_person(person)
    say(request, f"{person}: {kind_said(person)}", undo)
    return to_person(person) if is_seen(request, person) else redirect("people", request.business.code)


@require_POST
@member_required("change")
def unsay_kind(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    was = request.GET.get("was", "")
    if was and was not in Kind.values:
        raise Http404
    hand.unsort(person, was, request.GET.get("out") == "1", request.member, request.now)
    restand(request.business.pk, [person.pk], request.now)
    if request.GET.get("back") == "sort":
        Today(request.session, request.business, request.today).take_off(person.code)
        return redirect("sort", request.business.code)
    return to_person(person) if is_seen(request, person) else redirect("people", request.business.code)


def undo_kind(request: MemberRequest, person: Person, **more: str) -> str:
    out = {"out": "1"} if person.left_out else {}
    return undo_at("person-kind-undo", request, person.code, was=person.kind_said, **out, **more)


def change_kind(request: MemberRequest, person: Person, kind: str) -> bool:
    if kind == "left_out":
        hand.leave_out(person, request.member, request.now)
    elif kind in Kind.values:
        hand.sort_as(person, kind, request.member, request.now)
        restand(request.business.pk, [person.pk], request.now)
    else:
        return False
    return True


def kind_said(person: Person) -> str:
    return _("left out") if person.left_out else kind_words(person.kind, person.business.kind)


def is_seen(request: MemberRequest, person: Person) -> bool:
    return rows_for(request.member, Person).filter(pk=person.pk).exists()


@require_POST
@member_required("change")
def consent(request: MemberRequest, code: str) -> HttpResponse:
    """May we ask? Fine, don't, or (the same pressed again) nothing new."""
    person = row_for(request.member, Person, code, to="change")
    says = request.POST.get("says", "")
    if says not in Consent.Says.values:
        warn(request, _("Choose one: fine to ask, or don't ask."))
        return to_person(person)
    if says == Consent.Says.FINE and Consent.own_stops(person).exists():
        warn(request, _("%(name)s said: please don't ask me. That holds.") % {"name": person})
        return to_person(person)
    newest = person.consents.filter(taken_back_at=None).order_by("-at", "-id").first()
    if newest is None or newest.says != says:
        why = request.POST.get("why", "").strip()[:200]
        newest = hand.say_consent(person, says, request.member, request.now, why)
    words = _("Noted: fine to ask.") if says == Consent.Says.FINE else _("Noted: %(name)s is never asked.")
    say(request, words % {"name": person}, undo_at("consent-undo", request, newest.code))
    return to_person(person)


@require_POST
@member_required("change")
def unconsent(request: MemberRequest, code: str) -> HttpResponse:
    found = _of_visible(request, Consent, code=code.upper())
    if found.is_own_stop:
        warn(request, _("%(name)s said: please don't ask me. That holds.") % {"name": found.person})
        return to_person(found.person)
    hand.take_back_consent(found, request.member, request.now)
    return to_person(found.person)


def _of_visible(request: MemberRequest, model: Any, **which: Any) -> Any:
    """A row about a person whom this member may see."""
    row = rows_for(request.member, model).filter(**which).select_related("person").first()
    if row is None or not is_seen(request, row.person):
        raise Http404
    return row
