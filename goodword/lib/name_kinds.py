"""What a name names: a person, a household, an organisation, somebody masked, or nobody at all.

Where it may be either, a person is the answer: a firm taken for a person is mended in a tap, a person
taken for a firm is overlooked.
"""

import re
from functools import lru_cache

from .nicknames import is_given_name
from .text import fold, squeezed, word_set

LONGEST = 200  # of a name; what follows changes nothing
_MASKED = re.compile(
    r"[*•●]{2,}|\w[*•●]+\w|\w…\w|\bx{4,}\b|\[?\b(?:redacted|hidden|masked)\b\]?", re.IGNORECASE
)
_NOBODY_WORDS = word_set("""
    anonymous anon unknown supporter guest customer client buyer visitor someone somebody donor donator user
    test name none null nil na n/a tbd tba undefined default cash walk-in walkin shopper patient member private
    anonym unbekannt gast kunde kundin barverkauf laufkunde laufkundschaft niemand privat spender
    anonyme inconnu inconnue invite client cliente acheteur comptant anonimo anonima desconocido desconocida
    invitado cliente comprador sconosciuto ospite acquirente anoniem onbekend klant gast koper anonimo
    desconhecido convidado comprador anonimowy anonimowa nieznany gosc klient klientka
    """)
_FILLERS = word_set(
    "no a the new online facebook paypal shop store web website instagram one-time of ko-fi etsy ebay amazon"
    " stripe square google first last"
)

_FAMILY_WORD = r"(?:family|familie|fam\.?|famille|familia|famiglia|rodzina|gezin|household|haushalt)"
_FAMILY = re.compile(
    rf"(?:the )?[\w'-]+(?: [\w'-]+)? {_FAMILY_WORD}|(?:the )?{_FAMILY_WORD} (?:of )?(?:[\w'-]+ ?){{1,3}}"
    r"|the [^\W\d_'-]{3,}(?:s|es)|eheleute .+|household of .+"
)
_ENDS_AS_FAMILY = re.compile(rf" {_FAMILY_WORD}$")
_AND = r"(?:&|\+|and|und|et|y|e|en|i)"
_MR = r"(?:mr|herr|hr|m|monsieur|sr|senor|sig|signor|dhr|pan|dr|prof)\.?"
_MRS = r"(?:mrs|ms|frau|fr|mme|madame|sra|senora|sig\.ra|signora|mevr|mw|pani|dr|miss)\.?"
_COUPLE = re.compile(rf"(?:{_MR} {_AND} {_MRS}|{_MRS} {_AND} {_MR}) .+|panstwo .+|(?:{_MR} {_AND} {_MRS})")
_SURELY_AND = re.compile(r"\s+(?:&|\+|and|und)\s+|\s*&\s*", re.IGNORECASE)
_PERHAPS_AND = re.compile(r"\s+(?:et|y|e|en|i)\s+")
_AFTER_AND = word_set(
    "co company sons son daughters brothers bros partner partners associates sohn sohne fils "
    "filles freres hijos hermanos figli fratelli zonen filhos irmaos synowie cie more"
)

_LEGAL = re.compile(
    r"\b(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|gmbh|ggmbh|mbh|s\.a\.r\.l|sarl|eurl|s\.r\.l|srl"
    r"|s\.p\.a|s\.l|s\.a|b\.v|n\.v|e\.v|e\.k|z o\.?\s?o|llp|pllc|plc|pty|lda|ltda|ohg|gbr|e\.?k\.|kgaa|oy|a/s|aps)"
    r"(?:\.|\b)",
    re.IGNORECASE,
)
_LEGAL_IN_CAPITALS = re.compile(
    r"\b(?:AG|KG|UG|SA|SAS|SL|BV|NV|AB|SE|VOF|SPA|SpA|EV|CIC|PC|PA)$|& Co\b|\bCo\.$|\bCompany$"
)
_OF = word_set("of for")
_TRADES = word_set("""
    academy agency airlines apotheek apotheke apteka association associates associazione associacao asociacion
    ayuntamiento autohaus backerei baeckerei bakery bakkerij bank bar barbers barbershop beauty boulangerie
    boutique brewery builders bureau butcher butchers cafe caterers catering center centre charity chiesa church
    cinema clinic club coffee colegio college comune committee community consulting coop cooperative council
    creative dental dentist dentistry department design designs diner ecole electrical electric energy
    enterprises escola escuela events farm farmacia fashion federation fitness florist florists flowers
    fondazione food foods foundation friseur friseursalon fundacao fundacion fundacja furniture gallery garage
    gasthaus gemeente gemeinde group gruppe gym hairdresser hairdressers hardware health holding holdings
    homes hospital hotel iglesia igreja imports industries institute insurance international jewellers jewelry
    kerk kirche kitchen kita kosciol lab laboratory labs laundry law librairie library logistics loja mairie
    market marketing media medical ministry motors museum nursery office officina oficina organisation
    organization padaria panaderia panificio parafia parish parrocchia partners partnership pharmacie pharmacy
    photography piekarnia pizzeria plumbing practice praxis press primary przychodnia pub publishing realty
    rental rentals repair repairs restaurant ristorante salon school schule scuola services shipping shop shops
    society software solutions spa sports stichting stiftung store stores stowarzyszenie studio studios supplies
    supply systems szkola taller technologies tech theatre theater tienda tours town trade trading transport
    travel trust union university urzad verein vereniging ventures vet veterinary werkstatt wholesale winery
    winkel workshop sklep
    """)
