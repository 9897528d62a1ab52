"""goodword today: the day's list in the terminal."""

from textwrap import fill
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.lib.days import weekday_day_words
from goodword.people.models import Person
from goodword.today.explaining import explain
from goodword.today.making import make_list
from goodword.today.showing import Shown, day_of


class Command(BooksCommand):
    help = _(
        "Prints today's list: whom to ask, thank or listen to, why, and the words to say. The list is made "
        "once a day and then stays the same, here and on the site. --why CODE tells why somebody is on it, or not."
    )
    examples = (
        "goodword today",
        "goodword today --why 7KQ2M9XW4H3A",
        "goodword today --on 2026-03-02 --json",
    )

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("--why", metavar="CODE", help=_("why this person is on the list, or not"))

    def run(self, *, why: str | None, **options: Any) -> int | None:
        if why:
            self._why(why)
            return None
        make_list(self.business, self.on, self.at)
        day = day_of(self.business, self.on, None, sees_all=True)
        self.facts(
            {
                "business": self.business.code,
                "on": self.on,
                "moves": [move_facts(one) for one in day.open],
                "settled": [move_facts(one) | {"state": one.move.state} for one in day.settled],
            }
        )
        if day.is_away and self.business.away_until:
            until = weekday_day_words(self.business.away_until)
            self.say(
                _("You are away until %(day)s: on the site no lists are made until then.") % {"day": until}
            )
        if not day.open:
            told = {"business": self.business, "day": day.next_day}
            self.say(_("%(business)s: nothing worth doing today. Next list: %(day)s.") % told)
            return None
        self.say(f"{self.business}, {weekday_day_words(self.on)}: {day.headline}")
        for number, one in enumerate(day.open, start=1):
            self._tell(number, one)
        return None

    def _tell(self, number: int, one: Shown) -> None:
        self.say()
        code = f"  ({one.move.person.code})" if one.move.person else ""
        self.say(f"{number}. {one.kind_label}: {one.name}, {one.minutes} min{code}")
        self.say(fill(one.why, 92, initial_indent="   ", subsequent_indent="   "))
        if one.words and one.kind not in ("sort", "start"):
            self.say(fill(f"“{one.words}”", 92, initial_indent="   ", subsequent_indent="   "))
        if one.next:
            self.say(f"   > {one.next}" + (f": {one.address}" if one.address else ""))

    def _why(self, code: str) -> None:
        person = Person.objects.filter(business=self.business, code=code.upper()).first()
        if person is None:
            self.fail(
                _("Nobody in the books has the code %(code)s. `goodword people` lists them.") % {"code": code}
            )
        reasons = explain(person, self.on)
        self.facts({"person": str(person), "code": person.code, "reasons": reasons})
        self.say(f"{person}:")
        for reason in reasons:
            self.say(f"- {reason}")


def move_facts(one: Shown) -> dict[str, Any]:
    """The keys that `goodword today --json` promises."""
    return {
        "kind": one.kind,
        "person": str(one.move.person) if one.move.person else None,
        "code": one.move.person.code if one.move.person else None,
        "why": one.why,
        "words": one.words,
        "minutes": one.move.minutes,
        "play": one.move.play,
        "way": one.ways[0].kind if one.ways else None,
        "move": one.key,
    }
