"""A table that nobody has a format for, read by what its columns are taken to mean."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key, is_shortened, listed, says_yes
from goodword.imports.columns import AMOUNTS, PERSONAL, has_sign
from goodword.imports.fields import Fields, Money, said
from goodword.imports.formats import held, not_counted
from goodword.imports.header_words import (
    FEES,
    TAXABLE,
    WITHOUT_TAX,
    is_of_the_row,
    tells_visits,
    without_tax_words,
)
from goodword.imports.records import Column, PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import make_negative, refund_of
from goodword.imports.statuses import gives_back, is_credit_note, status_of
from goodword.imports.text import Row
from goodword.imports.walking import is_total
from goodword.lib.text import fold

NAME = "Table"
VENDOR = "table"
_OF_THE_ORDER = {
    "order total", "grand total", "total", "order amount", "order value", "invoice total",
    "invoice amount", "total amount",
    "total paid", "amount paid", "gesamtbetrag", "gesamt", "gesamtsumme", "rechnungsbetrag",
    "bestellwert", "totale ordine",
    "importe total", "montant total", "total ttc", "valor total", "totaalbedrag", "razem",
}  # fmt: skip
# Signs of sales in a table without an amount. On the day on which a row was made only the first say so surely.
_SURE_SIGNS = {"sale_id", "quantity", "tax", "shipping", "tip", "refund", "document"}
_SIGNS = _SURE_SIGNS | {"status", "currency", "item"}
# Of guests, talks and tasks as much as of goods.
_ALSO_OF_OTHERS = {
    "event", "campaign", "description", "what", "beschreibung", "descripcion", "descrizione", "omschrijving",
    "descricao", "opis",
}  # fmt: skip
_HIGHEST_TAX = 0.3  # of the amount without it; no country's is higher


class AnyTable:
    """Reads rows by meanings. `brings` says what the columns are enough for."""

    def __init__(self, columns: list[Column], is_told: bool = False) -> None:
        self.columns = columns
        meanings = {column.meaning for column in columns}
        has_people = bool(meanings & PERSONAL)
        # A bank statement has days and amounts too: without a buyer's column only the owner makes it sales.
        self.has_sales = (
            "date" in meanings and bool(meanings & (AMOUNTS | {"price"})) and (has_people or is_told)
        )
        self.left_out = self._left_out(meanings)
        self.brings = "both" if self.has_sales and has_people else "sales" if self.has_sales else "people"
        self.understands = has_people or self.has_sales
        if self.has_sales and "sale_id" in meanings:
            self.continues = self._continues
            self.reader = self._rows_reader
        else:
            self.reader = self._row_reader  # type: ignore[assignment]

    def _left_out(self, meanings: set[str]) -> list[str]:
        """Amounts that are no sales, and sales without an amount, said: else an owner looks for them in vain."""
        if self.has_sales:
            return []
        if not meanings & (AMOUNTS | {"price"}):
            if not self._looks_like_sales():
                return []
            return [
                _("No column tells what was paid, so no sales are read from it. Say below which one it is.")
            ]
        if "date" not in meanings:
            return [
                _("No column tells on which day, so its amounts are left out. Say below which one it is.")
            ]
        return [
            _("No column tells who bought, so its amounts are left out. Say below what its columns mean.")
        ]

    def _looks_like_sales(self) -> bool:
        told = [(column.meaning, header_key(column.header)) for column in self.columns]
        day = next((key for meaning, key in told if meaning == "date"), None)
        signs = _SURE_SIGNS if day and is_of_the_row(day) else _SIGNS
        is_sign = any(meaning in signs and key not in _ALSO_OF_OTHERS for meaning, key in told)
        return day is not None and is_sign

    def spots(self, *meanings: str) -> list[int]:
        return [spot for spot, column in enumerate(self.columns) if column.meaning in meanings]

    def _continues(self, fields: Fields) -> Callable[[Row, Row], bool]:
        [number], person = self.spots("sale_id"), self.spots("email", "name", "person_id", "document")

        def read(first: Row, row: Row) -> bool:
            if row[number] != first[number] or not row[number].strip() or row == first:
                return False
            if is_shortened(row[number]):
                return False
            return all(row[spot] in ("", first[spot]) for spot in person)

        return read

    def _row_reader(self, fields: Fields) -> Callable[[Row], Record]:
        read = self._rows_reader(fields)
        return lambda row: read([(fields.line, row)])

    def _rows_reader(self, fields: Fields) -> Callable[[list[tuple[int, Row]]], Record]:
        person, sale, status = self._person(fields), self._sale(fields), fields.word_at(self.spots("status"))
        refund, document = fields.money_at(self.spots("refund")), fields.word_at(self.spots("document"))
        has_status = self.has_sales and bool(self.spots("status"))
        of_visits = tells_visits([header_key(column.header) for column in self.columns])

        def read(rows: list[tuple[int, Row]]) -> Record:
            line, row = rows[0]
            if not self.understands:
                return held(line, _("no column tells who it was or what was paid"))
            if is_total(row):
                return not_counted(line, "total")
            found, bought = person(row), sale(rows)
            if bought is None:
                return Record(line, ReadAs.KEPT, found)
            record = Record(line, ReadAs.KEPT, found, bought)
            back = abs(refund(row, bought.currency))
            word, kind = status(row) if has_status else "", document(row)
            if gives_back(kind) or is_credit_note(word):
                return _credit_note(record, word)
            if status_of(kind) == "estimate":
                word = kind
                # Invoices are counted apart: the same number may be one's too.
                bought.vendor_id = bought.vendor_id and f"quote {bought.vendor_id}"
            return _by_status(record, word, back, of_visits)

        return read

    def _sale(self, fields: Fields) -> Callable[[list[tuple[int, Row]]], SaleFound | None]:
        if not self.has_sales:
            return lambda _rows: None
        amounts = self.spots("total") or self.spots("goods") or self.spots("price")
        is_price = not self.spots("total") and not self.spots("goods")
        is_goods = not self.spots("total") and not is_price
        money, cell = fields.money_at(amounts), fields.text_at(amounts)
        headers = [header_key(self.columns[spot].header) for spot in amounts]
        is_of_order = any({key, without_tax_words(key)} & _OF_THE_ORDER for key in headers)
        parts = [self._tax(fields), *[fields.money_at(self.spots(part)) for part in ("shipping", "tip")]]
        number, when = fields.text_at(self.spots("sale_id")), fields.when_at(self.spots("date"))
        item, many = fields.text_at(self.spots("item")), fields.number_at(self.spots("quantity"))
        signed = [spot for spot, column in enumerate(self.columns) if any(map(has_sign, column.samples))]
        currency = fields.currency_at(self.spots("currency"), amounts + signed)
        is_net = is_goods or bool(self.spots("tax"))

        def read(rows: list[tuple[int, Row]]) -> SaleFound | None:
            row = rows[0][1]
            if not said(cell(row)):
                return None
            on, at = when(row)
            code = currency(row)
            if len(rows) == 1 and not is_price:
                amount, tax, shipping, tip = money(row, code), *[part(row, code) for part in parts]
                what = item(row)
                return SaleFound(
                    number(row), on, at, code, amount if is_goods else amount - tax - shipping - tip,
                    tax, shipping, tip, not (is_net or tax), is_refund=amount < 0,
                    lines=[(what, many(row), amount)] if what else [],
                )  # fmt: skip
            figures = []
            for fields.line, one in rows:
                cents = money(one, code)
                figures.append(
                    (round(cents * many(one)) if is_price else cents, *[part(one, code) for part in parts])
                )
            fields.line = rows[0][0]
            of_order = len(rows) > 1 and is_of_order and len({told[0] for told in figures if told[0]}) <= 1
            counted = figures[:1] if of_order else figures
            amount, tax, shipping, tip = (sum(column) for column in zip(*counted, strict=True))
            goods = amount if is_goods or is_price else amount - tax - shipping - tip
            lines = [
                (what, many(one), 0 if of_order else told[0])
                for (_line, one), told in zip(rows, figures, strict=True)
                if (what := item(one))
            ]
            return SaleFound(
                number(row), on, at, code, goods, tax, shipping, tip, not (is_net or tax),
                is_refund=amount < 0, lines=lines,
            )  # fmt: skip

        return read

    def _tax(self, fields: Fields) -> Money:
        """The tax: its own column's, else what lies between the amounts with and without it."""
        total, net = fields.money_at(self.spots("total")), self.spots("goods")
        if self.spots("tax") or not self.spots("total") or not net or not self._is_without_tax(net[0]):
            return fields.money_at(self.spots("tax"))
        parts = [fields.money_at(self.spots(part)) for part in ("goods", "shipping", "tip")]

        def read(row: Row, currency: str) -> int:
            goods, shipping, tip = (part(row, currency) for part in parts)
            tax = total(row, currency) - goods - shipping - tip
            return tax if goods and 0 <= tax / goods <= _HIGHEST_TAX else 0

        return read

    def _is_without_tax(self, spot: int) -> bool:
        """Beside a fee "net" is what a payment service hands on."""
        key = header_key(self.columns[spot].header)
        has_fee = any(FEES.search(header_key(one.header)) for one in self.columns if not one.meaning)
        return not has_fee and (key in TAXABLE or bool(WITHOUT_TAX.search(key)))

    def _person(self, fields: Fields) -> Callable[[Row], PersonFound | None]:
        """One cell for each thing a person has once; every cell for the ways to reach them."""
        single = {
            name: fields.text_at(self.spots(name))
            for name in (
                "name", "given_name", "family_name", "nickname", "organisation", "job", "street", "city",
                "postcode", "country", "note",
            )
            if self.spots(name)
        }  # fmt: skip
        if self.spots("person_id"):
            single["vendor_id"] = fields.text_at(self.spots("person_id"))
        ways = [
            (
                column.meaning,
                fields.email_at([spot]) if column.meaning == "email" else fields.text_at([spot]),
                _label(column.header),
            )
            for spot, column in enumerate(self.columns)
            if column.meaning in ("email", "phone", "linkedin", "web")
        ]
        infix = fields.text_at(self.spots("name_infix"))
        tags, spouse = fields.text_at(self.spots("tags")), fields.text_at(self.spots("spouse"))
        birthday, sender = (
            fields.birthday_at(self.spots("birthday")),
            fields.sender_at(self.spots("referred_by")),
        )
        allowed, stopped = fields.says_no_at(self.spots("may_mail")), fields.word_at(self.spots("opted_out"))

        def read(row: Row) -> PersonFound | None:
            person = PersonFound()
            for name, text in single.items():
                if told := said(text(row)):
                    setattr(person, name, told)
            if person.family_name and (told := said(infix(row))):
                person.family_name = f"{told} {person.family_name}"
            if person.name and not person.organisation and _is_another(person):
                person.organisation, person.name = person.name, ""
            person.ways = [
                WayFound(kind, told, label) for kind, text, label in ways if (told := said(text(row)))
            ]
            if told := tags(row):
                person.tags = listed(told, commas=True)
            if told := said(spouse(row)):
                person.relations.append(("spouse", told))
            person.birthday = birthday(row)
            person.referred_by = sender(row, person)
            person.may_mail = allowed(row)
            stop = stopped(row)
            if stop and (
                says_yes(stop) or any(letter.isdigit() for letter in stop[1:])
            ):  # yes, or the day of it
                person.may_mail = False
            return person

        return read


