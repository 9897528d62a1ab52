"""Writes what was found under a Source that is only coming in: seen by nobody yet, and taken away by its Source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, transaction

from goodword.accounts.models import Source
from goodword.people.models import Claim, Person, Way

from .batches import NOT_WRITTEN, Item
from .found import FoundPerson, FoundSale, FoundWay
from .inserting import Keys, Ready, rows_of
from .models import HeldRow, Upload
from .pen import Pen
from .records import ReadAs, Reading, SaleFound
from .sale_rows import SaleRows, Sold


@dataclass(slots=True)
class Written:
    """What one upload has written so far, all of its files."""

    people: Keys = field(default_factory=lambda: Keys(Person))
    claims: Keys = field(default_factory=lambda: Keys(Claim))
    claim_of: dict[tuple[str, str], tuple[int, int]] = field(
        default_factory=dict
    )  # account, digest -> claim, person
    said_at: dict[int, tuple[datetime, bool]] = field(default_factory=dict)  # claim -> when said, is it stale
    held: set[str] = field(default_factory=set)

    def forget(self) -> None:
        self.claim_of.clear()
        self.held.clear()


class Writer:
    """Makes the rows of one reading ready, a batch at a time, and hands them to the pen."""

    def __init__(
        self, source: Source, upload: Upload, reading: Reading, at: datetime, written: Written, pen: Pen
    ) -> None:
        self.source = source
        self.business = business = upload.business
        self.upload = upload
        self.vendor, self.account = reading.vendor, reading.account
        self.at, self.today = at, business.day_of(at)
        self.written = written
        self.pen = pen
        self.sales = SaleRows(business, source, self.vendor, self.account, at)
        self.midnights: dict[date, datetime] = {}

    def write(self, items: Sequence[Item]) -> None:
        kept = [item for item in items if item.is_kept]
        people = self._people(kept)
        sales, held = self.sales.ready(self._sales(kept)), rows_of(HeldRow).ready(self._held(items))
        self.pen.write([*people, sales, held])

    def finish(self) -> None:
        """A claim stands for all records that say the same: it is as old as the newest of them."""
        self.pen.catch_up()
        stale = [(moment, claim) for claim, (moment, is_stale) in self.written.said_at.items() if is_stale]
        self.written.said_at.clear()
        for start in range(0, len(stale), 2000):
            rows = [
                (connection.ops.adapt_datetimefield_value(moment), pk)
                for moment, pk in stale[start : start + 2000]
            ]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(f"UPDATE {Claim._meta.db_table} SET at = %s WHERE id = %s", rows)  # noqa: S608

    # People

    def _people(self, items: Iterable[Item]) -> list[Ready]:
        new: dict[str, tuple[FoundPerson, int]] = {}
        moments: dict[str, datetime] = {}
        claim_of, account = self.written.claim_of, self.account
        for item in items:
            if not item.person:
                continue
            digest, said_at = item.person.digest, self._said_at(item)
            before = moments.get(digest)
            if before is None:
                moments[digest] = said_at
                if (account, digest) not in claim_of:
                    new[digest] = (item.person, item.record.line)
            elif said_at > before:
                moments[digest] = said_at
        ready = self._claims(new, moments)
        for digest, moment in moments.items():
            claim, _person = claim_of[account, digest]
            before, is_stale = self.written.said_at.get(claim, (moment, False))
            self.written.said_at[claim] = (max(before, moment), is_stale or moment > before)
        return ready

    def _claims(self, new: dict[str, tuple[FoundPerson, int]], moments: dict[str, datetime]) -> list[Ready]:
        # Whom the books know needs no new person who would be joined to them at once. It is a guess that saves
        # work: settling says who is who.
        person_of = {digest: found.known for digest, (found, _line) in new.items() if found.known}
        strangers = [digest for digest in new if digest not in person_of]
        keys = self.written.people.take(len(strangers))
        hidden = {"business_id": self.business.pk, "since": self.at, "is_here": False}
        people = rows_of(Person).ready_alike(("id",), ((key,) for key in keys), hidden)
        guessed = list(dict.fromkeys(person_of.values()))
        person_of |= dict(zip(strangers, keys, strict=True))
        told = []
        for (digest, (found, line)), claim in zip(
            new.items(), self.written.claims.take(len(new)), strict=True
        ):
            self.written.claim_of[self.account, digest] = (claim, person_of[digest])
            told.append(Told(found, claim, person_of[digest], line, moments[digest]))
        # Whom the books knew when the file was read may be gone when it is written: undone, or forgotten. Then a
        # stranger has the place.
        places = rows_of(Person).ready_alike(("id",), ((key,) for key in guessed), hidden)
        return [people, places._replace(may_be_there=True), *ready_claims(self.source, self.account, told)]

    def _said_at(self, item: Item) -> datetime:
        """When this was said: at the sale, if there is one; else now."""
        newest = None
        for found in item.sales:
            if on := found.sale.on:
                moment = found.sale.at or self._midnight(min(on, self.today))
                newest = moment if newest is None else max(newest, moment)
        return self.at if newest is None else min(self.at, newest)

    def _midnight(self, on: date) -> datetime:
        if on not in self.midnights:
            self.midnights[on] = self.business.first_moment_of(on)
        return self.midnights[on]

    # Sales

    def _sales(self, items: Iterable[Item]) -> Iterator[Sold]:
        claim_of, account, nobody = self.written.claim_of, self.account, (None, None)
        for item in items:
            claim, person = claim_of[account, item.person.digest] if item.person else nobody
            for found in item.sales:
                if found.outcome not in NOT_WRITTEN:
                    yield Sold(found, item.record.line, claim, person)

    # What waits for the owner

    def _held(self, items: Iterable[Item]) -> list[dict[str, Any]]:
        rows = []
        for item in items:
            if item.outcome != ReadAs.HELD or item.digest in self.written.held:
                continue
            self.written.held.add(item.digest)
            rows.append(
                {
                    "business_id": self.business.pk,
                    "upload_id": self.upload.pk,
                    "line": item.record.line,
                    "digest": item.digest,
                    "why": item.why[:300],
                    "vendor": self.vendor,
                    "account": self.account,
                    "vendor_id": item.sales[0].vendor_id if item.sales else "",
                    "cells": item.record.cells,
                    "record": packed(item, self.vendor, self.account),
                    "at": self.at,
                }
            )
        return rows


class Told(NamedTuple):
    """Who was found on a line of a file, and the keys of the claim that it becomes and of its person."""

    found: FoundPerson
    claim: int
    person: int
    line: int
    at: datetime  # when it was said


def ready_claims(source: Source, account: str, told: Sequence[Told]) -> list[Ready]:
    """Claims with their ways."""
    rows = rows_of(Claim)
    said = tuple(dict.fromkeys(chain.from_iterable(one.found.fields for one in told)))
    unsaid = [rows.defaults[name] for name in said]
    prepared = dict(rows.prepared)
    lists = [(spot, prepared[name]) for spot, name in enumerate(said) if name in prepared]
    moment = rows.prepare("at")

    def values() -> Iterator[tuple[Any, ...]]:
        for one in told:
            fields = list(map(one.found.fields.get, said, unsaid))
            for spot, as_json in lists:
                fields[spot] = as_json(fields[spot])
            yield (one.claim, one.person, moment(one.at), one.line, one.found.digest, *fields)

    claims = rows.ready_alike(
        ("id", "person_id", "at", "line", "digest", *said),
        values(),
        {"business_id": source.business_id, "source_id": source.pk, "account": account},
    )
    ways = rows_of(Way).ready_alike(
        ("claim_id", "person_id", "kind", "key", "value", "label"),
        ((one.claim, one.person, *way) for one in told for way in one.found.ways),
        {"business_id": source.business_id},
    )
    return [claims, ways]


def packed(item: Item, vendor: str, account: str) -> dict[str, Any]:
    """What a held row would become, so that the owner's yes needs no file."""
    person = item.person
    return {
        "vendor": vendor,
        "account": account,
        "person": person
        and {
            "digest": person.digest,
            "fields": person.fields,
            "ways": [[way.kind, way.key, way.value, way.label] for way in person.ways],
        },
        "sales": [_packed_sale(found) for found in item.sales],
    }


