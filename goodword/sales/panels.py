"""What this room shows on a person's page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.lib.money import from_cents, money_words
from goodword.people.models import Person

from .measure import history, n_sales, totals
from .models import Sale

ROOM = "sales"
MOST_LINES = 500
SHOWN = 5


def lines(person: Person, member: Member) -> list[Line]:
    """Every sale and refund that counts, as a sentence."""
    locale = person.business.locale
    return [
        Line(on=sale.on, words=sale_words(sale, locale), room=ROOM, kind="sale", at=sale.at, row=sale.code)
        for sale in history(person.pk).defer("lines")[:MOST_LINES]
    ]


def sale_words(sale: Sale, locale: str) -> str:
    told = {"money": sale_money(sale, locale), "what": sale.what}
    if sale.is_refund:
        return _("Got %(money)s back.") % told
    if sale.purpose == Sale.Purpose.GIFT:
        words = _("Gave %(money)s.") % told
    elif sale.what:
        words = _("Bought %(what)s, %(money)s.") % told
    else:
        words = _("Paid %(money)s.") % told
    return f"{words} {_('All of it was paid back.')}" if sale.is_refunded else words


def sale_money(sale: Sale, locale: str) -> str:
    """The goods, as the books count them: without tax, shipping and tip."""
    return money_words(abs(sale.goods_cents), sale.currency, locale)


def typed_money(sale: Sale, cents: int | None = None) -> str:
    """The amount (or a part of it) as it is put into a form again."""
    amount = f"{from_cents(sale.goods_cents if cents is None else cents, sale.currency):f}"
    return amount if sale.currency == sale.business.currency else f"{amount} {sale.currency}"


def panel(person: Person) -> dict[str, Any]:
    """For templates/sales/_panel.html: the newest sales, how many in all, and what they add up to."""
    locale = person.business.locale
    n = n_sales([person.pk]).get(person.pk, 0)
    told = totals([person.pk]).get(person.pk, {})
    n_twins = Sale.objects.filter(person=person, state=Sale.State.TWIN).count()
    newest = history(person.pk).select_related("business").defer("lines")[:SHOWN]
    return {
        "person": person,
        "n_words": ngettext("%(n)d sale", "%(n)d sales", n) % {"n": n} if n else "",
        "totals": [money_words(cents, currency, locale) for currency, cents in sorted(told.items()) if cents],
        "twins": ngettext(
            "%(n)d sale was told by two files and counts once.",
            "%(n)d sales were told by two files and count once.",
            n_twins,
        )
        % {"n": n_twins}
        if n_twins
        else "",
        "newest": [(sale, sale_words(sale, locale)) for sale in newest],
    }
