import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Business
from goodword.site.example import write
from goodword.site.serving import is_taken

NAME = "Corner Bakery"
PORTS = range(8000, 8020)
PLACE = {"country": "US", "zone": "America/New_York", "currency": "USD"}


class Command(BooksCommand):
    help = (
        "Looks around in an example: Corner Bakery's files are written, brought in like anyone's, and today's "
        "list made from them; then it opens in a browser. In a folder of its own, ~/goodword-demo: your books are "
        "not touched."
    )
    examples = ("goodword demo", "goodword demo --no-serve", "goodword demo --home /tmp/bakery --port 8001")
    needs_business = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="the port (8000, or the next that is free)")
        parser.add_argument(
            "--no-serve", action="store_true", help="only make the example and print the list"
        )

    def run(self, *, port: int | None, no_serve: bool, **options: Any) -> None:
        found = list(Business.objects.all()[:2])
        if found and [business.name for business in found] != [NAME]:
            self.wrong_use(
                _("There are other books in this folder. Take an empty one: goodword demo --home DIR")
            )
        if not found:
            self._bring_in()
        self._call("today")
        if not no_serve:
            self.say()
            free = (one for one in PORTS if not is_taken("127.0.0.1", one))
            self._call("serve", port=port or next(free, PORTS[0]), link=True)

    def _bring_in(self) -> None:
        """By the same way as anyone's files."""
        today = Business(zone=PLACE["zone"]).day_of(self.at)
        with tempfile.TemporaryDirectory() as folder:
            self._call("import", *write(Path(folder), today), name=NAME, kind=Business.Kind.SHOP, **PLACE)
        # A bakery that has settled in: it knows its one line, and has a list on whatever day you look.
        Business.objects.update(
            what_we_do="real sourdough bread", listen_for="they miss real bread", weekdays="0123456"
        )

    def _call(self, command: str, *words: Any, **options: Any) -> None:
        # With --json the list is the facts; how it came about is told on stderr.
        as_json = self.as_json and command == "today"
        out = self.stderr if self.as_json and not as_json else self.stdout
        call_command(command, *words, **options, json=as_json, at=self.at, stdout=out, stderr=self.stderr)
