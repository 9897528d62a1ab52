"""Whoever is forgotten stays forgotten: at the next import too."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from .models import ForgottenWay, Person


def mark(kind: str, key: str) -> str:
    """A keyed hash: it tells that a way is the forgotten one, and nobody can read the way from it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{key}".encode(), hashlib.sha256).hexdigest()


def remember_to_forget(person: Person, at: datetime) -> None:
    """Keep marks of every way to reach them, of their vendor's numbers and of their name."""
    marks = {mark(way.kind, way.key) for way in person.ways.exclude(key="")}
    for claim in person.claims.exclude(vendor_id=""):
        marks.add(mark("vendor", f"{claim.vendor}|{claim.account}|{claim.vendor_id}"))
    if person.sort_name:
        marks.add(mark("name", person.sort_name))
    for digest in marks:
        ForgottenWay.objects.get_or_create(business_id=person.business_id, digest=digest, defaults={"at": at})


def forgotten_marks(business_id: int) -> frozenset[str]:
    return frozenset(ForgottenWay.objects.filter(business_id=business_id).values_list("digest", flat=True))


def is_forgotten(marks: frozenset[str], keys: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these (kind, key) belongs to somebody who asked to be forgotten."""
    return bool(marks) and any(mark(kind, key) in marks for kind, key in keys if key)
