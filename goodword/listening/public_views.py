"""The page on which somebody says a few words about the business, and takes them back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from .forms import WordsForm
from .models import Testimonial
from .testimonials import consent_words, find_by_link, submit, take_back


class LinkRequest(HttpRequest):
    now: datetime


@require_http_methods(["GET", "HEAD", "POST"])
def words_say(request: LinkRequest, token: str) -> HttpResponse:
    wanted = find_by_link(token, request.now)
    if wanted is None:
        raise Http404
    timezone.activate(ZoneInfo(wanted.business.zone))
    translation.activate(wanted.business.spoken)
    consent = consent_words(wanted.business)
    posted = request.method == "POST"
    if posted and "back" in request.POST:
        take_back(wanted, request.now)
    is_new = wanted.state == Testimonial.State.ASKED
    form = WordsForm(request.POST if posted and is_new else None, consent=consent)
    if posted and is_new and form.is_valid():
        submit(wanted, *form.told, consent, request.now)
        is_new = False
    told = {"shop": wanted.business, "said": wanted, "form": form if is_new else None}
    answer = render(request, "listening/say.html", told, status=422 if form.errors else 200)
    answer["Referrer-Policy"] = "same-origin"  # as in today/days.py
    answer["X-Robots-Tag"] = "noindex"
    return answer
