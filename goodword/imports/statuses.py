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
        oplacono; zaplacono; zrealizowane; zrealizowano; zakonczone; wyslane; dostarczone""",
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
        annullata; geannuleerd; anulowane; anulowano; anulowana""",
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
        oferta; szkic""",
}

# A document of its own that gives money back, whichever sign its amount has: no state of the sale that it is about.
_CREDIT_NOTES = """
    credit note; credit memo; credit invoice; gutschrift; rechnungskorrektur; korrekturrechnung; stornorechnung;
    avoir; facture davoir; note de credit; nota de credito; abono; nota de abono; factura rectificativa; nota di
    credito; nota di accredito; creditnota; creditfactuur; korekta; korekta faktury; faktura korygujaca"""


@cache
def _known() -> dict[str, str]:
    return {header_key(word.strip()): said for said, words in _SAYS.items() for word in words.split(";")}


def status_of(word: str) -> str:
    """counted, pending, void, failed, refunded, partially refunded, estimate; "" for a word nobody knows."""
    return _known().get(header_key(word), "")


@cache
def _credit_notes() -> frozenset[str]:
    return frozenset(header_key(word.strip()) for word in _CREDIT_NOTES.split(";"))


def is_credit_note(word: str) -> bool:
    return header_key(word) in _credit_notes()


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
