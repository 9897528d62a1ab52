"""Who is the same person, by a member's word: pairs that may be one, two that are, one that is two."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.holding import hold
from goodword.accounts.jobs import ask
from goodword.people.closed import chunks
from goodword.people.finding import search
from goodword.people.maybes import Reason
from goodword.people.models import MaybeSame, Person, SameWord
from goodword.people.pairs import undecided
from goodword.people.restand import restand
from goodword.people.same import NothingToSplit, claims_of, merge, put_off, split, take_back, tell_apart
from goodword.referrals.settling import resettle, settling_name
from goodword.web.flash import say, warn

from .sides import records_of, sides

PAGE = 10
LATER = timedelta(days=30)
FOUND = 12


@member_required("look")
def same(request: MemberRequest) -> HttpResponse:
    """The likeliest pairs first, side by side, with what speaks for it."""
    if request.method == "POST":
        return _answer(request)
    found = Paginator(undecided(request.member, request.today), PAGE)
    page = found.get_page(request.GET.get("page"))
    told = {
        "page": page,
        "pairs": [
            {
                "pair": pair,
                "why": why_words(pair),
                "both": sides(pair.one, pair.other, request.member, request.today),
            }
            for pair in page
        ],
        "n": found.count,
        "decided": [(word, word_words(word)) for word in _decided(request)],
        "tab": "people",
    }
    return render(request, "desk/same.html", told)


def why_words(pair: MaybeSame) -> str:
    words = {
        Reason.SAME_MAIL: _("The same mail."),
        Reason.SAME_NAME: _("The same name."),
        Reason.SAME_PHONE: _("The same phone."),
        Reason.SAME_DOOR: _("The same address."),
        Reason.NAMES_ALIKE: _("Their names are alike."),
        Reason.SAME_DESK: _("The same shared mail."),
    }
    return " ".join(str(words[Reason(reason)]) for reason in pair.reasons)


def _decided(request: MemberRequest) -> list[SameWord]:
    return list(rows_for(request.member, SameWord).filter(taken_back_at=None).order_by("-at", "-pk")[:20])


def word_words(word: SameWord) -> str:
    """What was said, by the names that the records bear today."""
    people = Person.objects.filter(claims__in=claims_of(word)[:200]).distinct().order_by("sort_name")[:3]
    names = ", ".join(map(str, people)) or _("records of a file that was taken out")
    words = _("One person: %(names)s.") if word.is_same else _("Two people: %(names)s.")
    return words % {"names": names}


def _answer(request: MemberRequest) -> HttpResponse:
    pair = _pair(request)
    here = redirect(request.get_full_path())  # the same page of pairs, where the next ones have moved up
    answer = request.POST.get("answer", "")
    if pair is None:
        warn(request, _("These two are decided already."))
    elif answer == "later":
        put_off(pair, request.now + LATER)
        say(request, _("You are asked again in a month."))
    elif answer in ("same", "different"):
        verb = merge if answer == "same" else tell_apart
        word = verb(pair.one, pair.other, request.member, request.now)
        _settle(
            request,
            word,
            _("%(name)s is one person now.") if word.is_same else _("%(name)s stays two."),
            pair.one,
        )
    else:
        warn(request, _("Choose one: the same person, two people, or later."))
    return here


def _pair(request: MemberRequest) -> MaybeSame | None:
    """Known by who the two are: the rows are written anew after each file, perhaps while this page was open."""
    codes = [request.POST.get(side, "")[:12].replace("\0", "") for side in ("one", "other")]
    both = rows_for(request.member, Person).filter(code__in=codes)
    if not request.member.may_change or both.count() != 2:
        raise Http404
    pairs = undecided(request.member, request.today)
    return next((pair for pair in pairs if {pair.one.code, pair.other.code} == set(codes)), None)


def _settle(request: MemberRequest, word: SameWord, words: str, person: Person) -> None:
    """At once; or as soon as the file that is coming in just now is in."""
    claims = claims_of(word)
    people = {person.pk}
    undo = reverse("same-undo", args=[request.business.code, word.pk])
    with hold(settling_name(request.business)) as free:
        pass
    if free:
        resettle(request.business, claims, request.now)
        if word.is_same:  # they are called by the name that tells them best, whoever's page it was said on
            person = Person.objects.filter(claims__in=claims[:1]).first() or person
    else:
        key = f"word {word.pk} {request.now:%Y%m%d%H%M%S%f}"
        ask(request.business, "referrals.resettle", key, request.now, claims=claims)
        words = _("Noted. It shows as soon as the file that comes in just now is in.")
    _forget_pairs(request, claims, people)
    _look_again(request, claims, people)
    say(request, words % {"name": person} if "%(name)s" in words else words, undo)


def _people_of(claims: list[int]) -> set[int]:
    people: set[int] = set()
    for part in chunks(claims):
        people |= set(Person.every.filter(claims__in=part).values_list("pk", flat=True))
    return people


def _look_again(request: MemberRequest, claims: list[int], people: set[int]) -> None:
    """Who may be the same as these, and why they might speak for the business, is another question now."""
    ask(request.business, "people.pairs", f"word {request.now:%Y%m%d%H%M%S%f}", request.now)
    restand(request.business.pk, people | _people_of(claims), request.now)


def _forget_pairs(request: MemberRequest, claims: list[int], people: set[int]) -> None:
    """What was asked about these people is answered, or is another question now."""
    people |= _people_of(claims)
    for side in ("one", "other"):
        rows_for(request.member, MaybeSame).filter(**{f"{side}__in": people}).delete()


@require_POST
@member_required("change")
def undo(request: MemberRequest, word: int) -> HttpResponse:
    """Safe to press twice."""
    found = rows_for(request.member, SameWord).filter(pk=word).first() if word < 2**63 else None
    if found is None:
        raise Http404
    claims = claims_of(found)
    take_back(found, request.member, request.now)
    before = _people_of(claims)
    resettle(request.business, claims, request.now)
    _look_again(request, claims, before)
    say(request, _("It is undone."))
    return redirect("same", request.business.code)


@member_required("change")
def same_as(request: MemberRequest, code: str) -> HttpResponse:
    """“This is the same as ...”: look for the other one, see both side by side, then say so."""
    person = row_for(request.member, Person, code, to="change")
    others = rows_for(request.member, Person).exclude(pk=person.pk)
    other = others.filter(code=request.POST.get("other", request.GET.get("other", "")).upper()[:12]).first()
    if request.method == "POST" and other:
        word = merge(person, other, request.member, request.now)
        _settle(request, word, _("%(name)s is one person now."), person)
        return redirect("person", request.business.code, person.code)
    typed = request.GET.get("q", "")[:200].replace("\0", "").strip() or person.name
    told: dict[str, Any] = {
        "person": person,
        "other": other,
        "both": sides(person, other, request.member, request.today) if other else [],
        "typed": typed,
        "found": list(search(others, typed).order_by("sort_name", "id")[:FOUND]) if typed else [],
        "tab": "people",
    }
    return render(request, "desk/same_as.html", told, status=422 if request.method == "POST" else 200)


@member_required("change")
def two(request: MemberRequest, code: str) -> HttpResponse:
    """“These are two people”: which records are the other one's."""
    person = row_for(request.member, Person, code, to="change")
    records = records_of(person, request.today)
    told = {"person": person, "records": records, "tab": "people", "problem": ""}
    if request.method != "POST":
        return render(request, "desk/two.html", told)
    chosen = {
        int(pk) for pk in request.POST.getlist("record") if pk.isascii() and pk.isdigit() and len(pk) < 19
    }
    try:
        word = split(person, chosen, request.member, request.now)
    except NothingToSplit:
        told["problem"] = _("Choose some of them, and leave at least one.")
        return render(request, "desk/two.html", told, status=422)
    _settle(request, word, _("%(name)s is two people now."), person)
    return redirect("person", request.business.code, person.code)
