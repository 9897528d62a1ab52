"""Who sent whom: the traces, and what was decided from them."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status

from goodword.accounts.access import rows_for
from goodword.people.models import Person
from goodword.referrals.by_software import Sent, ToldOtherwise, tell_evidence
from goodword.referrals.models import Evidence, Referral
from goodword.referrals.noting import SentThemselves
from goodword.referrals.sharing import find_link

from .door import Key
from .found import named
from .paging import page_of
from .paging import told as told_page
from .problems import Mistake, Problem, refuse
from .scopes import Scope
from .shapes import Asked, Code, Day, In, Page, text

router = Router(tags=["who sent whom"])


class EvidenceIn(In):
    """`key` is your own for this trace. Who sent them is told in exactly one way: `referrer_code`, what the newcomer
    said (an advocate's spoken code); `referrer_name`, the name that they gave; `referrer`, somebody's code in the
    books, as your own records have it."""

    key: Annotated[str, text(200, 1)]
    referred: Annotated[str, text(12, 1)]
    happened_on: Day | None = None
    referrer: Code = ""
    referrer_code: Annotated[str, text(40)] = ""
    referrer_name: Annotated[str, text(200)] = ""


class EvidenceOut(Schema):
    """`lost`: why it does not count; empty if it does, or says the same as what does."""

    code: str
    kind: str
    referrer: str | None
    referrer_typed: str
    referred: str
    happened_on: str
    withdrawn: bool
    lost: str


class EvidenceKept(Schema):
    """Its code, and no more: whom the books know is for a key that may read."""

    code: str


class SentAsked(Asked):
    referrer: Code = ""
    referred: Code = ""


class ReferralOut(Schema):
    """`yes_on`: the day of their first sale that counts. `evidence`: the code of the trace that decided it."""

    referrer: str | None
    referred: str
    state: str
    yes_on: str | None
    evidence: str | None


def _code(person: Person | None) -> str | None:
    return person.code if person else None


def evidence_told(one: Evidence) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.kind,
        "referrer": _code(one.referrer),
        "referrer_typed": one.referrer_typed,
        "referred": one.referred.code,
        "happened_on": one.happened_on.isoformat(),
        "withdrawn": one.withdrawn_at is not None,
        "lost": one.lost,
    }


def _asked_for(request: Any, asked: SentAsked, model: Any) -> Any:
    mistakes: list[Mistake] = []
    sides = {side: named(request, side, getattr(asked, side), mistakes) for side in ("referrer", "referred")}
    refuse(mistakes)
    rows = rows_for(request.member, model).filter(referred__is_here=True)
    return rows.filter(**{side: person for side, person in sides.items() if person})


@router.get(
    "/evidence", response=Page[EvidenceOut], auth=Key(Scope.READ_EVIDENCE), summary="Traces of who sent whom"
)
def evidence(request: Any, asked: Query[SentAsked]) -> Any:
    """As they came, those that do not count too."""
    rows = _asked_for(request, asked, Evidence).select_related("referrer", "referred")
    found, onwards = page_of(rows, asked, rows_for(request.member, Evidence))
    return told_page(asked, [evidence_told(one) for one in found], onwards)


@router.post(
    "/evidence",
    response={200: EvidenceKept, 201: EvidenceKept},
    auth=Key(Scope.ADD_EVIDENCE),
    summary="Tell who sent whom",
)
def tell(request: Any, told: EvidenceIn) -> Any:
    """The same `key` again, for ever, is the same trace (200). It counts as the newcomer's word or as a record's, and
    never as the owner's."""
    sent = _sent(request, told)
    try:
        kept, is_new = tell_evidence(request.business, request.key.source, sent, told.key, request.now)
    except SentThemselves as wrong:
        raise Problem(422, str(wrong), [Mistake("referred", str(wrong))]) from None
    except ToldOtherwise:
        words = _("This key came before, with something else. What came is never overwritten: use a new key.")
        raise Problem(409, words) from None
    return Status(201 if is_new else 200, {"code": kept.code})


def _sent(request: Any, told: EvidenceIn) -> Sent:
    mistakes: list[Mistake] = []
    referred = named(request, "referred", told.referred, mistakes)
    referrer = named(request, "referrer", told.referrer, mistakes)
    ways = [told.referrer, told.referrer_code, told.referrer_name]
    if sum(map(bool, ways)) != 1:
        mistakes.append(
            Mistake("", _("Say who sent them in one way: referrer, referrer_code or referrer_name."))
        )
    kind, typed = Evidence.Kind.WEBHOOK, told.referrer_name
    if told.referrer_code:
        kind, typed = Evidence.Kind.CODE, told.referrer_code
        link = find_link(request.business.pk, told.referrer_code)
        referrer = link.person if link else None
        if link is None:
            mistakes.append(Mistake("referrer_code", _("Nobody has this code to say.")))
    elif told.referrer_name:
        kind = Evidence.Kind.TYPED
    refuse(mistakes)
    return Sent(kind, referrer, typed, referred, told.happened_on or request.today)


@router.get("/referrals", response=Page[ReferralOut], auth=Key(Scope.READ_REFERRALS), summary="Who sent whom")
def referrals(request: Any, asked: Query[SentAsked]) -> Any:
    """As decided from all traces and the owner's word. `after` is the code of whoever was sent."""
    rows = _asked_for(request, asked, Referral).select_related("referrer", "referred", "evidence")
    found, onwards = page_of(rows, asked, rows_for(request.member, Referral), "referred__code")
    return told_page(asked, [referral_told(one) for one in found], onwards)


def referral_told(one: Referral) -> dict[str, Any]:
    return {
        "referrer": _code(one.referrer),
        "referred": one.referred.code,
        "state": one.state,
        "yes_on": one.yes_on.isoformat() if one.yes_on else None,
        "evidence": one.evidence.code if one.evidence else None,
    }
