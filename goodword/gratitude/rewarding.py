"""Rewards follow referrals: made, approved, and taken back as the traces, the sales and the owner's word say.

Worked out from the rows alone, so any order of the same events gives the same; twice is once. What was approved or
given keeps its place in the limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import Change
from goodword.referrals.models import Program, Referral, UsedUp
from goodword.referrals.programs import SIDES, Gives, may_promise

from .allotting import Allotment, Came, Fixed, Over, Place, Terms, allot, is_full
from .rewards import Reward

State, Why = Reward.State, Reward.Why


@dataclass(slots=True)
class _Book:
    """What it is worked out from, read once."""

    programs: dict[int, Program]
    terms: dict[int, Terms]
    came: dict[int, Came]  # by newcomer
    rewards: dict[int, Reward]
    doubted: set[
        int
    ]  # newcomers whose referral is worth a look: what is due by itself waits for the owner's word
    allotment: Allotment = field(default_factory=Allotment)


def settle_rewards(business: Business, on: date, at: datetime) -> int:
    """Make, approve and take back what is due on that day; returns how many changed. Safe to repeat."""
    if not Program.objects.filter(business=business).exists():
        return 0
    with transaction.atomic():
        # One at a time: two that look at one moment would spend the budget twice.
        list(Program.objects.select_for_update().filter(business=business).order_by("pk"))
        book = _read(business, to_write=True)
        changes = [*_hold_or_take_back(book, at), *_allot(business, book, at), *_approve(book, on, at)]
        Change.objects.bulk_create(changes, batch_size=500)
        _tell_used_up(business, book, on)
    return len(changes)


def restore(reward: Reward, member: Member | None, at: datetime) -> bool:
    """Undo of the owner's "not this one". What was not given comes back if the limits have room for it still."""
    with transaction.atomic():
        if not reward.restore(member, at):
            return False
        settle_rewards(reward.business, reward.business.day_of(at), at)
        reward.refresh_from_db()
    return True


def over(business: Business) -> dict[str, int]:
    """How many sides of newcomers got nothing because of the limits, by why."""
    found = _allotted(_read(business)).over
    return {why: n for why in Over if (n := sum(one == why for one in found.values()))}


def _read(business: Business, *, to_write: bool = False) -> _Book:
    programs = {one.pk: one for one in Program.objects.filter(business=business).order_by("from_on", "pk")}
    terms = {pk: terms_of(one) for pk, one in programs.items()}
    rows = Reward.objects.filter(business=business).order_by("pk")
    # A button that is pressed meanwhile waits, and then sees what was written here.
    rows = rows.select_for_update() if to_write else rows
    return _Book(
        programs, terms, _came(business, programs.values()), {one.pk: one for one in rows}, doubted(business)
    )


def doubted(business: Business) -> set[int]:
    rows = Referral.objects.filter(business=business).exclude(look="")
    return set(rows.values_list("referred_id", flat=True))


def terms_of(program: Program) -> Terms:
    promises = {side: program.promise(side) for side in SIDES}
    cents = {side: one.cents for side, one in promises.items() if one.gives != Gives.THANKS}
    return Terms(cents, program.most_a_year, program.most_in_all, program.budget_cents)


def _came(business: Business, programs: Iterable[Program]) -> dict[int, Came]:
    """Everybody who was sent, said yes, and came on terms that were promised: those of the day of the trace, or of the
    yes if that was earlier (a trace that was told later has no better day)."""
    promised = [one for one in programs if may_promise(business, one)]
    if not promised:
        return {}
    rows = Referral.objects.filter(
        business=business,
        state=Referral.State.CONVERTED,
        yes_on__gte=min(one.from_on for one in promised),
        referrer__is_here=True,
        referrer__left_out=False,
        referred__left_out=False,
    )
    columns = ("referred_id", "referrer_id", "yes_on", "evidence__happened_on", "evidence__key")
    found = {}
    for newcomer, advocate, yes_on, told_on, key in rows.values_list(*columns):
        day = min(told_on or yes_on, yes_on)
        program = next((one for one in promised if one.runs_on(day)), None)
        if program:
            came = Came(yes_on.toordinal(), key or "", newcomer, advocate, yes_on.year, program.pk)
            found[newcomer] = came
    return found


def _stands(reward: Reward, book: _Book) -> bool:
    """Whether what it was made for is still so. Of somebody who was forgotten nobody can tell: it stays."""
    if reward.newcomer_id is None:
        return True
    came = book.came.get(reward.newcomer_id)
    return came is not None and (reward.side == "newcomer" or came.advocate == reward.person_id)


def _hold_or_take_back(book: _Book, at: datetime) -> list[Change]:
    """Given ones whose reason is gone are taken back in name, and hold again when it is there again. Those that were
    only approved lose that: the limits may have no room for them when they come again, so they wait like others."""
    changes = []
    for one in book.rewards.values():
        if one.why == Why.OWNER:
            continue
        if one.given_at:
            changes += _move(one, at, "" if _stands(one, book) else Why.UNDONE)
        elif one.person_id is None and one.newcomer_id is None:
            changes += _move(one, at, Why.GONE)
        elif one.approved_at and not _stands(one, book):
            one.approved_at = None
            one.follow()
            one.save(update_fields=["approved_at", "state"])
    return changes


