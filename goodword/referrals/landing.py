"""The page that a newcomer opens: who sent them if they agreed, what we do, and one clear thing to do; and a few words
to say that they are coming."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from goodword.accounts.links import link_to
from goodword.accounts.models import Business, Login, Member
from goodword.accounts.strangers import LinkRequest, for_strangers, is_from_here, speak_as
from goodword.lib.mailto import mailto
from goodword.lib.phones import shown
from goodword.lib.text import squeezed
from goodword.lib.together import NotDone
from goodword.lib.vcards import VCard, vcard
from goodword.web.forms import PlainForm
from goodword.web.views import not_now

from .arriving import Arriving, TooMany, keep_newcomer, way_of
from .models import Evidence, ShareLink
from .opened import Opened, find_opened
from .ready import MADE_OF
from .sharing import find_named
from .visits import keep_visit, visitor_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a newcomer can do."""

    label: str
    address: str


class ArrivingForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reach = forms.CharField(
        label=gettext_lazy("Your mail or phone"),
        max_length=200,
        help_text=gettext_lazy("So that we know you when you come."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    may_name = forms.BooleanField(label=gettext_lazy("Whoever sent me may hear that I came"), required=False)
    # Nobody sees it; programs fill in everything.
    page = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, business: Business, **more: Any) -> None:
        super().__init__(*args, **more)
        self.business = business
        if business.is_discreet:
            del self.fields["may_name"]

    def clean_name(self) -> str:
        return squeezed(self.cleaned_data["name"])

    def clean_reach(self) -> str:
        typed = squeezed(self.cleaned_data["reach"])
        if not way_of(typed, self.business.country)[1]:
            raise forms.ValidationError(_("Write a mail address like dana@example.com, or a phone number."))
        return typed

    @property
    def arriving(self) -> Arriving:
        told = self.cleaned_data
        kind, key = way_of(told["reach"], self.business.country)
        return Arriving(told["name"], kind, key, told["reach"], told.get("may_name", False))


# No cookie: whoever only looks keeps nothing of ours, and the page is the same for everybody. Nobody's rights are in
# the form, so there is nothing that another site could borrow; it is refused from there all the same.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: LinkRequest, token: str, by: str = Evidence.Kind.LINK) -> HttpResponse:
    if request.method == "POST":
        return _told_us(request, _opened(request, token), by)
    try:
        opened = keep_visit(token, request.META, request.now, is_own=_is_own(request, token))
    except NotDone:
        return not_now()
    if opened is None:
        raise Http404
    link = opened.link
    speak_as(link.business)
    request.META[MADE_OF] = opened.shown, opened.more(request.now)
    return _page(request, link, opened, ArrivingForm(business=link.business))


def _told_us(request: LinkRequest, opened: Opened, by: str) -> HttpResponse:
    if not is_from_here(request):
        raise PermissionDenied(_("This came from another page. Open the link again, and tell us there."))
    link = ShareLink.objects.select_related("person", "business").get(pk=opened.told("id"))
    form = ArrivingForm(request.POST, business=link.business)
    is_kept = form.is_valid() and _kept(request, link, form, by)
    return _page(request, link, opened, form, is_kept=is_kept)


def _page(
    request: LinkRequest,
    link: ShareLink,
    opened: Opened,
    form: ArrivingForm,
    *,
    is_kept: bool = False,
) -> HttpResponse:
    """Made of what `opened` tells, and of nothing else: it may stand ready for the next (ready.py)."""
    told = {
        "form": form,
        "is_kept": is_kept,
        "shop": link.business,
        "name": name_told(link),
        "steps": steps(link.business),
        "said": opened.said,
        "spoken": "" if link.stopped_at else link.said,
        **opened.more(request.now)._asdict(),
        "token": link.token,
        "whole": link_to(reverse("landing", args=[link.token])),
    }
    return for_strangers(render(request, "referrals/landing.html", told, status=422 if form.errors else 200))


def _kept(request: LinkRequest, link: ShareLink, form: ArrivingForm, by: str) -> bool:
    """What is said is the same, whether they are new, known, or a program that filled in everything."""
    if form.cleaned_data["page"] or link.stopped_at is not None or not link.person.is_here:
        return True
    on = link.business.day_of(request.now)
    try:
        keep_newcomer(link, form.arriving, by, visitor_of(link.business, on, request), request.now)
    except TooMany:
        form.add_error(None, _("Several people have told us from here today. Just come by, or call us."))
        return False
    return True


@require_safe
def named(request: LinkRequest, shop: str, given: str) -> HttpResponse:
    """An address of words, for a board or a card. It leads to the one of letters, where all is kept."""
    link = find_named(shop, given)
    if link is None:
        raise Http404
    return for_strangers(redirect("landing", link.token))


@require_safe
def card(request: LinkRequest, token: str) -> HttpResponse:
    """The business as a contact, with the code inside: people pass on a plumber by passing on the contact."""
    link = _opened(request, token).link
    shop = link.business
    told = VCard(
        uid=f"{shop.code}-{link.token}",
        name=shop.name,
        organisation=shop.name,
        town=shop.public_place,
        mails=tuple(filter(None, [shop.public_mail])),
        phones=tuple(filter(None, [shop.public_phone])),
        urls=(link_to(request.path.removesuffix("card.vcf")),),
        note="" if link.stopped_at else _("Say the code %(code)s when you come.") % {"code": link.spoken},
        is_company=True,
    )
    answer = HttpResponse(vcard(told), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="contact.vcf"'
    return for_strangers(answer)


def _opened(request: LinkRequest, token: str) -> Opened:
    opened = find_opened(token)
    if opened is None:
        raise Http404
    speak_as(opened.link.business)
    return opened


def name_told(link: ShareLink) -> str:
    """The given name, if they agreed; never at a practice, where to be named is to be known as a patient."""
    person = link.person
    if link.stopped_at or not link.may_name or link.business.is_discreet or not person.is_here:
        return ""
    return person.first_name


def steps(shop: Business) -> list[Step]:
    """The first is the clear one; what is not set is not there."""
    place = quote(shop.public_place)
    found = (
        (_("Book a time"), shop.public_booking),
        (_("Show the way"), f"https://www.openstreetmap.org/search?query={place}" if place else ""),
        (_("Call %(number)s") % {"number": shown(shop.public_phone, shop.country)}, _tel(shop)),
        (_("Write"), mailto(shop.public_mail, _("A question")) if shop.public_mail else ""),
        (_("Have a look at our page"), shop.public_web),
    )
    return [Step(label, address) for label, address in found if address]


def _tel(shop: Business) -> str:
    return (
        f"tel:{''.join(sign for sign in shop.public_phone if sign in '+0123456789')}"
        if shop.public_phone
        else ""
    )


def _is_own(request: HttpRequest, token: str) -> bool:
    user = getattr(request, "user", None)
    if not isinstance(user, Login):
        return False
    opened = find_opened(token)
    return (
        opened is not None and Member.objects.filter(login=user, business=opened.told("business_id")).exists()
    )
