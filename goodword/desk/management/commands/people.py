"""goodword people: who is in the books."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.command import BooksCommand
from goodword.advocates.models import MOTIVES, Level, Standing
from goodword.advocates.words import reason_words
from goodword.desk.leaving import csv_lines, vcard_lines
from goodword.desk.osdi import osdi_lines
from goodword.lib.money import money_words
from goodword.lib.phones import shown
from goodword.people.finding import search
from goodword.people.models import Kind, Person, Way
from goodword.sales.measure import n_sales, totals

AT_ONCE = 500
LEAVING = {"csv": csv_lines, "vcard": vcard_lines, "osdi": osdi_lines}
INDENT = " " * 14  # as wide as a code and its gap
LEADS = {"clear": "%(reason)s", "some": gettext_lazy("maybe: %(reason)s")}
LEVELS = {Level.CLEAR: "clear", Level.SOME: "some", Level.UNKNOWN: "unknown"}


class Command(BooksCommand):
    help = str(
        gettext_lazy(
            "Lists the people in the books: who they are, how to reach them, what they bought, and why they might "
            "speak for you, in words with the facts. Words after it search, as on the site."
        )
    )
    examples = (
        "goodword people",
        "goodword people dana",
        "goodword people --kind ally --json",
        "goodword people --as vcard > people.vcf",
    )

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*", metavar="WORD", help=_("only people whose names begin so"))
        parser.add_argument("--kind", choices=Kind.values, help=_("only people of this kind"))
        parser.add_argument(
            "--as",
            dest="form",
            choices=LEAVING,
            help=_(
                "write them as they leave: a table, cards, or what the Open Supporter Data Interface reads"
            ),
        )

    def run(self, *, words: list[str], kind: str | None, form: str | None, **options: Any) -> int | None:
        rows = Person.objects.filter(business=self.business).order_by("sort_name", "pk")
        if kind:
            rows = rows.filter(kind=kind)
        if words:
            rows = search(rows, " ".join(words))
        if form:
            for part in LEAVING[form](rows, self.business):
                self.stdout.write(part, ending="")
            return None
        people = list(rows)
        found = [
            one
            for start in range(0, len(people), AT_ONCE)
            for one in self._told(people[start : start + AT_ONCE])
        ]
        self.facts({"business": self.business.code, "people": found})
        if not self.as_json:
            for person, one in zip(people, found, strict=True):
                self._tell(person, one)
            self.say(ngettext("%(n)d person.", "%(n)d people.", len(found)) % {"n": len(found)})
        return None

    def _told(self, people: list[Person]) -> list[dict[str, Any]]:
        """The keys that `goodword people --json` promises."""
        ids = [person.pk for person in people]
        sums, counts = totals(ids), n_sales(ids)
        standings = {one.person_id: one for one in Standing.objects.filter(person__in=ids)}
        ways: dict[int, dict[str, list[str]]] = {}
        for way in Way.objects.filter(person__in=ids, is_wrong=False).order_by("pk"):
            theirs = ways.setdefault(way.person_id, {}).setdefault(way.kind, [])
            if (value := way.key or way.value) not in theirs:
                theirs.append(value)
        return [
            {
                "code": person.code,
                "name": person.name,
                "kind": person.kind,
                "emails": ways.get(person.pk, {}).get(Way.Kind.EMAIL, []),
                "phones": ways.get(person.pk, {}).get(Way.Kind.PHONE, []),
                "n_sales": counts.get(person.pk, 0),
                "totals": sums.get(person.pk, {}),
                "standing": self._standing(standings.get(person.pk)),
            }
            for person in people
        ]

    def _standing(self, standing: Standing | None) -> dict[str, Any]:
        told = standing.facts.get("reasons", {}) if standing else {}
        return {
            motive: {
                "level": LEVELS[Level(getattr(standing, motive))] if standing else "unknown",
                "reasons": [
                    words
                    for signal, values in told.get(motive, [])
                    if (words := reason_words(signal, values, self.on, self.business.kind))
                ],
            }
            for motive in MOTIVES
        }

    def _tell(self, person: Person, one: dict[str, Any]) -> None:
        money = ", ".join(
            money_words(cents, currency, self.business.locale) for currency, cents in one["totals"].items()
        )
        sales = (
            ngettext("%(n)d sale", "%(n)d sales", one["n_sales"]) % {"n": one["n_sales"]}
            if one["n_sales"]
            else ""
        )
        kind = str(Kind(one["kind"]).label)
        self.say("  ".join(filter(None, [one["code"], str(person), kind, sales, money])))
        phones = [shown(phone, self.business.country) for phone in one["phones"]]
        if ways := ", ".join([*one["emails"], *phones]):
            self.say(INDENT + ways)
        for told in one["standing"].values():
            if told["reasons"] and told["level"] in LEADS:
                self.say(INDENT + str(LEADS[told["level"]]) % {"reason": told["reasons"][0]})
