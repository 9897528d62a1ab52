"""What programs say of a payment, in their words. A word that is not here is held for the owner, never guessed."""

from datetime import date, datetime
from functools import cache

from django.utils.translation import gettext as _

from .cells import header_key
from .formats import held, not_counted
from .records import Record
from .refunds import refund_of

When = tuple[date | None, datetime | None]

_SAYS = {
    "counted": """
        paid; completed; complete; succeeded; success; successful; done; fulfilled; shipped; delivered;
        closed; settled; captured; approved; processed; received; finished; paid out; partially
        fulfilled; cleared; posted; ok; sold; invoiced paid; payment received; bezahlt; abgeschlossen;
        erledigt; geliefert; versandt; versendet; gezahlt; paye; payee; regle; reglee; termine;
        terminee; effectue; livre; livree; expediee; pagado; pagada; completado; completada; entregado;
        enviado; pagato; pagata; completato; completata; consegnato; spedito; evaso; betaald; voltooid;
        afgerond; geleverd; verzonden; pago; paga; concluido; concluida; entregue; oplacone; oplacona;
        oplacono; zaplacono; zrealizowane; zrealizowano; zakonczone; wyslane; dostarczone; arrived;
        attended; checked in; checked out; erschienen; eingecheckt; ausgecheckt; wahrgenommen; arrive;
        arrivee; venu; venue; present; presente; honore; asistio; atendido; atendida; arrivato;
        arrivata; verschenen; aanwezig; ingecheckt; uitgecheckt; compareceu; obecny; obecna; odbyta""",
    "pending": """
        pending; unpaid; open; on hold; awaiting payment; authorized; authorised; due; overdue;
        outstanding; pending payment; not paid; uncaptured; requires action; requires payment method;
        requires confirmation; requires capture; incomplete; in progress; partially authorized;
        awaiting; sent; scheduled; offen; unbezahlt; ausstehend; wartend; fallig; uberfallig; en
        attente; impaye; impayee; non paye; pendiente; impagado; in attesa; in sospeso; non pagato; non
        pagata; openstaand; onbetaald; in behandeling; pendente; em aberto; nao pago; aguardando
        pagamento; oczekujace; oczekuje; nieoplacone; w trakcie""",
    "void": """
        void; voided; cancelled; canceled; cancellation; deleted; abandoned; written off; storniert;
        annulliert; abgebrochen; annule; annulee; cancelado; cancelada; anulado; anulada; annullato;
        annullata; geannuleerd; anulowane; anulowano; anulowana; no show; noshow; did not attend; dna;
        did not show; did not arrive; missed appointment; cancelled by client; canceled by client;
        cancelled by customer; canceled by customer; client cancelled; client canceled; customer
        cancelled; customer canceled; cancelled by staff; canceled by staff; late cancellation; late
        cancel; late cancelled; late canceled; cancelled late; canceled late; nicht erschienen; nicht
        gekommen; abgesagt; kurzfristig abgesagt; vom kunden abgesagt; kurzfristig storniert; vom kunden
        storniert; absent; absente; non venu; non venue; pas venu; pas venue; annule par le client;
        annulee par le client; annulation tardive; no se presento; no presentado; no presentada; no
        asistio; cancelado por el cliente; cancelada por el cliente; cancelacion tardia; non presentato;
        non presentata; assente; annullato dal cliente; annullata dal cliente; cancellato; cancellata;
        disdetto; disdetta; niet verschenen; niet gekomen; niet komen opdagen; afgezegd; geannuleerd
        door klant; nao compareceu; faltou; cancelado pelo cliente; cancelada pelo cliente; nie stawil
        sie; nie stawila sie; nieobecny; nieobecna; odwolane; odwolana; odwolany; odwolane przez
        klienta; odwolana przez klienta""",
    "failed": """
        failed; failure; declined; rejected; expired; blocked; error; bounced; denied; lapsed;
        fehlgeschlagen; abgelehnt; echoue; echec; refuse; refusee; fallido; rechazado; vencido; fallito;
        rifiutato; mislukt; geweigerd; falhou; recusado; nieudane; odrzucone""",
    "refunded": """
        refunded; refund; fully refunded; charged back; chargeback; reversed; returned; erstattet;
        zuruckerstattet; ruckerstattung; rembourse; remboursee; reembolsado; reembolsada; devuelto;
        rimborsato; rimborsata; terugbetaald; zwrocone; zwrot""",
    "partially refunded": """
        partially refunded; partial refund; partly refunded; teilweise erstattet; teilerstattet;
        partiellement rembourse; parcialmente reembolsado; parzialmente rimborsato; gedeeltelijk
        terugbetaald; czesciowo zwrocone""",
    "estimate": """
        estimate; quote; quotation; draft; proposal; angebot; entwurf; kostenvoranschlag; devis;
        brouillon; presupuesto; borrador; preventivo; bozza; offerte; concept; orcamento; rascunho;
        oferta; szkic; cotizacion; proforma; pro forma; proforma invoice; pro forma invoice;
        proformarechnung; facture proforma; facture pro forma; factura proforma; fattura proforma;
        proforma factuur; proformafactuur; fatura proforma; fatura pro forma; faktura proforma;
        faktura pro forma""",
}

