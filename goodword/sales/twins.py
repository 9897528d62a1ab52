"""One sale seen by two vendors: an order, its payment, its line in the books. Only one of them counts: one
whose person is known, and of those the richest.

Pure: the same set of sales gives the same twins, in whatever order they arrived. Two sales may be one if
they have the same currency and amount (with or without tax), lie at most three days apart, come from
different vendors, and are not known to be of two people. Each sale has at most one twin with each vendor.
Pairs are formed from the surest to the least sure: first those the owner calls the same, then those of one
known person, then those where a person is missing; each by days apart, then by the sales' natural keys.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

DAYS_APART = 3

# Who tells most of a sale: an order names the goods, the books the customer, a payment only the money.
ORDERS = ("shopify", "square", "etsy", "woocommerce", "ebay", "amazon", "gumroad", "payhip", "faire", "kofi")
BOOKS = ("quickbooks", "xero", "myob", "freshbooks", "jobber", "fresha")
PAYMENTS = ("stripe", "stripelive", "paypal", "gocardless", "sumup")
HAND = "hand"
OWN = "goodword"  # our own table of sales: brought back, it tells nothing that was not here


def richness(vendor: str) -> int:
    """0 for the one that tells most. A table that nobody knows may be anything but a payment's record."""
    if vendor in ORDERS:
        return 0
    if vendor in BOOKS:
        return 2
    if vendor in PAYMENTS:
        return 3
    return {HAND: 4, OWN: 5}.get(vendor, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """One sale as one vendor tells it."""

    pk: int
    vendor: str
    key: str  # its natural key, unique
    on: int  # the day's ordinal
    currency: str
    goods: int
    total: int
    person: int  # 0 if nobody knows
    buyer: int = 0  # the same; or of whom the books know only a vendor's number

    def amounts(self) -> Collection[int]:
        return {self.goods, self.total} - {0}


Words = Mapping[tuple[str, str], bool]  # (one key, the other; in their order) -> "it is the same sale"


def twins(sales: Iterable[Seen], words: Words) -> dict[int, int]:
    """Which sales are another one's twin: its pk -> the pk of the one that counts."""
    matching = _Matching(sorted(sales, key=lambda sale: sale.key), words)
    matching.follow_words()
    matching.pair_one_person()
    matching.pair_with_unknown()
    return matching.found()


@dataclass(slots=True)
class _Group:
    """Sales that are taken for one."""

    members: list[int]
    vendors: set[str]
    person: int
    first: int
    last: int


class _Matching:
    def __init__(self, sales: Sequence[Seen], words: Words) -> None:
        self.sales = sales
        self.words = words
        self.place = {sale.key: n for n, sale in enumerate(sales)} if words else {}
        self.group: dict[int, _Group] = {}
        # Who the owner says is not the same sale, both ways.
        self.apart: dict[int, set[int]] = defaultdict(set)

    def follow_words(self) -> None:
        for (one, other), is_same in sorted(self.words.items()):
            a, b = self.place.get(one), self.place.get(other)
            if a is None or b is None:
                continue
            if is_same:
                self._join(self._of(a), self._of(b))
            else:
                self.apart[a].add(b)
                self.apart[b].add(a)

    def pair_one_person(self) -> None:
        pairs = {pair for shelf in self._shelves_of_one_person() for pair in self._near(shelf)}
        for _days, a, b in sorted(pairs):
            self._try(a, b)

    def _shelves_of_one_person(self) -> Iterator[list[int]]:
        shelves: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for n, sale in enumerate(self.sales):
            if sale.person:
                for amount in sale.amounts():
                    shelves[sale.currency, amount, sale.person].append(n)
        return (shelf for shelf in shelves.values() if len(shelf) > 1)

    def _near(self, shelf: list[int]) -> Iterator[tuple[int, int, int]]:
        shelf.sort(key=lambda n: (self.sales[n].on, n))
        for place, a in enumerate(shelf):
            for b in shelf[place + 1 :]:
                days = self.sales[b].on - self.sales[a].on
                if days > DAYS_APART:
                    break
                if self.sales[a].vendor != self.sales[b].vendor:
                    yield days, min(a, b), max(a, b)

    def pair_with_unknown(self) -> None:
        """Sales of which at least one is nobody's: the nearest first, then those with one side known."""
        shelves = self._shelves_with_unknown()
        for distance in range(DAYS_APART + 1):
            for n_unknown in (1, 2):
                for days in shelves:
                    for day in sorted(days):
                        if day + distance in days:
                            self._pair_days(days[day], days[day + distance], n_unknown, distance)

    def _shelves_with_unknown(self) -> list["_Days"]:
        """For each amount that two vendors tell, its sales by day, vendor and whether the person is known."""
        shelves: dict[tuple[str, int], _Days] = defaultdict(dict)
        mixed: dict[tuple[str, int], tuple[set[str], bool]] = {}
        for n, sale in enumerate(self.sales):
            for amount in sale.amounts():
                where = (sale.currency, amount)
                shelf = shelves[where].setdefault(sale.on, {})
                shelf.setdefault((sale.vendor, bool(sale.person)), []).append(n)
                vendors, unknown = mixed.get(where, (set(), False))
                mixed[where] = (vendors | {sale.vendor}, unknown or not sale.person)
        useful = {where for where, (vendors, unknown) in mixed.items() if unknown and len(vendors) > 1}
        return [shelves[where] for where in sorted(useful)]

    def _pair_days(self, left: "_Day", right: "_Day", n_unknown: int, distance: int) -> None:
        for (vendor, known), ones in sorted(left.items()):
            for (other_vendor, other_known), others in sorted(right.items()):
                if vendor == other_vendor or (not known) + (not other_known) != n_unknown:
                    continue
                if distance == 0 and vendor > other_vendor:
                    continue  # met already, the other way round
                self._pair_shelves(ones, vendor, others, other_vendor)

    def _pair_shelves(self, ones: list[int], vendor: str, others: list[int], other_vendor: str) -> None:
        free = [b for b in others if vendor not in self._of(b).vendors]
        for a in ones:
            if not free:
                return
            if other_vendor in self._of(a).vendors:
                continue
            place = next((place for place, b in enumerate(free) if self._try(a, b)), None)
            if place is not None:
                del free[place]

    def _of(self, n: int) -> _Group:
        if n not in self.group:
            sale = self.sales[n]
            self.group[n] = _Group([n], {sale.vendor}, sale.person, sale.on, sale.on)
        return self.group[n]

    def _try(self, a: int, b: int) -> bool:
        one, other = self._of(a), self._of(b)
        if one is other or one.vendors & other.vendors:
            return False
        if one.person and other.person and one.person != other.person:
            return False
        if max(one.last, other.last) - min(one.first, other.first) > DAYS_APART:
            return False
        if self.apart and any(
            self.apart[n].intersection(other.members) for n in one.members if n in self.apart
        ):
            return False
        self._join(one, other)
        return True

    def _join(self, one: _Group, other: _Group) -> None:
        if one is other:
            return
        one.members += other.members
        one.vendors |= other.vendors
        one.person = one.person or other.person
        one.first, one.last = min(one.first, other.first), max(one.last, other.last)
        for n in other.members:
            self.group[n] = one

    def found(self) -> dict[int, int]:
        twin_of: dict[int, int] = {}
        for group in {id(group): group for group in self.group.values()}.values():
            if len(group.members) > 1:
                # Of an order that names nobody and a payment that does, the one with the person counts:
                # else somebody who bought would not have.
                best, *rest = sorted(
                    group.members,
                    key=lambda n: (not self.sales[n].person, richness(self.sales[n].vendor), n),
                )
                twin_of |= {self.sales[n].pk: self.sales[best].pk for n in rest}
        return twin_of


_Day = dict[tuple[str, bool], list[int]]
_Days = dict[int, _Day]


def touching(sales: Iterable[Seen], start: Collection[int], words: Words) -> set[int]:
    """The pks of all sales on which the twins of `start` may depend, themselves included.

    Sales touch if they share an amount and no gap of more than three days lies between them: whoever is
    known only meets their own and nobody's.
    """
    pool = list(sales)
    links = _Links()
    shelves: dict[tuple[str, int], list[Seen]] = defaultdict(list)
    for sale in pool:
        for amount in sale.amounts():
            shelves[sale.currency, amount].append(sale)
    for shelf in shelves.values():
        for run in _runs(shelf):
            if all(sale.person for sale in run):
                run.sort(key=lambda sale: (sale.person, sale.on))
                for _person, own in groupby(run, key=lambda sale: sale.person):
                    for part in _runs(list(own)):
                        links.tie(sale.pk for sale in part)
            else:
                links.tie(sale.pk for sale in run)
    place = {sale.key: sale.pk for sale in pool} if words else {}
    for one, other in words:
        links.tie(place[key] for key in (one, other) if key in place)
    roots = {links.root(pk) for pk in start}
    return {sale.pk for sale in pool if links.root(sale.pk) in roots}


def _runs(shelf: list[Seen]) -> Iterator[list[Seen]]:
    """The shelf in pieces between which there are more than three days; alone-standing vendors left out."""
    shelf.sort(key=lambda sale: sale.on)
    run: list[Seen] = []
    for sale in shelf:
        if run and sale.on - run[-1].on > DAYS_APART:
            yield from _if_mixed(run)
            run = []
        run.append(sale)
    yield from _if_mixed(run)


def _if_mixed(run: list[Seen]) -> Iterator[list[Seen]]:
    if any(sale.vendor != run[0].vendor for sale in run):
        yield run


@dataclass(slots=True)
class _Links:
    """Which sales hang together (union-find)."""

    parent: dict[int, int] = field(default_factory=dict)

    def root(self, pk: int) -> int:
        while (up := self.parent.get(pk, pk)) != pk:
            self.parent[pk] = self.parent.get(up, up)
            pk = up
        return pk

    def tie(self, pks: Iterable[int]) -> None:
        first: int | None = None
        for pk in pks:
            root = self.root(pk)
            if first is None:
                first = root
            else:
                self.parent[root] = first