_ALSO_FAMILIES = word_set("bank bar church farm law market press services town trade winkel sklep")


_SAY_OTHERWISE = (
    (_TRADES | _NOBODY_WORDS | _FILLERS)
    | word_set(
        "the fam family familie famille familia famiglia rodzina gezin household haushalt eheleute panstwo"
    )
    | word_set(
        "ltd limited llc inc incorporated corp corporation company gmbh ggmbh mbh sarl eurl srl llp pllc plc"
    )
    | word_set("pty lda ltda ohg gbr kgaa oy aps redacted hidden masked and und et en in")
)


_HOLDS_A_MAIL = re.compile(r"\S@\S+\.\S")


@lru_cache(maxsize=1 << 15)
def name_kind(text: str) -> str:
    """person, household, organisation, masked or none: see each below."""
    text = squeezed(text)[:LONGEST]
    if _is_plain_person(*text.partition(" ")[::2]):
        return "person"
    folded = fold(text)
    if not any(map(str.isalpha, folded)) or _HOLDS_A_MAIL.search(folded):
        return "none"
    if "@" in folded[1:]:
        return "organisation"  # "Bread @ Home"; "@danabakes" is what somebody calls themselves
    if _MASKED.search(text):
        return "masked"
    words = re.findall(r"[^\s,;:()#\"]+", folded.replace("walk in", "walk-in"))
    if _is_nobody(words):
        return "none"
    if _LEGAL.search(text) or (not text.isupper() and _LEGAL_IN_CAPITALS.search(text)):
        return "organisation"
    is_trade = _is_trade(words)
    if not is_trade and (_FAMILY.fullmatch(folded) or _COUPLE.fullmatch(folded)):
        return "household"
    if " " in text and (two := _two_of_them(folded, is_trade)):
        return two
    return "organisation" if is_trade or _is_called_the(words) else "person"


def is_called_whole(text: str) -> bool:
    """A firm, or "The Evans Family": no word of it is a family name that it is looked up by. Of "Tom & Mary Evans"
    the last one is."""
    kind = name_kind(text)
    return kind == "organisation" or (kind == "household" and bool(_ENDS_AS_FAMILY.search(fold(text))))


def _is_plain_person(first: str, last: str) -> bool:
    """The plain case, most of all names: two capitalised words that say nothing of another kind."""
    if not (first.isalnum() and last.isalnum() and first.istitle() and last.istitle()):
        return False
    one, other = first.lower(), last.lower()
    return first.isascii() and last.isascii() and one not in _SAY_OTHERWISE and other not in _SAY_OTHERWISE


def _is_nobody(words: list[str]) -> bool:
    """ "Supporter", "Anonymous", "Guest #4", "Walk-in customer", "no name"."""
    told = [word for word in (word.strip(".-_!?") for word in words) if word and not word.isdigit()]
    return all(word in _NOBODY_WORDS or word in _FILLERS for word in told) and any(
        word in _NOBODY_WORDS for word in told
    )


def _is_trade(words: list[str]) -> bool:
    """Whether a word says what kind of organisation it is. "Charlotte Church" is a person all the same."""
    if any(word in _OF for word in words[1:-1]):
        return True
    # "Joe's Garage": nobody's given name is a possessive.
    if len(words) > 1 and any(word.endswith(("'s", "s'")) for word in words[:-1]):
        return True
    trades = {word.strip(".,-") for word in words} & _TRADES
    if len(words) == 2 and trades <= _ALSO_FAMILIES:
        return bool(trades) and not (is_given_name(words[0]) or words[0].endswith(".") or len(words[0]) == 1)
    return bool(trades)


def _two_of_them(folded: str, is_trade: bool) -> str:
    """ "John & Mary Smith" is a household, "Smith & Jones" a firm; "" if there is no "and" between names."""
    for between, surely in ((_SURELY_AND, True), (_PERHAPS_AND, False)):
        parts = [part.split() for part in between.split(folded, maxsplit=1)]
        if len(parts) != 2 or not all(parts):
            continue
        left, right = parts
        if (
            is_trade
            or right[0].strip(".") in _AFTER_AND
            or right[-1].strip(".") in _AFTER_AND
            or "," in folded
        ):
            return "organisation" if surely else ""
        known = is_given_name(left[0]), is_given_name(right[0])
        if not surely:
            # "José Ortega y Gasset" is one person: both sides must begin with a given name.
            return "household" if all(known) else ""
        if len(left) + len(right) > 6:
            return "organisation"
        return "household" if any(known) or len(right) > 1 else "organisation"
    return ""


def _is_called_the(words: list[str]) -> bool:
    return len(words) > 1 and words[0] == "the"