def _is_another(person: PersonFound) -> bool:
    """A name that has nothing of the first and last name beside it is the company's they work for."""
    parts = [fold(part) for part in (person.given_name, person.family_name) if part]
    return bool(parts) and not any(part in fold(person.name) for part in parts)


def _label(header: str) -> str:
    words = header_key(header).split()
    return next(
        (word for word in ("home", "work", "business", "mobile", "cell", "whatsapp") if word in words), ""
    )


def _credit_note(record: Record, word: str) -> Record:
    """Given back as soon as it is written, though not paid out yet: only one that was never to be does not count."""
    assert record.sale is not None
    make_negative(record.sale)
    counts = is_credit_note(word) or status_of(word) == "pending"
    return _by_status(record, "" if counts else word, 0)


def _by_status(record: Record, word: str, back: int, of_visits: bool = False) -> Record:
    sale = record.sale
    assert sale is not None
    says = status_of(word, of_visits) if word else "counted"
    if not says:
        return held(record.line, _("unknown status: %s") % word[:40], record.person, sale)
    if says in ("void", "failed", "pending", "estimate"):
        sale.status = "void" if says == "estimate" else says
        return not_counted(record.line, says, record.person, sale)
    total = sale.goods_cents + sale.tax_cents + sale.shipping_cents + sale.tip_cents
    if says == "refunded" and total > 0 and not back:
        back = total
    if says == "partially refunded" and not back:
        return held(
            record.line, _("partly given back, and the file does not say how much"), record.person, sale
        )
    if back and total > 0:
        record.extra_sales.append(refund_of(sale, back))
    if not total and not back:
        record.sale = None  # nothing was paid
    return record
