from datetime import date, datetime, timedelta

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.models import How
from goodword.referrals.moves import candidates
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales.counting import recount_source
from goodword.sales.tests.told import a_file, told
from goodword.talks.models import Talk
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)


@pytest.fixture
def eli(cast: Cast, on: date) -> Person:
    person = someone(cast.business, "Eli Brandt", kind="unsorted")
    source = a_file(cast.business)
    told(source, "1", person, on=on - 20 * DAY)
    recount_source(cast.business, source)
    return Person.objects.get(pk=person.pk)


def asked(cast: Cast, on: date) -> list[int | None]:
    return [one.person for one in candidates(cast.business, on)]


def test_a_new_customer_of_whom_nothing_is_known_is_asked(cast: Cast, eli: Person, on: date) -> None:
    [move] = candidates(cast.business, on)
    assert (move.person, move.kind, move.play, move.row) == (eli.pk, "listen", "how_found", eli.code)
    assert candidates(cast.florist, on) == []


def test_after_thirty_days_it_is_too_late(cast: Cast, eli: Person, on: date) -> None:
    assert asked(cast, on + 10 * DAY) == [eli.pk]
    assert asked(cast, on + 11 * DAY) == []


@pytest.mark.parametrize(("how", "is_asked"), [("ad", False), ("person", False), ("unknown", True)])
def test_who_has_told_is_not_asked(
    cast: Cast, eli: Person, on: date, at: datetime, how: str, is_asked: bool
) -> None:
    note_newcomer(cast.business, None, at, Came(How(how), person=eli), "k1")
    assert bool(asked(cast, on)) == is_asked


def test_it_is_asked_once(cast: Cast, eli: Person, on: date, at: datetime) -> None:
    Talk.keep(eli, None, at, kind="listen", play="how_found", on=on - 15 * DAY)
    assert asked(cast, on) == []


@pytest.mark.parametrize(
    "fields", [{"left_out": True}, {"kind": "press", "kind_said": "press"}, {"is_company": True}]
)
def test_nobody_else_is_on_the_list(cast: Cast, eli: Person, on: date, fields: dict[str, object]) -> None:
    Person.every.filter(pk=eli.pk).update(**fields)
    assert asked(cast, on) == []


def test_a_regular_is_not_new(cast: Cast, eli: Person, on: date) -> None:
    source = a_file(cast.business)
    told(source, "0", eli, on=on - 200 * DAY)
    recount_source(cast.business, source)
    assert asked(cast, on) == []
