"""goodword fleet score: what each customer of many businesses, or of one huge one, is likely to buy."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand, a_day

ENGINES = ("local", "spark")


class Command(BooksCommand):
    help = (
        "For many businesses at once, or one too large for a machine: how often each customer is likely to come in the "
        "next twelve months, whether they are still active, and what they will bring. Reads Parquet files or "
        "Goodword's own PostgreSQL; writes Parquet. A run that was stopped goes on where it was."
    )
    examples = (
        "goodword fleet score sales/ scores/",
        "goodword fleet score --engine spark --master spark://HOST:7077 sales/ scores/",
        "goodword fleet score postgresql://USER:PASSWORD@HOST/NAME scores/",
        "goodword fleet score --dry-run sales/ scores/    counts and checks, and writes nothing",
    )
    needs_business = False
    migrates = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("score",), metavar="score", help=_("what to do"))
        parser.add_argument(
            "source", metavar="SOURCE", help=_("a folder of Parquet files, or postgresql://…")
        )
        parser.add_argument("dest", metavar="DEST", help=_("the folder for the results"))
        parser.add_argument(
            "--engine", choices=ENGINES, default="local", help=_("local (this machine) or spark (a cluster)")
        )
        parser.add_argument(
            "--on", metavar="DATE", type=a_day, help=_("as of this day (2026-03-02); else today")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("count, check and say what would be done")
        )
        parser.add_argument(
            "--part", metavar="SALES", type=int, help=_("sales in one part of the work (5,000,000)")
        )
        parser.add_argument(
            "--large",
            metavar="SALES",
            type=int,
            help=_("a business with more is learned from counts (5,000,000)"),
        )
        parser.add_argument(
            "--master", metavar="URL", default="", help=_("Spark's own: local[*], spark://…, yarn")
        )
        parser.add_argument(
            "--jdbc-jar", metavar="FILE", default="", help=_("PostgreSQL's driver for Java, for Spark")
        )

    def run(self, **options: Any) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            self.fail(_("This needs pyarrow. Install it: pip install 'goodword[fleet]'"))
        from goodword.fleet.refused import Refused

        try:
            self._run(**options)
        except Refused as why:
            self.fail(why)

    def _run(self, source: str, dest: str, **options: Any) -> None:
        from goodword.fleet.destination import Destination
        from goodword.fleet.running import Run
        from goodword.fleet.sources import source_at

        destination, begun_at = Destination(Path(dest)), monotonic()
        sales = source_at(source)
        destination.refuse_within(sales.folders)
        chosen = self._options(destination, **options)
        with _engine(**options) as engine:
            run = Run(engine, sales, destination, chosen, self.say)
            if options["dry_run"]:
                self._tell_plan(run.plan(), destination)
                return
            plan, kept = run.score()
        seconds, people = monotonic() - begun_at, destination.n_people()
        done = {"people": f"{people:,}", "businesses": f"{plan.businesses:,}", "dest": dest}
        self.say(
            _(
                "%(people)s customers of %(businesses)s businesses are in %(dest)s, as of %(on)s (%(seconds)s s)."
            )
            % {**done, "on": plan.options.on, "seconds": f"{seconds:,.0f}"}
        )
        if kept:
            self.say(
                _("%(kept)s of %(parts)s parts were finished before.")
                % {"kept": kept, "parts": len(plan.parts)}
            )
        self.facts(
            {**plan.facts(), "engine": engine.name, "people": people, "parts_kept": kept, "seconds": seconds}
        )

    def _options(self, destination: Any, **options: Any) -> Any:
        """What is not said is as it was begun, so that a run goes on tomorrow by the same words as today."""
        from goodword.fleet.plan import Options

        begun = destination.plan()
        usual = begun.options if begun else Options(on=self.at.date().isoformat())
        on = options["on"].isoformat() if options["on"] else usual.on
        part, large = options["part"], options["large"]
        for name, given in (("--part", part), ("--large", large)):
            if given is not None and given < 1:
                self.wrong_use(_("%(name)s is a number of sales, 1 or more.") % {"name": name})
        return Options(on, part or usual.part_rows, large or usual.large_rows)

    def _tell_plan(self, plan: Any, destination: Any) -> None:
        facts = plan.facts()
        seen = {"sales": f"{plan.rows:,}", "businesses": f"{plan.businesses:,}"}
        finished = sum(destination.finished(part) for part in plan.parts)
        self.say(
            _(
                "%(sales)s sales of %(businesses)s businesses would be scored as of %(on)s, in %(parts)s parts."
            )
            % {**seen, "on": plan.options.on, "parts": len(plan.parts)}
        )
        if finished:
            self.say(_("%(finished)s of them are finished already.") % {"finished": finished})
        for business in plan.large:
            self.say(_("%(business)s is large: it is learned from counts.") % {"business": business})
        for name, told in (
            (plan.nobody, _("%(n)s sales have no person: they are left out.")),
            (plan.elsewhere, _("%(n)s sales are in another currency than most of their business: left out.")),
        ):
            if name:
                self.say(told % {"n": f"{name:,}"})
        self.say(_("Nothing was written."))
        self.facts({**facts, "dry_run": True, "parts_kept": finished})


@contextmanager
def _engine(engine: str, master: str, jdbc_jar: str, **_options: Any) -> Iterator[Any]:
    if engine == "local":
        from goodword.fleet.local import Local

        yield Local()
        return
    from goodword.fleet.spark import Spark
    from goodword.fleet.spark_session import session_of

    with session_of(master, jdbc_jar) as session:
        yield Spark(session)
