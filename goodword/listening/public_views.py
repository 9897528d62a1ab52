"""The page on which somebody says a few words about the business, and takes them back."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goodword.accounts.strangers import LinkRequest, for_strangers, speak_as

from .forms import WordsForm
from .models import Testimonial
from .testimonials import allow, consent_words, find_by_link, submit, take_back


@require_http_methods(["GET", "HEAD", "POST"])
def words_say(request: LinkRequest, token: str) -> HttpResponse:
    wanted = find_by_link(token, request.now)
    if wanted is None:
        raise Http404
    speak_as(wanted.business)
    consent = consent_words(wanted.business)
    posted = request.method == "POST"
    if posted and "back" in request.POST:
        take_back(wanted, request.now)
    elif posted and "allow" in request.POST:
        allow(wanted, consent, request.now)
    is_new = wanted.state == Testimonial.State.ASKED
    form = WordsForm(request.POST if posted and is_new else None, consent=consent)
    if posted and is_new and form.is_valid():
        submit(wanted, *form.told, consent if form.may_show else "", request.now)
        is_new = False
    told = {"shop": wanted.business, "said": wanted, "consent": consent, "form": form if is_new else None}
    return for_strangers(render(request, "listening/say.html", told, status=422 if form.errors else 200))
