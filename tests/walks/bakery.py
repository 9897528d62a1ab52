"""Corner Bakery for walks: a few regulars, so small that every page can be checked by hand."""

from datetime import datetime, timedelta

from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.today.making import make_list
from goodword.today.models import DayList
from goodword.today.tests.books import MONDAY, visits

REGULARS = ("Priya Natarajan", "Walter Brandt", "June Lowell", "Yasmin Zaki")


def regulars(cast: Cast, at: datetime, *names: str) -> list[Person]:
    return [regular(cast, at, number, name) for number, name in enumerate(names or REGULARS)]


def regular(cast: Cast, at: datetime, number: int, name: str) -> Person:
    told = {
        "kind": "customer",
        "phone": f"+1212555010{number}",
        "email": f"{name.split()[0].lower()}@home.example",
    }
    person = add_person(cast.business, cast.alice, at - timedelta(days=400), name=name, **told)
    visits(person, [MONDAY - timedelta(days=12 + number + 9 * back) for back in range(12)])
    return person


def a_list(cast: Cast, at: datetime) -> DayList:
    return make_list(cast.business, cast.business.day_of(at), at)
