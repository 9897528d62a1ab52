"""“Who sent you?”: a page that asks everybody who comes, by a square code at the door, on a receipt or on the website.
Nobody learns there who is in the books: what is answered is the same, whatever was typed."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.links import link_to, square_code
from goodword.accounts.models import Business
from goodword.accounts.models.change import log
from goodword.accounts.public_address import public_url_ready
from goodword.accounts.strangers import LinkRequest, for_strangers, speak_as
from goodword.lib.text import squeezed
from goodword.web.flash import say

from .arriving import TooMany, keep_hello
from .landing import ArrivingForm
from .models import How
from .printing import sign_pdf
from .visits import visitor_of


def how_choices() -> list[tuple[str, str]]:
    """As a newcomer says it."""
    words = {
        How.PERSON: _("somebody told me"),
        How.AD: _("an ad"),
        How.SEARCH: _("I searched"),
        How.WALKED: _("I walked past"),
        How.ARTICLE: _("I read about you"),
        How.UNKNOWN: _("I don't know any more"),
    }
    return [(value, capfirst(label)) for value, label in words.items()]


class HelloForm(ArrivingForm):
    how = forms.ChoiceField(
        label=gettext_lazy("How did you find us?"), choices=how_choices, widget=forms.RadioSelect
    )
    who = forms.CharField(
        label=gettext_lazy("Who sent you?"),
        help_text=gettext_lazy("Their name, or the code that they gave you."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("how", "who", "name", "reach", "may_name", "page")

    def clean_who(self) -> str:
        return squeezed(self.cleaned_data["who"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("who") and told.get("how") not in (None, How.PERSON):
            self.add_error("how", _("You wrote who sent you. Choose “Somebody told me”, or empty the name."))
        return told


@require_http_methods(["GET", "HEAD", "POST"])
def hello(request: LinkRequest, shop: str) -> HttpResponse:
    business = Business.objects.filter(code=shop, asks_newcomers=True).first()
    if business is None:
        raise Http404
    speak_as(business)
    data = request.POST if request.method == "POST" else None
    form = HelloForm(data, business=business, initial={"how": How.PERSON}, auto_id="hello_%s")
    is_kept = data is not None and form.is_valid() and _kept(request, business, form)
    told = {"form": form, "is_kept": is_kept, "shop": business}
    return for_strangers(render(request, "referrals/hello.html", told, status=422 if form.errors else 200))


def _kept(request: LinkRequest, business: Business, form: HelloForm) -> bool:
    if form.cleaned_data["page"]:  # a program filled in everything
        return True
    told, on = form.cleaned_data, business.day_of(request.now)
    visitor = visitor_of(business, on, request)
    try:
        keep_hello(business, form.arriving, told["how"], told["who"], visitor, request.now)
    except TooMany:
        form.add_error(None, _("Several people have told us from here today. Just tell us when you see us."))
        return False
    return True


def address_of(business: Business) -> str:
    return link_to(reverse("hello", args=[business.code])) if public_url_ready() else ""


@member_required("own")
def hello_page(request: MemberRequest) -> HttpResponse:
    """The owner opens the page and closes it again; its address stays the same."""
    business = request.business
    if request.method == "POST":
        is_open = request.POST.get("do") == "open"
        if business.asks_newcomers != is_open:
            business.asks_newcomers = is_open
            business.save(update_fields=["asks_newcomers"])
            log(business, "business.updated", request.now, request.member, ("asks_newcomers",))
        say(request, _("The page is open.") if is_open else _("The page is closed."))
        return redirect("hello-page", business.code)
    address = address_of(business)
    told = {"address": address, "qr": square_code(address) if address else "", "tab": "came"}
    return render(request, "referrals/hello_page.html", told)


@require_safe
@member_required("own")
def hello_sign(request: MemberRequest) -> HttpResponse:
    """To fold and put on the table, or to hang up."""
    address = address_of(request.business)
    if not (address and request.business.asks_newcomers):
        raise Http404
    answer = HttpResponse(sign_pdf(request.business, address), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="who-sent-you.pdf"'
    return answer
