from datetime import date, datetime

import pytest

from goodword.accounts.models import Member, Source
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.from_files import keep_referred_by
from goodword.referrals.models import Evidence
from goodword.referrals.noting import Came, note_newcomer, withdraw
from goodword.referrals.panels import lines
from goodword.talks.tests.people import someone


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def eli(cast: Cast) -> Person:
    return someone(cast.business, "Eli Brandt")


def words(person: Person, sees: str = "helper") -> list[str]:
    member = Member.objects.get(business=person.business, role=sees)
    return [line.words for line in lines(person, member)]


def test_both_pages_tell_who_sent_whom_and_how_we_know(
    cast: Cast, dana: Person, eli: Person, at: datetime
) -> None:
    note_newcomer(cast.business, None, at, Came("person", person=eli, referrer=dana), "k")
    assert words(eli) == ["Came because of Dana Okafor. How we know: your word."]
    assert words(dana) == ["Sent Eli Brandt. How we know: your word."]
    withdraw(Evidence.objects.get(), None, at)
    assert words(dana) == []


def test_a_name_that_nobody_bears_is_told_as_a_name(cast: Cast, eli: Person, at: datetime) -> None:
    note_newcomer(cast.business, None, at, Came("person", person=eli, referrer_typed="Zoe"), "k")
    assert words(eli) == ["Came because of “Zoe”. Nobody in your books bears this name yet."]


def test_a_name_that_several_bear_is_asked_about(cast: Cast, eli: Person, at: datetime) -> None:
    first, second = someone(cast.business, "Zoe Hill"), someone(cast.business, "Zoe Hill")
    note_newcomer(cast.business, None, at, Came("person", person=eli, referrer_typed="zoe hill"), "k")
    asked = "Came because of “zoe hill”. 2 people in your books bear this name: say which one it was."
    assert words(eli) == words(eli, sees="owner") == [asked]
    Person.every.filter(pk__in=[first.pk, second.pk]).update(kind="unsorted")
    assert words(eli) == ["Came because of “zoe hill”. Nobody in your books bears this name yet."]
    assert words(eli, sees="owner") == [asked]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("ad", "Came by an ad: the local paper."),
        ("person", "Came because someone sent them; who, is not known: the local paper."),
        ("walked", "Walked past and came in: the local paper."),
    ],
)
def test_how_they_came_is_told(cast: Cast, eli: Person, at: datetime, how: str, said: str) -> None:
    note_newcomer(cast.business, None, at, Came(how, person=eli, detail="the local paper"), "k")
    assert words(eli) == [said]


def test_who_is_seen_by_the_owner_alone_is_not_named(
    cast: Cast, dana: Person, eli: Person, at: datetime
) -> None:
    note_newcomer(cast.business, None, at, Came("person", person=eli, referrer=dana), "k")
    Person.every.filter(pk__in=[dana.pk, eli.pk]).update(left_out=True)
    for person in (Person.objects.get(pk=dana.pk), Person.objects.get(pk=eli.pk)):
        assert "somebody who is not sorted yet" in words(person)[0]
        assert "somebody" not in words(person, sees="owner")[0]


def test_a_file_tells_who_and_not_when(cast: Cast, dana: Person, eli: Person, on: date, at: datetime) -> None:
    file = Source.objects.create(business=cast.business, kind="file", label="a", at=at, state="here")
    keep_referred_by(cast.business, file, [(eli.pk, "Dana Okafor", on, "file:1")], at)
    assert words(eli) == ["A file tells: came because of Dana Okafor."]
    assert words(dana) == ["A file tells: sent Eli Brandt."]
