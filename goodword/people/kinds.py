"""What a kind of person is called: a customer of a shop is a practice's client and a nonprofit's giver."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodword.accounts.models import Business

from .models import Kind

# The order in which they are offered: the commonest answer of an owner first.
OFFERED = (Kind.CUSTOMER, Kind.FAMILY, Kind.TRADE, Kind.PRESS, Kind.STAFF, Kind.ALLY)


def kind_words(kind: str, business_kind: str) -> str:
    """One person of that kind: "customer", "client", "someone who could open a door"."""
    if kind == Kind.CUSTOMER:
        return _buyer(business_kind)
    if kind == Kind.ALLY and business_kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return _("sends people, doesn't give")
    if kind == Kind.ALLY and business_kind == Business.Kind.JOB_SEEKER:
        return _("speaks for you")
    return str(Kind(kind).label)


def _buyer(business_kind: str) -> str:
    return {
        Business.Kind.PRACTICE: _("client"),
        Business.Kind.NONPROFIT: _("giver"),
        Business.Kind.CAMPAIGN: _("supporter"),
        Business.Kind.JOB_SEEKER: _("someone who could open a door"),
    }.get(Business.Kind(business_kind), _("customer"))


def many_words(kind: str, business_kind: str) -> str:
    """All people of that kind, as a filter of a list says it."""
    return {
        Kind.CUSTOMER: _buyers(business_kind),
        Kind.ALLY: _allies(business_kind),
        Kind.TRADE: _("same trade"),
        Kind.PRESS: _("press"),
        Kind.STAFF: _("staff"),
        Kind.FAMILY: _("friends and family"),
        Kind.UNSORTED: pgettext("kind of person", "not sorted"),
    }[Kind(kind)]


def _allies(business_kind: str) -> str:
    if business_kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return _("send people, don't give")
    return _("speak for you") if business_kind == Business.Kind.JOB_SEEKER else _("send people, don't buy")


def _buyers(business_kind: str) -> str:
    return {
        Business.Kind.PRACTICE: _("clients"),
        Business.Kind.NONPROFIT: _("givers"),
        Business.Kind.CAMPAIGN: _("supporters"),
        Business.Kind.JOB_SEEKER: _("people who could open a door"),
    }.get(Business.Kind(business_kind), _("customers"))


def kind_choices(business_kind: str) -> list[tuple[str, str]]:
    """What an owner may say a person is."""
    return [(str(kind), kind_words(kind, business_kind)) for kind in OFFERED]
