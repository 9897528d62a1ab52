"""Who sent somebody, as a file tells it: never they themselves."""

import pytest

from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer

from .books import bring, facts
from .cards import card
from .test_outlook import DESKTOP, table
from .told import mistakes_of, outcomes, people_of

HEADER = "Name,E-mail,Referred by\n"


@pytest.mark.parametrize(
    "typed", ["Ada Bell", "ada  BELL", '"Bell, Ada"', "ada@bell.example", "<Ada@Bell.example>"]
)
def test_whoever_sent_themselves_is_kept_without_a_sender(typed):
    text = f"{HEADER}Ada Bell,ada@bell.example,{typed}\nEli,eli@example.com,Ada Bell\n"
    assert outcomes(text) == {"kept": 2}
    assert [one.referred_by for one in people_of(text)] == ["", "Ada Bell"]
    [mistake] = mistakes_of(text)
    assert (mistake.line, mistake.column) == (2, "Referred by")
    assert "Nobody sends themselves" in mistake.hint


@pytest.mark.parametrize("typed", ["Ada", "Ada Bellamy", "Adam Bell", "bell@ada.example"])
def test_somebody_of_another_name_is_somebody_else(typed):
    [ada] = people_of(f"{HEADER}Ada Bell,ada@bell.example,{typed}\n")
    assert ada.referred_by == typed


def test_an_organisation_sends_itself_no_more_than_a_person():
    [school] = people_of("Organisation,E-mail,Referred by\nHill School,head@hill.example,Hill School\n")
    assert (school.organisation, school.referred_by) == ("Hill School", "")


def test_in_outlook_and_on_cards_too():
    written = table(DESKTOP, FirstName="Ada", LastName="Bell", ReferredBy="Ada Bell")
    for data in (written, card("FN:Ada Bell", "N:Bell;Ada;;;", "X-REFERRED-BY:Ada Bell")):
        assert [one.referred_by for one in people_of(data)] == [""]
        assert [one.saw for one in mistakes_of(data)] == ["Ada Bell"]


def test_it_is_no_evidence(cast, at):
    told = bring(cast.business, f"{HEADER}Ada Bell,ada@bell.example,Ada Bell\n", at)
    assert Person.objects.get().name == "Ada Bell"
    assert not Evidence.objects.exists() and not Newcomer.objects.exists()
    assert (facts(told)["sent"], facts(told)["n_mistakes"]) == (0, 1)
