"""Who sent one newcomer: every trace, which of them counts and why the others don't, and the owner's own word."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.gratitude.measure import follow_word
from goodword.lib.codes import new_code
from goodword.lib.text import squeezed
from goodword.people.finding import first_of, near, search
from goodword.people.models import Person
from goodword.referrals.deciding import Lost
from goodword.referrals.looking import Look
from goodword.referrals.models import Decision, Evidence, Referral
from goodword.referrals.noting import SentThemselves
from goodword.referrals.overruling import IsACircle, decision_on, let_the_rule_decide, overrule
from goodword.referrals.panels import came_first, name_seen
from goodword.sales.models import Sale
from goodword.web.flash import say
from goodword.web.forms import PlainForm

from .came_form import LOOKED_AT, MOST, labelled, seen, there_are_more
from .said import day_words

NOBODY = "nobody"


def lost_words() -> dict[str, str]:
    return {
        Lost.NOBODY: _("nobody in your books bears exactly this name, or more than one does"),
        Lost.LATE: _("they had come to you before"),
        Lost.STALE: _("it was more than 90 days before they first came"),
        Lost.KNOWN: _("you had been in touch with them before"),
        Lost.STRANGER: _("you did not know the sender yet"),
        Lost.CIRCLE: _("it would go round in a circle: they came first"),
        Lost.WEAKER: _("another trace says more"),
        Lost.DECIDED: _("you decided otherwise"),
    }


def look_words(referral: Referral) -> str:
    """Why it is worth a look; "" if it is not."""
    words = {
        Look.HOME: _("they live together"),
        Look.WAY: _("they have the same mail or phone"),
        Look.CARD: _("it looks as if both paid with the same card"),
        Look.MAIL: _("the newcomer's mail is of a kind that is used once and thrown away"),
        Look.BURST: _("several newcomers came from one place that day"),
    }
    return "; ".join(words[Look(one)] for one in referral.look.split())


@dataclass(frozen=True, slots=True)
class TraceTold:
    words: str
    when: str
    why_not: str  # "" if it counts


class DecideForm(PlainForm):
    sender = forms.ChoiceField(
        label=gettext_lazy("Who sent them?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one, or look for another name.")},
    )
    why = forms.CharField(
        label=gettext_lazy("How do you know?"),
        max_length=200,
        help_text=gettext_lazy("A few words for later: you will not remember."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(max_length=12, widget=forms.HiddenInput)


@member_required("look")
def sent_by(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change" if request.method == "POST" else "look")
    person.business = request.business
    is_looking = "find" in request.POST
    typed = _looked_for(request, is_looking=is_looking)
    people, has_more = _offered(request, person, typed)
    data = request.POST if request.method == "POST" and not is_looking else None
    form = DecideForm(data, initial=_first(request, is_looking=is_looking), auto_id="decide_%s")
    field = form.fields["sender"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*labelled(request.member, people), (NOBODY, _("Nobody: they came by themselves"))]
    field.help_text = there_are_more() if has_more else ""
    if data is not None and form.is_valid() and (decision := _decide(request, person, people, form)):
        undo = reverse("sent-by-rule", args=[request.business.code, decision.code])
        say(request, _("Kept: that is your word, and it goes before everything else."), undo)
        return redirect("sent-by", request.business.code, person.code)
    decision = decision_on(person)
    told = {
        "person": person,
        "referral": _seen_referral(request, person),
        "decision": decision,
        "decided_on": day_words(request.business.day_of(decision.at), request.today) if decision else "",
        "traces": _told_of(request, _traces(person)),
        "form": form,
        "typed": typed,
        "tab": "tree",
    }
    return render(request, "desk/sent_by.html", told, status=422 if form.errors else 200)


def _looked_for(request: MemberRequest, *, is_looking: bool) -> str:
    """The name by which people are offered: what was just typed, or what the page was made for."""
    first = "q" if is_looking else "looked_for"
    return squeezed(request.POST.get(first, request.GET.get("q", "")).replace("\0", ""))[:200]


def _first(request: MemberRequest, *, is_looking: bool) -> dict[str, str]:
    """Whoever looks for another name finds what they had typed and chosen as it was."""
    kept = {name: request.POST.get(name, "") for name in ("sender", "why", "key")} if is_looking else {}
    return {"key": new_code()} | {name: told for name, told in kept.items() if told}


def _decide(
    request: MemberRequest, person: Person, people: list[Person], form: DecideForm
) -> Decision | None:
    told = form.cleaned_data
    referrer = next((one for one in people if one.code == told["sender"]), None)
    try:
        with transaction.atomic():
            decision = overrule(person, referrer, told["why"], request.member, request.now, told["key"])
            follow_word(person, request.today, request.now)
    except (SentThemselves, IsACircle) as error:
        form.add_error("sender", str(error))
        return None
    return decision


def _offered(request: MemberRequest, person: Person, typed: str) -> tuple[list[Person], bool]:
    """Whom the traces name or may mean, or who bears a name like the one looked for; and whether there are more."""
    named: dict[int, Person] = {}
    if typed:
        found = near(request.business.pk, typed, LOOKED_AT)
        found = found or list(
            search(rows_for(request.member, Person), typed).order_by("sort_name", "id")[:LOOKED_AT]
        )
        named = {one.pk: one for one in found}
    for trace in _traces(person) if not typed else []:
        found = [trace.referrer] if trace.referrer else near(request.business.pk, trace.referrer_typed, MOST)
        named |= {one.pk: one for one in found}
    people = [one for one in seen(request.member, list(named.values())) if one.pk != person.pk]
    shown = first_of(people, MOST)
    return shown, bool(typed) and (len(shown) < len(people) or len(named) >= LOOKED_AT)


def _traces(person: Person) -> list[Evidence]:
    rows = person.sent_by.filter(withdrawn_at=None).select_related("referrer")
    return list(rows.order_by("lost", "-happened_on", "-pk")[:50])


def _told_of(request: MemberRequest, traces: list[Evidence]) -> list[TraceTold]:
    came = came_first(traces, request.today)

    def told(trace: Evidence) -> TraceTold:
        name = name_seen(trace.referrer, request.member) if trace.referrer else f"“{trace.referrer_typed}”"
        when = day_words(trace.happened_on, request.today) if trace.is_dated else ""
        how = "; ".join(filter(None, (trace.get_kind_display(), "" if when else came.get(trace.referred_id))))
        words = _("%(name)s. How we know: %(how)s.") % {"name": name, "how": how}
        return TraceTold(words, when, lost_words().get(trace.lost, ""))

    return [told(one) for one in traces]


def _seen_referral(request: MemberRequest, person: Person) -> dict[str, Any] | None:
    found = Referral.objects.filter(referred=person).select_related("referrer").first()
    if found is None:
        return None
    name = name_seen(found.referrer, request.member) if found.referrer else ""
    return {
        "name": name,
        "code": found.referrer.code if found.referrer else "",
        "state": found.state,
        "look": look_words(found),
        "has_money_back": _has_money_back(request, found),
    }


def _has_money_back(request: MemberRequest, referral: Referral) -> bool:
    """Whether they came, and no sale of theirs was kept: each that counts was given back in full."""
    if referral.state != Referral.State.QUALIFIED:
        return False
    sold = rows_for(request.member, Sale).filter(person=referral.referred_id, state=Sale.State.COUNTED)
    return sold.filter(is_refunded=True).exists()


@require_POST
@member_required("change")
def rule(request: MemberRequest, code: str) -> HttpResponse:
    """Take the owner's word back: the traces decide again."""
    decision = row_for(request.member, Decision, code, to="change")
    with transaction.atomic():
        let_the_rule_decide(decision, request.member, request.now)
        follow_word(decision.referred, request.today, request.now)
    say(request, _("The traces decide again."))
    return redirect("sent-by", request.business.code, decision.referred.code)
