"""A person whom other software tells of: a claim like a file's, and never the owner's word."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goodword.accounts.models import Business, Source
from goodword.accounts.models.change import log
from goodword.lib.names import parse

from .closed import door_of
from .forgetting import forgotten_marks, is_forgotten
from .models import Claim, Person, Way
from .shown import recompute


class WasForgotten(Exception):
    """Somebody who is reached like this asked to be forgotten, and stays so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told; `ways` are (kind, key, as written)."""

    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    job: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    # What the vendor knows them by: the same number is the same person.
    vendor: str = ""
    vendor_id: str = ""
    ways: Sequence[tuple[str, str, str]] = field(default=())

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def digest(self) -> str:
        """Of all it says: the same record again has the same."""
        said = [getattr(self, name) for name in self.__slots__ if name != "ways"]
        text = "\x1f".join([*said, *(part for way in self.ways for part in way)])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@transaction.atomic
def tell_person(business: Business, source: Source, told: Told, at: datetime) -> Claim:
    """A person of their own, until it is settled whether the books know them already (referrals.resettle does).

    Raises WasForgotten.
    """
    if is_forgotten(forgotten_marks(business.pk), [(kind, key) for kind, key, _value in told.ways]):
        raise WasForgotten
    person = Person.every.create(business=business, since=at)
    name = parse(told.name)
    claim = Claim.objects.create(
        business=business,
        person=person,
        source=source,
        at=at,
        digest=told.digest,
        name=told.name,
        given_name=told.given_name or name.given[:100],
        family_name=told.family_name or name.family[:100],
        organisation=told.organisation,
        is_company=bool(told.organisation and not told.name),
        job=told.job,
        street=told.street,
        city=told.city,
        postcode=told.postcode,
        country=told.country,
        vendor=told.vendor,
        vendor_id=told.vendor_id,
        door=door_of(
            {
                "given_name": told.given_name,
                "family_name": told.family_name,
                "street": told.street,
                "postcode": told.postcode,
            }
        ),
    )
    Way.objects.bulk_create(
        [
            Way(business=business, claim=claim, person=person, kind=kind, key=key, value=value)
            for kind, key, value in told.ways
        ]
    )
    recompute(business.pk, [person.pk])
    log(person, "person.created", at)
    return claim


def tell_buyer(business: Business, source: Source, told: Told, at: datetime) -> tuple[Claim | None, bool]:
    """Who bought, and whether this source is new to say so: the same record again is the same one. Nobody who was
    forgotten, and nobody of whom nothing is told. Call it in a transaction that holds the business."""
    if not (told.name or told.organisation or told.ways or told.vendor_id):
        return None, False
    found = Claim.objects.filter(business=business, source=source, digest=told.digest).order_by("pk").first()
    if found:
        return found, False
    try:
        return tell_person(business, source, told, at), True
    except WasForgotten:
        return None, False
