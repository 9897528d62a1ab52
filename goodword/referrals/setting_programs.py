"""A program is set, changed and ended by an owner, so that every day has one promise; each with its way back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log

from .models import Evidence, Referral
from .programs import DAY, Program, current


@transaction.atomic
def set_program(
    business: Business, terms: dict[str, Any], member: Member | None, at: datetime, key: str
) -> Program:
    """These terms hold from now on. The same form twice (by its key) is once.

    Terms that nobody has come by yet are put right in place; else they hold until tonight, and the new ones from
    tomorrow on, so that every day has one promise.
    """
    Business.objects.select_for_update().get(pk=business.pk)
    if found := Program.objects.filter(business=business, key=key).first():
        return found
    today, running = business.day_of(at), current(business)
    if running and running.from_on >= today and is_untouched(running):
        return _put_right(running, terms, member, at)
    first = max(today, terms["from_on"])
    for before in Program.objects.filter(business=business):
        if before == running:
            _close(before, today)
        first = max(first, (before.last_on or today) + DAY)
    told = {**terms, "from_on": first}
    made = Program.objects.create(business=business, member=member, at=at, key=key, **told)
    log(made, "program.changed" if running else "program.set", at, member)
    return made


def _close(running: Program, today: date) -> None:
    running.ended_on = min(running.last_on or today, today)
    running.save(update_fields=["ended_on"])


def _put_right(running: Program, terms: dict[str, Any], member: Member | None, at: datetime) -> Program:
    earlier = Program.objects.filter(business_id=running.business_id).exclude(pk=running.pk)
    last = max((one.last_on for one in earlier if one.last_on), default=date.min)
    told = {**terms, "from_on": max(terms["from_on"], last + DAY)}
    changed = tuple(name for name, value in told.items() if getattr(running, name) != value)
    for name in changed:
        setattr(running, name, told[name])
    if changed:
        running.save(update_fields=changed)
        log(running, "program.changed", at, member, changed)
    return running


def is_untouched(program: Program) -> bool:
    """Whether nobody has come, or said yes, since it began."""
    came = Evidence.objects.filter(business_id=program.business_id, happened_on__gte=program.from_on)
    yes = Referral.objects.filter(business_id=program.business_id, yes_on__gte=program.from_on)
    return not came.exists() and not yes.exists()


@transaction.atomic
def end(program: Program, member: Member | None, at: datetime) -> None:
    """It holds until tonight; one that has not begun never does. Safe to repeat."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    if program.ended_on is None:
        _close(program, program.business.day_of(at))
        log(program, "program.ended", at, member)


@transaction.atomic
def reopen(program: Program, member: Member | None, at: datetime) -> bool:
    """Undo of ending. False if another one has been set since."""
    Business.objects.select_for_update().get(pk=program.business_id)
    program.refresh_from_db()
    if program.ended_on is None:
        return True
    later = Program.objects.filter(business_id=program.business_id, from_on__gt=program.from_on)
    if later.exists() or current(program.business):
        return False
    program.ended_on = None
    program.save(update_fields=["ended_on"])
    log(program, "program.reopened", at, member)
    return True


@transaction.atomic
def unset(program: Program, member: Member | None, at: datetime) -> bool:
    """Undo of setting or changing: what held before holds on. False if somebody has come by it, or it is ended."""
    Business.objects.select_for_update().get(pk=program.business_id)
    if program.ended_on is not None or not is_untouched(program):
        return False
    today, business = program.business.day_of(at), program.business
    log(program, "program.removed", at, member)
    program.delete()
    before = Program.objects.filter(business=business).order_by("-from_on", "-pk").first()
    if before and before.ended_on and before.ended_on >= today:
        before.ended_on = None
        before.save(update_fields=["ended_on"])
    return True
