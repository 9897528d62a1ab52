"""What asking adds: who is left unasked, by lot and household; and the one answer, on the declared day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.advocates.measure import askable
from goodword.analysis.bands import Band
from goodword.analysis.experiment import TRIAL_FROM, Group, left_unasked, plan, verdict
from goodword.lib.codes import new_code
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.talks.models import Ask

from ..models import InTrial, Trial

SHARES = (50, 33, 20)  # percent left unasked, that one may choose
ENOUGH = TRIAL_FROM
USUALLY = timedelta(days=180)
LETTERS = 20  # of the salt: 100 bits
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Offer:
    """What a trial would see, before it is declared. Counted in households, as they are drawn."""

    n_people: int
    n_households: int
    smallest: dict[int, float]  # by the percent left unasked
    is_open: bool


def offer(business: Business, on: date, days: timedelta = USUALLY) -> Offer:
    names = _households(askable(business, on))
    n = len(set(names.values()))
    # Half a yes before any is seen: a share of none would promise to see the least difference.
    brought = {names[one] for one in _brought(business, on - days, on) & names.keys()}
    share = min(1.0, (len(brought) + 0.5) / (n + 1))
    plans = {percent: plan(n, percent / 100, share) for percent in SHARES}
    is_open = not any(one.why_not for one in plans.values())
    return Offer(len(names), n, {percent: one.smallest for percent, one in plans.items()}, is_open)


def _brought(business: Business, from_on: date, until_on: date) -> set[int]:
    """Who brought somebody that first bought on a day from one to another, the last one not included."""
    rows = Referral.objects.filter(business=business, state=Referral.State.CONVERTED, referrer__isnull=False)
    return set(rows.filter(yes_on__gte=from_on, yes_on__lt=until_on).values_list("referrer_id", flat=True))


def _households(people: Collection[int]) -> dict[int, str]:
    """Person -> the name of the household in the lot; who lives alone, or is not known to live with anybody, is one."""
    rows = Person.every.filter(pk__among=sorted(people)).order_by("pk")
    return {
        person: f"home {home}" if home else f"alone {code}"
        for person, code, home in rows.values_list("pk", "code", "household__code")
    }


@transaction.atomic
def start(
    business: Business, share_percent: int, judged_on: date, member: Member | None, at: datetime
) -> Trial:
    """Declare it, and draw. A second one while one runs is that one."""
    Business.objects.select_for_update().get(pk=business.pk)
    if running := Trial.running(business.pk):
        return running
    on = business.day_of(at)
    hoped = offer(business, on, judged_on - on).smallest[share_percent]
    trial = Trial.objects.create(
        business=business, share_percent=share_percent, from_on=on, judged_on=judged_on, at=at, member=member,
        salt=new_code(LETTERS), hoped=hoped,
    )  # fmt: skip
    log(trial, "trial.started", at, member)
    draw(trial, on)
    return trial


def tend(business: Business, on: date, at: datetime) -> None:
    """Each night: who may be asked since is drawn too; and on the declared day it is judged. Safe to repeat."""
    trial = Trial.running(business.pk)
    if trial is None:
        return
    if on >= trial.judged_on:
        judge(trial, on, at)
    else:
        draw(trial, on)


@transaction.atomic
def draw(trial: Trial, on: date) -> int:
    """Put everybody who may be asked, and is on no side yet, on theirs; whoever shares a home with somebody who is on
    one comes to them. Returns how many."""
    people = askable(trial.business, on)
    people -= set(trial.people.values_list("person_id", flat=True))
    names = _households(people)
    lot = left_unasked(list(names.values()), trial.salt, trial.share_percent / 100).tolist()
    side_of = {True: InTrial.Side.LEFT, False: InTrial.Side.ASKED}
    at_home = _sides_at_home(trial)
    made = [
        InTrial(
            business=trial.business, trial=trial, person_id=person, side=at_home.get(name, side_of[is_left])
        )
        for (person, name), is_left in zip(names.items(), lot, strict=True)
    ]
    InTrial.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
    trial.hold([one.person_id for one in made if one.side == InTrial.Side.LEFT])
    return len(made)


def _sides_at_home(trial: Trial) -> dict[str, str]:
    rows = trial.people.exclude(person__household=None).order_by("pk")
    return {f"home {home}": side for home, side in rows.values_list("person__household__code", "side")}


@transaction.atomic
def judge(trial: Trial, on: date, at: datetime) -> Trial:
    """The one answer. What came on the declared day or later does not count, however late it is judged."""
    brought = _brought(trial.business, trial.from_on, trial.judged_on)
    units: dict[str, dict[str, bool]] = {side: {} for side in InTrial.Side.values}
    for person, side, home in trial.people.values_list("person_id", "side", "person__household_id"):
        unit = f"home {home}" if home else f"alone {person}"
        units[side][unit] = units[side].get(unit, False) or person in brought
    counts = {side: [sum(homes.values()), len(homes)] for side, homes in units.items()}
    said = verdict(
        Group.of_yes(*counts[InTrial.Side.ASKED]),
        Group.of_yes(*counts[InTrial.Side.LEFT]),
        trial.hoped,
        started=trial.from_on.toordinal(),
        horizon=(trial.judged_on - trial.from_on).days,
        today=on.toordinal(),
    )
    if on < trial.judged_on:
        return trial
    found: dict[str, Any] = {"on": on.isoformat(), **counts, "n_asked_anyway": _asked_anyway(trial)}
    if said.effect and all(n for _yes, n in counts.values()):
        found |= {"plain": _ends(said.effect.plain), "sceptical": _ends(said.effect.sceptical)}
        found |= {"chance": round(said.effect.chance_more, 3), "is_clear": said.effect.is_clear}
    trial.conclude(found, at)
    return trial


def _asked_anyway(trial: Trial) -> int:
    """Of those left unasked, how many somebody asked by hand: they count where the lot put them."""
    asked = Ask.objects.filter(Q(sent_on__gte=trial.from_on, sent_on__lt=trial.judged_on))
    left = trial.people.filter(side=InTrial.Side.LEFT)
    return left.filter(person__in=asked.filter(business=trial.business).values("person")).count()


def _ends(band: Band) -> list[float]:
    return [round(value, 5) for value in (band.low, band.mid, band.high)]
