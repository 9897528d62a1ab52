"""What a file says, before anything is kept: the plain things that every format is read into.

A format turns each record of a file into one `Record`; nothing here knows the database. A record
carries at most one person and at most one sale. Whether it is new, changed or the same is decided
later against the books; the format itself decides only the outcomes in `ReadAs`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from goodword.lib.mails import mail_key
from goodword.lib.names import parse, sort_key


class ReadAs(StrEnum):
    """What a format makes of a record."""

    KEPT = "kept"  # a person, a sale, or both
    LINE = "line"  # a further row of a sale that an earlier record opened
    NOT_COUNTED = "not counted"  # void, failed, pending, estimate, total, title, blank: `why` says which
    HELD = "held"  # waits for the owner: an unknown status, an amount without a currency ...
    REFUSED = "refused"  # cannot be read; a Mistake says where, what we saw, what would work


@dataclass(frozen=True, slots=True)
class Mistake:
    line: int  # the physical line where the record starts, from 1, preamble included
    column: str  # the header as the file has it; "" for the whole row
    saw: str
    hint: str


class WayFound(NamedTuple):
    """One way to reach a person, as written: `kind` is email, phone, whatsapp, linkedin or web."""

    kind: str
    value: str
    label: str = ""  # work, home, mobile ... as the file says, lower case


class ReviewFound(NamedTuple):
    """What somebody wrote of the business on another site."""

    text: str
    stars: int | None = None  # 1 to 5
    on: date | None = None
    about: str = ""  # the vendor's number of the sale


@dataclass(slots=True)
class PersonFound:
    """What one record says of one person. Empty means the file does not say."""

    name: str = ""  # the whole name, if the file has it in one piece
    given_name: str = ""
    family_name: str = ""
    nickname: str = ""
    organisation: str = ""
    job: str = ""
    is_company: bool = False  # the card is a company's, not a person's
    ways: list[WayFound] = field(default_factory=list)
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    birthday: str = ""  # ISO, or --MM-DD without a year
    note: str = ""
    tags: list[str] = field(default_factory=list)
    vendor_id: str = ""  # the vendor's own number for this person
    referred_by: str = ""  # a name as typed: evidence, never matched in silence
    relations: list[tuple[str, str]] = field(default_factory=list)  # (kind as written, name)
    connected_on: date | None = None  # LinkedIn
    talked_on: date | None = None  # the last message between them and the owner
    interest: int | None = None  # 1 to 5: how much they read of what they are sent, as the vendor rates it
    reviews: list[ReviewFound] = field(default_factory=list)
    may_mail: bool | None = None  # False if the file says they opted out; an import never opts in

    def is_called(self, typed: str) -> bool:
        """Is that their own name, however it is written, or their own mail?"""
        if key := mail_key(typed):
            return key in {mail_key(way.value) for way in self.ways if way.kind == "email"}
        mine = parse(self.name, self.given_name, self.family_name)
        own = sort_key(mine) or sort_key(parse(self.organisation))
        return bool(own) and own == sort_key(parse(typed))


@dataclass(slots=True)
class SaleFound:
    """One sale or refund, money in whole minor units of `currency` (ISO 4217).

    goods + tax + shipping + tip = the vendor's total. A vendor that gives only a gross amount leaves
    it in `goods_cents` with `is_gross`. A refund has negative cents, and `refund_of` the vendor's
    number of the sale, if the file tells it.
    """

    vendor_id: str = ""  # the vendor's number for the sale; "" if the file has none
    on: date | None = None  # the day in the business's zone
    at: datetime | None = None  # UTC; None if the file gives only a day
    currency: str = ""
    goods_cents: int = 0
    tax_cents: int = 0
    shipping_cents: int = 0
    tip_cents: int = 0
    is_gross: bool = False
    status: str = "counted"  # counted | void | failed | pending (kept so a later file can change it)
    refund_of: str = ""
    is_refund: bool = False
    is_partial: bool = False  # a list of things, a report without buyers: a fuller file stands before
    lines: list[tuple[str, float, int]] = field(default_factory=list)  # (what, how many, cents of the line)
    card: str = ""  # that paid, as lib/payment_cards.py names it; kept as a keyed hash alone


@dataclass(slots=True)
class Record:
    line: int
    read_as: ReadAs
    person: PersonFound | None = None
    sale: SaleFound | None = None
    extra_sales: list[SaleFound] = field(default_factory=list)  # refunds told in the same record
    why: str = ""  # for NOT_COUNTED and HELD, in words
    mistakes: list[Mistake] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)  # header -> cell; only for HELD and REFUSED


@dataclass(frozen=True, slots=True)
class Ground:
    """What reading needs to know of the business."""

    country: str  # ISO 3166 alpha-2, "" if not known
    currency: str
    zone: str  # IANA
    today: date


@dataclass(frozen=True, slots=True)
class Column:
    """For a table nobody recognises: what a column is read as, and why. The owner may change it."""

    header: str
    meaning: str  # one of columns.MEANINGS, or "" to leave it out
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TwoWays:
    """Cells that can be read in two ways, all of them: how they were read. The owner may say otherwise."""

    kind: str  # days | cents
    read: str  # one of deciding.WAYS
    words: str


class Word(NamedTuple):
    """The owner's word on tables of one shape."""

    meanings: dict[str, str] | None = None  # by header
    written: dict[str, str] = {}  # kind -> how it is to be read, where it can be read in two ways


@dataclass(slots=True)
class Reading:
    """One table or card file, recognised and ready to be read (as often as wanted)."""

    file: str  # the name the owner gave it (inside a zip: archive.zip/inner.csv)
    format: str  # the format's name in words: "Shopify orders"
    vendor: str  # "shopify"; part of the identity of what is read
    business: str = ""  # its name, where the file's own words tell it
    account: str = ""  # tells two shops of one vendor apart, where the file says so
    records: Callable[[], Iterator[Record]] = lambda: iter(())
    columns: list[Column] = field(default_factory=list)  # only when they had to be guessed
    signature: str = ""  # of the header: the shape under which the owner's correction is remembered
    brings: str = "people"  # people | sales | both: an address book leaves its people unsorted
    expected_rows: int = 0  # for the progress bar
    two_ways: list[TwoWays] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was decided while reading, in words for the owner
    left_out: list[str] = field(default_factory=list)  # other sheets and files beside it, and why, in words
    n_unread: int = 0  # files of the same zip that could not be read


class Unreadable(Exception):
    """The whole file cannot be read. The message is for the owner: what we saw, what would work."""
