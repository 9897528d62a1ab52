"""Somebody's own link, code and words to pass on: made by a member in one tap, handed to whoever speaks for us."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.accounts.links import link_to, square_code
from goodword.accounts.models import Business
from goodword.accounts.public_address import public_url_ready
from goodword.lib.mailto import mailto
from goodword.people.models import Person
from goodword.talks.play import HI, Play
from goodword.talks.ways import Way, ways_for, ways_of
from goodword.web.flash import say

from .models import ShareLink
from .printing import SHAPES, pdf
from .programs import Gets, gets
from .sharing import given_for, let_name, link_of, make_link, name_address, start_again, stop
from .visits import n_visits
from .website import on_website

# Not one of talks' plays: nobody is asked for anything.
PASS_ON = Play(
    "pass_on",
    "touch",
    gettext_lazy("Something to pass on"),
    (),
    greeting=HI,
    subject=pgettext_lazy("subject of a mail", "Something to pass on"),
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What is handed on. Without a public address there is no link, and the code does as well."""

    link: ShareLink
    address: str
    by_square: str  # the same page; who came by the square code is told apart
    on_website: str  # the business's website with the code in the address, if it has one
    words: str

    @property
    def qr(self) -> str:
        return square_code(self.by_square) if self.address else ""


def ways_to(person: Person, text: str) -> list[Way]:
    """What opens the member's own phone or mail with the text in it: to them, or to be chosen there."""
    found = ways_for(ways_of(person), person.business.country, PASS_ON, text, person.first_name)
    return [way for way in found if way.carries_words] or ways_to_anybody(text)


def ways_to_anybody(text: str) -> list[Way]:
    """What opens one's own phone or mail with the text in it; to whom is chosen there."""
    told = quote(text)
    return [
        Way("whatsapp", _("WhatsApp"), f"https://wa.me/?text={told}", True),
        Way("text", _("Text message"), f"sms:?&body={told}", True),
        Way("mail", _("Mail"), mailto("", _("I thought of you"), text), True),
    ]


def sent_along(person: Person, words: str) -> str:
    """The words for them to pass on, as the member sends them."""
    hello = _("Hi %(name)s, here is something to pass on, if you like:") % {
        "name": person.first_name or person
    }
    return f"{hello}\n\n{words}"


@member_required("look")
def share(request: MemberRequest, code: str) -> HttpResponse:
    person = row_for(request.member, Person, code, to="change" if request.method == "POST" else "look")
    person.business = request.business
    if request.method == "POST":
        make_link(person, request.member, request.now)
        return redirect("share", request.business.code, person.code)
    link = link_of(person)
    told = {
        "person": person,
        "shared": (shared := shared_by(request.business, link, request.today) if link else None),
        "ways": ways_to(person, sent_along(person, shared.words)) if shared else [],
        "is_public": public_url_ready(),
        "given": given_for(link) if link and not link.given else "",
        "opened": n_visits(link) if link else 0,
        "tab": "people",
    }
    return render(request, "referrals/share.html", told)


def shared_by(business: Business, link: ShareLink, on: date) -> Shared:
    """What this link hands on: words with the address, or with the code where the world cannot open one."""
    on_site, promised = on_website(link), gets(business, link.person_id, on)
    if not public_url_ready():
        return Shared(link, "", "", on_site, words_to_forward(business, "", link.said, promised))
    if link.given and not business.is_discreet:
        address = link_to(reverse("landing-named", args=[business.code, link.given]))
    else:
        address = link_to(reverse("landing", args=[link.token]))
    by_square = link_to(reverse("landing-qr", args=[link.token]))
    words = words_to_forward(business, address, link.said, promised)
    return Shared(link, address, by_square, on_site, words)


def words_to_forward(business: Business, address: str, spoken: str, promised: Gets | None = None) -> str:
    """In the advocate's own voice, and short: it is they who send it. What either side gets is said openly."""
    words = _words_to_forward(business, address, spoken)
    return f"{words} {promised.passed_on}".strip() if promised else words


def _words_to_forward(business: Business, address: str, spoken: str) -> str:
    facts = {"business": business.name, "what": business.what_we_do, "link": address, "code": spoken}
    if business.what_we_do:
        first = _("I know a good place for %(what)s: %(business)s.") % facts
    else:
        first = _("I thought of you: you may like %(business)s.") % facts
    if address:
        # A message read aloud, or printed, cannot be pressed. The code is said as well.
        return f"{first} {_('Have a look: %(link)s Or tell them the code %(code)s.') % facts}"
    return f"{first} {_('If you go, say the code %(code)s. Then they know that I sent you.') % facts}"


@require_safe
@member_required("look")
def share_pdf(request: MemberRequest, code: str, shape: str) -> HttpResponse:
    """Cards with their code, to print and hand out."""
    person = row_for(request.member, Person, code)
    link = link_of(person)
    if link is None or link.stopped_at or shape not in SHAPES:
        raise Http404
    shared = shared_by(request.business, link, request.today)
    promised = gets(request.business, link.person_id, request.today)
    answer = HttpResponse(
        pdf(shape, request.business, link, shared.by_square, promised), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="{shape}.pdf"'
    return answer


@require_POST
@member_required("change")
def share_change(request: MemberRequest, code: str) -> HttpResponse:
    """Stop it, start it again, or let the newcomer's page say their given name."""
    link = row_for(request.member, ShareLink, code, to="change")
    match request.POST.get("do"):
        case "stop":
            stop(link, request.member, request.now)
            say(request, _("Stopped. Who opens the link sees your business, and no name."))
        case "start":
            start_again(link, request.member, request.now)
            say(request, _("It counts again."))
        case "name" | "unname" as word:
            let_name(link, request.member, request.now, may_name=word == "name")
            say(
                request, _("Kept: the page says their name.") if word == "name" else _("Kept: no name there.")
            )
        case "given" | "ungiven" as word:
            if name_address(link, request.member, request.now, named=word == "given"):
                say(request, _("Kept."))
            else:
                say(request, _("They have no given name that an address can bear."))
        case _:
            say(request, _("Choose what to do with the link."))
    return redirect("share", request.business.code, link.person.code)
