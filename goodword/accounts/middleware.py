"""Finds the business in the address and the member who asks, before any view runs."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import Member


class BusinessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest  # nobody types it, and PostgreSQL cannot look for it
        request.member = None  # type: ignore[attr-defined]
        request.business = None  # type: ignore[attr-defined]
        # A test hands its moment in here; no header of a browser can come in under such a name.
        request.now = request.META.get("goodword.now") or timezone.now()  # type: ignore[attr-defined]
        # Pages hold people's names: no cache outside the browser may keep them.
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            # A phone that opens its pages again asks for the address that a form was sent to.
            response.content = render_to_string("405.html", request=request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        timezone.deactivate()
        translation.activate("en")
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not hasattr(view, "needs_member"):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request, kwargs["business"])
        member = (
            Member.objects.select_related("business", "login")
            .filter(login=request.user, business__code=kwargs["business"])
            .first()
        )
        if member is None:
            raise Http404
        request.member = member  # type: ignore[attr-defined]
        request.business = member.business  # type: ignore[attr-defined]
        request.today = member.business.day_of(request.now)  # type: ignore[attr-defined]
        timezone.activate(ZoneInfo(member.business.zone))
        translation.activate(member.business.spoken)
        return None


def _to_sign_in(request: HttpRequest, business: str) -> HttpResponse:
    """And back here afterwards; after a button, back to today, since a page of its own it has not."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else f"/b/{business}/"
    answer = redirect_to_login(back)
    if "HX-Request" not in request.headers:
        return answer
    # htmx would follow by itself and look for a piece of the page in the sign-in page.
    return HttpResponse(status=204, headers={"HX-Redirect": answer.headers["Location"]})
