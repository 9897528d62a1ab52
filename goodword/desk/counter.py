"""The counter: one page, by a link that is pinned there, for staff who do one thing: “Someone came. Who sent them?”

It shows nobody from the books: a code or a name is typed, and what it means is settled by the books alone.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.links import whole_link
from goodword.accounts.models import Business, Link
from goodword.accounts.strangers import LinkRequest, for_strangers, speak_as
from goodword.gratitude.measure import close_unfounded
from goodword.gratitude.reward_words import counter_words
from goodword.gratitude.rewards import Reward, find_by_code
from goodword.lib.codes import new_code
from goodword.lib.text import squeezed
from goodword.referrals.models import Evidence, How, Newcomer
from goodword.referrals.noting import Came, note_newcomer, take_back
from goodword.referrals.sharing import find_link, is_like_a_code
from goodword.web.flash import say
from goodword.web.forms import PlainForm

from .came import open_thanks_for
from .came_form import how_choices


class CounterForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=200,
        help_text=gettext_lazy("A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did they find you?"),
        choices=how_choices,
        initial=How.PERSON,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=gettext_lazy("Who sent them?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The name, or the code, as they say it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, business: Business, **more: Any) -> None:
        super().__init__(*args, **more)
        self.business = business

    def clean_name(self) -> str:
        return squeezed(self.cleaned_data["name"])

    def clean_who(self) -> str:
        typed = squeezed(self.cleaned_data["who"])
        if is_like_a_code(typed) and find_link(self.business.pk, typed) is None:
            raise forms.ValidationError(_("Nobody has this code. Look again, or write the name."))
        return typed

    def came(self, business: Business) -> Came:
        told = self.cleaned_data
        if not told["who"]:
            return Came(told["how"], name=told["name"])
        by_code = find_link(business.pk, told["who"])
        return Came(
            How.PERSON,
            name=told["name"],
            referrer=by_code.person if by_code else None,
            referrer_typed=told["who"],
            code=by_code.spoken if by_code else "",
            proof=Evidence.Kind.SLIP,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: LinkRequest, token: str) -> HttpResponse:
    link = Link.find(Link.Purpose.COUNTER, token, request.now)
    if link is None or link.business is None:
        raise Http404
    speak_as(link.business)
    if request.method == "POST" and "undo" in request.POST:
        _undo(link, request.POST["undo"], request.now)
        return redirect("counter", token)
    if request.method == "POST" and ("use" in request.POST or "unuse" in request.POST):
        return _hand_over(request, link, token)
    posted = request.method == "POST"
    form = CounterForm(
        request.POST if posted else None,
        business=link.business,
        initial={"key": new_code()},
        auto_id="counter_%s",
    )
    if posted and form.is_valid():
        _keep(link, form, request.now)
        return redirect("counter", token)
    told = {"shop": link.business, "form": form, "kept": _kept_today(link, request.now)}
    told |= _gift(link.business, request.GET.get("gift", "")[:40], request.now)
    return for_strangers(render(request, "desk/counter.html", told, status=422 if form.errors else 200))


def _gift(business: Business, typed: str, at: datetime) -> dict[str, Any]:
    """What a code stands for; whose it is, the page does not tell."""
    has_codes = Reward.objects.filter(business=business).exclude(counter_code="").exists()
    found = find_by_code(business.pk, typed) if typed else None
    used_today = bool(found and found.used_at and business.day_of(found.used_at) == business.day_of(at))
    words = counter_words(found) if typed else ""
    return {
        "has_codes": has_codes,
        "typed": typed,
        "gift": found,
        "gift_words": words,
        "used_today": used_today,
    }


def _hand_over(request: LinkRequest, link: Link, token: str) -> HttpResponse:
    """The code was used now; or, today only, it was not."""
    assert link.business is not None
    business, typed = link.business, request.POST.get("use") or request.POST.get("unuse", "")
    if found := find_by_code(business.pk, typed):
        if "use" in request.POST:
            found.use(None, request.now)
        elif found.used_at and business.day_of(found.used_at) == business.day_of(request.now):
            found.unuse(None, request.now)
    return redirect(f"{reverse('counter', args=[token])}?{urlencode({'gift': typed[:40]})}#gift")


def _begins(link: Link) -> str:
    return f"counter:{link.digest[:16]}:"


@transaction.atomic
def _keep(link: Link, form: CounterForm, at: datetime) -> None:
    assert link.business is not None
    key = f"{_begins(link)}{form.cleaned_data['key']}"
    open_thanks_for(note_newcomer(link.business, None, at, form.came(link.business), key), at)


def _kept_today(link: Link, at: datetime) -> list[Newcomer]:
    """What was noted here today, and by nobody else; the last first, so that a slip can be taken back."""
    assert link.business is not None
    rows = Newcomer.objects.filter(business=link.business, key__startswith=_begins(link))
    return list(rows.filter(on=link.business.day_of(at)).select_related("person").order_by("-at", "-pk")[:5])


@transaction.atomic
def _undo(link: Link, code: str, at: datetime) -> None:
    for one in _kept_today(link, at):
        if one.code == code:
            take_back(one, None, at)
            close_unfounded(one.business, one.business.day_of(at), at)


@member_required("own")
def counter_link(request: MemberRequest) -> HttpResponse:
    """The owner makes the link and takes it back. It is told once; another press makes another, and ends the first."""
    rows = Link.objects.filter(purpose=Link.Purpose.COUNTER, business=request.business, revoked_at=None)
    told: dict[str, Any] = {"tab": "came"}
    if request.method == "POST":
        with transaction.atomic():
            rows.update(revoked_at=request.now)
            if "stop" not in request.POST:
                _link, token = Link.make(Link.Purpose.COUNTER, request.now, business=request.business)
                told |= whole_link(reverse("counter", args=[token]))
        if "stop" in request.POST:
            say(request, _("Taken back. The page at the counter opens no more."))
            return redirect("counter-link", request.business.code)
    return render(request, "desk/counter_link.html", told | {"is_pinned": rows.exists()})
