"""Sales: read them all; tell of one by its own number."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from goodword.accounts.access import rows_for
from goodword.accounts.models import Business
from goodword.accounts.places import currency_choices
from goodword.lib.payment_cards import card_key
from goodword.people.models import Person
from goodword.sales.by_software import standing, tell_sale
from goodword.sales.cards import Cards
from goodword.sales.models import Sale

from .door import Key
from .found import named
from .paging import page_of
from .paging import told as told_page
from .problems import Mistake, refuse
from .scopes import Scope
from .shapes import Asked, Cents, Code, Day, In, Page, text

router = Router(tags=["sales"])
NOT_SHOWN = (Sale.State.COMING, Sale.State.REPLACED, Sale.State.OUT)


class CardIn(In):
    """What a receipt shows of the card that paid: its kind and last four figures."""

    brand: Annotated[str, text(40, 1)]
    last4: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]


class SaleTold(In):
    """`number` is your own for it, unique within `account` (a shop, a till). Amounts are whole cents (the smallest
    unit of the currency): goods after discount, and beside them tax, shipping and tip. Money given back is a sale of
    its own with amounts below nothing and, as `refund_of`, the number of the sale. The `card` that paid is kept as a
    mark that nobody can read, and is only compared with that of whoever sent the buyer."""

    number: Annotated[str, text(120, 1)]
    account: Annotated[str, text(80)] = ""
    on: Day
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = ""
    goods_cents: Cents
    tax_cents: Cents = 0
    shipping_cents: Cents = 0
    tip_cents: Cents = 0
    what: Annotated[str, text(200)] = ""
    refund_of: Annotated[str, text(120)] = ""
    says: Literal["counted", "void", "failed", "pending"] = "counted"
    card: CardIn | None = None


class SaleIn(SaleTold):
    """`person` is the code of whoever bought. The rest as it says."""

    person: Code = ""


class SaleOut(Schema):
    """`state`: whether it counts, and if not, why. `vendor` is who told of it: "api" is other software. It is known by
    vendor, account and number; its `code` is another once it is told otherwise."""

    code: str
    vendor: str
    account: str
    number: str
    person: str | None
    on: str
    currency: str
    goods_cents: int
    tax_cents: int
    shipping_cents: int
    tip_cents: int
    what: str
    is_refund: bool
    refund_of: str
    state: str


class SaleKept(Schema):
    """Whether it counts, and no more: what the owner made of it is for a key that may read sales."""

    account: str
    number: str
    state: str


class SalesAsked(Asked):
    person: Code = ""
    since: Day | None = None
    until: Annotated[Day | None, Field(description="The last day.")] = None


def sale_told(sale: Sale) -> dict[str, Any]:
    alike = (
        "code",
        "vendor",
        "account",
        "currency",
        "goods_cents",
        "tax_cents",
        "shipping_cents",
        "tip_cents",
    )
    told = {name: getattr(sale, name) for name in (*alike, "what", "is_refund", "refund_of", "state")}
    person = sale.person.code if sale.person else None
    return told | {"number": sale.vendor_id, "person": person, "on": sale.on.isoformat()}


@router.get("/sales", response=Page[SaleOut], auth=Key(Scope.READ_SALES), summary="Sales")
def sales(request: Any, asked: Query[SalesAsked]) -> Any:
    """Every sale as it stands now; those of one person, or from one day to another."""
    mistakes: list[Mistake] = []
    person = named(request, "person", asked.person, mistakes)
    refuse(mistakes)
    all_rows = rows_for(request.member, Sale)
    rows = all_rows.exclude(state__in=NOT_SHOWN).select_related("person")
    rows = rows.filter(person=person) if person else rows
    rows = rows.filter(on__gte=asked.since) if asked.since else rows
    rows = rows.filter(on__lte=asked.until) if asked.until else rows
    found, onwards = page_of(rows, asked, all_rows)
    return told_page(asked, [sale_told(one) for one in found], onwards)


@router.post(
    "/sales", response={200: SaleKept, 201: SaleKept}, auth=Key(Scope.ADD_SALES), summary="Tell of a sale"
)
def tell(request: Any, told: SaleIn) -> Any:
    """The same number again is the same sale (200): told otherwise it is changed, told alike nothing happens. What the
    owner says of a sale stands before this."""
    mistakes = sale_mistakes(told, request.business)
    person: Person | None = named(request, "person", told.person, mistakes)
    refuse(mistakes)
    said = said_of(told, request.business, person)
    outcome = tell_sale(
        request.business, request.key.source, request.now, account=told.account, number=told.number, **said
    )
    sale = standing(request.business, told.account, told.number)
    assert sale is not None
    kept = {"account": sale.account, "number": sale.vendor_id, "state": sale.state}
    return Status(201 if outcome == "new" else 200, kept)


def sale_mistakes(told: SaleTold, business: Business) -> list[Mistake]:
    """What no schema can say."""
    mistakes: list[Mistake] = []
    if _currency(told, business) not in dict(currency_choices()):
        mistakes.append(
            Mistake("currency", _("This is not a currency that is used today. Write it like USD."))
        )
    if told.refund_of and told.goods_cents > 0:
        mistakes.append(Mistake("goods_cents", _("Money given back is below nothing. Write it like -1250.")))
    if told.refund_of and told.refund_of == told.number:
        mistakes.append(Mistake("refund_of", _("Money given back needs a number of its own.")))
    return mistakes


def said_of(told: SaleTold, business: Business, person: Person | None) -> dict[str, Any]:
    """As tell_sale takes it."""
    card = card_key(told.card.brand, told.card.last4) if told.card and person else ""
    alike = ("on", "goods_cents", "tax_cents", "shipping_cents", "tip_cents", "what", "refund_of", "says")
    own = {
        "currency": _currency(told, business),
        "person": person,
        "card": Cards(business.pk).hashed(card),
    }
    return own | {name: getattr(told, name) for name in alike}


def _currency(told: SaleTold, business: Business) -> str:
    return told.currency or business.currency
