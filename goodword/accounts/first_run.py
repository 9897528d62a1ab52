"""The link printed in the terminal that signs an owner in: no mail server, no password, nothing to type."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from .models import Business, Link, Login, Member, Role

LASTS = timedelta(minutes=30)


def is_first_run() -> bool:
    """Whether no owner has signed in yet, or a business has none."""
    owns = Member.objects.filter(role=Role.OWNER, login__last_login__isnull=False)
    return not owns.exists() or without_owner().exists()


def owners() -> list[Login]:
    """Everyone who owns a business here, the first one first."""
    members = Member.objects.filter(role=Role.OWNER).select_related("login").order_by("since", "pk")
    return list({member.login_id: member.login for member in members}.values())


def sign_in_link(at: datetime, login: Login | None = None) -> str:
    """The path of a new link: one use, 30 minutes. Without a login it is for the first owner, whom it may make."""
    _link, token = Link.make(Link.Purpose.FIRST_RUN, at, lasts=LASTS, login=login)
    return f"/signin/link/{token}/"


def find_link(token: str, at: datetime) -> Link | None:
    """A link that signs in, from the terminal or from an owner, that is still good."""
    for purpose in (Link.Purpose.FIRST_RUN, Link.Purpose.SIGN_IN):
        link = Link.find(purpose, token, at)
        if link and link.used_at is None:
            return link
    return None


@transaction.atomic
def login_by(link: Link, at: datetime) -> Login | None:
    """Whom the link signs in; None if somebody was quicker.

    Whoever holds one from the terminal has the books: what was opened there, by `goodword import`, becomes theirs.
    """
    if not link.use(at):
        return None
    login = link.login or _first_login() or Login.objects.create_user()
    if link.purpose == Link.Purpose.FIRST_RUN:
        for business in without_owner():
            Member.with_those_who_left.update_or_create(
                login=login, business=business, defaults={"role": Role.OWNER, "since": at, "left_at": None}
            )
    return login


def _first_login() -> Login | None:
    """Whom two links made on empty books are both for: the second must not sign in somebody who belongs nowhere."""
    # Who came by a link and has not yet opened a business owns none: then there is nobody else.
    return next(iter(owners()), None) or Login.objects.filter(is_active=True).order_by("pk").first()


def without_owner() -> QuerySet[Business]:
    return Business.objects.exclude(members__in=Member.objects.filter(role=Role.OWNER))
