"""A program has itself told what happens: what an owner can do on the page, for tools that set themselves up."""

from typing import Annotated, Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from goodword.accounts.models import Business

from .door import Key
from .events import EVENTS
from .models import Hook
from .paging import page_of
from .paging import told as told_page
from .problems import Mistake, Problem, refuse
from .reaching import Refused, place_of
from .scopes import Scope
from .shapes import Asked, In, Page, text

router = Router(tags=["told by other programs"])


def _event(name: str) -> str:
    if name not in EVENTS:
        raise PydanticCustomError("event", "no such event")
    return name


EventName = Annotated[str, AfterValidator(_event), WithJsonSchema({"type": "string", "enum": list(EVENTS)})]


class HookIn(In):
    """`types`: what it hears about. The key needs to be allowed to read as much."""

    url: Annotated[str, text(500, 1)]
    types: Annotated[list[EventName], Field(min_length=1, max_length=100)]


class HookOut(Schema):
    """`state`: works or paused. Why, the owner sees on the page."""

    code: str
    url: str
    types: list[str]
    state: str


class HookKept(HookOut):
    """`secret`: what each message is signed with."""

    secret: str


def hook_told(hook: Hook) -> dict[str, Any]:
    state = "works" if hook.works else "paused"
    return {"code": hook.code, "url": hook.url, "types": hook.types, "state": state}


@router.get("/hooks", response=Page[HookOut], auth=Key(Scope.TELL), summary="Who is told")
def hooks(request: Any, asked: Query[Asked]) -> Any:
    """The addresses that were set up by this key, and no others."""
    rows = Hook.objects.filter(business=request.business, key=request.key)
    found, onwards = page_of(rows.select_related("member", "key__member"), asked, rows)
    return told_page(asked, [hook_told(one) for one in found], onwards)


@router.post(
    "/hooks", response={200: HookKept, 201: HookKept}, auth=Key(Scope.TELL), summary="Have an address told"
)
def subscribe(request: Any, told: HookIn) -> Any:
    """From now on. The same address again, with the same events, is the same one (200); with others it is refused
    (409): remove it first."""
    refuse(_mistakes(request.key.scopes, told))
    with transaction.atomic():
        Business.every.select_for_update(no_key=True).get(pk=request.business.pk)
        before = Hook.objects.filter(business=request.business, key=request.key, url=told.url).first()
        if before is None:
            args = (request.business, request.member, told.url, told.types, request.now, request.key)
            hook, secret = Hook.make(*args)
            return Status(201, hook_told(hook) | {"secret": secret})
    if set(before.types) != set(told.types):
        raise Problem(409, _("This address is told of other events. Remove it first."))
    return Status(200, hook_told(before) | {"secret": before.own_secret})


def _mistakes(scopes: list[str], told: HookIn) -> list[Mistake]:
    mistakes = [
        Mistake(
            f"types.{n}", _("The key may not read this. It would need the scope %s.") % EVENTS[name].scope
        )
        for n, name in enumerate(told.types)
        if EVENTS[name].scope not in scopes
    ]
    try:
        place_of(told.url)
    except Refused as why:
        mistakes.append(Mistake("url", str(why)))
    return mistakes


@router.delete("/hooks/{code}", response={204: None}, auth=Key(Scope.TELL), summary="Tell it no more")
def unsubscribe(request: Any, code: str) -> Any:
    """One that was set up by this key."""
    found = Hook.objects.filter(business=request.business, key=request.key, code=code.upper()).first()
    if found is None:
        raise Http404
    found.remove(None, request.now)
    return Status(204, None)
