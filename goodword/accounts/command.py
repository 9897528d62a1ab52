"""What every subcommand of `goodword` stands on: one way to say things, one way to end, one way to be told the day.

Exit codes: 0 done; 1 it could not be done, and it said why; 2 wrong use, with a hint.
"""

import json
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import UTC, date, datetime, time
from textwrap import fill
from typing import Any, ClassVar, Never
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .models import Business, Member


class Ended(CommandError):
    """The command has said what there is to say; only its exit code is left."""

    def __init__(self, code: int) -> None:
        super().__init__("", returncode=code)


class BooksCommand(BaseCommand):
    """A subcommand. A room's own fills in `help`, `options` and `run`; `run` may return an exit code.

    In `run` these are ready: `self.business`, `self.at` (the moment, UTC), `self.on` (the business's day)
    and `self.member`, which is None: what is done in the terminal is not done by somebody who signed in.
    """

    needs_business: ClassVar[bool] = True  # adds --business and --on
    may_be_empty: ClassVar[bool] = False  # True: on an empty home self.business is None, and no error
    migrates: ClassVar[bool] = True  # False: runs on books that are not up to date (doctor, restore)
    examples: ClassVar[tuple[str, ...]] = ()  # lines that --help ends with
    requires_system_checks: Any = []
    stealth_options = ("at",)
    # Django's own options keep working, but an owner who asks for --help need not read about them.
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    business: Business
    member: Member | None = None
    at: datetime
    on: date
    as_json: bool = False

    def options(self, parser: CommandParser) -> None:
        """The command's own options."""

    def run(self, *args: Any, **options: Any) -> int | None:
        raise NotImplementedError

    # What a command says.

    def say(self, text: object = "") -> None:
        """A line for a person. With --json it goes to stderr, so that stdout is JSON and nothing else."""
        (self.stderr if self.as_json else self.stdout).write(str(text), style_func=str)

    def warn(self, text: object) -> None:
        """A line that must be seen even where stdout is piped away."""
        self.stderr.write(str(text), style_func=str)

    def facts(self, facts: dict[str, Any]) -> None:
        """What happened, for machines: printed with --json, dropped without."""
        if self.as_json:
            self.stdout.write(json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))

    def fail(self, text: object) -> Never:
        """It could not be done: exit 1."""
        raise CommandError(str(text), returncode=1)

    def wrong_use(self, text: object) -> Never:
        """It was asked for in a way that cannot work: exit 2. Say what would work."""
        raise CommandError(str(text), returncode=2)

    # Below is how it runs.

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", RawDescriptionHelpFormatter)
        if self.examples:
            kwargs.setdefault(
                "epilog", "\n".join([_("for example:"), *("  " + line for line in self.examples)])
            )
        parser = super().create_parser("goodword", subcommand.replace("_", "-"), **kwargs)
        parser.description = fill(str(self.help), 78)
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        self.options(parser)
        if self.needs_business:
            parser.add_argument(
                "--business", metavar="CODE", help=_("which business, when there are several")
            )
            parser.add_argument(
                "--on", metavar="DATE", type=a_day, help=_("as if today were this day (2026-03-02)")
            )
        parser.add_argument(
            "--json", action="store_true", help=_("print facts for machines, and nothing else")
        )
        # Taken off by site/command.py before Django starts; here so that --help tells of it.
        parser.add_argument("--home", metavar="DIR", help=_("the folder that holds the books"))

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options.get("json", False)
        self.at = options.pop("at", None) or timezone.now()
        if self.needs_business:
            self._choose_business(options.get("business"))
            self.choose_day(options.get("on"))
        code = self.run(**options)
        if code:
            raise Ended(code)

    def use(self, business: Business) -> None:
        """From here on the command is about this business (import has just opened it)."""
        self.business = business
        timezone.activate(ZoneInfo(business.zone))
        translation.activate(business.spoken)

    def _choose_business(self, code: str | None) -> None:
        found = list(Business.objects.order_by("opened_at", "pk")[:50])
        if code:
            found = [b for b in found if b.code == code] or list(Business.objects.filter(code=code))
            if not found:
                self.wrong_use(_("There is no business with the code %(code)s here.") % {"code": code})
        if len(found) > 1:
            codes = "\n".join(f"  --business {b.code}   {b.name}" for b in found)
            self.wrong_use(_("There are several businesses here. Say which one:") + "\n" + codes)
        if found:
            self.use(found[0])
        elif self.may_be_empty:
            self.business = None  # type: ignore[assignment]
        else:
            self.fail(
                _("There is nothing in the books yet. Begin with: goodword import FILE, or: goodword serve")
            )

    def choose_day(self, on: date | None) -> None:
        """What day it is, by the clock of the business if there is one."""
        business: Business | None = self.business
        zone = ZoneInfo(business.zone) if business else UTC
        here = self.at.astimezone(zone)
        self.on = on or here.date()
        if on:
            self.at = datetime.combine(on, time(here.hour, here.minute), zone).astimezone(UTC)


def a_day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(
            _("“%(typed)s” is not a day. Write it like 2026-03-02.") % {"typed": typed}
        ) from None
    if not date(1970, 1, 1) <= day <= date(2199, 12, 31):
        raise ArgumentTypeError(_("%(typed)s lies too far away: 1970 to 2199 would work.") % {"typed": typed})
    return day
