"""A member asks for somebody's words, or notes them; and says which of them are shown."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.links import link_to
from goodword.accounts.public_address import public_url_ready
from goodword.lib.codes import new_code
from goodword.people.models import Person
from goodword.talks.plays import get_play
from goodword.talks.ways import Way, ways_for, ways_of
from goodword.web.flash import say, warn

from .forms import NoteForm
from .models import Testimonial
from .testimonials import allow_by, ask, disallow, keep_back, note, show, take_back

State = Testimonial.State
MOST = 100


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[Testimonial]


@member_required("look")
def words(request: MemberRequest) -> HttpResponse:
    """All that people said, what waits first."""
    rows = rows_for(request.member, Testimonial).select_related("person").order_by("-said_at", "-pk")
    kept = rows.filter(state=State.KEPT)
    groups = [
        Group(title, list(found[:MOST]))
        for found, title in (
            (rows.filter(state=State.SAID), _("Others may read it, if you show it")),
            (rows.filter(state=State.SHOWN), _("Shown")),
            (kept.exclude(consent=""), _("Not shown")),
            (kept.filter(consent=""), _("For you alone")),
            (rows.filter(state=State.ASKED), _("Asked for")),
        )
    ]
    told = {"groups": [group for group in groups if group.rows], "tab": "words"}
    return render(request, "listening/words.html", told)


@member_required("look")
def words_of(request: MemberRequest, code: str) -> HttpResponse:
    """Ask one person, or note what they said."""
    person = row_for(request.member, Person, code, to="change" if request.method == "POST" else "look")
    person.business = request.business
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, initial={"key": new_code(), "said_by": person.first_name}, auto_id="words_%s")
    if data is not None and form.is_valid():
        _note(request, person, form)
        return redirect("words-of", request.business.code, person.code)
    return _page(request, person, form)


def _note(request: MemberRequest, person: Person, form: NoteForm) -> None:
    key, may_show = form.cleaned_data["key"], form.may_show
    made = note(person, *form.told, request.member, request.now, key, may_show=may_show)
    if may_show:
        move = reverse("words-move", args=[request.business.code, made.code])
        say(request, _("Kept, and shown to new people."), f"{move}?to=kept")
    else:
        say(request, _("Kept for you alone. Nobody else sees it until you note their yes."))


def _page(request: MemberRequest, person: Person, form: NoteForm, address: str = "") -> HttpResponse:
    rows = person.testimonials.exclude(state=State.ASKED).order_by("-said_at", "-pk")
    told = {
        "person": person,
        "rows": list(rows[:MOST]),
        "form": form,
        "address": address,
        "words": (words := ask_words(person, address) if address else ""),
        "ways": _ways(person, words) if words else [],
        "is_public": public_url_ready(),
        "is_asked": person.testimonials.filter(state=State.ASKED).exists(),
        "tab": "people",
    }
    return render(request, "listening/words_of.html", told, status=422 if form.errors else 200)


def _ways(person: Person, words: str) -> list[Way]:
    """What opens the member's own phone or mail with these words in it, to them."""
    play = get_play("your_words")
    found = ways_for(ways_of(person), person.business.country, play, words, person.first_name)
    return [way for way in found if way.carries_words]


def ask_words(person: Person, address: str) -> str:
    facts = {"name": person.first_name or person, "link": address, "business": person.business.name}
    hello = _("Hi %(name)s, would you say in a sentence what you like about %(business)s?") % facts
    more = _("New people trust your words more than mine. It takes a minute: %(link)s") % facts
    return f"{hello} {more}"


@require_POST
@member_required("change")
def words_ask(request: MemberRequest, code: str) -> HttpResponse:
    """The link is told on this page and nowhere else; another press makes another."""
    person = row_for(request.member, Person, code, to="change")
    person.business = request.business
    if not public_url_ready():
        return redirect("words-of", request.business.code, person.code)
    _wanted, token = ask(person, request.member, request.now)
    form = NoteForm(initial={"key": new_code(), "said_by": person.first_name}, auto_id="words_%s")
    return _page(request, person, form, link_to(reverse("words-say", args=[token])))


@require_POST
@member_required("change")
def words_move(request: MemberRequest, code: str) -> HttpResponse:
    said = row_for(request.member, Testimonial, code, to="change")
    undo = reverse("words-move", args=[request.business.code, said.code])
    match request.POST.get("to") or request.GET.get("to"):
        case "shown":
            if show(said, request.member, request.now):
                say(request, _("Shown to newcomers from now on."), f"{undo}?to=kept")
            elif said.is_for_us_alone:
                warn(
                    request,
                    _("%(name)s has not said that others may read it. Ask first.") % {"name": said.person},
                )
        case "agreed":
            if allow_by(said, request.member, request.now):
                say(request, _("Noted: they said yes. Shown to newcomers from now on."), f"{undo}?to=alone")
        case "alone":
            if disallow(said, request.member, request.now):
                say(request, _("It is for you alone again."))
        case "kept":
            if keep_back(said, request.member, request.now):
                say(request, _("Not shown any more."), f"{undo}?to=shown")
        case "back":
            take_back(said, request.now, request.member)
            say(request, _("Taken back: the words are gone."))
        case _:
            say(request, _("Choose what to do with the words."))
    return redirect("words", request.business.code)
