"""Words by which files say that somebody may not be written to: what newsletters call it, in eight languages."""

from collections.abc import Collection
from functools import cache

from .cells import NO, header_key, says_no

# Said of nothing but a subscription.
_SUBSCRIBED = """
    subscribed; subscriber; opted in; angemeldet; abonniert; abonne; abonnee; inscrit; inscrite; suscrito; suscrita;
    iscritto; iscritta; ingeschreven; aangemeld; inscrito; inscrita; zapisany; zapisana"""
_UNSUBSCRIBED = """
    unsubscribed; unsubscribe; opted out; opt out; bounced; hard bounced; hard bounce; complained; spam complaint;
    abgemeldet; ausgetragen; desabonne; desabonnee; desinscrit; desinscrite; dado de baja; dada de baja; disiscritto;
    disiscritta; uitgeschreven; afgemeld; descadastrado; descadastrada; wypisany; wypisana"""
# Said of other things too: they count beside the others only, or where the header speaks of mail.
_ALSO_READS = "active; confirmed; cold; aktiv; actif; activo; attivo; actief; ativo; aktywny"
_ALSO_STOPPED = """
    cancelled; canceled; inactive; unconfirmed; cleaned; declined; withdrawn; revoked; denied; blocked; suppressed;
    bounce; f; inaktiv; gesperrt; widerrufen; abgelehnt; inactif; retire; inactivo; retirado; rechazado; inattivo;
    revocato; inactief; ingetrokken; inativo; recusado; nieaktywny; wycofana"""


@cache
def _keys(*words: str) -> frozenset[str]:
    return frozenset(header_key(word.strip()) for some in words for word in some.split(";"))


def may_not(word: str) -> bool:
    """Whether this says no, in a column that tells whether somebody may be written to."""
    return word in NO or says_no(word) or header_key(word) in _keys(_UNSUBSCRIBED, _ALSO_STOPPED)


def tells_subscriptions(samples: Collection[str]) -> bool:
    """Whether a column, whatever it is called, tells who reads a newsletter and who does not any more."""
    told = {header_key(cell) for cell in samples}
    sure = _keys(_SUBSCRIBED, _UNSUBSCRIBED)
    return not sure.isdisjoint(told) and told <= sure | _keys(_ALSO_READS, _ALSO_STOPPED)
