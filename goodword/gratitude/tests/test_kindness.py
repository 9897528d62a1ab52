"""Thanks for more than sending somebody: kind mentions, introductions, and the news that a newcomer has come."""

from datetime import date, datetime, timedelta

import pytest

from goodword.accounts.models import Job
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import ThankYou
from goodword.gratitude.moves import candidates
from goodword.introductions.introducing import ask, hear, make, tell, unmake, untell, wish
from goodword.introductions.models import Introduction, Need, Offer
from goodword.introductions.noting import note
from goodword.listening.mentions import note_mention, remove_mention
from goodword.people.models import Person
from goodword.referrals.arriving import Arriving, keep_newcomer
from goodword.referrals.models import Newcomer
from goodword.referrals.redeciding import redecide
from goodword.referrals.sharing import make_link
from goodword.sales.hand import add_sale
from goodword.talks.tests.people import someone
from goodword.today.drafting import draft

DAY = timedelta(days=1)


def open_ones(cast: Cast, on: date, at: datetime) -> list[tuple[str, str]]:
    open_thanks(cast.business, on, at)
    rows = ThankYou.open_ones(cast.business.pk).order_by("since", "pk")
    return [(str(one.person), str(one.reason)) for one in rows]


def words(cast: Cast, person: Person, on: date) -> str:
    [move] = [one for one in candidates(cast.business, on) if one.person == person.pk]
    return draft(cast.business, person, move).text


# Mentions.


