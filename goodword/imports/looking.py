"""What a file would bring, told before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goodword.accounts.models import Business, Source
from goodword.lib.money import money_words
from goodword.people.closed import CLAIM_FIELDS, Cards, card, chunks
from goodword.people.matching import Card, groups
from goodword.people.maybes import maybe
from goodword.people.models import Claim
from goodword.referrals.how_words import how_of
from goodword.referrals.models import How
from goodword.sales.twins import OWN

from .batches import HERE, TOLD_BEFORE, Item, Walk
from .collecting import uncollected
from .found import FoundPerson
from .models import Shape
from .reading import readings
from .records import Ground, Mistake, Reading, Word
from .told_before import Seen

_OWN = gettext_noop(
    "These are sales that left Goodword. Of those that your books have already, each counts once."
)
MOST_MISTAKES = 1000
SAMPLES = 5
MOST_COMPARED = 30_000
MOST_DOUBLES = 20
LONGEST_CELL = 200
Progress = Callable[[int, int], None]


class Counted:
    """The rows read so far of all tables in a file, told as they come: only upward, and in the end all of them."""

    def __init__(self, readings: Sequence[Reading], progress: Progress | None) -> None:
        self.before = 0  # of the tables that are read
        self.left = sum(one.expected_rows for one in readings)
        self.progress = progress

    def tell(self, n: int) -> None:
        if self.progress:
            self.progress(self.before + n, self.before + max(n, self.left))

    def end(self, reading: Reading, n: int) -> None:
        """Only now it is known how many there were: a cell of several lines is no row for each."""
        self.before += n
        self.left -= reading.expected_rows
        self.tell(0)


def ground(business: Business, today: date) -> Ground:
    return Ground(business.country, business.currency, business.zone, today)


def open_file(business: Business, path: Path, name: str, today: date) -> list[Reading]:
    """What is in the file. Raises Unreadable with words for the owner."""

    def remembered(signature: str) -> Word:
        shape = Shape.objects.filter(business=business, signature=signature).first()
        return Word(shape.meanings or None, shape.written) if shape else Word()

    return readings(path, name, ground(business, today), remembered)


class Tally:
    """The figures of one reading: every record has exactly one outcome, and their sum is the rows."""

    def __init__(self, business: Business, reading: Reading) -> None:
        self.business = business
        self.reading = reading
        self.outcomes: Counter[str] = Counter()
        self.whys: Counter[tuple[str, str]] = Counter()  # outcome, why
        self.names: dict[int, str] = {}  # of each card
        self.cards: dict[str, Card] = {}
        self.by_code: set[int] = set()  # cards of our own table, whose code somebody has in these books
        self.beside: dict[str, str] = {}  # digest -> new, changed, same
        self.days: dict[str, tuple[date, date]] = {}  # of whom (by digest) something counts: first and last
        self.counts: Counter[tuple[bool, str]] = (
            Counter()
        )  # (is it a refund, outcome) of the sales that count
        self.referred: set[str] = set()
        self.mistakes: list[Mistake] = []
        self.n_mistakes = 0
        self.samples: list[dict[str, str]] = []
        self.first: date | None = None
        self.last: date | None = None
        self.until: date | None = None  # the last day it knows of, whatever came of that day's sales

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            self.outcomes[item.outcome] += 1
            if item.why:
                self.whys[item.outcome, item.why] += 1
            if told := item.record.mistakes:
                self.n_mistakes += len(told)
                self.mistakes += told[: max(0, MOST_MISTAKES - len(self.mistakes))]
            if item.is_kept:
                self._count(item)

    def _count(self, item: Item) -> None:
        if person := item.person:
            if person.digest not in self.cards:
                self.cards[person.digest] = one = self._card(person)
                self.names[one.id] = person.shown[:LONGEST_CELL]
                self.by_code |= {one.id} if person.fields.get("is_attached") else set()
                self.beside[person.digest] = person.outcome
                if person.referred_by and how_of(person.referred_by) in (None, How.PERSON):
                    self.referred.add(person.digest)
        for found in item.sales:
            sale, on = found.sale, found.sale.on
            if on and (self.until is None or on > self.until):
                self.until = on
            if sale.status != "counted" or found.outcome in TOLD_BEFORE:
                continue
            self.counts[sale.is_refund, "same" if found.outcome == HERE else found.outcome] += 1
            if on and not sale.is_refund:
                self._came(on, person)
        if item.counts and len(self.samples) < SAMPLES:
            self.samples.append(self._sample(item))

    def _came(self, on: date, person: FoundPerson | None) -> None:
        if self.first is None or on < self.first:
            self.first = on
        if self.last is None or on > self.last:
            self.last = on
        if person:
            days = self.days.get(person.digest)
            if days is None:
                self.days[person.digest] = (on, on)
            elif not days[0] <= on <= days[1]:
                self.days[person.digest] = (min(days[0], on), max(days[1], on))

    def _card(self, person: FoundPerson) -> Card:
        told = {
            **dict.fromkeys(CLAIM_FIELDS, ""),
            **person.fields,
            "id": -1 - len(self.cards),
            "account": self.reading.account,
            "digest": person.digest,
        }
        return card(told, [(way.kind, way.key) for way in person.ways if way.key])

    def _sample(self, item: Item) -> dict[str, str]:
        sample: dict[str, str] = {"line": str(item.record.line)}
        if item.person:
            sample["name"] = name = item.person.shown[:LONGEST_CELL]
            reach = item.person.reach[:LONGEST_CELL]
            sample["reach"] = reach if reach.lower() != name else ""  # said already
        if item.sales:
            sale = item.sales[0].sale
            sample["sale"] = money_words(sale.goods_cents, sale.currency, self.business.locale)
            sample["on"] = sale.on.isoformat() if sale.on else ""
        return sample

    def _sales(self, *outcomes: str, refunds: bool = False) -> int:
        return sum(
            n for (is_refund, one), n in self.counts.items() if is_refund == refunds and one in outcomes
        )

    @property
    def n_rows(self) -> int:
        return sum(self.outcomes.values())

    def facts(self) -> dict[str, Any]:
        """The figures, with the keys that `goodword import --json` promises."""
        return {
            "file": self.reading.file,
            "format": self.reading.format,
            "vendor": self.reading.vendor,
            "brings": self.reading.brings,
            "rows": self.n_rows,
            **self._people(),
            "sales": self._sales("new", "changed", "same"),
            "refunds": self._sales("new", "changed", "same", refunds=True),
            "held": self.outcomes["held"],
            "refused": self.outcomes["refused"],
            "outcomes": dict(self.outcomes),
            "why": [[outcome, why, n] for (outcome, why), n in self.whys.most_common(30)],
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "until": self.until and self.until.isoformat(),
            "n_mistakes": self.n_mistakes,
            "mistakes": [_mistake(one) for one in self.mistakes],
            "samples": self.samples,
            "columns": [
                {"header": one.header, "meaning": one.meaning, "samples": [cell[:60] for cell in one.samples]}
                for one in self.reading.columns
            ],
            "signature": self.reading.signature,
            "left_out": self.reading.left_out,
            "two_ways": [asdict(one) for one in self.reading.two_ways],
            "unread": self.reading.n_unread,
            "notes": [
                *(one.words for one in self.reading.two_ways),
                *self.reading.notes,
                *([_(_OWN)] if self.reading.vendor == OWN and self.counts else []),
            ],
        }

    def _people(self) -> dict[str, Any]:
        """Distinct people in the file; those that the books don't know, those known and added to; who of them
        came twice or more, and whom somebody sent."""
        mine = list(self.cards.values())
        digest_of = {one.id: digest for digest, one in self.cards.items()}
        together = groups(mine)
        found = [[digest_of[one] for one in group] for group in together]
        is_large = len(mine) > MOST_COMPARED
        new, changed = self._by_their_keys(found) if is_large else self._beside_the_books(mine)
        return {
            "people": len(found),
            "new": {"people": new, "sales": self._sales("new")},
            "changed": {"people": changed, "sales": self._sales("changed")},
            "twice": sum(map(self._came_twice, found)),
            "sent": sum(not self.referred.isdisjoint(group) for group in found),
            "doubles": self._doubles(mine, together),
        }

    def _doubles(self, mine: Sequence[Card], together: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Who of the file may be the same: said, and left to the owner."""
        if len(mine) > MOST_COMPARED:
            return {"n": 0, "pairs": []}
        pairs = maybe(mine, together)
        names = [next((self.names[one] for one in group if self.names[one]), "") for group in together]
        shown = [[names[pair.a], names[pair.b], str(pair.reasons[0])] for pair in pairs[:MOST_DOUBLES]]
        return {"n": len(pairs), "pairs": shown}

    def _came_twice(self, group: Iterable[str]) -> bool:
        days = [self.days[digest] for digest in group if digest in self.days]
        return len(set(chain(*days))) > 1

    def _by_their_keys(self, found: Sequence[Sequence[str]]) -> tuple[int, int]:
        """The same without the books at hand, for a file of very many people: known is whoever has a mail or phone
        that the books know, whatever the name there."""
        told = [{self.beside[digest] for digest in group} for group in found]
        new = sum(outcomes == {"new"} for outcomes in told)
        return new, sum(outcomes not in ({"new"}, {"same"}) for outcomes in told)

    def _beside_the_books(self, mine: Sequence[Card]) -> tuple[int, int]:
        book = Cards(self.business.pk)
        book.close(mine, homes=False)
        known = _known(self.business, self.cards) | self.by_code
        new = changed = 0
        for group in groups([*mine, *book.cards.values()]):
            of_file = [one for one in group if one < 0]
            if not of_file:
                continue
            in_books = len(of_file) < len(group) or not self.by_code.isdisjoint(of_file)
            new += not in_books
            changed += in_books and not all(one in known for one in of_file)
        return new, changed