# A document of its own that gives money back, whichever sign its amount has: no state of the sale that it is about.
_CREDIT_NOTES = """
    credit note; credit memo; credit invoice; gutschrift; rechnungskorrektur; korrekturrechnung; stornorechnung;
    avoir; facture davoir; note de credit; nota de credito; abono; nota de abono; factura rectificativa; nota di
    credito; nota di accredito; creditnota; creditfactuur; korekta; korekta faktury; faktura korygujaca"""

# Of a visit that is booked before it is: elsewhere a confirmed or booked amount may well be paid.
_TO_COME = """
    booked; confirmed; scheduled; new; gebucht; bestatigt; geplant; neu; reserve; reservee; confirme; confirmee;
    planifie; planifiee; prevu; prevue; nouveau; reservado; reservada; confirmado; confirmada; programado;
    programada; nuevo; nueva; prenotato; prenotata; confermato; confermata; programmato; programmata; nuovo; nuova;
    geboekt; bevestigd; gepland; ingepland; gereserveerd; nieuw; agendado; agendada; marcado; marcada; novo; nova;
    zarezerwowane; zarezerwowana; potwierdzone; potwierdzona; zaplanowane; zaplanowana; umowiona; nowa; nowe"""
# Kinds of documents that tell a sale, and such that tell money given back, beside credit notes.
_SOLD = """
    invoice; sales invoice; tax invoice; bill; receipt; sales receipt; sale; sales; rechnung; ausgangsrechnung;
    abschlagsrechnung; schlussrechnung; verkauf; quittung; facture; facture de vente; facture dacompte; recu; vente;
    factura; factura de venta; factura simplificada; recibo; venta; fattura; ricevuta; vendita; factuur;
    verkoopfactuur; bon; verkoop; fatura; fatura recibo; fatura simplificada; venda; faktura; faktura vat; paragon;
    sprzedaz"""
_GIVEN_BACK = """
    refund; return; ruckerstattung; erstattung; retoure; remboursement; retour; reembolso; devolucion; rimborso;
    reso; terugbetaling; devolucao; zwrot"""


@cache
def _known() -> dict[str, str]:
    return {header_key(word.strip()): said for said, words in _SAYS.items() for word in words.split(";")}


def status_of(word: str, of_visit: bool = False) -> str:
    """counted, pending, void, failed, refunded, partially refunded, estimate; "" for a word nobody knows."""
    key = header_key(word)
    return "pending" if of_visit and key in _keys(_TO_COME) else _known().get(key, "")


@cache
def _keys(words: str) -> frozenset[str]:
    return frozenset(header_key(word.strip()) for word in words.split(";"))


def is_credit_note(word: str) -> bool:
    return header_key(word) in _keys(_CREDIT_NOTES)


def gives_back(kind: str) -> bool:
    """Is a document of this kind money given back? As a status, "refund" is said of the sale itself instead."""
    return is_credit_note(kind) or header_key(kind) in _keys(_GIVEN_BACK)


def is_document(kind: str) -> bool:
    """Is it a kind of document that may stand among a business's sales? A return may also be a ticket's."""
    key = header_key(kind)
    is_back = gives_back(kind) and key not in ("return", "retour")
    return key in _keys(_SOLD) or is_back or status_of(kind) == "estimate"


def by_status(record: Record, word: str, went_back: bool = False, when: When = (None, None)) -> Record:
    """The record of a sale after the word for it. All of it may have gone back; `when` tells that one's own day."""
    sale, person = record.sale, record.person
    assert sale is not None
    says = status_of(word) if word else "counted"
    if says in ("pending", "void", "failed"):
        sale.status = says
        return not_counted(record.line, says, person, sale)
    if says == "partially refunded":
        return held(record.line, _("partly given back, and the file does not say how much"), person, sale)
    if says not in ("counted", "refunded"):
        return held(record.line, _("unknown status: %s") % word[:40], person, sale)
    if not sale.goods_cents:
        record.sale = None  # nothing was paid
    elif sale.goods_cents > 0 and (went_back or says == "refunded"):
        record.extra_sales.append(refund_of(sale, sale.goods_cents, *when))
    return record
