from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.reading import check
from goodword.people.models import Person
from goodword.talks.models import OwnWording
from goodword.talks.wording import template_from

from .drafting import common_facts
from .explaining import explain
from .forms import AwayForm, SaidForm, StartForm, WordsForm
from .making import add_minutes, be_away, make_list
from .models import Move
from .settling import Told, done, mark_opened, never, not_yet, put_off, skip, undo
from .showing import Shown, day_of, week
from .starting import start as start_books

TEN_MINUTES = 10
PLAIN = {"tomorrow": put_off, "skip": skip, "never": never}


@member_required("look")
def today(request: MemberRequest) -> HttpResponse:
    day = day_of(request.business, request.today, request.member)
    told = {"tab": "today", "day": day, "week": week(request.business, request.today)}
    return render(request, "today/today.html", told)


@require_POST
@member_required("change")
def make(request: MemberRequest) -> HttpResponse:
    make_list(request.business, request.today, request.now)
    return redirect("today", request.business.code)


@require_POST
@member_required("change")
def more(request: MemberRequest) -> HttpResponse:
    """“I have ten minutes”."""
    day = make_list(request.business, request.today, request.now)
    found = add_minutes(day, TEN_MINUTES, request.now)
    if found:
        n = len(found)
        messages.success(request, ngettext("%(n)d more is on the list.", "%(n)d more are on the list.", n) % {"n": n})
    else:
        messages.info(request, _("There is nothing more worth doing today. Enjoy the ten minutes."))
    return redirect("today", request.business.code)


@member_required("change")
def away(request: MemberRequest) -> HttpResponse:
    form = AwayForm(request.POST or None, today=request.today)
    if request.method == "POST" and "back" in request.POST:
        be_away(request.business, None, request.member, request.now)
        return redirect("today", request.business.code)
    if request.method == "POST" and form.is_valid():
        be_away(request.business, form.cleaned_data["until"], request.member, request.now)
        undo_it = reverse("back", args=[request.business.code])
        messages.success(request, _("Enjoy. No lists until then."), extra_tags=undo_it)
        return redirect("today", request.business.code)
    return render(request, "today/away.html", {"tab": "today", "form": form}, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def back(request: MemberRequest) -> HttpResponse:
    be_away(request.business, None, request.member, request.now)
    return redirect("today", request.business.code)


@member_required("change")
def start(request: MemberRequest) -> HttpResponse:
    form = StartForm(request.POST or None, initial={"listen_for": request.business.listen_for})
    if request.method == "POST" and form.is_valid():
        start_books(request.business, request.member, request.now, form.cleaned_data)
        return redirect("today", request.business.code)
    return render(request, "today/start.html", {"tab": "today", "form": form}, status=422 if form.errors else 200)


# One move.


def _move(request: MemberRequest, code: str) -> Move:
    move = row_for(request.member, Move, code, to="change")
    if move.list.on != request.today and move.state == Move.State.OPEN:
        # Yesterday's list is over; today's has what is still worth doing.
        raise Http404
    return move


def _answer(request: MemberRequest, move: Move) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "today/_line.html", {"one": Shown(move, request.member), "open": True})
    return redirect(reverse("today", args=[request.business.code]) + f"#move-{move.code}")


@require_POST
@member_required("change")
def move_done(request: MemberRequest, code: str) -> HttpResponse:
    move = _move(request, code)
    form = SaidForm(request.POST, kind=move.kind)
    if not form.is_valid():
        return _said_page(request, move, form)
    told = Told(
        way=request.POST.get("way", "")[:12],
        said=form.cleaned_data["said"],
        answer=form.cleaned_data.get("answer") or ("no" if request.POST.get("nothing") else ""),
    )
    return _answer(request, done(move, request.member, request.now, told))


@require_POST
@member_required("change")
def move_settle(request: MemberRequest, code: str, how: str) -> HttpResponse:
    if how not in PLAIN:
        raise Http404
    return _answer(request, PLAIN[how](_move(request, code), request.member, request.now))


@require_POST
@member_required("change")
def move_undo(request: MemberRequest, code: str) -> HttpResponse:
    return _answer(request, undo(_move(request, code), request.member, request.now))


@require_POST
@member_required("change")
def move_opened(request: MemberRequest, code: str) -> HttpResponse:
    """Told by the page when a text, a mail or a call was opened."""
    mark_opened(_move(request, code), request.POST.get("way", "")[:12], request.member, request.now)
    return HttpResponse(status=204)


@require_POST
@member_required("change")
def move_sent(request: MemberRequest, code: str) -> HttpResponse:
    """“Did you send it?” yes, or not yet."""
    move = _move(request, code)
    if request.POST.get("sent") == "yes":
        return _answer(request, done(move, request.member, request.now, Told(way=move.opened_way)))
    return _answer(request, not_yet(move, request.member, request.now))


@member_required("change")
def move_said(request: MemberRequest, code: str) -> HttpResponse:
    """What they said, told now or later."""
    move = _move(request, code)
    return _said_page(request, move, SaidForm(initial={"said": move.said}, kind=move.kind))


def _said_page(request: MemberRequest, move: Move, form: SaidForm) -> HttpResponse:
    told = {"tab": "today", "one": Shown(move, request.member), "form": form}
    return render(request, "today/said.html", told, status=422 if form.errors else 200)


@member_required("change")
def move_words(request: MemberRequest, code: str) -> HttpResponse:
    """Change the words of one move; with a tick they become the owner's wording of the play."""
    move = _move(request, code)
    form = WordsForm(request.POST or None, initial={"words": move.words})
    if request.method == "POST" and form.is_valid():
        move.words = form.cleaned_data["words"]
        move.wording = "own"
        move.save(update_fields=["words", "wording"])
        if form.cleaned_data["keep"]:
            facts = common_facts(request.business, move.person) | move.facts
            text = template_from(move.words, facts)
            OwnWording.objects.update_or_create(
                business=request.business, play=move.play, defaults={"text": text, "at": request.now}
            )
            messages.success(request, _("Kept as your wording. The next ones will sound like you."))
        return _answer(request, move)
    shown = Shown(move, request.member)
    told = {"tab": "today", "one": shown, "form": form, "reading": shown.reading}
    return render(request, "today/words.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("look")
def words_check(request: MemberRequest) -> HttpResponse:
    """Marks hard words as one types. It keeps nothing."""
    words = request.POST.get("words", "")[:2000]
    return render(request, "web/words_check.html", {"words": words, "reading": check(words, known=[request.business.what_we_do, request.business.listen_for])})


@member_required("look")
def why(request: MemberRequest, code: str) -> HttpResponse:
    """Why somebody is on today's list, or not."""
    person = row_for(request.member, Person, code)
    told = {"tab": "today", "person": person, "reasons": explain(person, request.today)}
    return render(request, "today/why.html", told)
