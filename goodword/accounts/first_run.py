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
    """The path of a new link: one use, 30 minutes. Without a login, it makes the first owner."""
    _link, token = Link.make(Link.Purpose.FIRST_RUN, at, lasts=LASTS, login=login)
    return f"/signin/link/{token}/"


@transaction.atomic
def login_by(link: Link, at: datetime) -> Login | None:
    """Whom the link signs in; None if it has been used already.

    Whoever holds it has the terminal: what was opened there, by `goodword import`, becomes theirs.
    """
    if not link.use(at):
        return None
    login = link.login or Login.objects.create(password="!")
    for business in without_owner():
        Member.objects.update_or_create(
            login=login, business=business, defaults={"role": Role.OWNER, "since": at}
        )
    return login


def without_owner() -> QuerySet[Business]:
    return Business.objects.exclude(members__role=Role.OWNER)
