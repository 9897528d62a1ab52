"""The only doors to rows. Another business's row does not exist here: 404, never 403."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from .models import Business, Member, Row

R = TypeVar("R", bound=Row)


class MemberRequest(HttpRequest):
    """A request that BusinessMiddleware has seen: the member is known, and so is the business."""

    member: Member
    business: Business
    now: datetime
    today: date  # the business's own day


def rows_for(member: Member, model: type[R]) -> "QuerySet[R]":
    """All rows of that kind in the member's business. A model may hide some from some roles by `seen_by`."""
    rows = model._default_manager.filter(business_id=member.business_id)
    seen_by = getattr(model, "seen_by", None)
    return seen_by(rows, member) if seen_by else rows


def row_for(member: Member, model: type[R], code: str, to: str = "look") -> R:
    """The row with that code, or 404. `to` is "look", "change" (helpers and the owner) or "own"."""
    may(member, to)
    row = rows_for(member, model).filter(code=code.upper()).first()
    if row is None:
        raise Http404
    return row


def may(member: Member, to: str) -> None:
    """Raises PermissionDenied, with words for the page, if the member's role is not enough."""
    from django.utils.translation import gettext as _

    if to == "change" and not member.may_change:
        raise PermissionDenied(
            _("You may look, but not change anything here. The owner can give you the right.")
        )
    if to == "own" and not member.is_owner:
        raise PermissionDenied(_("Only the owner can do this."))


View = Callable[..., HttpResponseBase]


def member_required(to: str = "look") -> Callable[[View], View]:
    """For every page of a business: signed in, a member of it, and allowed to do this."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, business: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            may(request.member, to)
            return view(request, *args, **kwargs)

        guarded.needs_member = to  # type: ignore[attr-defined]  # BusinessMiddleware reads it
        return guarded

    return door
