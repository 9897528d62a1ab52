"""Whoever is forgotten stays forgotten: at the next import too, and after the business has moved elsewhere.

The marks of a business are made under a key of its own. The key goes along when the business moves; here it
is kept sealed by the installation's secret, which never leaves.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from goodword.accounts import sealing
from goodword.accounts.models import Business

from .models import ForgottenWay, Person

KEY_BYTES = 32


class WrongSecret(sealing.WrongSecret):
    """The key was sealed by another secret than the one in this home folder."""

    def __str__(self) -> str:
        return _(
            "The file “secret” in the home folder is not the one that these books were kept with, so who was "
            "forgotten cannot be told. Put it back from a backup: it stands in each of them."
        )


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def sealed(key: bytes) -> str:
    """The key as it is kept: nobody can use it who has the database alone."""
    return sealing.seal(key, "forgotten")


def unsealed(text: str) -> bytes:
    """The key again. Raises WrongSecret."""
    try:
        return sealing.unseal(text, "forgotten")
    except sealing.WrongSecret:
        raise WrongSecret from None


def own_key(business_id: int) -> bytes:
    """The business's own key; made when it is first needed. Of two who need it at one moment, one makes it."""
    rows = Business.every.filter(pk=business_id)
    if not rows.values_list("marks_key", flat=True).get():
        rows.filter(marks_key="").update(marks_key=sealed(new_key()))
    return unsealed(rows.values_list("marks_key", flat=True).get())


def mark(secret: bytes, kind: str, key: str) -> str:
    """A keyed hash: it tells that a way is the forgotten one, and nobody can read the way from it."""
    return hmac.new(secret, f"{kind}:{key}".encode(), hashlib.sha256).hexdigest()


def remember_to_forget(person: Person, at: datetime) -> None:
    """Keep marks of every way to reach them, of their vendor's numbers and of their name."""
    keys = {(way.kind, way.key) for way in person.ways.exclude(key="")}
    for claim in person.claims.exclude(vendor_id=""):
        keys.add(("vendor", f"{claim.vendor}|{claim.account}|{claim.vendor_id}"))
    if person.sort_name:
        keys.add(("name", person.sort_name))
    secret = own_key(person.business_id) if keys else b""
    for digest in sorted(mark(secret, kind, key) for kind, key in keys):
        ForgottenWay.objects.get_or_create(
            business_id=person.business_id, digest=digest, defaults={"at": at, "by_own_key": True}
        )


@dataclass(frozen=True)
class Marks:
    """The marks of a business. Falsy if nobody was forgotten."""

    business_id: int
    by_own_key: frozenset[str] = field(repr=False)
    by_secret: frozenset[str] = field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.by_own_key or self.by_secret)

    @cached_property
    def _key(self) -> bytes:
        return unsealed(Business.every.values_list("marks_key", flat=True).get(pk=self.business_id))

    def has(self, kind: str, key: str) -> bool:
        if self.by_own_key and mark(self._key, kind, key) in self.by_own_key:
            return True
        return bool(self.by_secret) and mark(settings.SECRET_KEY.encode(), kind, key) in self.by_secret


def forgotten_marks(business_id: int) -> Marks:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    rows = ForgottenWay.objects.filter(business_id=business_id)
    for by_own_key, digest in rows.values_list("by_own_key", "digest"):
        found[by_own_key].add(digest)
    return Marks(business_id, frozenset(found[True]), frozenset(found[False]))


def is_forgotten(marks: Marks, keys: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these (kind, key) belongs to somebody who asked to be forgotten."""
    return bool(marks) and any(marks.has(kind, key) for kind, key in keys if key)
