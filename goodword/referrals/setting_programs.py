"""A program is set, changed and ended by an owner, so that every day has one promise; each with its way back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log

from .models import Evidence, Referral
from .programs import DAY, SIDES, Gives, Program, current


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
    told = {**terms, "from_on": first_day(business, terms["from_on"], today)}
    if running and _can_be_put_right(running, today):
        return _put_right(running, told, member, at)
    if running:
        _close(running, today)
    made = Program.objects.create(business=business, member=member, at=at, key=key, **told)
    log(made, "program.changed" if running else "program.set", at, member)
    _ask_to_settle(made, at)
    return made


def _ask_to_settle(program: Program, at: datetime) -> None:
    """Who came already may earn something by these terms: the room above is asked by name."""
    ask(program.business_id, "gratitude.rewards", f"program {program.code} {at:%Y%m%d%H%M%S%f}", at)


def first_day(business: Business, wanted: date, today: date) -> date:
    """The day from which terms would hold that are set now, for the day that is wanted: what was promised stays."""
    running = current(business)
    days = [wanted, today]
    for before in Program.objects.filter(business=business):
        if before != running:
            days.append((before.last_on or today) + DAY)
        elif not _can_be_put_right(before, today):
            days.append(min(before.last_on or today, today) + DAY)
    return max(days)


def n_sent_on(business: Business, on: date) -> int:
    """How many newcomers are known whom terms of that day hold for, whether they have said yes or not."""
    return _sent_on(business, on).count()


def reached(program: Program, on: date) -> tuple[int, int]:
    """How many of them get what this program gives, within its limits: at once, and as soon as they say yes."""
    sent = _sent_on(program.business, on)
    n, n_yes = sent.count(), sent.filter(state=Referral.State.CONVERTED).count()
    promised = [program.promise(side) for side in SIDES]
    cost = sum(one.cents for one in promised if one.gives != Gives.THANKS)
    by_money = program.budget_cents // cost if program.budget_cents and cost else n
    most = min(n, by_money, n if program.most_in_all is None else program.most_in_all)
    at_once = min(n_yes, most)
    return at_once, min(n - n_yes, most - at_once)


def _sent_on(business: Business, on: date) -> "QuerySet[Referral]":
    """Those of whom the trace that counts, or the yes if that was earlier, is of that day (gratitude/rewarding.py)."""
    sent = Referral.objects.filter(
        business=business,
        state__in=(Referral.State.QUALIFIED, Referral.State.CONVERTED),
        referrer__is_here=True,
        referrer__left_out=False,
        referred__left_out=False,
    )
    by_trace = Q(evidence__happened_on=on) & (Q(yes_on=None) | Q(yes_on__gte=on))
    by_yes = Q(yes_on=on) & (Q(evidence=None) | Q(evidence__happened_on__gte=on))
    return sent.filter(by_trace | by_yes)


def _can_be_put_right(running: Program, today: date) -> bool:
    return running.from_on >= today and is_untouched(running)


def _close(running: Program, today: date) -> None:
    running.ended_on = min(running.last_on or today, today)
    running.save(update_fields=["ended_on"])


def _put_right(running: Program, terms: dict[str, Any], member: Member | None, at: datetime) -> Program:
    changed = tuple(name for name, value in terms.items() if getattr(running, name) != value)
    for name in changed:
        setattr(running, name, terms[name])
    if changed:
        running.save(update_fields=changed)
        log(running, "program.changed", at, member, changed)
        _ask_to_settle(running, at)
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
    _ask_to_settle(program, at)
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