def _mistake(one: Mistake) -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column[:LONGEST_CELL],
        "saw": one.saw[:LONGEST_CELL],
        "hint": one.hint,
    }


def _known(business: Business, cards: dict[str, Card]) -> set[int]:
    """The cards of the file that stand in the books already, word for word."""
    known: set[int] = set()
    for part in chunks(cards):
        rows = Claim.objects.filter(business=business, digest__among=part, source__state=Source.State.HERE)
        known |= {cards[digest].id for digest in rows.values_list("digest", flat=True)}
    return known


@uncollected()
def look(
    business: Business, path: Path, name: str, today: date, progress: Progress | None = None
) -> list[dict[str, Any]]:
    """The facts of each table in the file. Keeps nothing. Raises Unreadable."""
    told, seen = [], Seen()
    readings = open_file(business, path, name, today)
    counted = Counted(readings, progress)
    for reading in readings:
        tally = Tally(business, reading)
        for items in Walk(business, reading, seen).batches():
            tally.add(items)
            counted.tell(tally.n_rows)
        counted.end(reading, tally.n_rows)
        told.append(tally.facts())
    return told


def brings_of(facts: Iterable[dict[str, Any]]) -> str:
    """One address book among several files makes the whole its member's own."""
    brings = sorted({str(one["brings"]) for one in facts})
    return "people" if "people" in brings else next(iter(brings), "")