def test_a_kind_mention_is_thanked_for_once_and_no_more_when_it_was_not_so(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    told = note_mention(dana, "online", "the street chat", on - DAY, cast.alice, at, "k")
    assert note_mention(dana, "online", "twice", on, cast.alice, at, "k") == told
    assert open_ones(cast, on, at) == [("Dana Okafor", "mention")]
    assert open_ones(cast, on, at) == [("Dana Okafor", "mention")]
    assert candidates(cast.business, on)[0].why == "Spoke well of you yesterday. Not thanked yet."
    remove_mention(told, cast.alice, at)
    assert open_ones(cast, on, at) == []


def test_a_mention_of_long_ago_is_not_thanked_for(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    note_mention(dana, "print", "", on - 15 * DAY, cast.alice, at, "k")
    assert open_ones(cast, on, at) == []


def test_the_worker_is_asked_to_look_so_that_it_stands_on_the_page_soon(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    note_mention(dana, "talk", "", on, cast.alice, at, "k")
    assert Job.objects.filter(name="gratitude.thanks").count() == 1


# Introductions.


@pytest.fixture
def met(cast: Cast, dana: Person, at: datetime) -> Introduction:
    """Noor was looking for a plumber, and met Dana, who is one."""
    noor = someone(cast.business, "Noor Haddad")
    need = note(noor, "need", "a plumber", cast.alice, at, "n")
    offer = note(dana, "offer", "plumbing", cast.alice, at, "o")
    assert isinstance(need, Need) and isinstance(offer, Offer)
    told = wish(need, offer, cast.alice, at)
    for side in ("one", "other"):
        ask(told, side, cast.alice, at)
        hear(told, side, "yes", cast.alice, at)
    return make(told, cast.alice, at)


def test_whoever_could_help_is_thanked_for_meeting_them(
    cast: Cast, dana: Person, met: Introduction, on: date, at: datetime
) -> None:
    assert open_ones(cast, on, at) == [("Dana Okafor", "intro")]
    # Both were written to when they were introduced: the thanks come a week later.
    assert "Noor" in words(cast, dana, on + 8 * DAY)
    unmake(met, cast.alice, at)
    assert open_ones(cast, on, at) == []


def test_when_something_came_of_it_they_are_thanked_for_that_instead(
    cast: Cast, dana: Person, met: Introduction, on: date, at: datetime
) -> None:
    open_thanks(cast.business, on, at)
    tell(met, True, "the pipe holds", cast.alice, at + 2 * DAY)
    assert open_ones(cast, on + 2 * DAY, at) == [("Dana Okafor", "intro")]
    said = words(cast, dana, on + 9 * DAY)
    assert "Noor" in said and "good" in said and "pipe" not in said


def test_thanks_for_meeting_stay_said_and_what_came_of_it_is_thanked_for_too(
    cast: Cast, dana: Person, met: Introduction, on: date, at: datetime
) -> None:
    open_thanks(cast.business, on, at)
    ThankYou.objects.get().say(cast.alice, "call", at)
    told = tell(met, True, "", cast.alice, at + 16 * DAY)
    assert open_ones(cast, on + 16 * DAY, at) == [("Dana Okafor", "intro")]
    untell(told, cast.alice, at)
    assert open_ones(cast, on + 16 * DAY, at) == []
    assert ThankYou.objects.get().said_at == at


def test_a_practice_names_nobody_in_it(
    cast: Cast, dana: Person, met: Introduction, on: date, at: datetime
) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    open_thanks(cast.business, on, at)
    assert "Noor" not in words(cast, dana, on + 8 * DAY)


# What came of their word.


def wrote(cast: Cast, dana: Person, at: datetime, *, may_name: bool) -> Newcomer:
    """Eli says on the page of Dana's link that they are coming."""
    told = Arriving("Eli Brandt", "email", "eli@home.example", "eli@home.example", may_name)
    newcomer = keep_newcomer(make_link(dana, cast.alice, at), told, "link", "visitor", at)
    assert newcomer
    Person.every.filter(pk=newcomer.person_id).update(kind="customer")
    return newcomer


@pytest.mark.parametrize(("may_name", "named"), [(True, True), (False, False)])
def test_who_only_wrote_is_not_said_to_have_come(
    cast: Cast, dana: Person, on: date, at: datetime, may_name: bool, named: bool
) -> None:
    wrote(cast, dana, at, may_name=may_name)
    open_thanks(cast.business, on, at)
    said = words(cast, dana, on)
    assert "wrote" in said or "wants to come" in said
    assert " came " not in said
    assert ("Eli" in said) is named


@pytest.mark.parametrize(
    ("may_name", "kind", "named"), [(True, "shop", True), (False, "shop", False), (True, "practice", False)]
)
def test_when_they_have_come_it_is_told_once_as_far_as_they_agreed_and_never_what_they_bought(
    cast: Cast, dana: Person, on: date, at: datetime, may_name: bool, kind: str, named: bool
) -> None:
    newcomer = wrote(cast, dana, at, may_name=may_name)
    cast.business.kind = kind
    cast.business.save()
    open_thanks(cast.business, on, at)
    ThankYou.objects.get().say(cast.alice, "text", at)
    later = at + 10 * DAY
    add_sale(cast.business, cast.alice, later, person=newcomer.person, cents=4200, what="a wedding cake")
    redecide(cast.business, None)
    assert open_ones(cast, on + 10 * DAY, later) == [("Dana Okafor", "yes")]
    said = words(cast, dana, on + 10 * DAY)
    assert ("Eli" in said) is named
    assert "cake" not in said and "42" not in said
    ThankYou.open_ones(cast.business.pk).get().say(cast.alice, "text", later)
    assert open_ones(cast, on + 11 * DAY, later) == []


def test_who_came_before_the_thanks_were_said_is_told_as_having_come_and_only_once(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    newcomer = wrote(cast, dana, at, may_name=True)
    add_sale(cast.business, cast.alice, at + DAY, person=newcomer.person, cents=4200)
    redecide(cast.business, None)
    assert open_ones(cast, on + DAY, at) == [("Dana Okafor", "sent")]
    assert "wrote" not in words(cast, dana, on + DAY)
    ThankYou.objects.get().say(cast.alice, "text", at + DAY)
    assert open_ones(cast, on + 2 * DAY, at) == []
