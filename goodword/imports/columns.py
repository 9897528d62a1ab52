"""What the columns of a table mean that nobody has a format for: guessed from headers and from values.

The owner sees each guess and may change it; the change is remembered for tables of the same shape.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goodword.lib import parse_dates, parse_money
from goodword.lib.text import fold

from .cells import NO, NOTHING, YES, header_key, tidy
from .consents import tells_subscriptions
from .header_words import (
    WITH_TAX,
    is_bare_number,
    is_of_the_row,
    is_start,
    may_tell_documents,
    meaning_of,
    tells_visits,
)
from .records import Column
from .statuses import is_credit_note, is_document, status_of
from .tables import Table

# Meaning -> words for the owner. "" leaves a column out.
MEANINGS: dict[str, str] = {
    "name": gettext_noop("whole name"),
    "given_name": gettext_noop("first name"),
    "family_name": gettext_noop("last name"),
    "name_infix": gettext_noop("what stands before the last name (van der)"),
    "nickname": gettext_noop("nickname"),
    "organisation": gettext_noop("company or organisation"),
    "job": gettext_noop("job"),
    "email": gettext_noop("e-mail"),
    "phone": gettext_noop("phone"),
    "street": gettext_noop("street"),
    "city": gettext_noop("town"),
    "postcode": gettext_noop("postcode"),
    "country": gettext_noop("country"),
    "birthday": gettext_noop("birthday"),
    "note": gettext_noop("note"),
    "tags": gettext_noop("tags, groups"),
    "person_id": gettext_noop("customer number"),
    "referred_by": gettext_noop("who sent them"),
    "spouse": gettext_noop("husband, wife, partner"),
    "linkedin": gettext_noop("LinkedIn address"),
    "web": gettext_noop("web address"),
    "may_mail": gettext_noop("may be mailed (no = must not)"),
    "opted_out": gettext_noop("has unsubscribed (yes = must not be mailed)"),
    "sale_id": gettext_noop("number of the sale"),
    "date": gettext_noop("day of the sale"),
    "total": gettext_noop("amount paid, all in all"),
    "goods": gettext_noop("amount without tax and shipping"),
    "tax": gettext_noop("tax"),
    "shipping": gettext_noop("shipping"),
    "tip": gettext_noop("tip"),
    "refund": gettext_noop("amount given back"),
    "currency": gettext_noop("currency"),
    "status": gettext_noop("paid or not"),
    "document": gettext_noop("invoice or credit note"),
    "item": gettext_noop("what was bought"),
    "quantity": gettext_noop("how many"),
    "price": gettext_noop("price of one"),
}
# Of several amounts, the one that is all in all.
_BEST_TOTALS = (
    "order total",
    "grand total",
    "total paid",
    "amount paid",
    "total collected",
    "invoice total",
    "(with tax)",  # whatever says in its header that the tax is in it
    "total",
    "amount",
)
# Somebody else's: the business's own address, whoever sold it.
_OTHERS = {
    "to email address", "to email", "to", "recipient email", "seller email", "owner email", "owner", "assigned to",
    "staff", "staff name", "employee", "team member", "sales rep", "created by", "agent", "merchant email",
    "organizer email",
}  # fmt: skip
ONLY_ONCE = frozenset(
    {
        "date",
        "total",
        "goods",
        "currency",
        "status",
        "document",
        "sale_id",
        "quantity",
        "price",
        "birthday",
        "person_id",
    }
)
AMOUNTS = frozenset({"total", "goods"})
PERSONAL = frozenset(
    {"name", "given_name", "family_name", "nickname", "organisation", "email", "phone", "person_id"}
)

_FIRST_IF_LAST = {
    "nombre",
    "nome",
    "name",
    "naam",
}  # es, it/pt: the first name where a last name stands beside it
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "herr",
    "frau",
    "m",
    "mme",
    "mlle",
    "sr",
    "sra",
    "pan",
    "pani",
}
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?:tel:?\s*)?\+?[\d\s().\-/\u00a0]{7,25}(?:\s?(?:x|ext\.?)\s?\d+)?", re.I | re.A)
_CENTS = re.compile(r"-?\d{1,3}(?:[.,' \u00a0]?\d{3})*[.,]\d{2}", re.A)
_SALE_NUMBER = re.compile(r"#?(?:[^\W\d_]{1,5}[-/ .]?)?\d+(?:[-/]\d+)*", re.A)
_PERSON = re.compile(r"[^\W\d_][^\W\d_.'’\-]*\.?(?:[\s\-][^\W\d_][^\W\d_.'’\-]*\.?){1,4}")


def by_words(keys: list[str]) -> list[str]:
    """A meaning for each column, from its header alone."""
    meanings = [meaning_of(key) for key in keys]
    _settle_names(keys, meanings)
    return meanings


def guess(table: Table, told: dict[str, str] | None = None) -> list[Column]:
    """A meaning for each column; `told` holds the owner's own corrections by header, which always win."""
    owner = {
        header_key(header): meaning
        for header, meaning in (told or {}).items()
        if meaning in MEANINGS or not meaning
    }
    shown = [header or _("Column %d") % (spot + 1) for spot, header in enumerate(table.header)]
    keys = [header_key(header) for header in shown]
    samples = [_samples(table, position) for position in range(len(keys))]
    of_visits = tells_visits(keys)
    meanings = [_checked(key, meaning_of(key), samples[spot], of_visits) for spot, key in enumerate(keys)]
    _settle_names(keys, meanings)
    _settle_number(shown, meanings, samples)  # before a long one is taken for a phone
    _by_values(keys, meanings, samples)
    _settle_sales(keys, meanings, samples)
    _settle_number(shown, meanings, samples)  # where the day or the amount was known by its values alone
    meanings = [owner.get(key, meaning) for key, meaning in zip(keys, meanings, strict=True)]
    _once(keys, meanings, owner, samples)
    return [Column(header, meanings[spot], tuple(samples[spot][:3])) for spot, header in enumerate(shown)]


