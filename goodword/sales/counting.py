"""Which telling of which sale counts. Everything that adds up reads only what was decided here.

1. One sale told again (vendor, account and the vendor's id are the same): a member's word stands before
   files, whole orders before partial tellings, then the newest telling; the others are `replaced`. What it
   says (void, failed, pending) goes.
   Of files that came in on one day the one that knows further is the newer, in whatever order they came.
2. One sale seen by two vendors counts once (twins.py).
3. A sale whose counted refunds take all of it back is `is_refunded`.
4. Who has a sale that counts has bought.

The outcome is a function of all tellings that are here, whatever the order in which they came. It is made
again only for the sales that could be touched. Nothing is locked while it reads; it writes in short
transactions, so that a button pressed meanwhile need not wait.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Source
from goodword.accounts.turns import give_way
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.people.shown import mark_buyers

from .lending import lend
from .models import Sale, TwinWord, key_of, natural_key
from .refunds import MANY, mark_refunded
from .tellings import COLUMNS, Telling
from .told_once import Decided, Key, decide_told_once, is_of_one_vendor
from .twins import DAYS_APART, Seen, touching, twins

KEY = ("vendor", "account", "vendor_id")
READ_AT_ONCE = 2000
WRITE_AT_ONCE = 2000
PAD_DAYS = 7
WAITED_FOR = 10_000


def recount_source(business: Business, source: Source) -> set[int]:
    """After a source came in: decide on all it tells. Returns whose sales may have changed. Repeatable."""
    rows = Sale.objects.filter(business=business, source=source)
    book = _Book(business.pk)
    if source.state != Source.State.HERE or not is_of_one_vendor(business.pk):
        book.hear(rows.values_list(*KEY).iterator())
        return _settle(book)
    weighed: set[Key] = set()
    for decided in decide_told_once(rows):
        book.heed(decided)
        weighed |= decided.others
    book.hear(weighed)
    return _settle(book)


def take_away_source(business: Business, source: Source) -> set[int]:
    """After a source was undone, or broke off while coming in: its sales go, and others count again."""
    rows = Sale.objects.filter(business=business, source=source)
    told = rows.exclude(state=Sale.State.COMING)
    people = _recount(business.pk, told.values_list(*KEY).iterator())
    for part in chunks(list(rows.values_list("pk", flat=True)), READ_AT_ONCE):
        with transaction.atomic():
            Sale.objects.filter(pk__among=part).delete()
    return people


def recount_people(business_id: int, people: Collection[int]) -> set[int]:
    """After people were joined or came apart: one person's sales may be twins, two people's are not."""
    keys: list[Key] = []
    for part in chunks(sorted(people), READ_AT_ONCE):
        rows = Sale.objects.filter(business_id=business_id, person_id__among=part)
        keys += rows.values_list(*KEY)
    return _recount(business_id, keys, people)


def recount_keys(business_id: int, keys: Iterable[Key], at: datetime) -> set[int]:
    """After a sale was typed, mended or taken away, or the owner had a word on twins.

    A member waits for this: where it would take long (a till with tens of thousands of sales of one price
    that are nobody's), the sale itself is decided now and its twins by a job.
    """
    return _recount(business_id, keys, soon=at)


def recount_all(business_id: int) -> set[int]:
    """Decide on every sale again. Changes nothing if the books are right."""
    rows = Sale.objects.filter(business_id=business_id)
    return _recount(business_id, rows.values_list(*KEY).iterator())


def _recount(
    business_id: int, keys: Iterable[Key], people: Collection[int] = (), soon: datetime | None = None
) -> set[int]:
    book = _Book(business_id)
    book.hear(keys)
    return _settle(book, people, soon)


def _settle(book: "_Book", people: Collection[int] = (), soon: datetime | None = None) -> set[int]:
    if not book.find_twins(at_most=WAITED_FOR if soon else None) and soon:
        # A key for each moment: a job that is done stays done.
        ask(book.business_id, "sales.recount", soon.isoformat(), soon)
    book.write()
    touched = mark_refunded(book.business_id, book.touched)
    everyone = book.people | touched | set(people)
    _mark_buyers(book.business_id, everyone)
    return everyone


COUNTS = (Sale.State.COUNTED, Sale.State.TWIN)


class _Book:
    """The sales that are looked at, what they are now, and what they should be."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id
        self.now: dict[int, tuple[str, int | None]] = {}
        self.should: dict[int, tuple[str, int | None]] = {}
        self.alive: set[int] = set()
        self.ghosts: set[int] = set()  # counted until now: their twins must be looked at again
        self.days: dict[str, set[int]] = defaultdict(set)
        self.vendors: set[str] = set()
        self.people: set[int] = set()
        self.lent: dict[int, int | None] = {}  # whose words of what was bought are another telling's
        self.alone: set[int] = set()  # told by one source only, as long as they are not many
        self.n_alone = 0

    @property
    def rows(self) -> "QuerySet[Sale]":
        return Sale.objects.filter(business_id=self.business_id)

    @property
    def touched(self) -> set[int] | None:
        """The sales that were looked at; None for so many that the refunds of all are sooner read."""
        return None if self.n_alone > MANY else {*self.now, *self.alone}

    # 1. One sale told again.

    def heed(self, decided: Decided) -> None:
        """What nothing else tells is decided already, and was not counted before."""
        self.n_alone += decided.n_alone
        if self.n_alone <= MANY:
            self.alone.update(decided.alone.values_list("pk", flat=True))
        buyers = decided.alone.exclude(person=None).order_by().values_list("person_id", flat=True)
        self.people.update(buyers.distinct())

    def hear(self, keys: Iterable[Key]) -> None:
        """Decide which telling stands for each of these sales."""
        for part in chunks(dict.fromkeys(keys), READ_AT_ONCE):
            by_shop: dict[tuple[str, str], list[str]] = defaultdict(list)
            for vendor, account, vendor_id in part:
                by_shop[vendor, account].append(vendor_id)
            for (vendor, account), ids in by_shop.items():
                self._hear(self.rows.filter(vendor=vendor, account=account, vendor_id__among=ids))

    def _hear(self, rows: "QuerySet[Sale]") -> None:
        tellings: dict[Key, list[Telling]] = defaultdict(list)
        for row in rows.values_list(*COLUMNS):
            told = Telling._make(row)
            tellings[told.vendor, told.account, told.vendor_id].append(told)
        for same in tellings.values():
            here = [told for told in same if told.is_here]
            stands = max(here, key=lambda told: told.worth) if here else None
            for told in same:
                self._decide(told, stands)
            lists = [told for told in here if told.is_partial and told is not stands]
            if stands and (lists or stands.is_lent):
                self.lent[stands.pk] = max(lists, key=lambda told: told.worth).pk if lists else None

    def _decide(self, told: Telling, stands: Telling | None) -> None:
        if not told.is_here:
            # What is only coming in has been seen by nobody, and waits.
            coming = told.state == Sale.State.COMING
            state = Sale.State.COMING if coming and told.taken_back_at is None else Sale.State.OUT
        else:
            state = Sale.State(told.says) if told is stands else Sale.State.REPLACED
        self.now[told.pk] = (told.state, told.twin_of)
        self.should[told.pk] = (state, None)
        self.people |= {told.person} if told.person else set()
        counts = state == Sale.State.COUNTED
        if counts:
            self.alive.add(told.pk)
        elif told.state in COUNTS:
            self.ghosts.add(told.pk)
        if counts or told.state in COUNTS:
            self.days[told.currency].add(told.on.toordinal())
            self.vendors.add(told.vendor)

    # 2. One sale seen by two vendors.

    def find_twins(self, at_most: int | None = None) -> bool:
        """Decide which count of those that may be one. False if more than `at_most` had to be looked at:
        then only what was a twin of a sale that went counts again, and the rest waits."""
        if not self._are_two_vendors():
            return True
        words = _words(self.business_id)
        found = self._neighbourhood(words, at_most)
        if found is None:
            for part in chunks(sorted(self.ghosts)):
                left = self.rows.filter(twin_of__among=part).values_list("pk", flat=True)
                self.should |= {pk: (Sale.State.COUNTED, None) for pk in left if pk not in self.should}
            return False
        pool, near = found
        twin_of = twins((pool[pk] for pk in near if pk not in self.ghosts), words)
        for pk in near:
            if pk not in self.ghosts:
                state = Sale.State.TWIN if pk in twin_of else Sale.State.COUNTED
                self.should[pk] = (state, twin_of.get(pk))
                self.people |= {pool[pk].buyer} - {0}
        return True

    def _are_two_vendors(self) -> bool:
        others = self.rows.exclude(vendor=next(iter(self.vendors), ""))
        return bool(self.vendors) and (len(self.vendors) > 1 or others.exists())

    def _neighbourhood(self, words: "Words", at_most: int | None) -> tuple[dict[int, Seen], set[int]] | None:
        """All on which the twins of the sales heard may depend: the days around, wider while it matters."""
        pad, asked = PAD_DAYS, set[str]()
        while True:
            spans = {currency: _spans(days, pad) for currency, days in self.days.items()}
            pool = self._pool(spans, words)
            if at_most is not None and len(pool) > at_most:
                return None
            near = touching(pool.values(), (self.alive | self.ghosts) & pool.keys(), words)
            partners = _partners({pool[pk].key for pk in near}, words) - asked
            if partners:
                # Whom the owner calls the same may lie far apart.
                asked |= partners
                self.hear(key_of(partner) for partner in sorted(partners))
            elif all(_is_inside(pool[pk], spans) for pk in near):
                return pool, near
            else:
                pad *= 4

    def _pool(self, spans: "Spans", words: "Words") -> dict[int, Seen]:
        """Those that could have a twin: two vendors tell their amount, or the owner had a word on them."""
        told = set(chain(*words))
        vendor_of: dict[tuple[str, int], str] = {}
        mixed: set[tuple[str, int]] = set()
        for sale in self._within(spans):
            for amount in sale.amounts():
                where = (sale.currency, amount)
                if vendor_of.setdefault(where, sale.vendor) != sale.vendor:
                    mixed.add(where)
        if not mixed and not told:
            return {}
        # Read twice rather than kept: of a million sales few share their amount with another vendor's.
        return {
            sale.pk: sale
            for sale in self._within(spans)
            if sale.key in told or any((sale.currency, amount) in mixed for amount in sale.amounts())
        }

    def _within(self, spans: "Spans") -> Iterator[Seen]:
        for currency, days in spans.items():
            for low, high in days:
                rows = self.rows.filter(currency=currency, on__gte=_date(low), on__lte=_date(high))
                for row in rows.values_list("state", *SEEN).iterator():
                    sale = _seen(*row[1:])
                    if self._is_in(sale.pk, row[0]):
                        yield sale

    def _is_in(self, pk: int, state: str) -> bool:
        if pk in self.now:
            return pk in self.alive or pk in self.ghosts
        return state in COUNTS

    # Keeping what was found.

    def write(self) -> None:
        missing = [pk for pk in self.should if pk not in self.now]
        for part in chunks(missing, READ_AT_ONCE):
            rows = self.rows.filter(pk__among=part).values_list("pk", "state", "twin_of_id")
            self.now.update((pk, (state, twin_of)) for pk, state, twin_of in rows)
        by_state: dict[str, list[int]] = defaultdict(list)
        twins_changed: list[int] = []
        for pk in sorted(self.should):
            was, should = self.now.get(pk), self.should[pk]
            if was != should:
                # Most only change their state: then no index is touched.
                alike = was is not None and was[1] == should[1]
                (by_state[should[0]] if alike else twins_changed).append(pk)
        for state, pks in by_state.items():
            for part in chunks(pks, WRITE_AT_ONCE):
                with transaction.atomic():
                    self.rows.filter(pk__among=part).update(state=state)
                give_way()
        for part in chunks(twins_changed, WRITE_AT_ONCE):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(
                    "UPDATE sales_sale SET state = %s, twin_of_id = %s WHERE id = %s",
                    [(*self.should[pk], pk) for pk in part],
                )
        lend(self.lent)


Words = dict[tuple[str, str], bool]
Spans = dict[str, list[tuple[int, int]]]
SEEN = ("pk", "vendor", "account", "vendor_id", "on", "currency") + (
    "goods_cents",
    "tax_cents",
    "shipping_cents",
    "tip_cents",
    "person_id",
    "person__name",
)


def _seen(
    pk: int,
    vendor: str,
    account: str,
    vendor_id: str,
    on: date,
    currency: str,
    goods: int,
    tax: int,
    shipping: int,
    tip: int,
    person: int | None,
    name: str | None,
) -> Seen:
    buyer, total = person or 0, goods + tax + shipping + tip
    # A vendor's number without a name or an address tells nobody who it was: it may be anyone's sale.
    known = buyer if name else 0
    key = natural_key(vendor, account, vendor_id)
    return Seen(pk, vendor, key, on.toordinal(), currency, goods, total, known, buyer)


def _words(business_id: int) -> Words:
    rows = TwinWord.objects.filter(business_id=business_id).values_list("one", "other", "is_same")
    return {(one, other): is_same for one, other, is_same in rows}


def _partners(keys: set[str], words: Words) -> set[str]:
    pairs = [pair for pair, is_same in words.items() if is_same and keys.intersection(pair)]
    return set(chain(*pairs)) - keys


def _spans(days: Iterable[int], pad: int) -> list[tuple[int, int]]:
    """Days as spans from first to last, each wider by `pad`, those that overlap as one."""
    spans: list[tuple[int, int]] = []
    for day in sorted(days):
        if spans and day - pad <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], day + pad)
        else:
            spans.append((day - pad, day + pad))
    return spans


def _is_inside(sale: Seen, spans: Spans) -> bool:
    """Whether all that could touch this sale has been looked at."""
    return any(low + DAYS_APART <= sale.on <= high - DAYS_APART for low, high in spans[sale.currency])


def _date(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _mark_buyers(business_id: int, people: Collection[int]) -> None:
    counts = Sale.objects.filter(
        person=OuterRef("pk"), state=Sale.State.COUNTED, is_refund=False, is_refunded=False
    )
    bought: set[int] = set()
    for part in chunks(sorted(people), READ_AT_ONCE):
        rows = Person.every.filter(Exists(counts), business_id=business_id, pk__among=part)
        bought.update(rows.values_list("pk", flat=True))
    mark_buyers(business_id, bought, set(people) - bought)
