"""Helpers of these tests: files into the books, and what no reader would find there."""

from datetime import datetime
from io import BytesIO
from typing import Any

from goodword.accounts.models import Business, Member, Source
from goodword.imports.keeping import keep
from goodword.imports.models import HeldRow, Upload
from goodword.imports.receiving import receive
from goodword.people.models import Claim, Join, Person, Way
from goodword.sales.models import Sale


def bring(
    business: Business, text: str | bytes, at: datetime, name: str = "file.csv", member: Member | None = None
) -> Upload:
    """A file is received and kept."""
    data = text if isinstance(text, bytes) else text.encode()
    upload = receive(business, member, at, name, BytesIO(data))
    assert upload.state == Upload.State.LOOKED, upload.why
    keep(upload, member, at)
    upload.refresh_from_db()
    return upload


def facts(upload: Upload) -> dict[str, Any]:
    [told] = upload.facts["files"]
    return dict(told)


def loose_ends(business: Business) -> list[str]:
    """Rows that no page would show and nothing will ever take away."""
    found = [
        f"person {person.pk} is hidden and holds {person.claims.count()} claims"
        for person in Person.every.filter(business=business, is_here=False)
        if person.claims.exists() or person.joined_into_id is None
    ]
    rows = Claim.objects.filter(business=business)
    found += [
        f"claim {claim.pk} of {claim.source}" for claim in rows.exclude(source__state=Source.State.HERE)
    ]
    found += [
        f"way {way.pk}"
        for way in Way.objects.filter(business=business)
        if way.person_id != way.claim.person_id
    ]
    found += [f"sale {sale.pk}" for sale in Sale.objects.filter(business=business, state=Sale.State.COMING)]
    found += [
        f"sale {sale.pk} has another buyer"
        for sale in Sale.objects.filter(business=business).exclude(claim=None).select_related("claim")
        if sale.claim and sale.claim.person_id != sale.person_id
    ]
    found += [
        f"held {row.pk}" for row in HeldRow.objects.filter(business=business).exclude(upload__state="here")
    ]
    found += [
        f"join {join.pk}"
        for join in Join.objects.filter(business=business, undone_at=None)
        if join.gone.is_here
    ]
    return found
