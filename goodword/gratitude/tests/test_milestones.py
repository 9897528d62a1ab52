"""When something is due, and when it is not any more."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.gratitude.measure import a_year_after, open_thanks
from goodword.gratitude.models import ThankYou
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.referrals.noting import restore, withdraw
from goodword.sales.counting import recount_source
from goodword.sales.hand import mend_sale
from goodword.sales.models import Sale
from goodword.sales.tests.told import a_file, told
from goodword.talks.models import Hold
from goodword.talks.tests.people import someone

from .test_thanks import bought, reasons, sent

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def test_the_tenth_time_is_thanked_for_though_two_more_came_before_the_list(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, *(on - back * DAY for back in range(12)))
    open_thanks(cast.business, on, at)
    [thanks] = ThankYou.objects.all()
    assert (thanks.reason, thanks.row, thanks.since) == ("tenth", "10", on - 2 * DAY)


def test_of_two_round_numbers_within_two_weeks_the_later_one_is_thanked_for(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 40 * DAY, on - 10 * DAY)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["second"]
    bought(dana, *(on + back * DAY for back in range(8)))
    open_thanks(cast.business, on + 8 * DAY, at)
    assert reasons(cast.business) == ["tenth"]
    assert Hold.objects.count() == 1


def test_a_second_time_that_an_older_file_shows_to_be_the_fourth_is_closed(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 40 * DAY, on - DAY)
    assert open_thanks(cast.business, on, at) == 1
    bought(dana, on - 400 * DAY, on - 300 * DAY)
    assert open_thanks(cast.business, on, at) == 0
    assert (ThankYou.objects.count(), Hold.objects.count()) == (0, 0)


def test_a_sale_whose_day_is_mended_takes_its_milestone_with_it(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 40 * DAY, on - DAY)
    open_thanks(cast.business, on, at)
    mend_sale(Sale.objects.get(on=on - DAY), cast.alice, at, on=on - 60 * DAY)
    open_thanks(cast.business, on, at)
    assert not ThankYou.objects.exists()


def test_a_sale_of_tomorrow_is_no_visit_yet(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, on - 40 * DAY, on + DAY)
    assert open_thanks(cast.business, on, at) == 0
    assert open_thanks(cast.business, on + DAY, at) == 1


def test_money_given_back_in_full_was_no_second_visit(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 40 * DAY, on - DAY)
    source = a_file(cast.business, "refunds.csv")
    told(source, "back", dana, on=on, goods_cents=-1250, refund_of=f"{dana.code}-{on - DAY}-1")
    recount_source(cast.business, source)
    assert open_thanks(cast.business, on, at) == 0


@pytest.mark.parametrize(
    "more", [{"kind_said": "press", "kind": "press"}, {"is_company": True}, {"left_out": True}]
)
def test_milestones_are_for_people_whom_the_words_fit(
    cast: Cast, on: date, at: datetime, more: dict[str, Any]
) -> None:
    bought(someone(cast.business, "Dana Okafor", **more), on - 40 * DAY, on - DAY)
    assert open_thanks(cast.business, on, at) == 0


@pytest.mark.parametrize("kind", ["campaign", "job_seeker"])
def test_who_sells_nothing_has_no_second_visits(
    cast: Cast, dana: Person, on: date, at: datetime, kind: str
) -> None:
    cast.business.kind = kind
    bought(dana, on - 400 * DAY, on - DAY)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == (["gift"] if kind == Business.Kind.CAMPAIGN else [])


def test_a_year_together_lasts_a_week(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, on.replace(year=2025), on - 100 * DAY, on - 99 * DAY)
    assert open_thanks(cast.business, on, at) == 1
    assert ThankYou.objects.get().since == on
    open_thanks(cast.business, on + 6 * DAY, at)
    assert reasons(cast.business) == ["year"]
    open_thanks(cast.business, on + 7 * DAY, at)
    assert (ThankYou.objects.count(), Hold.objects.count()) == (0, 0)


def test_who_came_only_on_the_first_day_has_no_year_together(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on.replace(year=2025))
    assert open_thanks(cast.business, on, at) == 0


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2025, 3, 2), date(2026, 3, 2)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 3, 1), date(2028, 3, 1)),
    ],
)
def test_a_year_after_is_the_same_day_or_the_last_of_february(day: date, after: date) -> None:
    assert a_year_after(day) == after


def test_whoever_first_came_on_a_leap_day_is_thanked_on_some_list_of_the_year_after(
    cast: Cast, dana: Person, at: datetime
) -> None:
    bought(dana, date(2024, 2, 29), date(2025, 2, 1))
    due = [on for back in range(20) if open_thanks(cast.business, on := date(2025, 2, 20) + back * DAY, at)]
    assert due == [date(2025, 2, 28)]


# Allies -------------------------------------------------------------------------------------------


@pytest.fixture
def marek(cast: Cast, at: datetime) -> Person:
    """An ally who sent two people today."""
    marek = someone(cast.business, "Marek Wolny", kind="ally")
    for name in ("Eli Brandt", "Noor Haddad"):
        sent(cast, at, name, name=name, referrer=marek)
    return marek


def allied(business: Business) -> list[ThankYou]:
    return list(ThankYou.objects.filter(business=business, reason="ally"))


def test_an_ally_is_thanked_again_only_after_a_quarter_not_in_a_new_one(
    cast: Cast, marek: Person, on: date, at: datetime
) -> None:
    open_thanks(cast.business, on, at)
    allied(cast.business)[0].say(cast.alice, "text", at)
    assert on + 40 * DAY > date(2026, 4, 1)  # another quarter of the calendar
    assert open_thanks(cast.business, on + 40 * DAY, at) == 0
    for name in ("Lin Wei", "Otto Kaya"):
        sent(cast, at + 89 * DAY, name, name=name, referrer=marek)
    assert open_thanks(cast.business, on + 89 * DAY, at) == 2  # for sending them
    assert open_thanks(cast.business, on + 90 * DAY, at) == 1


def test_an_allys_thanks_that_were_let_go_are_not_opened_again_for_the_same(
    cast: Cast, marek: Person, on: date, at: datetime
) -> None:
    for day in (0, 31, 45, 60):
        open_thanks(cast.business, on + day * DAY, at)
    [thanks] = allied(cast.business)
    assert (thanks.since, thanks.is_open) == (on, False)


def test_one_word_less_and_the_ally_is_not_so_steady(
    cast: Cast, marek: Person, on: date, at: datetime
) -> None:
    open_thanks(cast.business, on, at)
    evidence = Evidence.objects.order_by("pk").first()
    assert evidence
    withdraw(evidence, cast.alice, at)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["sent"]
    restore(evidence, cast.alice, at)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["ally", "sent", "sent"]


def test_the_same_person_sent_twice_is_one_person(cast: Cast, on: date, at: datetime) -> None:
    marek = someone(cast.business, "Marek Wolny", kind="ally")
    eli = someone(cast.business, "Eli Brandt")
    for key in ("k1", "k2"):
        sent(cast, at, key, name="", person=eli, referrer=marek)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["sent", "sent"]


# All at once --------------------------------------------------------------------------------------


def test_another_business_is_not_touched(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    gus = someone(cast.florist, "Gus Aydin")
    bought(gus, on - 40 * DAY, on - DAY)
    bought(dana, on - 40 * DAY, on - DAY)
    assert open_thanks(cast.florist, on, at) == 1
    Sale.objects.filter(person=gus).delete()
    assert open_thanks(cast.business, on, at) == 1
    assert reasons(cast.florist) == ["second"]


def test_the_same_day_again_writes_nothing(
    cast: Cast, dana: Person, marek: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 365 * DAY, on - 20 * DAY, on - DAY)
    open_thanks(cast.business, on, at)
    before = [list(rows.order_by("pk").values()) for rows in (ThankYou.objects.all(), Hold.objects.all())]
    assert open_thanks(cast.business, on, at + timedelta(hours=5)) == 0
    assert [
        list(rows.order_by("pk").values()) for rows in (ThankYou.objects.all(), Hold.objects.all())
    ] == before


def test_many_at_once_take_a_few_queries_for_each_five_hundred(
    cast: Cast, on: date, at: datetime, django_assert_max_num_queries: Any
) -> None:
    people = Person.every.bulk_create(
        Person(business=cast.business, name=f"P{n}", kind="customer", since=at) for n in range(600)
    )
    told_of = {"vendor": "till", "says": "counted", "state": "counted", "currency": "USD", "goods_cents": 500}
    source = a_file(cast.business)
    Sale.objects.bulk_create(
        Sale(business=cast.business, person=one, source=source, vendor_id=f"{one.pk}-{back}", on=on - back * DAY,
             told_at=at, **told_of)
        for one in people for back in (1, 40)
    )  # fmt: skip
    with django_assert_max_num_queries(60):
        assert open_thanks(cast.business, on, at) == 600
    assert Hold.objects.count() == 600
    with django_assert_max_num_queries(12):
        assert open_thanks(cast.business, on, at) == 0
    Sale.objects.filter(on=on - DAY).delete()
    with django_assert_max_num_queries(40):
        open_thanks(cast.business, on, at)
    assert (ThankYou.objects.count(), Hold.objects.count()) == (0, 0)
