"""What a file would bring, told before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from goodword.accounts.models import Business, Source
from goodword.lib.money import money_words
from goodword.people.joining import Cards, card, chunks
from goodword.people.matching import Card, groups
from goodword.people.models import Claim

from .batches import Item, Walk
from .found import FoundPerson
from .models import Shape
from .reading import readings
from .records import Ground, Mistake, Reading, Unreadable

MOST_MISTAKES = 1000
SAMPLES = 5
Progress = Callable[[int, int], None]


def ground(business: Business, today: date) -> Ground:
    return Ground(business.country, business.currency, business.zone, today)


def open_file(business: Business, path: Path, name: str, today: date) -> list[Reading]:
    """What is in the file. Raises Unreadable with words for the owner."""

    def remembered(signature: str) -> dict[str, str] | None:
        shape = Shape.objects.filter(business=business, signature=signature).first()
        return shape.meanings if shape else None

    try:
        return readings(path, name, ground(business, today), remembered)
    except (UnicodeError, OverflowError, MemoryError, RecursionError) as error:
        raise Unreadable(f"{name} could not be read: {error}") from error


class Tally:
    """The figures of one reading: every record has exactly one outcome, and their sum is the rows."""

    def __init__(self, business: Business, reading: Reading) -> None:
        self.business = business
        self.reading = reading
        self.outcomes: Counter[str] = Counter()
        self.whys: Counter[str] = Counter()
        self.cards: dict[str, Card] = {}
        self.sales: set[str] = set()
        self.refunds: set[str] = set()
        self.new_sales = self.changed_sales = 0
        self.referred: set[str] = set()
        self.mistakes: list[Mistake] = []
        self.n_mistakes = 0
        self.samples: list[dict[str, str]] = []

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            self.outcomes[item.outcome] += 1
            if item.why:
                self.whys[item.why] += 1
            self.n_mistakes += len(item.record.mistakes)
            self.mistakes += item.record.mistakes[: max(0, MOST_MISTAKES - len(self.mistakes))]
            if item.outcome in ("new", "changed", "same"):
                self._count(item)

    def _count(self, item: Item) -> None:
        if item.person:
            self.cards.setdefault(item.person.digest, self._card(item.person))
            if item.person.referred_by:
                self.referred.add(item.person.digest)
        for found in item.sales:
            seen = self.refunds if found.sale.is_refund else self.sales
            if found.sale.status == "counted" and found.vendor_id not in seen:
                seen.add(found.vendor_id)
                if not found.sale.is_refund:
                    self.new_sales += item.outcome == "new"
                    self.changed_sales += item.outcome == "changed"
        if len(self.samples) < SAMPLES:
            self.samples.append(self._sample(item))

    def _card(self, person: FoundPerson) -> Card:
        told = {**person.fields, "id": -1 - len(self.cards), "account": self.reading.account}
        return card(told, [(way.kind, way.key) for way in person.ways if way.key])

    def _sample(self, item: Item) -> dict[str, str]:
        sample: dict[str, str] = {"line": str(item.record.line)}
        if item.person:
            told = item.person.fields
            whole = f"{told['given_name']} {told['family_name']}".strip()
            sample["name"] = whole or str(told["name"] or told["organisation"])
            sample["reach"] = ", ".join(way.value for way in item.person.ways[:2])
        if item.sales:
            sale = item.sales[0].sale
            sample["sale"] = money_words(sale.goods_cents, sale.currency, self.business.language)
            sample["on"] = sale.on.isoformat() if sale.on else ""
        return sample

    def facts(self) -> dict[str, Any]:
        """The figures, with the keys that `goodword import --json` promises."""
        people, new, changed = self._people()
        return {
            "file": self.reading.file,
            "format": self.reading.format,
            "vendor": self.reading.vendor,
            "brings": self.reading.brings,
            "rows": sum(self.outcomes.values()),
            "people": people,
            "sales": len(self.sales),
            "refunds": len(self.refunds),
            "held": self.outcomes["held"],
            "refused": self.outcomes["refused"],
            "new": {"people": new, "sales": self.new_sales},
            "changed": {"people": changed, "sales": self.changed_sales},
            "sent": len(self.referred),
            "outcomes": dict(self.outcomes),
            "why": dict(self.whys.most_common(30)),
            "n_mistakes": self.n_mistakes,
            "mistakes": [
                {"line": one.line, "column": one.column, "saw": one.saw, "hint": one.hint}
                for one in self.mistakes
            ],
            "samples": self.samples,
            "columns": [
                {"header": one.header, "meaning": one.meaning, "samples": list(one.samples)}
                for one in self.reading.columns
            ],
            "signature": self.reading.signature,
            "notes": list(self.reading.notes),
        }

    def _people(self) -> tuple[int, int, int]:
        """Distinct people in the file; those of them that the books don't know; those known and added to."""
        book = Cards(self.business.pk)
        mine = list(self.cards.values())
        known = _known(self.business, self.cards)
        book.close(mine)
        people = new = changed = 0
        for group in groups([*mine, *book.cards.values()]):
            of_file = [one for one in group if one < 0]
            if not of_file:
                continue
            people += 1
            in_books = len(of_file) < len(group) or any(one in known for one in of_file)
            new += not in_books
            changed += in_books and not all(one in known for one in of_file)
        return people, new, changed


def _known(business: Business, cards: dict[str, Card]) -> set[int]:
    """The cards of the file that stand in the books already, word for word."""
    known: set[int] = set()
    for part in chunks(cards):
        rows = Claim.objects.filter(business=business, digest__in=part, source__state=Source.State.HERE)
        known |= {cards[digest].id for digest in rows.values_list("digest", flat=True)}
    return known


def look(business: Business, path: Path, name: str, today: date, progress: Progress | None = None) -> list[dict[str, Any]]:
    """The facts of each table in the file. Keeps nothing. Raises Unreadable."""
    told = []
    for reading in open_file(business, path, name, today):
        tally = Tally(business, reading)
        for items in Walk(business, reading).batches():
            tally.add(items)
            if progress:
                progress(sum(tally.outcomes.values()), reading.expected_rows)
        told.append(tally.facts())
    return told

