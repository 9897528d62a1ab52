"""Pages for machines, open to all."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from .pinging import answer_to


def ping(request: HttpRequest) -> HttpResponse:
    """Says that Goodword is here; with a nonce, that it is this one. Touches no row."""
    response = JsonResponse({"goodword": True, "answer": answer_to(request.GET.get("nonce", "")[:64])})
    response["Cache-Control"] = "no-store"
    return response


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