def _packed_sale(found: FoundSale) -> dict[str, Any]:
    sale = found.sale
    return {
        "vendor_id": found.vendor_id,
        "digest": found.digest,
        "on": sale.on and sale.on.isoformat(),
        "at": sale.at and sale.at.isoformat(),
        "currency": sale.currency,
        "cents": [sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents],
        "is_gross": sale.is_gross,
        "is_partial": sale.is_partial,
        "is_refund": sale.is_refund,
        "refund_of": sale.refund_of,
        "lines": [list(line) for line in sale.lines],
        "card": found.card,
    }


def unpacked_person(record: dict[str, Any]) -> FoundPerson | None:
    told = record["person"]
    return told and FoundPerson(told["digest"], told["fields"], [FoundWay(*way) for way in told["ways"]])


def unpacked_sales(record: dict[str, Any]) -> list[FoundSale]:
    return [_unpacked_sale(told) for told in record["sales"]]


def _unpacked_sale(told: dict[str, Any]) -> FoundSale:
    goods, tax, shipping, tip = told["cents"]
    sale = SaleFound(
        vendor_id=told["vendor_id"],
        on=told["on"] and date.fromisoformat(told["on"]),
        at=told["at"] and datetime.fromisoformat(told["at"]),
        currency=told["currency"],
        goods_cents=goods,
        tax_cents=tax,
        shipping_cents=shipping,
        tip_cents=tip,
        is_gross=told["is_gross"],
        is_partial=told.get("is_partial", False),
        is_refund=told["is_refund"],
        refund_of=told["refund_of"],
        lines=[(what, many, cents) for what, many, cents in told["lines"]],
    )
    return FoundSale(told["vendor_id"], told["digest"], sale, told.get("card", ""))
