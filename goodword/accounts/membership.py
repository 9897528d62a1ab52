"""Who belongs to a business: invited by a link shown once, given a role, sent away again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from .models import Business, Link, Login, Member, Role
from .models.change import log

INVITED_FOR = timedelta(days=7)
HELPED_FOR = timedelta(minutes=30)


class LastOwner(Exception):
    """A business must have an owner."""

    def __str__(self) -> str:
        return _("Someone must own the business. Make somebody else an owner first.")


@transaction.atomic
def invite(business: Business, role: str, by: Member, at: datetime) -> str:
    """The token of a new link by which one person can join within a week. It is told once and never kept."""
    _link, token = Link.make(Link.Purpose.JOIN, at, lasts=INVITED_FOR, business=business, row=role)
    log(business, "member.invited", at, by, (role,))
    return token


@transaction.atomic
def join(link: Link, login: Login, at: datetime) -> Member | None:
    """The login's place, by a link of `invite`; None if the link has been used already.

    Who is a member keeps the role they have: a link can only let in.
    """
    if link.business is None or not link.use(at):
        return None
    place = {"business": link.business, "login": login}
    member = Member.with_those_who_left.filter(**place).first()
    if member and member.left_at is None:
        return member
    member = member or Member(**place)
    member.role, member.since, member.left_at = Role(link.row), at, None
    member.save()
    log(member, "member.joined", at, member, (member.role,))
    return member


@transaction.atomic
def give_role(member: Member, role: str, by: Member, at: datetime) -> None:
    """Another role. Raises LastOwner if nobody would own the business any more."""
    if member.role == role:
        return
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    member.role = Role(role)
    member.save(update_fields=["role"])
    log(member, "member.updated", at, by, ("role", member.role))


@transaction.atomic
def remove(member: Member, by: Member, at: datetime) -> None:
    """Sends a member away; safe to repeat. Raises LastOwner."""
    if member.left_at:
        return
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    member.left_at = at
    member.save(update_fields=["left_at"])
    log(member, "member.removed", at, by)


def _keep_an_owner(leaving: Member) -> None:
    # The row of the business is locked, so that two owners cannot send each other away at once.
    Business.objects.select_for_update().get(pk=leaving.business_id)
    if (
        not Member.objects.filter(business=leaving.business_id, role=Role.OWNER)
        .exclude(pk=leaving.pk)
        .exists()
    ):
        raise LastOwner


def may_help_in(member: Member, by: Member) -> bool:
    """Whether `by` may hand out a link that signs `member` in: only if that opens nothing that `by` does
    not own anyway."""
    theirs = set(Member.objects.filter(login=member.login_id).values_list("business", flat=True))
    owned = set(Member.objects.filter(login=by.login_id, role=Role.OWNER).values_list("business", flat=True))
    return by.is_owner and theirs <= owned


@transaction.atomic
def sign_in_link_for(member: Member, by: Member, at: datetime) -> str:
    """The token of a link that signs `member` in, once, within half an hour. Ask `may_help_in` first."""
    _link, token = Link.make(Link.Purpose.SIGN_IN, at, lasts=HELPED_FOR, login=member.login)
    log(member, "member.helped", at, by)
    return token


def may_open(login: Login) -> bool:
    """Who may open a further business: who owns one, or whoever has the terminal's link to an empty house."""
    return Member.objects.filter(login=login, role=Role.OWNER).exists() or not Business.objects.exists()
