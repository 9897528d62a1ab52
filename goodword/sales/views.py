"""Sales by hand, with a way back; two sales that may be one; the table of all sales to take along."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.codes import new_code
from goodword.people.models import Person
from goodword.web.flash import say, warn

from . import hand
from .forms import GiveBackForm, SaleForm
from .leaving import csv_lines
from .models import Sale
from .pairs import Pairs, find_word, pair_shown, plain_code
from .panels import sale_words, typed_money
from .twins import HAND


def to_person(person: Person | None, request: MemberRequest) -> HttpResponse:
    if person is None:
        return redirect("people", request.business.code)
    return redirect("person", request.business.code, person.code)


def sale_for(request: MemberRequest, code: str) -> Sale:
    """A telling with that code, of a person whom this member may see."""
    sale = row_for(request.member, Sale, plain_code(code), to="change")
    if sale.person_id and not rows_for(request.member, Person).filter(pk=sale.person_id).exists():
        raise Http404
    return sale


def undo_at(request: MemberRequest, sale: Sale) -> str:
    return reverse("sale-undo", args=[request.business.code, sale.code])


@member_required("change")
def add(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change")
    first = {"on": request.today, "key": new_code()}
    form = SaleForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        business=request.business,
        today=request.today,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        cents, currency = told["amount"]
        sale = hand.add_sale(
            request.business,
            request.member,
            request.now,
            person=person,
            cents=cents,
            currency=currency,
            on=told["on"],
            what=told["what"],
            key=told["key"],
        )
        words = {"sale": sale_words(sale, request.business.locale), "name": person}
        say(request, _("Kept for %(name)s: %(sale)s") % words, undo_at(request, sale))
        return to_person(person, request)
    return _show(request, form, _("A sale to %(name)s") % {"name": person}, person)


@member_required("change")
def mend(request: MemberRequest, code: str) -> HttpResponse:
    sale = sale_for(request, code)
    if sale.is_refund or sale.state not in (Sale.State.COUNTED, Sale.State.TWIN):
        raise Http404
    first = {"amount": typed_money(sale), "on": sale.on, "what": sale.what}
    form = SaleForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        business=request.business,
        today=max(request.today, sale.on),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        cents, currency = told["amount"]
        fields = {"goods_cents": cents, "currency": currency, "on": told["on"], "what": told["what"]}
        mended = hand.mend_sale(sale, request.member, request.now, **fields)
        if mended.pk != sale.pk:
            say(request, _("Mended."), undo_at(request, mended))
        return to_person(sale.person, request)
    return _show(request, form, _("Mend a sale"), sale.person, sale=sale)


@member_required("change")
def give_back(request: MemberRequest, code: str) -> HttpResponse:
    sale = sale_for(request, code)
    posted = request.method == "POST"
    left = hand.left_of(sale, but=request.POST.get("key", ""))
    if sale.vendor != HAND or sale.is_refund or sale.state != Sale.State.COUNTED or not (left or posted):
        raise Http404
    first = {"amount": typed_money(sale, left), "on": request.today, "key": new_code()}
    form = GiveBackForm(
        request.POST if posted else None, initial=first, sale=sale, left=left, today=request.today
    )
    if posted and form.is_valid():
        told = form.cleaned_data
        fields = {"cents": told["amount"][0], "on": told["on"], "what": told["what"], "key": told["key"]}
        back = hand.give_back(sale, request.member, request.now, **fields)
        say(
            request,
            _("Kept: %(sale)s") % {"sale": sale_words(back, request.business.locale)},
            undo_at(request, back),
        )
        return to_person(sale.person, request)
    title = _("Money given back to %(name)s") % {"name": sale.person or _("somebody")}
    return _show(request, form, title, sale.person)


def _show(
    request: MemberRequest, form: SaleForm, title: str, person: Person | None, sale: Sale | None = None
) -> HttpResponse:
    told = {
        "form": form,
        "title": title,
        "person": person,
        "sale": sale,
        "by_hand": sale and sale.vendor == HAND,
        "tab": "people",
    }
    return render(request, "sales/form.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def take_away(request: MemberRequest, code: str) -> HttpResponse:
    sale = sale_for(request, code)
    if sale.state in (Sale.State.COUNTED, Sale.State.TWIN):
        gone = hand.take_away(sale, request.member, request.now)
        say(request, _("The sale is taken away."), undo_at(request, gone))
    else:
        warn(request, _("This sale does not count as it is."))
    return to_person(sale.person, request)


@require_POST
@member_required("change")
def undo(request: MemberRequest, code: str) -> HttpResponse:
    if hand.was_untold(request.business, code):
        say(request, _("It is undone."))
        return redirect("people", request.business.code)
    sale = sale_for(request, code)
    if not hand.untell(sale, request.member, request.now):
        warn(request, _("This sale came from a file. Undo the file, or take the sale away."))
        return to_person(sale.person, request)
    say(request, _("It is undone."))
    return to_person(sale.person, request)


@member_required("look")
def twins(request: MemberRequest) -> HttpResponse:
    """Sales that were seen by two vendors and count once: the owner may know better."""
    if request.method == "POST":
        return _decide(request)
    pairs = Pairs(request.member, request.GET.get("after", ""))
    told = {
        "pairs": [pair_shown(counted, twin, request.today) for counted, twin in pairs.undecided],
        "n": pairs.n_twins,
        "after": pairs.after,
        "is_later_page": bool(request.GET.get("after")),
        "decided": pairs.decided(),
        "tab": "people",
    }
    return render(request, "sales/twins.html", told)


def _decide(request: MemberRequest) -> HttpResponse:
    here = redirect(request.get_full_path())  # not back to the first page
    one = sale_for(request, request.POST.get("one", ""))
    other = sale_for(request, request.POST.get("other", ""))
    answer = request.POST.get("answer", "")
    if answer not in ("same", "different") or one.vendor == other.vendor:
        warn(request, _("Choose one: the same sale, or two sales."))
        return here
    word = hand.say_twins(one, other, request.member, request.now, is_same=answer == "same")
    words = _("They count as one sale.") if word.is_same else _("They count as two sales.")
    say(request, words, reverse("twins-undo", args=[request.business.code, word.pk]))
    return here


@require_POST
@member_required("change")
def undo_twins(request: MemberRequest, word: int) -> HttpResponse:
    """Safe to press twice: a word that is gone is gone."""
    if found := find_word(request.member, word):
        hand.unsay_twins(found, request.member, request.now)
    say(request, _("It is undone."))
    return redirect("twins", request.business.code)


@require_safe
@member_required("own")
def sales_csv(request: MemberRequest) -> StreamingHttpResponse:
    parts: Iterator[str] = csv_lines(request.business)
    name = f"{request.business.code}-sales.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8", headers=headers)
