"""All that one person is owed: one card, one line of the list, one press, and one way back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.moves import candidates
from goodword.gratitude.owed import owed, several
from goodword.gratitude.panels import lines
from goodword.people.models import Person
from goodword.referrals.models import Evidence, How, Program, Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.talks.models import Hold, Talk
from goodword.talks.tests.people import someone
from goodword.today.drafting import draft
from goodword.today.making import add_minutes, make_list
from goodword.today.models import Move
from goodword.today.settling import done, never, undo
from goodword.today.showing import day_of

from .test_rewards import bought

As = Callable[..., Any]
DAY = timedelta(days=1)
PAGE = "/b/corner/thanks/"
NAMES = ("Rohan Mehta", "Ana Silva", "Eli Brandt", "Noor Haddad", "Walter Ost")


def sent(cast: Cast, dana: Person, at: datetime, *names: str, may_name: bool = True) -> list[ThankYou]:
    for name in names:
        told = Came(how=How.PERSON, name=name, referrer=dana, may_name=may_name)
        note_newcomer(cast.business, cast.alice, at, told, key=name)
    return list(ThankYou.objects.filter(person=dana).order_by("pk"))


@pytest.fixture
def five(cast: Cast, dana: Person, on: date, at: datetime) -> list[ThankYou]:
    sent(cast, dana, at, *NAMES)
    open_thanks(cast.business, on, at)
    return list(ThankYou.objects.filter(person=dana).order_by("pk"))


def seen(client: Any, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def open_now(dana: Person) -> int:
    return sum(one.is_open for one in ThankYou.objects.filter(person=dana))


def test_five_of_one_person_are_one_line_with_what_each_was_for(as_: As, five: list[ThankYou]) -> None:
    assert len(five) == 5
    page = seen(as_("alice"))
    assert page.count("Dana Okafor") == 1 and "1 person deserves thanks" in page
    assert "Sent Rohan Mehta, Ana Silva and 3 more" in page


def test_the_words_name_who_agreed_and_count_the_others(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    sent(cast, dana, at, "Rohan Mehta", "Ana Silva")
    sent(cast, dana, at, "Eli Brandt", may_name=False)
    open_thanks(cast.business, on, at)
    [move] = candidates(cast.business, on)
    assert (move.play, len(move.rows)) == ("thank_sent_many", 3)
    words = draft(cast.business, dana, move).text
    assert "and 1 more found us" in words and "Rohan" in words and "Ana" in words and "Eli" not in words
    assert "Eli Brandt" in move.why and move.why.endswith("the last today. Not thanked yet.")


def test_a_practice_names_nobody(cast: Cast, dana: Person, five: list[ThankYou], on: date) -> None:
    cast.business.kind = Business.Kind.PRACTICE
    cast.business.save()
    [move] = candidates(cast.business, on)
    words = draft(cast.business, dana, move).text
    assert not any(name.split()[0] in words for name in NAMES) and "five" not in words


def test_what_else_they_did_is_said_in_the_same_breath(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    ThankYou.open_for(dana, "words", room="listening", row="X", since=on, at=at)
    ThankYou.open_for(dana, "tenth", room="sales", row="10", since=on, at=at)
    [move] = candidates(cast.business, on)
    words = draft(cast.business, dana, move).text
    assert move.play == "thank_words" and words.endswith("And thank you for coming so often.")
    assert move.why == "Said a few words about you today. Came for the tenth time today. Not thanked yet."


def test_two_traces_of_one_newcomer_are_one_person_sent(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    eli = someone(cast.business, "Eli Brandt")
    for row in ("A", "B"):
        ThankYou.open_for(dana, "sent", room="referrals", row=row, since=on, at=at, newcomer=eli)
    [move] = candidates(cast.business, on)
    assert (move.play, len(move.rows)) == ("thank_sent_unnamed", 2)


def test_one_press_says_thanks_for_all_and_one_gives_all_back(
    as_: As, dana: Person, five: list[ThankYou]
) -> None:
    alice, page = as_("alice"), f"{PAGE}{five[2].code}/"
    assert "Hi Dana, " in seen(alice, page)
    for _twice in range(2):
        alice.post(page, {"how": "call"})
    assert open_now(dana) == 0 and Talk.objects.count() == 1 and not Hold.objects.exists()
    said = seen(alice)
    assert said.count("Thanked on the phone.</span>") == 2 and "Everybody is thanked" in said
    alice.post(f"{PAGE}{five[4].code}/back/")
    assert open_now(dana) == 5 and not Talk.objects.exists() and Hold.objects.count() == 5


def test_what_came_up_while_the_page_stood_open_stays_to_be_thanked_for(
    as_: As, cast: Cast, dana: Person, five: list[ThankYou], on: date, at: datetime
) -> None:
    codes = " ".join(one.code for one in five)
    ThankYou.open_for(dana, "sent", room="referrals", row="X", since=on, at=at)
    as_("alice").post(f"{PAGE}{five[0].code}/", {"how": "call", "codes": codes})
    assert open_now(dana) == 1


def test_codes_that_are_not_theirs_say_nothing(
    as_: As, cast: Cast, dana: Person, five: list[ThankYou], on: date, at: datetime
) -> None:
    other = ThankYou.open_for(
        someone(cast.business, "Mia Lund"), "sent", room="referrals", row="Y", since=on, at=at
    )
    as_("alice").post(f"{PAGE}{five[0].code}/", {"how": "call", "codes": f"{other.code} nonsense"})
    other.refresh_from_db()
    assert other.is_open and open_now(dana) == 5


def test_no_thanks_needed_is_for_all_of_it_and_has_its_way_back(
    as_: As, dana: Person, five: list[ThankYou]
) -> None:
    as_("alice").post(f"{PAGE}{five[0].code}/drop/", {"codes": " ".join(one.code for one in five)})
    assert open_now(dana) == 0 and seen(as_("alice")).count("No thanks needed.</span>") == 2
    as_("alice").post(f"{PAGE}{five[1].code}/back/")
    assert open_now(dana) == 5


def test_todays_list_asks_once_and_its_undo_gives_all_back(
    cast: Cast, dana: Person, five: list[ThankYou], on: date, at: datetime
) -> None:
    day = make_list(cast.business, on, at)
    [move] = Move.objects.filter(list=day, kind="thank")
    assert sorted(move.rows) == sorted(one.code for one in five)
    assert move.pk not in {one.pk for one in add_minutes(day, 10, at) if one.kind == "thank"}
    done(move, cast.alice, at)
    assert open_now(dana) == 0 and Talk.objects.filter(kind="thank").count() == 1
    undo(move, cast.alice, at)
    assert open_now(dana) == 5 and not Talk.objects.filter(kind="thank").exists()
    never(move, cast.alice, at)
    assert open_now(dana) == 0
    undo(move, cast.alice, at)
    assert open_now(dana) == 5


def test_a_line_whose_words_are_not_all_so_any_more_is_crossed_out(
    cast: Cast, dana: Person, five: list[ThankYou], on: date, at: datetime
) -> None:
    make_list(cast.business, on, at)
    five[0].drop(cast.alice, at)
    [one] = [one for one in day_of(cast.business, on, cast.alice).moves if one.kind == "thank"]
    assert one.struck == "it has changed: look under Thanks"


def test_what_has_no_day_stands_last_and_says_so(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    mia = someone(cast.business, "Mia Lund")
    ThankYou.open_for(dana, "sent", room="referrals", row="A", since=on - DAY, at=at, is_dated=False)
    ThankYou.open_for(mia, "sent", room="referrals", row="B", since=on, at=at)
    page = seen(as_("alice"))
    assert page.index("Mia Lund") < page.index("Dana Okafor")
    assert "in your files, no day" in page and "yesterday" not in page
    assert [move.person for move in candidates(cast.business, on)] == [mia.pk, dana.pk]


def test_when_they_first_came_is_never_told_as_the_day_they_were_sent(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    sent(cast, dana, at - DAY, "Eli Brandt", "Bernd Vogel")
    Evidence.objects.update(kind=Evidence.Kind.FILE)

    def told(**days: int) -> tuple[str, str]:
        for name, ago in days.items():
            rows = Referral.objects.filter(referred__name__startswith=name)
            rows.update(state="converted", yes_on=on - ago * DAY)
        open_thanks(cast.business, on, at)
        [move] = candidates(cast.business, on)
        return move.why, seen(as_("alice"))

    why, page = told()
    assert why == "Sent Eli Brandt and Bernd Vogel, as your files say. Not thanked yet."
    assert "in your files, no day" in page and "first" not in page
    why, page = told(Eli=20, Bernd=2)
    assert why == (
        "Sent Bernd Vogel and Eli Brandt, as your files say. The last of them first came on Saturday."
        " Not thanked yet."
    )
    assert "in your files, no day" in page and "Eli Brandt first came on February 10" in page
    sent(cast, dana, at, "Noor Haddad")
    why, page = told()
    assert ", one of them today." in why and "the last" not in why
    assert ">first today<" in page and "Eli Brandt first came on February 10" in page


def test_of_several_days_the_first_is_told_as_the_first(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    ThankYou.open_for(dana, "words", room="listening", row="A", since=on, at=at)
    assert ">today<" in seen(as_("alice"))
    ThankYou.open_for(dana, "mention", room="listening", row="B", since=on - DAY, at=at)
    assert ">first yesterday<" in seen(as_("alice"))


def test_one_card_and_one_line_on_their_page(
    as_: As, cast: Cast, dana: Person, five: list[ThankYou], at: datetime
) -> None:
    answer = as_("bob").get(f"{PAGE}cards.pdf")
    assert answer.content.startswith(b"%PDF")
    due = [line.words for line in lines(dana, cast.alice)]
    assert len(due) == 1 and due[0].startswith("Thanks are due: sent ") and due[0].endswith("and 3 more.")
    ThankYou.say_together(five, cast.alice, "card", at)
    said = [line.words for line in lines(dana, cast.alice)]
    assert len(said) == 1 and said[0].startswith("You said thanks: sent ")
    assert as_("bob").get(f"{PAGE}{five[0].code}/card.pdf").content.startswith(b"%PDF")


def test_all_that_they_get_is_given_with_one_press_and_taken_back_with_it(
    as_: As, cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    open_thanks(cast.business, on, at)
    for gift in Reward.objects.filter(side="advocate"):
        gift.approve(cast.alice, at)
    first = ThankYou.objects.filter(reason="sent")[0]
    as_("alice").post(f"{PAGE}{first.code}/", {"how": "reward"})
    assert set(Reward.objects.filter(side="advocate").values_list("state", flat=True)) == {"given"}
    as_("alice").post(f"{PAGE}{first.code}/back/")
    assert set(Reward.objects.filter(side="advocate").values_list("state", flat=True)) == {"approved"}


def test_several_are_named_in_few_words() -> None:
    assert several(["Rohan"], 2) == "Rohan and 1 more"
    assert several(["Rohan", "Ana", "Eli"], 3) == "Rohan, Ana and Eli"
    assert several([*"ABCDE"], 5) == "A, B and 3 more"
    assert several([], 4) == "four people"


def test_who_sent_somebody_hears_of_that_first(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    for reason in ("words", "yes", "sent", "tenth"):
        ThankYou.open_for(dana, reason, room="sales", row=reason, since=on, at=at)
    [one] = owed(ThankYou.objects.all())
    assert [told.reason for told in one.thanks] == ["sent", "yes", "words", "tenth"]
    assert [told.reason for told in one.besides] == ["words", "tenth"] and len(one.sent) == 2
