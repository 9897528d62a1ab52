"""Thanks: the queue, one of it with its words, the cards, and what was said."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.people.models import Kind
from goodword.web.flash import say, warn

from .forms import ThankedForm
from .models import Reward, ThankYou
from .owed import Owed, owed
from .printing import Card, cards_pdf
from .queue import REWARD, Shown, lines_of, owed_with, said, show, waiting

MOST, MOST_SAID, ON_A_SHEET = 60, 20, 10


@member_required("look")
def thanks(request: MemberRequest) -> HttpResponse:
    typed = request.GET.get("from", "")
    start = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    waits, n = waiting(request.member, request.today, MOST)
    was_said, more = said(request.member, request.today, start, MOST_SAID)
    told = {
        "lines": lines_of(waits, request.member, request.today) if not start else [],
        "n": n,
        "n_more": n - len(waits),
        "n_cards": sum(one.person.kind != Kind.UNSORTED for one in waits),
        "said": was_said,
        "start": start,
        "next": start + MOST_SAID if more else None,
        "has_gifts": Reward.objects.filter(business=request.business).exists(),
        "tab": "thanks",
    }
    return render(request, "gratitude/thanks.html", told)


@member_required("look")
def thanks_one(request: MemberRequest, code: str) -> HttpResponse:
    """The words for all that one person is owed, and how they were said. A second press finds that they were."""
    posted = request.method == "POST"
    one = row_for(request.member, ThankYou, code, to="change" if posted else "look")
    if not one.is_open:
        return redirect("thanks", request.business.code)
    shown = show(owed_with(one, request.member, request.today), request.member, request.today)
    form = ThankedForm(request.POST if posted else None, shown)
    if posted and shown.words and form.is_valid():
        _keep(request, shown, form)
        say(request, _("Kept: you thanked %(name)s.") % {"name": shown.name}, _back(one))
        return redirect("thanks", request.business.code)
    told = {"one": shown, "person": one.person, "form": form, "key": one.code, "tab": "thanks"}
    return render(request, "gratitude/one.html", told, status=422 if form.errors else 200)


def _back(one: ThankYou) -> str:
    return reverse("thanks-back", args=[one.business.code, one.code])


@transaction.atomic
def _keep(request: MemberRequest, shown: Shown, form: ThankedForm) -> None:
    told, what = form.cleaned_data, form.cleaned_data["gift"]
    if told["how"] == REWARD:
        for reward in shown.rewards:
            reward.give(request.member, request.now)
        what = shown.gift
    # What came up while the page stood open is not in the words, and stays to be thanked for.
    thanks = [one for one in shown.owed.thanks if one.code in told["codes"]]
    ThankYou.say_together(
        thanks, request.member, told["how"], request.now, wording=told["wording"], what=what, play=shown.play
    )


@require_POST
@member_required("change")
def thanks_drop(request: MemberRequest, code: str) -> HttpResponse:
    one = row_for(request.member, ThankYou, code, to="change")
    codes = request.POST.get("codes", "").split() or [one.code]
    with transaction.atomic():
        for told in owed_with(one, request.member, request.today).thanks if one.is_open else ():
            if told.code in codes:
                told.drop(request.member, request.now)
    say(request, _("No thanks needed for it."), _back(one))
    return redirect("thanks", request.business.code)


@require_POST
@member_required("change")
@transaction.atomic
def thanks_back(request: MemberRequest, code: str) -> HttpResponse:
    """The way back of either, for all that one press settled. What was handed over with it was not, either."""
    one = row_for(request.member, ThankYou, code, to="change")
    if one.how == REWARD:
        rows = Reward.objects.filter(business=request.business, person=one.person, given_at=one.said_at)
        for reward in rows:
            reward.ungive(request.member, request.now)
    for told in one.together:
        told.unsay(request.member, request.now).undrop(request.member, request.now)
    say(request, _("It is to be thanked for again."))
    return redirect("thanks", request.business.code)


@require_POST
@member_required("change")
def thanks_look(request: MemberRequest) -> HttpResponse:
    """Look at the books again, now and not with the next list."""
    from .measure import open_thanks  # arithmetic is heavy to load, and only this needs it

    if not open_thanks(request.business, request.today, request.now):
        warn(request, _("Looked: there is nothing new to thank for."))
    return redirect("thanks", request.business.code)


# Cards --------------------------------------------------------------------------------------------


@require_safe
@member_required("look")
def thanks_card(request: MemberRequest, code: str) -> HttpResponse:
    """One card, as large as a postcard."""
    one = row_for(request.member, ThankYou, code)
    told = owed_with(one, request.member, request.today) if one.is_open else owed(one.together)[0]
    return _pdf(request, "a6", [told])


@require_safe
@member_required("look")
def thanks_cards(request: MemberRequest) -> HttpResponse:
    """The ten that wait longest, on a sheet to cut."""
    waits, _n = waiting(request.member, request.today, ON_A_SHEET, sorted_only=True)
    if not waits:
        warn(request, _("Nobody to be thanked has words yet: first say who they are to you."))
        return redirect("thanks", request.business.code)
    return _pdf(request, "sheet", waits)


def _pdf(request: MemberRequest, shape: str, told: list[Owed]) -> HttpResponse:
    shown = [show(one, request.member, request.today) for one in told]
    cards = [Card(one.words.text) for one in shown if one.words and one.words.text]
    if not cards:
        raise Http404
    answer = HttpResponse(cards_pdf(shape, request.business, cards), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="thanks-{shape}.pdf"'
    return answer
