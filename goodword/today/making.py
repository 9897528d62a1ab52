"""Makes today's list and keeps it: once per business and day, the same however often it is opened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation

from goodword.accounts.models import Business, Change, Member, Source
from goodword.accounts.models.change import log
from goodword.advocates import measure as advocates_measure
from goodword.advocates import moves as advocates_moves
from goodword.gratitude import measure as gratitude_measure
from goodword.gratitude import moves as gratitude_moves
from goodword.growth import moves as growth_moves
from goodword.introductions import moves as introductions_moves
from goodword.lib.moves import Candidate
from goodword.listening import moves as listening_moves
from goodword.people import moves as people_moves
from goodword.people.models import Person
from goodword.referrals import moves as referrals_moves
from goodword.sales import moves as sales_moves
from goodword.talks import moves as talks_moves
from goodword.talks.models import Ask

from .choosing import Key, Rules, asks_for, choose, key_of
from .drafting import draft, last_greeting
from .models import DayList, Move
from .striking import why_struck

ROOMS = (
    people_moves,
    talks_moves,
    sales_moves,
    listening_moves,
    referrals_moves,
    advocates_moves,
    introductions_moves,
    gratitude_moves,
    growth_moves,
)
CARRIED_DAYS = 7
SKIP_DAYS = 14
# Done lately: the room that offers it may not know for a while (nothing was noted, nobody came back).
DONE_DAYS = {"listen": 30, "know": 30, "touch": 90, "sort": 0}


def find_list(business: Business, on: date) -> DayList | None:
    return DayList.objects.filter(business=business, on=on).first()


def make_list(business: Business, on: date, at: datetime) -> DayList:
    """The day's list; the one that is kept, once it was chosen. Only a file that came in since fills the minutes
    that were left: what stands there stays.

    What a room writes first (thanks that became due, standings that are old) is written here, by the
    timetable or a button, never by a page that is only looked at.
    """
    found = find_list(business, on)
    if found and not _may_grow(found):
        return found
    gratitude_measure.open_thanks(business, on, at)
    advocates_measure.restand(business, on)
    with transaction.atomic(), translation.override(business.spoken):
        day = open_list(business, on, at)
        # Two may make it at once: the second waits here, and then finds it made.
        day = DayList.objects.select_for_update().select_related("business").get(pk=day.pk)
        return _fill(day, at) if _may_grow(day) else day


def _may_grow(day: DayList) -> bool:
    if day.chosen_at is None:
        return True
    left = day.minutes - sum(move.minutes for move in _standing(day))
    since = Source.objects.filter(business=day.business_id, state=Source.State.HERE, at__gt=day.chosen_at)
    return left >= 1 and since.exclude(kind=Source.Kind.HAND).exists()


def _standing(day: DayList) -> list[Move]:
    """Without those that need not be done any more: they take no time, and keep nothing else out."""
    moves = list(day.moves.select_related("person"))
    struck = why_struck(day.business, day.on, moves)
    return [move for move in moves if move.pk not in struck]


def _fill(day: DayList, at: datetime) -> DayList:
    taken = _standing(day)
    left = day.minutes - sum(move.minutes for move in taken)
    added = add_moves(day, choose(candidates(day.business, day.on), _rules_beside(day, taken, left)))
    if day.chosen_at or any(move.kind != "start" for move in added):
        if added:
            log(day, "list.grown" if day.chosen_at else "list.made", at)
        day.chosen_at = at
        day.save(update_fields=["chosen_at"])
    return day


def open_list(business: Business, on: date, at: datetime) -> DayList:
    """The day's list, empty if there was none: for what is put on it by name."""
    told = {"made_at": at, "minutes": business.minutes}
    return DayList.objects.get_or_create(business=business, on=on, defaults=told)[0]


def add_minutes(day: DayList, minutes: int, at: datetime) -> list[Move]:
    """“I have ten minutes”: the next best things, on top of today's list."""
    with transaction.atomic(), translation.override(day.business.spoken):
        day = DayList.objects.select_for_update().select_related("business").get(pk=day.pk)
        taken = list(day.moves.all())
        return add_moves(day, choose(candidates(day.business, day.on), _rules_beside(day, taken, minutes)))


