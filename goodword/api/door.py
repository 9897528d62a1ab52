"""Who asks, by which key, and what it may do. No cookie is read, so no other site can make a browser ask."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from goodword.accounts.models import Business, Member

from .limits import seconds_to_wait
from .models import ApiKey
from .problems import Problem, not_valid
from .scopes import Scope


class KeyRequest(HttpRequest):
    """A request that a key opened. It sees what the owner sees who made the key."""

    key: ApiKey
    member: Member
    business: Business
    now: datetime
    today: date


class Key(HttpBearer):
    """A key of the business, with the scope that is asked for."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: Any, token: str) -> ApiKey | None:
        key = ApiKey.find(token)
        if key is None:
            return None
        request.key = key
        welcome(request, key.business, key.member, key.digest)
        key.was_used(request.today)
        if self.scope not in key.scopes:
            words = _("This key may not do that. It would need the scope %(scope)s: %(words)s.")
            raise Problem(403, words % {"scope": self.scope, "words": Scope(self.scope).label})
        return key


def welcome(request: Any, business: Business, member: Member, known_by: str) -> None:
    """From here on the request is of that business, in its zone and language. Raises Problem if it comes too often."""
    member.business = business
    request.member, request.business = member, business
    request.today = business.day_of(request.now)
    timezone.activate(ZoneInfo(business.zone))
    translation.activate(business.spoken)
    if wait := seconds_to_wait(known_by, request.now):
        raise Problem(429, _("That is too often. Try again in a moment."), Retry_After=str(wait))


def answer_to(request: HttpRequest, wrong: Exception | type[Exception]) -> HttpResponse:
    """Everything that may be wrong with a request, told in one way."""
    if isinstance(wrong, ValidationError):
        return not_valid(request, wrong.errors)
    if isinstance(wrong, Problem):
        return wrong.answer()
    if isinstance(wrong, AuthenticationError):
        words = _("No key that works came with it. Send one as “Authorization: Bearer gw_...”.")
        return Problem(401, words, WWW_Authenticate="Bearer").answer()
    if isinstance(wrong, Http404):
        return Problem(404, _("There is nothing here by that name.")).answer()
    assert isinstance(wrong, HttpError)
    if wrong.status_code == 400:
        return Problem(400, _("What came is not JSON that can be read.")).answer()
    return Problem(wrong.status_code, str(wrong)).answer()


View = Callable[..., HttpResponse]


def as_api(view: View) -> View:
    """Whatever it answers: no cache keeps it, and what is not allowed is told like every other mistake."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(*args, **kwargs)
        except Http404:
            answer = nowhere(*args)
        except RequestDataTooBig:
            answer = Problem(413, _("That is too much at once. Send less than 5 MB.")).answer()
        if answer.status_code == 405:
            words = _("This address does not do that.")
            answer = Problem(405, words, Allow=answer["Allow"]).answer()
        answer["Cache-Control"] = "no-store"
        return answer

    return told


def nowhere(_request: HttpRequest, rest: str = "") -> HttpResponse:
    return Problem(404, _("There is nothing here by that name.")).answer()
