"""From a look to the books: committed in chunks, seen by nobody until all of it is there, undone whole.

1. Under a Source that is `coming`, every claim, way and sale is written, a few hundred at a time.
2. One small transaction makes the Source `here`: that is the commit. Before it, a crash leaves nothing
   (at_start rolls back what is `coming`); after it, the settling below is simply done again.
3. Settling gives claims to people, lets the right sales count, and keeps who was sent by whom.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from goodword.accounts.models import Business, Member, Source
from goodword.accounts.models.change import log
from goodword.people.joining import chunks, settle
from goodword.people.models import Claim, Person, Way
from goodword.referrals.from_files import keep_referred_by, withdraw_source
from goodword.sales.counting import recount_source, take_away_source
from goodword.sales.models import Sale

from .batches import Item, Walk
from .found import FoundPerson
from .looking import Progress, Tally, open_file
from .models import HeldRow, Upload
from .records import Reading
from .staging import staged_file, unstage


class AlreadyHere(Exception):
    """The same bytes are in the books: nothing to do."""


def same_file(upload: Upload) -> Upload | None:
    """The upload that brought these very bytes, if it is still in the books."""
    same = Upload.objects.filter(business_id=upload.business_id, digest=upload.digest, state=Upload.State.HERE)
    return same.exclude(pk=upload.pk).exclude(source=None).order_by("at").first()


def keep(upload: Upload, member: Member | None, at: datetime, progress: Progress | None = None) -> list[dict[str, Any]]:
    """Commit the whole upload; returns its facts. Raises Unreadable. Safe to call again after a crash."""
    source = upload.source or _coming(upload, member, at)
    if source.state == Source.State.COMING:
        facts = _write(upload, source, at, progress)
        _commit(upload, source, facts, at)
    _settle(upload, source, at)
    unstage(upload)
    return list(upload.facts["files"])


def _coming(upload: Upload, member: Member | None, at: datetime) -> Source:
    source = Source.objects.create(
        business_id=upload.business_id, kind=Source.Kind.FILE, label=upload.file, member=member, at=at
    )
    upload.source, upload.state = source, Upload.State.COMING
    upload.save(update_fields=["source", "state"])
    return source


def _write(upload: Upload, source: Source, at: datetime, progress: Progress | None) -> list[dict[str, Any]]:
    business = upload.business
    facts = []
    again = same_file(upload) is not None
    with staged_file(upload) as path:
        for reading in open_file(business, path, upload.file, business.day_of(at)):
            tally = Tally(business, reading)
            writer = Writer(business, source, reading, upload, at)
            for items in Walk(business, reading).batches():
                tally.add(items)
                if not again:
                    with transaction.atomic():
                        writer.write(items)
                if progress:
                    progress(sum(tally.outcomes.values()), reading.expected_rows)
            facts.append(tally.facts())
    return facts


@transaction.atomic
def _commit(upload: Upload, source: Source, facts: list[dict[str, Any]], at: datetime) -> None:
    Source.objects.filter(pk=source.pk).update(state=Source.State.HERE)
    source.state = Source.State.HERE
    upload.facts = {"files": facts}
    upload.format = ", ".join(dict.fromkeys(one["format"] for one in facts))[:80]
    upload.state, upload.here_at = Upload.State.HERE, at
    upload.save(update_fields=["facts", "format", "state", "here_at"])
    log(upload, "file.kept", at, source.member)


def _settle(upload: Upload, source: Source, at: datetime) -> None:
    business_id = upload.business_id
    claims = list(Claim.objects.filter(source=source).values_list("pk", flat=True))
    settle(business_id, claims, at)
    recount_source(upload.business, source)
    rows = Claim.objects.filter(source=source).exclude(referred_by="")
    told = [
        (person, typed, upload.business.day_of(when), f"file:{digest}")
        for person, typed, when, digest in rows.values_list("person_id", "referred_by", "at", "digest")
    ]
    keep_referred_by(upload.business, source, told, at)


class Writer:
    """Writes the rows of one reading."""

    def __init__(self, business: Business, source: Source, reading: Reading, upload: Upload, at: datetime) -> None:
        self.business = business
        self.source = source
        self.reading = reading
        self.upload = upload
        self.at = at
        self.claim_of: dict[str, tuple[int, int]] = {}  # digest -> (claim, person)
        self.sales: set[str] = set()

    def write(self, items: list[Item]) -> None:
        kept = [item for item in items if item.outcome in ("new", "changed", "same")]
        self._people(kept)
        self._sales(kept)
        HeldRow.objects.bulk_create(
            HeldRow(
                business=self.business,
                upload=self.upload,
                line=item.record.line,
                why=item.why[:300],
                cells=item.record.cells,
                record=held_record(item, self.reading),
                at=self.at,
            )
            for item in items
            if item.outcome == "held"
        )

    def _people(self, items: list[Item]) -> None:
        new: dict[str, tuple[FoundPerson, int]] = {}
        for item in items:
            if item.person and item.person.digest not in self.claim_of:
                new.setdefault(item.person.digest, (item.person, item.record.line))
        known = self._known(list(new))
        strangers = [digest for digest in new if digest not in known]
        people = Person.every.bulk_create(
            Person(business=self.business, since=self.at, is_here=False) for _ in strangers
        )
        person_of = known | {digest: person.pk for digest, person in zip(strangers, people, strict=True)}
        claims = Claim.objects.bulk_create(
            Claim(
                business=self.business,
                source=self.source,
                person_id=person_of[digest],
                at=self.at,
                line=line,
                digest=digest,
                account=self.reading.account,
                **person.fields,
            )
            for digest, (person, line) in new.items()
        )
        for claim in claims:
            self.claim_of[claim.digest] = (claim.pk, claim.person_id)
        Way.objects.bulk_create(
            Way(
                business=self.business,
                claim_id=self.claim_of[digest][0],
                person_id=person_of[digest],
                kind=way.kind,
                key=way.key,
                value=way.value,
                label=way.label,
            )
            for digest, (person, _line) in new.items()
            for way in person.ways
        )

    def _known(self, digests: list[str]) -> dict[str, int]:
        """Whoever the books know by the very same record needs no new person that would be joined at once."""
        rows = Claim.objects.filter(
            business=self.business, digest__in=digests, source__state=Source.State.HERE
        ).order_by("-pk")
        return dict(rows.values_list("digest", "person_id"))

    def _sales(self, items: list[Item]) -> None:
        rows = []
        for item in items:
            claim, person = self.claim_of[item.person.digest] if item.person else (None, None)
            for found in item.sales:
                if found.vendor_id in self.sales:
                    continue  # the same number twice in one file: the first one stands
                self.sales.add(found.vendor_id)
                sale = found.sale
                rows.append(
                    Sale(
                        business=self.business,
                        source=self.source,
                        claim_id=claim,
                        person_id=person,
                        line=item.record.line,
                        vendor=self.reading.vendor,
                        account=self.reading.account,
                        vendor_id=found.vendor_id,
                        digest=found.digest,
                        says=sale.status,
                        state=Sale.State.COMING,
                        on=sale.on,
                        at=sale.at,
                        currency=sale.currency,
                        goods_cents=sale.goods_cents,
                        tax_cents=sale.tax_cents,
                        shipping_cents=sale.shipping_cents,
                        tip_cents=sale.tip_cents,
                        is_gross=sale.is_gross,
                        purpose="gift" if self.business.kind == Business.Kind.NONPROFIT else "goods",
                        is_refund=sale.is_refund,
                        refund_of=sale.refund_of[:120],
                        what=", ".join(line[0] for line in sale.lines)[:200],
                        lines=[list(line) for line in sale.lines[:50]],
                        told_at=self.at,
                    )
                )
        Sale.objects.bulk_create(rows)


def held_record(item: Item, reading: Reading) -> dict[str, Any]:
    """What a held row would become, so that the owner's yes needs no file."""
    return {
        "vendor": reading.vendor,
        "account": reading.account,
        "person": item.person
        and {
            "digest": item.person.digest,
            "fields": item.person.fields,
            "ways": [[way.kind, way.key, way.value, way.label] for way in item.person.ways],
        },
        "sales": [
            {
                "vendor_id": found.vendor_id,
                "digest": found.digest,
                "on": found.sale.on and found.sale.on.isoformat(),
                "at": found.sale.at and found.sale.at.isoformat(),
                "currency": found.sale.currency,
                "goods_cents": found.sale.goods_cents,
                "tax_cents": found.sale.tax_cents,
                "shipping_cents": found.sale.shipping_cents,
                "tip_cents": found.sale.tip_cents,
                "is_gross": found.sale.is_gross,
                "is_refund": found.sale.is_refund,
                "refund_of": found.sale.refund_of,
                "lines": [list(line) for line in found.sale.lines],
            }
            for found in item.sales
        ],
    }