def _move(reward: Reward, at: datetime, why: str) -> list[Change]:
    """Reversed for that reason, or ("") holding again; nothing if it is so already."""
    if reward.why == why:
        return []
    was = bool(reward.reversed_at)
    reward.why, reward.reversed_at = why, (reward.reversed_at or at) if why else None
    reward.follow()
    reward.save(update_fields=["why", "reversed_at", "state"])
    if was and why:
        return []  # only the reason is another
    return [_told(reward, "reward.reversed" if why else "reward.restored", at)]


def _told(reward: Reward, type: str, at: datetime) -> Change:
    told = {"business_id": reward.business_id, "at": at, "type": type, "room": "gratitude"}
    return Change(**told, row=reward.code, fields=[])


def _is_fixed(reward: Reward) -> bool:
    """It keeps its place: given, whatever became of it; or approved and holding. So does what nobody can work out
    anew, since the newcomer was forgotten."""
    if reward.given_at:
        return True
    holds = reward.reversed_at is None
    return holds and (reward.approved_at is not None or reward.newcomer_id is None)


def _allotted(book: _Book) -> Allotment:
    rows = book.rewards.values()
    fixed = [
        Fixed(
            one.newcomer_id, one.side, one.person_id if one.side == "advocate" else None,
            one.yes_on.year, one.program_id, one.cents,
        )
        for one in rows
        if _is_fixed(one)
    ]  # fmt: skip
    refused = [
        (one.newcomer_id, one.side)
        for one in rows
        if one.newcomer_id and one.why == Why.OWNER and not one.given_at
    ]
    book.allotment = allot(book.came.values(), book.terms, fixed, refused)
    return book.allotment


def _allot(business: Business, book: _Book, at: datetime) -> list[Change]:
    """Those that are not approved yet are worked out anew from all who came."""
    made = dict(_allotted(book).made)
    changes: list[Change] = []
    free = [one for one in book.rewards.values() if not one.approved_at and not one.given_at]
    for one in free:
        if one.newcomer_id is None or one.why == Why.OWNER:
            continue
        place: Place = (one.newcomer_id, one.side)
        came = made.pop(place, None)
        if came is None:
            changes += _move(one, at, Why.OVER if place in book.allotment.over else Why.UNDONE)
        else:
            changes += _fit(one, came, book, at) + _move(one, at, "")
    new = [_new(business, side, came, book, at) for (_newcomer, side), came in made.items()]
    Reward.objects.bulk_create(new, batch_size=500)
    book.rewards |= {one.pk: one for one in new}
    return changes + [_told(one, "reward.created", at) for one in new]


def _terms_for(side: str, came: Came, book: _Book) -> dict[str, object]:
    program = book.programs[came.program]
    promise, yes_on = program.promise(side), date.fromordinal(came.on)
    return {
        "person_id": came.newcomer if side == "newcomer" else came.advocate,
        "program_id": program.pk,
        "gives": promise.gives,
        "what": promise.what,
        "cents": promise.cents,
        "currency": promise.currency,
        "yes_on": yes_on,
        "due_on": yes_on + timedelta(days=program.waiting_days),
    }


def _new(business: Business, side: str, came: Came, book: _Book, at: datetime) -> Reward:
    told = _terms_for(side, came, book)
    return Reward(business=business, side=side, newcomer_id=came.newcomer, at=at, **told)


def _fit(reward: Reward, came: Came, book: _Book, at: datetime) -> list[Change]:
    """Another trace counts by now, or another sale is the first: what waits follows."""
    told = _terms_for(reward.side, came, book)
    changed = [name for name, value in told.items() if getattr(reward, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(reward, name, told[name])
    reward.save(update_fields=[name.removesuffix("_id") for name in changed])
    return [_told(reward, "reward.updated", at)]


def _approve(book: _Book, on: date, at: datetime) -> list[Change]:
    """Whose waiting time is over."""
    waiting = [one for one in book.rewards.values() if one.state == State.PENDING and one.due_on <= on]
    due = [one for one in waiting if one.newcomer_id not in book.doubted]
    for one in due:
        one.approved_at = at
        one.follow()
    Reward.objects.bulk_update(due, ["approved_at", "state"], batch_size=500)
    return [_told(one, "reward.approved", at) for one in due]


def _tell_used_up(business: Business, book: _Book, on: date) -> None:
    """Write down for the pages below where nothing more may be promised."""
    wanted: dict[tuple[int, int | None], date | None] = {}
    told = book.allotment
    for pk, program in book.programs.items():
        if not program.runs_on(on):
            continue
        terms = book.terms[pk]
        if is_full(terms, told.spent[pk], told.newcomers[pk]):
            wanted[pk, None] = None
        for (person, year), n in told.a_year.items():
            if terms.most_a_year is not None and year == on.year and n >= terms.most_a_year:
                wanted[pk, person] = date(year, 12, 31)
    here = {(one.program_id, one.person_id): one for one in UsedUp.objects.filter(business=business)}
    gone = [one.pk for key, one in here.items() if key not in wanted or one.until_on != wanted[key]]
    UsedUp.objects.filter(pk__among=gone).delete()
    UsedUp.objects.bulk_create(
        UsedUp(business=business, program_id=program, person_id=person, until_on=until)
        for (program, person), until in wanted.items()
        if (one := here.get((program, person))) is None or one.pk in gone
    )
