"""E-mail addresses as keys: who has the same one, and which belong to a desk rather than a person."""

import re
from functools import lru_cache

from .text import word_set

_BETWEEN_ANGLES = re.compile(r"<([^<>]*@[^<>]*)>")
_ADDRESS = re.compile(
    r"(?P<local>[^\s@<>()\[\],;:\"\\]+)@"
    r"(?P<domain>(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59}))"
)
_AT_A_GLANCE = re.compile(
    r"[\w+-]+(?:\.[\w+-]+)*@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.ASCII
)  # nearly all that there are
_SEPARATORS = re.compile(r"\s*(?:[;,|\n]| ::: |\s/\s)\s*|\s+(?=\S+@)")
# The label of an address from which mail came back: it says who it is, and reaches nobody.
BOUNCED = "bounced"
LONGEST = 254  # of an address, RFC 5321 as corrected
LONGEST_CELL = 2_000  # what is longer is no list of addresses, and not searched for them


@lru_cache(maxsize=1 << 14)
def mail_key(raw: str) -> str:
    """The address in the form that is compared, or "" if there is none: "MIKE.S@gmail.com " and
    "<mailto:mike.s@gmail.com>" are one. A masked address ("a***n@gmail.com") identifies nobody."""
    if len(raw) > LONGEST_CELL:
        return ""
    address = raw.strip()
    between = _BETWEEN_ANGLES.search(address)
    address = (between.group(1) if between else address).strip(' \t\r\n"<>,;').rstrip(".").lower()
    if address[:1] == address[-1:] == "'":
        address = address[1:-1]
    if address.startswith("mailto:"):
        address = address[7:].partition("?")[0].strip()
    found = _ADDRESS.fullmatch(address)
    if not found or len(address) > LONGEST or "**" in address or ".." in address:
        return ""
    local, domain = found["local"], found["domain"]
    if local.startswith(".") or local.endswith("."):
        return ""
    return f"{local}@{_plain_domain(domain)}"


def _plain_domain(domain: str) -> str:
    """müller.de as the network writes it (xn--mller-kva.de), so that both spellings are one."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def split_mails(raw: str) -> list[str]:
    """The addresses in one cell, as written, those with a slip too; the cell itself if there is none in it."""
    if raw.count("@") < 2 or len(raw) > LONGEST_CELL:
        return [raw.strip()] if raw.strip() else []
    parts = [part for part in _SEPARATORS.split(raw) if "@" in part]
    return parts if any(map(mail_key, parts)) else [raw.strip()]


def is_mails(cell: str) -> bool:
    """Whether a cell holds addresses and nothing else."""
    return bool(_AT_A_GLANCE.fullmatch(cell)) or all(map(mail_key, split_mails(cell)))


def is_role(key: str) -> bool:
    """Whether the address is a desk's (info@, kontakt@, biuro@), so that several people may write from it."""
    local = key.partition("@")[0].partition("+")[0]
    if local in _ROLES:
        return True
    words = [word for word in re.split(r"[\d._-]+", local) if word]
    return "".join(words) in _ROLES or bool(words and words[0] in ("info", "noreply"))


def is_throwaway(key: str) -> bool:
    """Whether the address is of a service that gives out mail for an hour."""
    from disposable_email_domains import blocklist  # thousands of names: loaded when one is asked about

    domain = key.rpartition("@")[2]
    while "." in domain:
        if domain in blocklist:
            return True
        domain = domain.partition(".")[2]
    return False


# English, German, French, Spanish, Italian, Dutch, Portuguese, Polish.
_ROLES = word_set("""
    abuse accounting accounts admin administrator billing booking bookings care careers contact contacts
    contactus customercare customerservice customersupport desk donotreply donations editor editorial email
    enquiries enquiry events feedback finance frontdesk general hello helpdesk help hi hostmaster hr
    humanresources info inbox inquiries inquiry invoice invoices jobs legal mail mailbox mailer mailerdaemon
    management marketing media membership news newsletter noreply notifications office order orders payments
    payroll postmaster press privacy purchasing reception recruitment reservations returns root sales school
    secretary security service services shipping shop staff store support team tickets webmaster welcome
    anfrage anfragen anmeldung auftrag bestellung bestellungen bewerbung buchhaltung buchung buero büro
    datenschutz einkauf empfang hallo hilfe kanzlei kasse kontakt kundendienst kundenservice laden personal
    post praxis presse rechnung rechnungen redaktion reservierung rezeption sekretariat verkauf vertrieb
    verwaltung vorstand werkstatt willkommen zentrale
    accueil aide bonjour boutique bureau commande commandes commercial compta comptabilite comptabilité
    courrier direction facturation mairie magasin nepasrepondre rdv recrutement rendezvous reservation
    réservation reservations secretariat secrétariat serviceclient ventes
    administracion administración atencionalcliente ayuda contacto correo facturacion facturación gerencia
    hola informacion información oficina pedidos recepcion recepción reservas soporte tienda ventas
    amministrazione assistenza ciao clienti commerciale contabilita contabilità contatti contatto direzione
    fatture fatturazione informazioni negozio ordini posta prenotazioni segreteria ufficio vendite
    administratie afspraak bestelling bestellingen boekhouding directie facturen inkoop kantoor klantenservice
    personeel receptie reserveren reserveringen secretariaat verkoop vragen welkom winkel
    ajuda atendimento comercial contato contabilidade encomendas escritorio escritório faturacao faturação
    financeiro geral loja ola olá pedidos recepcao recepção rh secretaria suporte vendas
    biuro bok dzial faktury handlowy kadry ksiegowosc księgowość obsluga obsługa poczta pomoc recepcja
    reklamacje rezerwacja rezerwacje sekretariat serwis sklep sprzedaz sprzedaż zamowienia zamówienia zapytania
    """)
