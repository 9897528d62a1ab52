"""A share link that leads to the business's website: "?via=..." in its address, and a small script that keeps it
there. Nothing of it needs Goodword to be there: the code stands in the address, and comes back with a form
or a payment."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.links import link_to
from goodword.accounts.public_address import public_url_ready
from goodword.accounts.strangers import LinkRequest, for_strangers
from goodword.lib.together import NotDone
from goodword.web.views import not_now

from .models import ShareLink
from .visits import keep_visit

VIA = "via"
_SCRIPT = Path(__file__).parent / "static" / "referrals" / "via.js"


def on_website(link: ShareLink) -> str:
    """The business's website with the link's code in the address; "" if it has told none."""
    page = urlsplit(link.business.public_web)
    if not page.netloc:
        return ""
    asked = [(name, told) for name, told in parse_qsl(page.query, keep_blank_values=True) if name != VIA]
    return page._replace(path=page.path or "/", query=urlencode([*asked, (VIA, link.token)])).geturl()


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(_SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=86400"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@csrf_exempt  # it comes from the business's website, and does nothing but count an opening
@require_POST
def seen(request: LinkRequest, token: str) -> HttpResponse:
    """The script tells that the link was opened there."""
    try:
        opened = keep_visit(token, request.META, request.now)
    except NotDone:
        return not_now()
    if opened is None:
        raise Http404
    return for_strangers(HttpResponse(status=204))


@require_safe
@member_required("look")
def website(request: MemberRequest) -> HttpResponse:
    """How to put the script on the business's website."""
    script = link_to(reverse("via-script")) if public_url_ready() else ""
    line = f'<script src="{script or "/via.js"}" defer></script>'
    told = {"script": script, "line": line, "file": _SCRIPT.name, "tab": "more"}
    return render(request, "referrals/website.html", told)
