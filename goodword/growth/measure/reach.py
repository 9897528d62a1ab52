"""How many people the owner can reach: whom the books know, and whom the owner's circles add, as a band.

The band is arithmetic on eight figures, so it is worked out as the page is read, and never kept.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.analysis.bands import Band
from goodword.analysis.reach import reach as reach_band
from goodword.people.hand import add_person
from goodword.people.models import Kind, Person

from ..models import Circle, Goal, InCircle

# Whom a name in a circle is to the business, until the owner says otherwise.
KIND_IN = {
    Circle.Kind.PARTNER: Kind.FAMILY,
    Circle.Kind.FAMILY: Kind.FAMILY,
    Circle.Kind.SCHOOL: Kind.FAMILY,
    Circle.Kind.WORK: Kind.FAMILY,
    Circle.Kind.CLUB: Kind.FAMILY,
    Circle.Kind.NEIGHBOURS: Kind.FAMILY,
    Circle.Kind.TRADES: Kind.TRADE,
}
MOST_NAMED_AT_ONCE = 40
TENS_FROM = 100  # an estimate above it is told in tens


@dataclass(frozen=True, slots=True)
class CircleReach:
    kind: str
    label: str
    n_named: int
    more: int | None  # about how many more, not named; None if nobody said

    @property
    def is_walked(self) -> bool:
        return self.n_named > 0 or self.more is not None


@dataclass(frozen=True, slots=True)
class Reach:
    n_people: int  # in the books, sorted, whom something on file reaches or a circle names
    circles: list[CircleReach]
    goal: Goal | None
    band: Band

    @property
    def n_through_circles(self) -> int:
        return sum(circle.more or 0 for circle in self.circles)

    @property
    def total(self) -> int:
        """All that was said, added up, as if no circle shared anybody with another."""
        return self.n_people + self.n_through_circles

    @property
    def low(self) -> int:
        return self._told(self.band.low)

    @property
    def about(self) -> int:
        return self._told(self.band.mid)

    @property
    def high(self) -> int:
        return self._told(self.band.high)

    def _told(self, n: float) -> int:
        if not self.n_through_circles:
            return self.n_people
        # Rounding must not take away anybody who is in the books by name.
        return max(self.n_people, 10 * round(n / 10) if n >= TENS_FROM else round(n))

    @property
    def aim(self) -> int:
        return self.goal.people if self.goal else 1000

    @property
    def is_met(self) -> bool:
        return self.about >= self.aim

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.about / max(self.aim, 1)))

    @property
    def next_circle(self) -> CircleReach | None:
        return next((circle for circle in self.circles if not circle.is_walked), None)


def reach(business: Business) -> Reach:
    people = Person.objects.filter(business=business, left_out=False).exclude(kind=Kind.UNSORTED)
    can_be_reached = ~Q(email="") | ~Q(phone="") | Q(circles__isnull=False) | Q(has_bought=True)
    n_people = people.filter(can_be_reached).distinct().count()
    kept = {
        circle.kind: circle for circle in Circle.objects.filter(business=business).annotate(n=Count("named"))
    }
    circles = [
        CircleReach(
            kind,
            str(label),
            kept[kind].n if kind in kept else 0,
            kept[kind].size_said if kind in kept else None,
        )
        for kind, label in Circle.Kind.choices
    ]
    band = reach_band(n_people, [circle.more for circle in circles if circle.more])
    return Reach(n_people, circles, Goal.objects.filter(business=business).first(), band)


def get_circle(business: Business, kind: str, at: datetime) -> Circle:
    return Circle.objects.get_or_create(business=business, kind=kind, defaults={"at": at})[0]


@transaction.atomic
def name_people(
    business: Business, kind: str, names: list[str], member: Member | None, at: datetime
) -> list[Person]:
    """Put these names into a circle. A name that stands in it already is the same person; one that stands
    elsewhere in the books is a namesake, and stays another: nobody is joined by a name."""
    circle = get_circle(business, kind, at)
    there = {one.person.name.casefold(): one.person for one in circle.named.select_related("person")}
    named = []
    for name in list(dict.fromkeys(filter(None, map(str.strip, names))))[:MOST_NAMED_AT_ONCE]:
        person = there.get(name.casefold())
        if person is None:
            person = add_person(business, member, at, name=name[:200], kind=KIND_IN[Circle.Kind(kind)])
            InCircle.objects.create(business=business, circle=circle, person=person)
            there[name.casefold()] = person
        named.append(person)
    return named


def say_size(business: Business, kind: str, more: int | None, member: Member | None, at: datetime) -> Circle:
    """About how many more are in the circle, whom the owner has not named."""
    circle = get_circle(business, kind, at)
    circle.size_said = more
    circle.save(update_fields=["size_said"])
    log(circle, "circle.updated", at, member, ("size_said",))
    return circle


@transaction.atomic
def set_goal(
    business: Business, member: Member | None, at: datetime, *, people: int, by: date, regulars: int
) -> Goal:
    goal, _made = Goal.objects.update_or_create(
        business=business, defaults={"people": people, "by": by, "regulars": regulars, "at": at}
    )
    log(goal, "goal.set", at, member, ("people", "by", "regulars"))
    ask(business, "growth.figure", f"growth {at:%Y%m%d%H%M%S%f}", at, figure="growth")
    return goal


@transaction.atomic
def take_out(circle: Circle, person: Person, member: Member | None, at: datetime) -> None:
    """Not in this circle after all. The person stays in the books."""
    InCircle.objects.filter(circle=circle, person=person).delete()
    log(circle, "circle.updated", at, member, ("named",))
