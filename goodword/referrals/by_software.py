"""Who sent whom, as other software tells it: a trace like others, kept as it came, and never the owner's word."""

import hashlib
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodword.accounts.models import Business, Source
from goodword.accounts.models.change import log
from goodword.people.models import Person

from .from_files import only_one
from .models import Evidence, How, Newcomer
from .noting import SentThemselves
from .redeciding import redecide


class Sent(NamedTuple):
    """Somebody in the books; or only the name that was typed: whoever alone bears it is meant."""

    kind: str
    referrer: Person | None
    typed: str
    referred: Person
    on: date


class ToldOtherwise(Exception):
    """The same key told of something else before. What came is never overwritten."""


def key_of(key: str) -> str:
    """A caller's key may be somebody's mail: only its digest is kept."""
    return f"api:{hashlib.blake2b(key.encode(), digest_size=20).hexdigest()}"


@transaction.atomic
def tell_evidence(
    business: Business, source: Source, told: Sent, key: str, at: datetime
) -> tuple[Evidence, bool]:
    """The trace, and whether it is new. The same key twice is one trace. Raises SentThemselves, ToldOtherwise."""
    Business.every.select_for_update(no_key=True).get(pk=business.pk)
    if found := Evidence.objects.filter(business=business, key=key_of(key)).first():
        if _is_same(found, told):
            return found, False
        raise ToldOtherwise
    if told.referrer is not None and told.referrer.pk == told.referred.pk:
        raise SentThemselves
    referrer = told.referrer or only_one(business, told.typed, but=told.referred.pk)
    evidence = Evidence.objects.create(
        business=business,
        kind=told.kind,
        referrer=referrer,
        referrer_typed=(told.typed or str(referrer))[:200],
        referred=told.referred,
        happened_on=told.on,
        at=at,
        source=source,
        room="api",
        key=key_of(key),
    )
    log(evidence, "evidence.kept", at)
    came = {"person": told.referred, "how": How.PERSON, "on": told.on, "at": at, "source": source}
    newcomer, is_new = Newcomer.objects.get_or_create(business=business, key=key_of(key), defaults=came)
    if is_new:
        log(newcomer, "newcomer.noted", at)
    redecide(business, {told.referred.pk, referrer.pk if referrer else told.referred.pk})
    evidence.refresh_from_db(fields=["lost"])
    return evidence, True


def _is_same(found: Evidence, told: Sent) -> bool:
    if (found.kind, found.referred_id, found.happened_on) != (told.kind, told.referred.pk, told.on):
        return False
    if told.referrer is None:
        return found.referrer_typed == told.typed[:200]
    return found.referrer_id == told.referrer.pk
