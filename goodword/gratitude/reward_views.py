"""Who gets what: what waits, what is to be given, what was given, what was taken back. Each press has its way back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.models import Member
from goodword.lib.days import date_words
from goodword.lib.money import money_words
from goodword.referrals.models import Program
from goodword.referrals.panels import name_seen
from goodword.talks.said import day_words
from goodword.talks.ways import Way, ways_for, ways_of
from goodword.web.flash import say, warn

from .allotting import Over
from .reward_words import CODE_WORDS, code_words, counter_words
from .rewarding import over, restore, settle_rewards
from .rewards import Reward, find_by_code

State, Why = Reward.State, Reward.Why
MOST = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page."""

    reward: Reward
    who: str
    what: str
    why: str
    when: str
    words: str = ""  # to hand its code over
    ways: list[Way] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    state: str
    title: str
    rows: list[Shown]


@member_required("look")
def rewards(request: MemberRequest) -> HttpResponse:
    """All of them; with ?code= what a code at the counter stands for."""
    titles = (
        (State.APPROVED, _("To be given")),
        (State.PENDING, _("Waits")),
        (State.GIVEN, _("Given")),
        (State.REVERSED, _("Taken back")),
    )
    groups = [Group(state, title, _rows(request, state)) for state, title in titles]
    typed = request.GET.get("code", "")[:40]
    found = find_by_code(request.business.pk, typed) if typed else None
    told: dict[str, Any] = {
        "groups": [group for group in groups if group.rows],
        "has_program": rows_for(request.member, Program).exists(),
        "money": _money(request),
        "over": over_words(over(request.business)),
        "typed": typed,
        "has_codes": Reward.objects.filter(business=request.business).exclude(counter_code="").exists(),
        "found": _shown(found, request.member, request.today) if found else None,
        "found_words": counter_words(found) if typed else "",
        "tab": "thanks",
    }
    return render(request, "gratitude/rewards.html", told)


def _rows(request: MemberRequest, state: str) -> list[Shown]:
    rows = rows_for(request.member, Reward).filter(state=state).select_related("person", "newcomer")
    rows = rows.order_by("due_on", "pk") if state in (State.PENDING, State.APPROVED) else rows.order_by("-pk")
    return [_shown(one, request.member, request.today) for one in rows[:MOST]]


def _shown(one: Reward, member: Member, today: date) -> Shown:
    one.business = member.business
    person = one.person
    has_words = bool(one.counter_code and person and one.is_usable)
    words = code_words(one) if has_words else ""
    return Shown(
        one,
        name_seen(person, member) if person else _("somebody who was forgotten"),
        one.promise.words(member.business.locale),
        _reason(one, member),
        _when(one, today),
        words,
        _ways(one, words) if has_words else [],
    )


def _reason(one: Reward, member: Member) -> str:
    if one.side == Reward.Side.NEWCOMER:
        return _("for coming")
    if one.newcomer is None:
        return _("for sending somebody")
    return _("for sending %(name)s") % {"name": name_seen(one.newcomer, member)}


def _when(one: Reward, today: date) -> str:
    if one.state == State.PENDING and one.due_on <= today:
        return _("It is worth a look who sent them: say so under “Who sent who”, or approve it here.")
    if one.state == State.PENDING:
        return _("Waits until %(day)s, in case the money is given back.") % {"day": date_words(one.due_on)}
    if one.state == State.REVERSED:
        words = _("Taken back: %(why)s.") % {"why": one.get_why_display()}
        return (
            f"{words} {_('It was given already: nothing is taken from anybody.')}" if one.was_given else words
        )
    if one.given_on is None:
        return ""
    if not one.counter_code:
        return _("Given %(day)s.") % {"day": day_words(one.given_on, today)}
    if one.used_at:
        used = day_words(one.business.day_of(one.used_at), today)
        return _("The code %(code)s was used %(day)s.") % {"code": one.said_code, "day": used}
    return _("Given as the code %(code)s, not used yet.") % {"code": one.said_code}


def _ways(one: Reward, words: str) -> list[Way]:
    person = one.person
    assert person is not None
    found = ways_for(ways_of(person), one.business.country, CODE_WORDS, words, person.first_name)
    return [way for way in found if way.carries_words]


def _money(request: MemberRequest) -> list[str]:
    """What it has come to, by currency: given, and still to be given."""
    told: dict[str, list[int]] = {}
    rows = Reward.objects.filter(business=request.business).exclude(state=State.REVERSED, given_at=None)
    for currency, given_at, cents in rows.values_list("currency", "given_at", "cents"):
        told.setdefault(currency, [0, 0])[0 if given_at else 1] += cents
    locale = request.business.locale
    return [
        _("%(given)s given, %(open)s still to be given.")
        % {"given": money_words(given, currency, locale), "open": money_words(left, currency, locale)}
        for currency, (given, left) in sorted(told.items())
        if given or left
    ]


def over_words(found: dict[str, int]) -> list[str]:
    """Where the limits have said no, in words."""
    words = []
    if n := found.get(Over.BUDGET):
        words.append(
            ngettext("%(n)d gift is not made: the money is used up.",
                     "%(n)d gifts are not made: the money is used up.", n) % {"n": n}
        )  # fmt: skip
    if n := found.get(Over.IN_ALL):
        words.append(
            ngettext("%(n)d gift is not made: more newcomers came than you set.",
                     "%(n)d gifts are not made: more newcomers came than you set.", n) % {"n": n}
        )  # fmt: skip
    if n := found.get(Over.A_YEAR):
        words.append(
            ngettext("%(n)d gift is not made: one person has had the most for this year.",
                     "%(n)d gifts are not made: one person has had the most for that year.", n) % {"n": n}
        )  # fmt: skip
    return words


@require_POST
@member_required("change")
def reward_step(request: MemberRequest, code: str) -> HttpResponse:
    """One press; what is out of its turn is told and changes nothing."""
    one = row_for(request.member, Reward, code, to="change")
    who = (request.member, request.now)
    do = request.POST.get("do") or request.GET.get("do", "")
    steps = {
        "approve": (one.approve, _("It can be given now."), "unapprove"),
        "unapprove": (one.unapprove, _("It waits again."), ""),
        "give": (one.give, _("Kept: it was given."), "ungive"),
        "code": (one.give_as_code, _("Here is the code. Send it, or say it."), "ungive"),
        "ungive": (one.ungive, _("It is to be given again."), ""),
        "use": (one.use, _("Kept: the code was used."), "unuse"),
        "unuse": (one.unuse, _("The code is good again."), ""),
        "reverse": (one.reverse, _("Taken back. A code for it is good no more."), "restore"),
    }
    if do == "restore":
        done, words, back = restore(one, *who), _("It is undone."), ""
    elif do in steps:
        verb, words, back = steps[do]
        done = verb(*who)
        settle_rewards(request.business, request.today, request.now)
    else:
        warn(request, _("Choose what to do with it."))
        return redirect("rewards", request.business.code)
    if done:
        undo = reverse("reward-step", args=[request.business.code, one.code]) + f"?do={back}" if back else ""
        say(request, words, undo)
    else:
        warn(request, _("Nothing was done: it has moved on meanwhile. Look where it stands now."))
    return redirect("rewards", request.business.code)
