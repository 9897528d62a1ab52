"""Opening a business, from the terminal or from the web."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .models import Business, Login, Member, Role
from .places import choose


@transaction.atomic
def open_business(
    name: str,
    kind: str = Business.Kind.SHOP,
    country: str = "",
    zone: str = "",
    currency: str | None = None,
    language: str | None = None,
    *,
    at: datetime,
    login: Login | None = None,
) -> Business:
    """A new business, with `login` (if given) as its owner. What is not told is chosen by `places.choose`:
    call that first to be able to say what it took.

    Raises UnknownPlace or UnknownKind, with words for the owner.
    """
    if kind not in Business.Kind.values:
        kinds = ", ".join(Business.Kind.values)
        raise UnknownKind(
            _("“%(said)s” is not a kind of business. It is one of: %(kinds)s.")
            % {"said": kind, "kinds": kinds}
        )
    place = choose(country, zone, currency or "", language or "")
    business = Business.objects.create(
        name=name.strip()[:120] or _("My business"),
        kind=kind,
        country=place.country,
        zone=place.zone,
        currency=place.currency,
        language=place.language,
        opened_at=at,
    )
    if login:
        Member.objects.create(login=login, business=business, role=Role.OWNER, since=at)
    return business


class UnknownKind(ValueError):
    """A kind of business that there is not. The message names those that there are."""