def _samples(table: Table, position: int) -> list[str]:
    found = (tidy(row[position]) for _line, row in table.sample)
    return [cell[:80] for cell in found if cell.lower() not in NOTHING][:60]


def _share(samples: list[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in samples if test(cell)) / len(samples) if samples else 0.0


def is_amount(cell: str) -> bool:
    try:
        parse_money.split_amount(cell)
    except parse_money.NotMoney:
        return False
    return not parse_dates.asks_order(cell)


def is_date(cell: str) -> bool:
    return parse_dates.looks_like_date(cell)


def is_email(cell: str) -> bool:
    return bool(_EMAIL.search(cell))


def is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and sum(map(str.isdigit, cell)) >= 7 and not is_date(cell)


def is_name(cell: str) -> bool:
    return bool(_PERSON.fullmatch(cell)) and cell[0].isupper()


# Some headers can mean something else ("Payment" may hold "Visa", "Shipping" a way of sending): then the values must
# agree. Where the header is plain, values that don't agree are mistakes to be told, and no reason to look away.
_VAGUE = {
    "payment", "paid", "gross", "value", "revenue", "sale", "sales", "gift", "donation", "sum", "charge",
    "charged", "price",
    "tax", "shipping", "delivery", "postage", "tip", "tips", "refund", "refunds", "refunded", "count", "units",
    "rate", "day",
    "when", "created", "born", "sms", "mail", "contact", "data", "umsatz", "bezahlt", "spende", "don", "valor",
    "monto", "porto",
    "versand", "livraison", "envio", "frete", "fooi", "net", "netto", "neto", "ht", "first", "last", "paga",
    "pago", "betaald",
    "zaplacono", "anzahl", "nombre d articles", "timestamp", "paid out", "opt in", "newsletter", "start time",
    "start", "starts at", "appointment", "appointment time", "appointment start", "visit", "visited", "termin",
    "terminbeginn", "beginn", "startzeit", "rendez vous", "rdv", "heure de debut", "debut", "cita", "hora de inicio",
    "inicio", "appuntamento", "ora inizio", "inizio", "afspraak", "starttijd", "begintijd", "wizyta",
    "godzina rozpoczecia",
}  # fmt: skip
_TESTS: dict[str, tuple[Callable[[str], object], float]] = {
    "total": (is_amount, 0.5),
    "goods": (is_amount, 0.5),
    "tax": (is_amount, 0.5),
    "shipping": (is_amount, 0.5),
    "tip": (is_amount, 0.5),
    "refund": (is_amount, 0.5),
    "price": (is_amount, 0.5),
    "quantity": (is_amount, 0.5),
    "date": (is_date, 0.3),
    "birthday": (lambda cell: is_date(cell) or any(map(str.isdigit, cell)), 0.3),
    "email": (lambda cell: "@" in cell or "*" in cell, 0.3),
    "phone": (lambda cell: sum(map(str.isdigit, cell)) >= 5, 0.3),
    "currency": (lambda cell: len(cell) <= 5, 0.8),
    "job": (lambda cell: fold(cell).rstrip(".") not in _TITLES, 0.7),
    "may_mail": (lambda cell: cell.lower() in YES | NO or not cell.isdigit(), 0.5),
}


def _checked(key: str, meaning: str, samples: list[str], of_visits: bool) -> str:
    if not meaning and may_tell_documents(key) and _share(samples, is_document) >= 0.5:
        return "document"
    if meaning in ("", "status", "country", "tags") and tells_subscriptions(samples):
        return "may_mail"
    if meaning == "country" and samples and _share(samples, status_of) >= 0.5:
        return "status"  # it. "Stato" is both
    if meaning == "status" and samples:
        # A status of something else (lead, member, a state of the country) is none of ours.
        known = _share(samples, lambda cell: status_of(cell, of_visits) or is_credit_note(cell))
        return meaning if known >= 0.3 else ""
    if meaning == "name" and _share(samples, lambda cell: _EMAIL.fullmatch(cell)) > 0.6:
        return "email"
    if meaning == "name" and _share(samples, is_phone) > 0.6:
        return "phone"
    if (
        meaning not in _TESTS
        or not samples
        or not (key in _VAGUE or meaning in ("job", "currency", "may_mail"))
    ):
        return meaning
    test, share = _TESTS[meaning]
    return meaning if _share(samples, test) >= share else ""


def _settle_names(keys: list[str], meanings: list[str]) -> None:
    """`Nom` is a surname beside `Prénom`, else the whole name; `Nome` a first name beside `Cognome`, else the whole."""
    if "family_name" in meanings and "given_name" not in meanings:
        for spot, key in enumerate(keys):
            if meanings[spot] == "name" and key in _FIRST_IF_LAST:
                meanings[spot] = "given_name"
    if "family_name" in meanings and "given_name" not in meanings and "name" not in meanings:
        meanings[meanings.index("family_name")] = "name"
    if "given_name" in meanings and "family_name" not in meanings:
        for spot, key in enumerate(keys):
            if meanings[spot] == "name" and key in ("nom", "name"):
                meanings[spot] = "family_name"


def _by_values(keys: list[str], meanings: list[str], samples: list[list[str]]) -> None:
    """Columns whose header says nothing are known by what is in them, where nothing else has that meaning."""
    unknown = [
        spot
        for spot, meaning in enumerate(meanings)
        if not meaning and samples[spot] and keys[spot] not in _OTHERS
    ]
    for spot in unknown:
        if _share(samples[spot], is_email) >= 0.6 and (len(set(samples[spot])) > 1 or len(samples[spot]) < 3):
            meanings[spot] = "email"
        elif (
            "phone" not in meanings
            and _share(samples[spot], is_phone) >= 0.7
            and not keys[spot].endswith("id")
        ):
            meanings[spot] = "phone"
    if not PERSONAL.intersection(meanings) - {"email", "phone", "person_id"}:
        for spot in unknown:
            if not meanings[spot] and len(set(samples[spot])) > 1 and _share(samples[spot], is_name) >= 0.7:
                meanings[spot] = "name"
                return


def _settle_sales(keys: list[str], meanings: list[str], samples: list[list[str]]) -> None:
    """A table tells sales if it has an amount and a day; one without the other may be seen by its values."""
    has_amount = bool(AMOUNTS.intersection(meanings))
    if not has_amount and "price" in meanings:
        meanings[meanings.index("price")] = "total" if "quantity" not in meanings else "price"
        has_amount = True
    if not has_amount:
        for spot, meaning in enumerate(meanings):
            if not meaning and _share(samples[spot], has_sign) >= 0.6:
                meanings[spot], has_amount = "total", True
                break
    if not has_amount and (only := _only_amount(meanings, samples)) is not None:
        meanings[only], has_amount = "total", True
    if has_amount and "date" not in meanings:
        days = [
            spot
            for spot, meaning in enumerate(meanings)
            if not meaning and _share(samples[spot], is_date) >= 0.8
        ]
        if days:
            meanings[min(days, key=lambda spot: is_of_the_row(keys[spot]))] = "date"


def _settle_number(shown: list[str], meanings: list[str], samples: list[list[str]]) -> None:
    """`No.` or `#` beside a day and an amount is the number of the sale, behind a street that of the house."""
    if "sale_id" in meanings or "date" not in meanings or not {*AMOUNTS, "price"}.intersection(meanings):
        return
    for spot, header in enumerate(shown):
        is_bare = is_bare_number(header)
        is_house = spot > 0 and meanings[spot - 1] == "street"
        if is_bare and not meanings[spot] and not is_house and _are_sale_numbers(samples[spot]):
            meanings[spot] = "sale_id"
            return


def _are_sale_numbers(samples: list[str]) -> bool:
    """Numbers that hardly come twice; those that run from 1 without many gaps only count the rows."""
    if _share(samples, _SALE_NUMBER.fullmatch) < 0.9 or len(set(samples)) < 0.9 * len(samples):
        return False
    plain = [int(cell) for cell in samples if cell.isdecimal()]
    return len(plain) < len(samples) or min(plain) > 1 or max(plain) > 1.5 * len(plain)


def _only_amount(meanings: list[str], samples: list[list[str]]) -> int | None:
    """Beside a day: the one column of sums with cents, whatever it is called."""
    unknown = [spot for spot, meaning in enumerate(meanings) if not meaning and samples[spot]]
    has_day = "date" in meanings or any(_share(samples[spot], is_date) >= 0.8 for spot in unknown)
    sums = [spot for spot in unknown if _share(samples[spot], _CENTS.fullmatch) >= 0.6]
    return sums[0] if has_day and len(sums) == 1 else None


def has_sign(cell: str) -> bool:
    return is_amount(cell) and any(not letter.isascii() or letter == "$" for letter in cell)


def _rank(key: str, meaning: str) -> int:
    """Of several columns of one meaning, that of the lowest rank is the thing itself."""
    if meaning == "total":
        known = key if key in _BEST_TOTALS or not WITH_TAX.search(key) else "(with tax)"
        return _BEST_TOTALS.index(known) if known in _BEST_TOTALS else len(_BEST_TOTALS)
    if meaning == "date":
        return 2 if is_of_the_row(key) else int(is_start(key))
    return 0


def _once(keys: list[str], meanings: list[str], owner: dict[str, str], samples: list[list[str]]) -> None:
    """Of two columns for a thing that a row has once, the owner's choice stays, else the best that is filled."""
    for meaning in ONLY_ONCE.intersection(meanings):
        spots = [spot for spot, one in enumerate(meanings) if one == meaning]
        first = min(
            spots,
            key=lambda spot: (
                owner.get(keys[spot]) != meaning,
                not samples[spot],
                _rank(keys[spot], meaning),
            ),
        )
        for spot in spots:
            if spot != first:
                meanings[spot] = ""
