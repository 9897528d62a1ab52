"""Other programs: whom we tell what happens, and who tells us of sales. An owner's pages under Settings."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.accounts.links import link_to, opens_here_only
from goodword.accounts.public_address import public_url_ready
from goodword.web.flash import say

from .forms import HookForm, SecretForm
from .models import Delivery, Hook, Inlet
from .outbox import replay
from .signing import new_secret

# What is to be chosen in Stripe; stripe_events.py reads them, and two more that some need.
STRIPE_TELLS = ("checkout.session.completed", "invoice.paid", "charge.succeeded", "charge.refunded")
STRIPE_TELLS_LATE = "checkout.session.async_payment_succeeded"
STRIPE_TELLS_RESERVED = "charge.captured"


@member_required("own")
def hooks(request: MemberRequest) -> HttpResponse:
    told = rows_for(request.member, Hook).select_related("member__login", "key__member")
    inlets = rows_for(request.member, Inlet).filter(closed_at=None).select_related("member__login")
    facts = {
        "hooks": told.order_by("-made_at", "-pk"),
        "inlets": inlets.order_by("-made_at", "-pk"),
        "tab": "settings",
    }
    return render(request, "api/hooks.html", facts)


@never_cache
@member_required("own")
def hook_new(request: MemberRequest) -> HttpResponse:
    """The secret is shown on the very answer and never again."""
    known = set(rows_for(request.member, Hook).values_list("url", flat=True))
    form = HookForm(request.POST if request.method == "POST" else None, known=known)
    if not form.is_valid():
        return render(
            request,
            "api/hook_new.html",
            {"form": form, "tab": "settings"},
            status=422 if form.errors else 200,
        )
    told = form.cleaned_data
    hook, secret = Hook.make(request.business, request.member, told["url"], told["types"], request.now)
    return render(request, "api/hook_once.html", {"hook": hook, "secret": secret, "tab": "settings"})


@member_required("own")
def hook(request: MemberRequest, code: str) -> HttpResponse:
    """What was told, and what became of it."""
    found = row_for(request.member, Hook, code, to="own")
    rows = found.deliveries.order_by("-at", "-pk")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    n_given_up = rows.filter(state=Delivery.State.FAILED).count()
    facts = {"hook": found, "page": page, "n_given_up": n_given_up, "tab": "settings"}
    return render(request, "api/hook.html", facts)


@require_POST
@member_required("own")
def hook_test(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Hook, code, to="own")
    found.test(request.now)
    say(request, _("A test is on its way. Look at this page again in some seconds."))
    return _back(request, found)


@require_POST
@member_required("own")
def hook_replay(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Hook, code, to="own")
    n = replay(found, request.now)
    say(request, _("%(n)s on their way once more.") % {"n": n})
    return _back(request, found)


@require_POST
@member_required("own")
def delivery_again(request: MemberRequest, code: str) -> HttpResponse:
    delivery = row_for(request.member, Delivery, code, to="own")
    delivery.again(request.now)
    say(request, _("On its way once more."))
    return _back(request, delivery.hook)


@require_POST
@member_required("own")
def hook_pause(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Hook, code, to="own")
    found.pause(request.now, request.member)
    return _back(request, found)


@require_POST
@member_required("own")
def hook_start(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Hook, code, to="own")
    found.start(request.member, request.now)
    return _back(request, found)


@member_required("own")
def hook_remove(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Hook, code, to="own")
    back = reverse("hooks", args=[request.business.code])
    if request.method != "POST":
        asked = {
            "title": _("Remove this address?"),
            "text": _("%(url)s is told nothing any more. The list of what it was told goes too.")
            % {"url": found.url},
            "yes": _("Remove it"),
        }
        return render(request, "web/confirm.html", {**asked, "back": back, "grave": True})
    found.remove(request.member, request.now)
    say(request, _("Removed."))
    return redirect(back)


def _back(request: MemberRequest, found: Hook) -> HttpResponse:
    return redirect("hook", request.business.code, found.code)


@require_POST
@never_cache
@member_required("own")
def inlet_make(request: MemberRequest, kind: str) -> HttpResponse:
    """For Stripe the address first: Stripe tells its secret only to who has one. An address that still waits for its
    secret is the same one. For other programs the secret is ours, and shown on this very answer and never again."""
    if kind == Inlet.Kind.STRIPE:
        waits = rows_for(request.member, Inlet).filter(kind=kind, secret="", closed_at=None).first()
        made = waits or Inlet.make(request.business, request.member, kind, "", request.now)
        return redirect("inlet", request.business.code, made.code)
    if kind != Inlet.Kind.SALE:
        raise Http404
    secret = new_secret()
    made = Inlet.make(request.business, request.member, Inlet.Kind.SALE, secret, request.now)
    return _inlet_page(request, made, secret=secret)


@member_required("own")
def inlet(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Inlet, code, to="own")
    if found.kind != Inlet.Kind.STRIPE:
        return _inlet_page(request, found)
    form = SecretForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _inlet_page(request, found, form=form)
    found.take_secret(form.cleaned_data["secret"], request.member, request.now)
    say(request, _("From now on Stripe's payments come in by themselves."))
    return redirect("hooks", request.business.code)


def _inlet_page(
    request: MemberRequest, found: Inlet, secret: str = "", form: SecretForm | None = None
) -> HttpResponse:
    facts = {
        "inlet": found,
        "address": link_to(found.path),
        "here_only": opens_here_only(),
        # Another program may run in the same network; Stripe never does.
        "is_reached": found.kind != Inlet.Kind.STRIPE or public_url_ready(),
        "secret": secret,
        "form": form,
        "events": STRIPE_TELLS,
        "slow_event": STRIPE_TELLS_LATE,
        "reserved_event": STRIPE_TELLS_RESERVED,
        "tab": "settings",
    }
    return render(request, "api/inlet.html", facts, status=422 if form and form.errors else 200)


@member_required("own")
def inlet_close(request: MemberRequest, code: str) -> HttpResponse:
    found = row_for(request.member, Inlet, code, to="own")
    back = reverse("hooks", args=[request.business.code])
    if request.method != "POST":
        asked = {
            "title": _("Close this address?"),
            "text": _("Whatever is told there from now on is not heard. What came in stays."),
            "yes": _("Close it"),
        }
        return render(request, "web/confirm.html", {**asked, "back": back, "grave": True})
    found.close(request.member, request.now)
    say(request, _("The address is closed."))
    return redirect(back)
