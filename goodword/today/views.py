from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.accounts.public_address import reaches_phones
from goodword.lib.reading import check
from goodword.people.models import Person
from goodword.talks import mailing
from goodword.talks.models import OwnWording
from goodword.talks.wording import template_from
from goodword.web.flash import say, warn

from .drafting import common_facts
from .explaining import explain
from .forms import AwayForm, SaidForm, StartForm, WordsForm
from .making import add_minutes, be_away, make_list
from .models import Move
from .settling import Told, done, hear, mark_opened, never, not_yet, put_off, reword, skip, undo
from .showing import Shown, day_of, shown
from .starting import start as start_books
from .week import week

TEN_MINUTES = 10
PLAIN = {"tomorrow": put_off, "skip": skip, "never": never}
WAYS = ("text", "whatsapp", "mail", "call", "visit", "linkedin")


@member_required("look")
def today(request: MemberRequest) -> HttpResponse:
    day = day_of(request.business, request.today, request.member)
    told = {
        "tab": "today",
        "day": day,
        "week": week(request.business, request.today, request.member),
        "form": None if day.has_people else _start_form(request),
        "can_mail": mailing.is_ready(),
        "can_hand": reaches_phones(),
    }
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
        say(request, ngettext("%(n)d more is on the list.", "%(n)d more are on the list.", n) % {"n": n})
    else:
        say(request, _("There is nothing more worth doing today. Enjoy the ten minutes."))
    return redirect("today", request.business.code)


@member_required("change")
def away(request: MemberRequest) -> HttpResponse:
    form = AwayForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        be_away(request.business, form.cleaned_data["until"], request.member, request.now)
        say(request, _("Enjoy. No lists until then."), undo=reverse("back", args=[request.business.code]))
        return redirect("today", request.business.code)
    return render(
        request, "today/away.html", {"tab": "today", "form": form}, status=422 if form.errors else 200
    )


@require_POST
@member_required("change")
def back(request: MemberRequest) -> HttpResponse:
    be_away(request.business, None, request.member, request.now)
    return redirect("today", request.business.code)


@member_required("change")
def start(request: MemberRequest) -> HttpResponse:
    form = _start_form(request)
    if request.method == "POST" and form.is_valid():
        start_books(request.business, request.member, request.now, form.cleaned_data)
        return redirect("today", request.business.code)
    return render(
        request, "today/start.html", {"tab": "today", "form": form}, status=422 if form.errors else 200
    )


def _start_form(request: MemberRequest) -> StartForm:
    return StartForm(request.POST or None, initial={"listen_for": request.business.listen_for})


# One move. It may be one of a day before: what was sent at five to midnight is told after midnight.


def _move(request: MemberRequest, code: str) -> Move:
    move = row_for(request.member, Move, code, to="change")
    if move.kind == "sort" and not request.member.is_owner:
        raise Http404
    return move


def _answer(request: MemberRequest, move: Move) -> HttpResponse:
    """Back to the page: where scripts are, htmx follows and swaps the list in place."""
    return redirect(reverse("today", args=[request.business.code]) + f"#line-{move.code}")


@require_POST
@member_required("change")
def move_done(request: MemberRequest, code: str) -> HttpResponse:
    """Done, with what they said if that stands beside the button."""
    move = _move(request, code)
    form = SaidForm(request.POST, kind=move.kind)
    if not form.is_valid():
        return _said_page(request, move, form)
    return _answer(request, done(move, request.member, request.now, _told(request, form)))


def _told(request: MemberRequest, form: SaidForm) -> Told:
    way = request.POST.get("way", "")
    nothing = "no" if request.POST.get("nothing") else ""
    answer = form.cleaned_data.get("answer") or nothing
    return Told(way=way if way in WAYS else "", said=form.cleaned_data["said"], answer=answer)


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
    way = request.POST.get("way", "")
    mark_opened(_move(request, code), way if way in WAYS else "", request.member, request.now)
    return HttpResponse(status=204)


@require_POST
@member_required("change")
def move_sent(request: MemberRequest, code: str) -> HttpResponse:
    """“Did you send it?” yes, or not yet."""
    move = _move(request, code)
    if request.POST.get("sent") == "yes":
        return _answer(request, done(move, request.member, request.now, Told(way=move.opened_way)))
    return _answer(request, not_yet(move, request.member, request.now))


@require_POST
@member_required("change")
def move_mail(request: MemberRequest, code: str) -> HttpResponse:
    """Sends the words as a mail, from here; once, however often the button is pressed."""
    move = _move(request, code)
    one = shown(move, request.today)
    if not (one.is_open and one.mail and one.words and one.play and move.person):
        raise Http404
    key = f"move:{move.code}"
    sent = mailing.send(
        move.person,
        request.member,
        request.now,
        to=one.mail,
        subject=str(one.play.subject),
        words=one.words,
        key=key,
    )
    if sent.problem:
        warn(request, sent.problem)
        return redirect("today", request.business.code)
    return _answer(request, done(move, request.member, request.now, Told(way="mail")))


@member_required("change")
def move_said(request: MemberRequest, code: str) -> HttpResponse:
    """What they said, told now or later."""
    move = _move(request, code)
    before = {"said": move.said, "answer": move.made.get("answer", "")}
    form = SaidForm(request.POST or None, initial=before, kind=move.kind)
    if request.method == "POST" and form.is_valid():
        return _answer(request, hear(move, request.member, request.now, _told(request, form)))
    return _said_page(request, move, form)


def _said_page(request: MemberRequest, move: Move, form: SaidForm) -> HttpResponse:
    told = {"tab": "today", "one": Shown(move), "form": form}
    return render(request, "today/said.html", told, status=422 if form.errors else 200)


@member_required("change")
def move_words(request: MemberRequest, code: str) -> HttpResponse:
    """Change the words of one move; with a tick they become the owner's wording of the play."""
    move = _move(request, code)
    form = WordsForm(request.POST or None, initial={"words": move.words})
    if request.method == "POST" and form.is_valid():
        move = reword(move, form.cleaned_data["words"], request.member, request.now)
        if form.cleaned_data["keep"]:
            _keep_wording(request, move)
        return _answer(request, move)
    one = Shown(move)
    told = {"tab": "today", "one": one, "form": form, "reading": one.reading}
    return render(request, "today/words.html", told, status=422 if form.errors else 200)


def _keep_wording(request: MemberRequest, move: Move) -> None:
    text = template_from(move.words, common_facts(request.business, move.person) | move.facts)
    told = {"text": text, "at": request.now}
    OwnWording.objects.update_or_create(business=request.business, play=move.play, defaults=told)
    say(request, _("Kept as your wording. The next ones will sound like you."))


@require_POST
@member_required("look")
def words_check(request: MemberRequest) -> HttpResponse:
    """Marks hard words as one types. It keeps nothing."""
    words = request.POST.get("words", "")[:2000]
    known = [request.business.what_we_do, request.business.listen_for, request.business.name]
    told = {"words": words, "reading": check(words, known=known, language=request.business.language)}
    return render(request, "web/words_check.html", told)


@member_required("look")
def why(request: MemberRequest, code: str) -> HttpResponse:
    """Why somebody is on today's list, or not."""
    person = row_for(request.member, Person, code)
    told = {"tab": "today", "person": person, "reasons": explain(person, request.today)}
    return render(request, "today/why.html", told)
