"""Records of a file, a few hundred at a time, beside what the books already know of them.

One walk serves the look (which keeps nothing) and the commit, so that both tell the same figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from goodword.accounts.models import Business, Source
from goodword.lib.names import parse, sort_key
from goodword.people.forgetting import forgotten_marks, is_forgotten
from goodword.people.models import Claim, Way
from goodword.sales.models import Sale

from .found import FoundPerson, FoundSale, SaleKeys, found_person
from .records import ReadAs, Reading, Record

SIZE = 500
FORGOTTEN = "asked to be forgotten"
NAMESAKE = "bears the name of someone who asked to be forgotten: is it somebody else?"


@dataclass(slots=True)
class Item:
    """One record with what it would become."""

    record: Record
    outcome: str  # new, changed, same, line, not counted, held, refused
    why: str = ""
    person: FoundPerson | None = None
    sales: list[FoundSale] = field(default_factory=list)


class Walk:
    """Reads a file once, batch by batch, and knows what it has seen."""

    def __init__(self, business: Business, reading: Reading) -> None:
        self.business = business
        self.reading = reading
        self.keys = SaleKeys()
        self.marks = forgotten_marks(business.pk)
        self.seen_people: set[str] = set()
        self.seen_sales: set[str] = set()

    def batches(self) -> Iterator[list[Item]]:
        records = self.reading.records()
        while part := list(islice(records, SIZE)):
            items = [self._item(record) for record in part]
            self._compare(items)
            yield items

    def _item(self, record: Record) -> Item:
        item = Item(record, str(record.read_as), record.why)
        if record.read_as not in (ReadAs.KEPT, ReadAs.HELD):
            return item
        if record.person is not None:
            item.person = found_person(record.person, self.reading.vendor, self.business.country)
        if item.person and self.marks:
            self._forget(item)
        for sale in [record.sale, *record.extra_sales]:
            if sale is not None and sale.on is not None:
                item.sales.append(self.keys.found(sale, item.person))
        if record.read_as == ReadAs.KEPT and not item.why and not item.person and not item.sales:
            item.outcome, item.why = str(ReadAs.NOT_COUNTED), "names nobody"
        return item

    def _forget(self, item: Item) -> None:
        person = item.person
        assert person is not None
        keys = [(way.kind, way.key) for way in person.ways]
        keys.append(
            ("vendor", person.vendor_id and f"{self.reading.vendor}|{self.reading.account}|{person.vendor_id}")
        )
        if is_forgotten(self.marks, keys):
            item.person = None
            if item.record.sale is None:
                item.outcome, item.why = str(ReadAs.NOT_COUNTED), FORGOTTEN
            return
        told = person.fields
        name = sort_key(parse(str(told["name"]), str(told["given_name"]), str(told["family_name"])))
        if is_forgotten(self.marks, [("name", name)]) and item.outcome == ReadAs.KEPT:
            item.outcome, item.why = str(ReadAs.HELD), NAMESAKE

    def _compare(self, items: list[Item]) -> None:
        kept = [item for item in items if item.outcome == ReadAs.KEPT]
        known = self._known_digests([item.person.digest for item in kept if item.person])
        reached = self._known_ways([way for item in kept if item.person for way in item.person.ways])
        told = self._known_sales([sale.vendor_id for item in kept for sale in item.sales])
        for item in kept:
            person = item.person and self._person_outcome(item.person, known, reached)
            sales = [self._sale_outcome(sale, told) for sale in item.sales]
            outcomes = sales or [person or "same"]
            item.outcome = next((one for one in ("new", "changed") if one in outcomes), "same")
            if item.outcome == "same" and person in ("new", "changed"):
                item.outcome = "changed"

    def _person_outcome(self, person: FoundPerson, known: set[str], reached: set[tuple[str, str]]) -> str:
        if person.digest in known or person.digest in self.seen_people:
            return "same"
        self.seen_people.add(person.digest)
        return "changed" if any((way.kind, way.key) in reached for way in person.ways) else "new"

    def _sale_outcome(self, sale: FoundSale, told: dict[str, set[str]]) -> str:
        if sale.vendor_id in self.seen_sales:
            return "same" if sale.digest in told.get(sale.vendor_id, ()) else "changed"
        self.seen_sales.add(sale.vendor_id)
        if sale.vendor_id not in told:
            told[sale.vendor_id] = {sale.digest}
            return "new"
        return "same" if sale.digest in told[sale.vendor_id] else "changed"

    def _known_digests(self, digests: list[str]) -> set[str]:
        rows = Claim.objects.filter(
            business=self.business, digest__in=digests, source__state=Source.State.HERE
        )
        return set(rows.values_list("digest", flat=True))

    def _known_ways(self, ways: list[object]) -> set[tuple[str, str]]:
        keys = {way.key for way in ways if way.key}  # type: ignore[attr-defined]
        rows = Way.objects.filter(
            business=self.business, key__in=keys, claim__source__state=Source.State.HERE
        )
        return set(rows.values_list("kind", "key"))

    def _known_sales(self, numbers: list[str]) -> dict[str, set[str]]:
        rows = Sale.objects.filter(
            business=self.business,
            vendor=self.reading.vendor,
            account=self.reading.account,
            vendor_id__in=numbers,
            source__state=Source.State.HERE,
        )
        known: dict[str, set[str]] = {}
        for number, digest in rows.values_list("vendor_id", "digest"):
            known.setdefault(number, set()).add(digest)
        return known
