"""Booksy's list of visits, the Polish "Lista wizyt": titles above the header, totals below the rows.

Headers as a public reader of the 2026 report has them; the report in other languages we have not seen. It
tells no phone and no mail, so a client is known by the name. A visit counts when it is finished and brought
something; one to come, whatever it is called until then, is a person and no sale. Several services of one
booking share its number; those of them that were cancelled bring nothing.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Booksy visits"
VENDOR = "booksy"
BRINGS = "both"
NEEDS = (("Data i godzina", "ID rezerwacji", "Usługa", "Klient"),)
KNOWS = ("Status", "Pracownik", "Przychód")

_SAYS = {
    "zakonczone": "counted", "zakonczona": "counted", "anulowane": "void", "anulowana": "void",
    "nieobecnosc": "void",
}  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text("ID rezerwacji")
    return lambda first, row: bool(said(number(row))) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    number, client = fields.sale_number("ID rezerwacji"), fields.text("Klient")
    status, when = fields.word("Status"), fields.when("Data i godzina")
    fill = _income(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        if not any(map(str.isdigit, number(row))):
            return not_counted(line, "total")
        name = said(client(row))
        person, (on, at) = PersonFound(name=name) if name else None, when(row)
        sale = SaleFound(number(row), on, at, is_gross=True)
        told = {status(one): _SAYS.get(header_key(status(one)), "") for _line, one in rows}
        fill([(at, one) for at, one in rows if told[status(one)] != "void"], sale)
        fields.line = line
        if "void" in told.values() and len(set(told.values())) == 1:
            sale.status = "void"
            return not_counted(line, "void", person, sale)
        if unknown := next((word for word, says in told.items() if not says), None):
            if on and on > fields.ground.today:
                return Record(line, ReadAs.KEPT, person)
            return held(line, _("unknown status: %s") % unknown[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale if sale.goods_cents else None)

    return read


def _income(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    income, what = fields.money("Przychód"), fields.text("Usługa")
    currency = fields.currency("Waluta", beside=("Przychód",))

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        sale.currency = currency(rows[0][1]) if rows else fields.ground.currency
        for fields.line, row in rows:
            cents = income(row, sale.currency)
            sale.goods_cents += cents
            if thing := what(row):
                sale.lines.append((thing, 1.0, cents))

    return fill
