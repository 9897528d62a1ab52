"""Records of a file, some thousand at a time, beside what the books already know of them.

One walk serves the look (which keeps nothing) and the commit, so that both tell the same figures.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Source
from goodword.lib.listed import list_keys
from goodword.people.forgetting import forgotten_marks, is_forgotten
from goodword.people.models import Claim, Person, Way
from goodword.sales.cards import Cards
from goodword.sales.models import Sale
from goodword.sales.twins import OWN

from . import limits
from .found import CARDS, Finder, FoundPerson, FoundSale, SaleKeys, digest_of, found_person
from .models import HeldRow
from .records import Mistake, ReadAs, Reading, Record
from .told_before import Seen
from .words import too_many_ways

SIZE = 4000
KEPT, LEFT_OUT = "kept", "left out"
AGAIN = "again"  # a sale that an earlier record of the upload has told: that one stands
CONTRADICTS = "contradicts"  # the same, and this one says something else
OURS = (OWN, CARDS)  # what leaves our books may come back to them
TOLD_BEFORE = (AGAIN, CONTRADICTS)
HERE = "here"  # a sale of our own table that the books have as its vendor told it
NOT_WRITTEN = (*TOLD_BEFORE, HERE)
PHONES = (Way.Kind.PHONE, Way.Kind.WHATSAPP)


@dataclass(slots=True)
class Item:
    """One record with what it would become."""

    record: Record
    outcome: str  # new, changed, same, line, not counted, held, refused
    why: str = ""
    person: FoundPerson | None = None
    sales: list[FoundSale] = field(default_factory=list)
    digest: str = ""  # of a held one: the decision on it is found by this

    @property
    def counts(self) -> bool:
        return self.outcome in ("new", "changed", "same")

    @property
    def is_kept(self) -> bool:
        """A void sale does not count, and is kept all the same: a later file may change it."""
        return self.counts or (self.outcome == ReadAs.NOT_COUNTED and bool(self.sales))


class Borne(NamedTuple):
    """Who has an address in the books, and how they are called there."""

    person: int
    digest: str
    given_name: str
    family_name: str


BORNE = ("person_id", "claim__digest", "claim__given_name", "claim__family_name")
Reached = dict[tuple[str, str], list[Borne]]  # kind, key


class Walk:
    """Reads a file once, batch by batch, and knows what it has seen."""

    def __init__(self, business: Business, reading: Reading, seen: Seen | None = None) -> None:
        self.business = business
        self.reading = reading
        self.keys = SaleKeys(Cards(business.pk))
        self.finder = Finder(reading.vendor, business.country)
        self.marks = forgotten_marks(business.pk)
        self.seen = seen or Seen()
        self.seen.begin(reading)
        self.seen_people = self.seen.people[reading.account]
        self.is_known_shop = self._sales_here().exists()
        # Of one batch of our own tables: the sales that are here under their own number, and who has that code here.
        self.own_sales: set[str] = set()
        self.by_code: dict[str, int] = {}

    def batches(self) -> Iterator[list[Item]]:
        records = self.reading.records()
        while part := list(islice(records, SIZE)):
            items = [self._item(record) for record in part]
            self._compare(items)
            yield items
            for item in items:
                if item.person and item.is_kept and not self.marks:  # those are held against each record
                    item.person.let_go()

    # One record

    def _item(self, record: Record) -> Item:
        read_as = record.read_as
        item = Item(record, read_as.value, record.why)
        if read_as is ReadAs.LINE or read_as is ReadAs.REFUSED:
            return item
        if record.person is not None:
            item.person = self._person(record)
            if (left := len(record.person.ways) - limits.WAYS) > 0:
                record.mistakes.append(Mistake(record.line, "", _shown(item), too_many_ways(left)))
        for sale in (record.sale, *record.extra_sales):
            if sale is None or sale.on is None:
                continue
            if item.outcome == ReadAs.HELD:
                # What it is if the owner says that it counts.
                sale.status, sale.currency = "counted", sale.currency or self.business.currency
            if sale.currency:
                item.sales.append(self.keys.found(sale, item.person))
        if item.outcome == ReadAs.NOT_COUNTED and not any(found.sale.vendor_id for found in item.sales):
            # Nothing by which a later file could name it: there is nothing to keep.
            item.person, item.sales = None, []
        if item.outcome == ReadAs.HELD:
            item.digest = self._digest(item)
        # Last, so that a sale is known by the same number before its buyer is forgotten and after.
        if item.person and self.marks:
            self._forget(item)
        if item.outcome == ReadAs.KEPT and not item.person and not item.sales:
            item.outcome, item.why = str(ReadAs.NOT_COUNTED), item.why or "names nobody"
        return item

    def _person(self, record: Record) -> FoundPerson | None:
        assert record.person is not None
        is_buyer = record.sale is not None
        if record.read_as is ReadAs.HELD:  # all that it says is kept with the row
            finder = self.finder
            return found_person(record.person, finder.vendor, finder.country, is_buyer=is_buyer)
        return self.finder.person(record.person, is_buyer=is_buyer)

    def _digest(self, item: Item) -> str:
        told = [
            item.person.digest if item.person else "",
            *(sale.vendor_id + sale.digest for sale in item.sales),
        ]
        if not any(told):
            told = [f"{header}={cell}" for header, cell in sorted(item.record.cells.items())]
        return digest_of(self.reading.vendor, self.reading.account, *told)

    def _forget(self, item: Item) -> None:
        """Whoever asked to be forgotten stays forgotten; a mere namesake of theirs is asked about."""
        person = item.person
        assert person is not None
        if is_forgotten(self.marks, self._forgettable(person)):
            item.person = None
            for found in item.sales:
                found.card = ""
            if not item.sales:
                item.outcome, item.why = str(ReadAs.NOT_COUNTED), _("asked to be forgotten")
            return
        names = list_keys(*map(person.says, ("name", "given_name", "family_name")))
        if item.outcome == ReadAs.KEPT and is_forgotten(self.marks, [("name", name) for name in names]):
            item.digest = self._digest(item)
            item.outcome = str(ReadAs.HELD)
            item.why = _("bears the name of someone who asked to be forgotten: is it somebody else?")

    def _forgettable(self, person: FoundPerson) -> Iterator[tuple[str, str]]:
        for way in person.ways:
            # A number is one number, whichever way it is marked.
            for kind in PHONES if way.kind in PHONES else (way.kind,):
                yield kind, way.key
        if person.vendor_id:
            yield "vendor", f"{person.says('vendor')}|{self.reading.account}|{person.vendor_id}"

    # A batch beside the books

    def _compare(self, items: list[Item]) -> None:
        self._decide([item for item in items if item.outcome == ReadAs.HELD])
        kept = [item for item in items if item.outcome == ReadAs.KEPT or item.is_kept]
        strangers = {
            person.digest: person for item in kept if (person := item.person) and self._is_first(person)
        }
        if self.reading.vendor in OURS:
            self.by_code = self._known_codes([one.vendor_id for one in strangers.values()])
        reached = self._known_ways(strangers.values())
        known = self._known_digests([one.digest for one in strangers.values() if not one.keys])
        if self.reading.vendor == OWN:
            self.own_sales = self._own_sales([sale.vendor_id for item in kept for sale in item.sales])
        told = self._known_sales([sale.vendor_id for item in kept for sale in item.sales])
        for item in kept:
            told_of = self._person_outcome(item.person, known, reached) if item.person else ""
            for found in item.sales:
                found.outcome = self._sale_outcome(item, found, told)
            if item.outcome == ReadAs.KEPT:
                item.outcome = _outcome(told_of, [found.outcome for found in item.sales])

    def _decide(self, held: list[Item]) -> None:
        """What the owner said of a row holds for the same row in every file."""
        if not held:
            return
        rows = HeldRow.objects.filter(business=self.business, digest__among=[item.digest for item in held])
        said = dict(rows.exclude(decided="").values_list("digest", "decided"))
        for item in held:
            if said.get(item.digest) == KEPT:
                item.outcome = str(ReadAs.KEPT)
            elif said.get(item.digest) == LEFT_OUT:
                item.outcome, item.why = str(ReadAs.NOT_COUNTED), _("you left it out")
                item.person, item.sales = None, []

    def _is_first(self, person: FoundPerson) -> bool:
        return person.digest not in self.seen_people

    def _person_outcome(self, person: FoundPerson, known: dict[str, int], reached: "Reached") -> str:
        if not self._is_first(person):
            return "same"
        self.seen_people.add(person.digest)
        if here := self.by_code.get(person.vendor_id):
            # As if the owner had typed it onto that person: it goes where they go.
            person.known, person.outcome, person.fields["is_attached"] = here, "same", True
            return person.outcome
        told = [one for key in person.keys for one in reached.get(key, ())]
        known = {one.digest: one.person for one in told} if person.keys else known
        person.known = known.get(person.digest)
        if person.known:
            person.outcome = "same"
        else:
            names = (person.says("given_name"), person.says("family_name"))
            alike = [one.person for one in told if (one.given_name, one.family_name) == names and any(names)]
            person.known = min(alike, default=None)
            person.outcome = "changed" if told else "new"
        return person.outcome

    def _sale_outcome(self, item: Item, found: FoundSale, told: dict[str, set[str]]) -> str:
        shop = (self.reading.vendor, self.reading.account, found.sale.is_partial)
        if before := self.seen.tell(shop, found, item.record.line):
            if not before.says_the_same:
                item.record.mistakes.append(_told_twice(item, found, before.line))
                return CONTRADICTS
            return AGAIN
        if found.vendor_id in self.own_sales:
            return HERE
        if found.vendor_id not in told:
            return "new"
        return "same" if found.digest in told[found.vendor_id] else "changed"

    def _known_digests(self, digests: Collection[str]) -> dict[str, int]:
        if not digests:
            return {}
        rows = Claim.objects.filter(
            business=self.business, digest__among=digests, source__state=Source.State.HERE
        )
        return dict(rows.order_by("-pk").values_list("digest", "person_id"))

    def _known_codes(self, numbers: Collection[str]) -> dict[str, int]:
        """Who of these books stands behind a number of our own making: it is their code."""
        rows = Person.objects.filter(business=self.business, code__among=numbers)
        return dict(rows.values_list("code", "pk"))

    def _known_ways(self, people: Collection[FoundPerson]) -> "Reached":
        found: Reached = {}
        for kinds in (Way.Kind.EMAIL,), PHONES, (Way.Kind.LINKEDIN,):
            keys = {key for person in people for kind, key in person.keys if kind in kinds}
            if keys:
                rows = Way.objects.filter(business=self.business, kind__in=kinds, key__among=keys)
                rows = rows.filter(claim__source__state=Source.State.HERE)
                for kind, key, *borne in rows.order_by("-claim").values_list("kind", "key", *BORNE):
                    found.setdefault((kind, key), []).append(Borne._make(borne))
        return found

    def _sales_here(self) -> "QuerySet[Sale]":
        shop = {"vendor": self.reading.vendor, "account": self.reading.account}
        return Sale.objects.filter(business=self.business, source__state=Source.State.HERE, **shop)

    def _own_sales(self, numbers: Collection[str]) -> set[str]:
        parted = {tuple(number.split("|", 2)): number for number in numbers if number.count("|") >= 2}
        here = Sale.objects.filter(
            business=self.business, source__state=Source.State.HERE, taken_back_at=None
        )
        rows = here.filter(vendor_id__among=sorted({number for _vendor, _account, number in parted}))
        return {parted[key] for key in rows.values_list("vendor", "account", "vendor_id") if key in parted}

    def _known_sales(self, numbers: Collection[str]) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        if not numbers or not self.is_known_shop:
            return known
        rows = self._sales_here().filter(vendor_id__among=numbers)
        for number, digest in rows.values_list("vendor_id", "digest"):
            known.setdefault(number, set()).add(digest)
        return known


def _outcome(person: str, sales: list[str]) -> str:
    """A row is as new as its newest part; a known sale that tells something new of its buyer is changed."""
    told = sales or [person]
    if CONTRADICTS in told:
        return ReadAs.REFUSED.value
    if "new" in told:
        return "new"
    return "changed" if "changed" in (*told, person) or person == "new" else "same"


def _shown(item: Item) -> str:
    return item.person.shown[:80] if item.person else ""


def _told_twice(item: Item, found: FoundSale, line: int) -> Mistake:
    hint = _(
        "Line %(line)s has told this sale already, with something else in it. That one stands; this row was left."
    )
    return Mistake(item.record.line, "", found.sale.vendor_id, hint % {"line": line})
