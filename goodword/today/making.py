"""Makes today's list and keeps it: once per business and day, the same however often it is opened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation

from goodword.accounts.models import Business, Change, Member
from goodword.accounts.models.change import log
from goodword.advocates import measure as advocates_measure
from goodword.advocates import moves as advocates_moves
from goodword.gratitude import measure as gratitude_measure
from goodword.gratitude import moves as gratitude_moves
from goodword.lib.moves import Candidate
from goodword.people import moves as people_moves
from goodword.people.models import Person
from goodword.referrals import moves as referrals_moves
from goodword.sales import moves as sales_moves
from goodword.talks import moves as talks_moves
from goodword.talks.models import Ask

from .choosing import Key, Rules, asks_for, choose
from .drafting import draft
from .models import DayList, Move

ROOMS = (people_moves, talks_moves, sales_moves, referrals_moves, advocates_moves, gratitude_moves)
SKIP_DAYS = 14


def find_list(business: Business, on: date) -> DayList | None:
    return DayList.objects.filter(business=business, on=on).first()


def make_list(business: Business, on: date, at: datetime) -> DayList:
    """The day's list; the one that is kept, if there is one already.

    What a room writes first (thanks that became due, standings that are old) is written here, by the
    timetable or a button, never by a page that is only looked at.
    """
    if found := find_list(business, on):
        return found
    gratitude_measure.open_thanks(business, on, at)
    advocates_measure.restand(business, on)
    with transaction.atomic(), translation.override(business.language):
        day, made = DayList.objects.get_or_create(
            business=business, on=on, defaults={"made_at": at, "minutes": business.minutes}
        )
        if made:
            add_moves(day, choose(candidates(business, on), rules(business, on, business.minutes)))
            log(day, "list.made", at)
    return day


def open_list(business: Business, on: date, at: datetime) -> DayList:
    """The day's list, empty if there was none: for what is put on it by name."""
    told = {"made_at": at, "minutes": business.minutes}
    return DayList.objects.get_or_create(business=business, on=on, defaults=told)[0]


def add_minutes(day: DayList, minutes: int, at: datetime) -> list[Move]:
    """“I have ten minutes”: the next best things, on top of today's list."""
    business = day.business
    with transaction.atomic(), translation.override(business.language):
        taken = {(move.kind, move.person_id) for move in day.moves.all()}
        chosen = choose(candidates(business, day.on), rules(business, day.on, minutes, taken))
        return add_moves(day, chosen)


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


def rules(business: Business, on: date, minutes: float, taken: Iterable[Key] = ()) -> Rules:
    week_ago = on - timedelta(days=7)
    lately = Move.objects.filter(business=business, kind="ask", list__on__gt=week_ago, list__on__lt=on)
    rest = on - timedelta(days=business.ask_rest_days)
    n_asked = Ask.objects.filter(business=business, sent_on__gt=rest).values("person").distinct().count()
    asks = asks_for(
        on,
        advocates_measure.n_askable(business, on),
        n_asked,
        business.weekdays,
        business.ask_rest_days,
        lately.count(),
    )
    return Rules(
        minutes=minutes,
        asks=asks,
        household_of=_households(business),
        carried=_settled_as(business, on, Move.State.TOMORROW, on - timedelta(days=7)),
        resting=_resting(business, on),
        taken=set(taken),
    )


def _households(business: Business) -> dict[int, int]:
    rows = Person.objects.filter(business=business).exclude(household=None)
    return dict(rows.values_list("pk", "household_id"))


def _settled_as(business: Business, on: date, state: str, since: date | None) -> set[Key]:
    rows = Move.objects.filter(business=business, state=state, list__on__lt=on)
    if since is not None:
        rows = rows.filter(list__on__gte=since)
    return set(rows.values_list("kind", "person_id"))


def _resting(business: Business, on: date) -> set[Key]:
    skipped = _settled_as(business, on, Move.State.SKIPPED, on - timedelta(days=SKIP_DAYS))
    return skipped | _settled_as(business, on, Move.State.NEVER, None)


def add_moves(day: DayList, chosen: Sequence[Candidate]) -> list[Move]:
    """Put these on the list, with their words. Who is on it already for the same thing stays as they are."""
    there = {(move.kind, move.person_id) for move in day.moves.all()}
    chosen = [one for one in chosen if (one.kind, one.person) not in there]
    first = len(there)
    people = Person.objects.in_bulk({one.person for one in chosen if one.person})
    moves = []
    for place, one in enumerate(chosen, start=first + 1):
        words = draft(day.business, people.get(one.person) if one.person else None, one, day.on)
        moves.append(
            Move.objects.create(
                business=day.business,
                list=day,
                place=place,
                kind=one.kind,
                person_id=one.person,
                play=one.play,
                why=one.why,
                facts=one.facts,
                wording=words.wording,
                words=words.text,
                way=words.way,
                minutes=one.minutes,
                good=one.good,
                room=one.room,
                row=one.row,
            )
        )
    return moves
