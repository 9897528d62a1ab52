"""Pages that belong to no room: what is said when something went wrong, and how the house looks."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .sample import sample


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The words of PermissionDenied("...") are written for people; the page shows them.
    return render(request, "403.html", {"why": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    # No request and no context processors: what broke may be the database that they ask.
    return HttpResponse(render_to_string("500.html"), status=500)


def not_now() -> HttpResponse:
    """What was wanted could not be kept; a moment later it may well be."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def style(request: HttpRequest) -> HttpResponse:
    """Every component once, for whoever builds a page. Only while developing: its people are made up."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/style.html", sample(request))