def be_away(business: Business, until: date | None, member: Member | None, at: datetime) -> None:
    """No lists until that day; None: back again."""
    business.away_until = until
    with transaction.atomic():
        business.save(update_fields=["away_until"])
        Change.objects.create(
            business=business, at=at, member=member, type="business.updated", room="accounts",
            row=business.code, fields=["away_until"],
        )  # fmt: skip


def candidates(business: Business, on: date) -> list[Candidate]:
    found: dict[tuple[str, int | None, str, str], Candidate] = {}
    for room in ROOMS:
        for one in room.candidates(business, on):
            found.setdefault((one.kind, one.person, one.play, one.row), one)
    return list(found.values())


def _rules_beside(day: DayList, moves: Iterable[Move], minutes: float) -> Rules:
    return rules(day.business, day.on, minutes, {(move.kind, move.person_id) for move in moves})


def rules(
    business: Business, on: date, minutes: float, taken: Iterable[tuple[str, int | None]] = ()
) -> Rules:
    """What holds on that day, from what became of the moves of the days before."""
    carried, resting = _carried_and_resting(business, on)
    return Rules(
        minutes=minutes,
        asks=_asks(business, on),
        household_of=_households(business),
        carried=carried,
        resting=resting,
        taken=set(taken),
    )


def _asks(business: Business, on: date) -> int:
    week_ago = on - timedelta(days=7)
    lately = Move.objects.filter(business=business, kind="ask", list__on__gt=week_ago, list__on__lt=on)
    rest = on - timedelta(days=business.ask_rest_days)
    asked = Ask.objects.filter(business=business, sent_on__gt=rest).values("person").distinct()
    n_askable = advocates_measure.n_askable(business, on)
    days = business.weekdays
    return asks_for(on, n_askable, asked.count(), days, business.ask_rest_days, lately.count())


def _households(business: Business) -> dict[int, int]:
    rows = Person.objects.filter(business=business).exclude(household=None)
    return dict(rows.values_list("pk", "household_id"))


def _carried_and_resting(business: Business, on: date) -> tuple[set[Key], set[Key]]:
    """What comes back first, and what is left in peace: the last word on each thing decides."""
    since = on - timedelta(days=max(DONE_DAYS.values()))
    rows = Move.objects.filter(business=business, list__on__lt=on, list__on__gte=since)
    told = rows.exclude(state=Move.State.OPEN).order_by("list__on", "pk")
    last: dict[Key, tuple[str, int]] = {}
    for kind, person, row, room, state, day in told.values_list(
        "kind", "person_id", "row", "room", "state", "list__on"
    ):
        last[key_of(kind, person, row, room)] = (state, (on - day).days)
    never = Move.objects.filter(business=business, state=Move.State.NEVER, list__on__lt=on)
    resting = {key_of(*row) for row in never.values_list("kind", "person_id", "row", "room")}
    resting |= {key for key, (state, days) in last.items() if _rests(key[0], state, days)}
    put_off = {
        key for key, (state, days) in last.items() if state == Move.State.TOMORROW and days <= CARRIED_DAYS
    }
    return put_off - resting, resting


def _rests(kind: str, state: str, days: int) -> bool:
    if state == Move.State.SKIPPED:
        return days < SKIP_DAYS
    return state == Move.State.DONE and days < DONE_DAYS.get(kind, 0)


def add_moves(day: DayList, chosen: Sequence[Candidate]) -> list[Move]:
    """Put these on the list, with their words. Who is on it already for the same thing stays as they are."""
    there = {key_of(move.kind, move.person_id, move.row, move.room) for move in _standing(day)}
    chosen = [one for one in chosen if key_of(one.kind, one.person, one.row, one.room) not in there]
    people = Person.objects.in_bulk({one.person for one in chosen if one.person})
    greeting = last_greeting(day.business)
    return [
        _add(day, place, one, people.get(one.person) if one.person else None, greeting)
        for place, one in enumerate(chosen, start=day.moves.count() + 1)
    ]


def _add(day: DayList, place: int, one: Candidate, person: Person | None, greeting: str) -> Move:
    words = draft(day.business, person, one, greeting)
    return Move.objects.create(
        business=day.business,
        list=day,
        place=place,
        kind=one.kind,
        person=person,
        play=one.play,
        why=one.why,
        facts=one.facts,
        wording=words.wording,
        words=words.text,
        uses=words.uses,
        way=words.way,
        minutes=one.minutes,
        good=one.good,
        room=one.room,
        row=one.row,
        rows=list(one.rows),
    )
