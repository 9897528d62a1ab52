"""The site's own addresses, and two more for comparing: an empty page, and a word for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from goodword.accounts.access import MemberRequest, member_required
from goodword.site.urls import handler400, handler403, handler404, handler500
from goodword.site.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@member_required("look")
def empty(request: MemberRequest) -> HttpResponse:
    """Signed in, the base template, no rows."""
    return render(request, "web/base.html", {"tab": "today"})


def hello(request: HttpRequest) -> HttpResponse:
    """What a view costs that does nothing, through the site's own middleware."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), path("b/<slug:business>/empty/", empty), *site]