def undo(upload: Upload, member: Member | None, at: datetime) -> None:
    """Take away all that this upload brought, and nothing else. Safe to repeat, and after a crash."""
    source = upload.source
    if upload.state == Upload.State.UNDONE or source is None:
        return
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(state=Source.State.UNDONE)
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.UNDOING)
        log(upload, "file.undone", at, member)
    take_rows_away(upload.business, source, at)
    upload.state = Upload.State.UNDONE
    upload.save(update_fields=["state"])
    unstage(upload)


def take_rows_away(business: Business, source: Source, at: datetime) -> None:
    """Every row of this source goes; what others said of the same people and sales stands again."""
    withdraw_source(business, source, at)
    take_away_source(business, source)
    people: set[int] = set()
    for part in chunks(Claim.objects.filter(source=source).values_list("pk", "person_id")):
        people |= {person for _claim, person in part}
        with transaction.atomic():
            Claim.objects.filter(pk__in=[claim for claim, _person in part]).delete()
    HeldRow.objects.filter(upload__source=source).delete()
    settle(business.pk, [], at, people=people)


def roll_back(at: datetime) -> int:
    """What was coming in when the power went: nothing of it stays. Called before the worker starts."""
    rolled = 0
    for source in Source.objects.filter(state=Source.State.COMING).select_related("business"):
        take_rows_away(source.business, source, at)
        uploads = Upload.objects.filter(source=source, state=Upload.State.COMING)
        uploads.update(source=None, state=Upload.State.LOOKED)
        source.delete()
        rolled += 1
    return rolled
