from datetime import date, datetime

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.models import Program
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms
from goodword.talks.tests.people import someone


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def program(cast: Cast, on: date, at: datetime) -> Program:
    """A coffee for the newcomer, $5.00 off for whoever sent them, from today on."""
    return set_program(cast.business, terms(on), cast.alice, at, "program")
