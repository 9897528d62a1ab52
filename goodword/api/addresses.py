"""Everything under /api/v1/. django-ninja takes 15 MB and a third of a second: the first request for it loads it."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

ROOT = "/api/v1/"


# A key or a signature opens it and no cookie does, so no other site can make a browser ask.
@csrf_exempt
def door(request: HttpRequest, rest: str) -> HttpResponseBase:
    found = resolve(f"/{rest}", urlconf="goodword.api.v1")
    return found.func(request, *found.args, **found.kwargs)
