"""From the change log to the addresses that are told: what is new there is put on its way, and sent when it is due."""

from datetime import datetime, timedelta
from time import monotonic

from django.db.models import F

from goodword.accounts.holding import hold
from goodword.accounts.jobs import ask
from goodword.accounts.models import Change, Job

from .events import EVENTS, PUBLIC
from .models import Delivery, Hook
from .models.hook import PATIENCE

# A change of an older number may be written later than a newer one, by another process: on PostgreSQL numbers are
# given before a transaction ends. So the last minutes are looked at again and again; the unique key tells each once.
LATE = timedelta(minutes=5)
AT_ONCE = 200
SENT_AT_ONCE, SECONDS_AT_ONCE = 50, 20  # by one job: others wait for the worker too
JOB = "api.send"
KEPT = timedelta(days=30)


def look(at: datetime) -> None:
    """What is new goes on its way; who has something due is asked for. Without anybody to tell it is one query."""
    rows = Hook.objects.filter(paused_at=None, business__is_here=True)
    active = [hook for hook in rows.select_related("business", "member", "key__member") if hook.works]
    if not active:
        return
    for hook in active:
        gather(hook, at)
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at)
    due = set(waiting.filter(hook__in=active).values_list("hook_id", flat=True).distinct())
    for hook in active:
        if hook.pk in due and not (hook.rests_until and hook.rests_until > at) and not _is_asked(hook):
            ask(hook.business, JOB, f"{hook.code} {at.isoformat()}", at, hook=hook.code)
    _tidy(active, at)


def _is_asked(hook: Hook) -> bool:
    rows = Job.objects.filter(business_id=hook.business_id, name=JOB, key__startswith=hook.code)
    return rows.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()


def _tidy(active: list[Hook], at: datetime) -> None:
    """A month of what was told is enough to look at; of the jobs nobody reads."""
    told = Delivery.objects.filter(hook__in=active, tried_at__lt=at - KEPT).exclude(
        state=Delivery.State.WAITING
    )
    jobs = Job.objects.filter(name=JOB, state=Job.State.DONE, done_at__lt=at - timedelta(hours=1))
    for old in (told, jobs):
        if old.exists():
            old.delete()


def gather(hook: Hook, at: datetime) -> int:
    """Puts on their way the changes that this hook tells of. Returns how many were new. Repeatable."""
    wanted = {logged for name in hook.types if name in EVENTS for logged in EVENTS[name].logged or (name,)}
    newer = Change.objects.filter(business_id=hook.business_id, pk__gt=hook.cursor)
    told = newer.filter(type__in=wanted).order_by("pk")
    n_new, last = 0, hook.cursor
    while part := list(told.filter(pk__gt=last)[:AT_ONCE]):
        last = part[-1].pk
        new = _not_on_their_way(hook, part)
        Delivery.objects.bulk_create(new, ignore_conflicts=True)
        n_new += len(new)
    behind = newer.filter(at__lte=at - LATE).order_by("-pk").values_list("pk", flat=True).first()
    if behind:
        Hook.objects.filter(pk=hook.pk, cursor__lt=behind).update(cursor=behind)
        hook.cursor = behind
    return n_new


def _not_on_their_way(hook: Hook, changes: list[Change]) -> list[Delivery]:
    chosen = {str(change.pk): change for change in changes}
    there = set(hook.deliveries.filter(event__in=chosen).values_list("event", flat=True))
    return [
        Delivery(
            business_id=hook.business_id,
            hook=hook,
            event=event,
            type=PUBLIC[change.type],
            room=change.room,
            row=change.row,
            at=change.at,
            next_at=change.at,
        )
        for event, change in chosen.items()
        if event not in there
    ]


def send_due(hook_code: str, business_id: int, at: datetime) -> int:
    """Sends what is due to one address, the oldest first, until something does not arrive. Returns how many did."""
    with hold(f"hook {business_id} {hook_code}") as ours:
        if not ours:
            return 0  # another worker is at it
        rows = Hook.objects.select_related("business", "member__business", "member__login", "key__member")
        hook = rows.filter(business_id=business_id, code=hook_code).first()
        if hook is None or not hook.works or (hook.rests_until and hook.rests_until > at):
            return 0
        return _send_due(hook, at)


def _send_due(hook: Hook, at: datetime) -> int:
    from .telling import tell  # with what it needs to say things as the API does: loaded by who sends

    waiting = hook.deliveries.filter(state=Delivery.State.WAITING, next_at__lte=at)
    n_arrived, until = 0, monotonic() + SECONDS_AT_ONCE
    for delivery in waiting.order_by(F("tries") - F("n_before"), "at", "pk")[:SENT_AT_ONCE]:
        if monotonic() > until:
            break
        answer = tell(delivery, hook, at)
        if answer.has_arrived:
            assert answer.status is not None
            delivery.arrive(answer.status, at)
            hook.heard()
            n_arrived += 1
            continue
        delivery.miss(answer.problem, answer.status, at)
        hook.missed(at)
        if answer.is_gone or (hook.failing_since and at - hook.failing_since >= PATIENCE):
            hook.pause(at, why=answer.problem)
        break
    return n_arrived


def replay(hook: Hook, at: datetime) -> int:
    """All that was given up is told once more. Returns how many."""
    given_up = hook.deliveries.filter(state=Delivery.State.FAILED)
    return given_up.update(state=Delivery.State.WAITING, next_at=at, n_before=F("tries"))
