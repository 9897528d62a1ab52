from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Business
from goodword.site.backup import NoBackup, back_up
from goodword.site.postgres import NoProgram


class Command(BooksCommand):
    help = (
        "Puts the books and their secret into one file, also while Goodword is open. "
        "Keep it somewhere else than on this computer, and keep it safe: it holds everything."
    )
    examples = (
        "goodword backup                     into this folder, named after the moment",
        "goodword backup /media/stick        into that one",
        "goodword backup monday.zip",
    )
    needs_business = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", default=".", metavar="FILE", help="the file or folder to write to"
        )

    def run(self, *, file: str, **options: Any) -> None:
        if not Business.objects.exists():
            self.fail(_("There are no books in %(home)s yet: nothing to put away.") % {"home": settings.HOME})
        try:
            made = back_up(Path(file).expanduser(), self.at)
        except (NoBackup, NoProgram) as problem:
            self.fail(problem)
        size = made.stat().st_size
        self.say(
            _(
                "Everything is in %(file)s (%(size)s MB). To get it back: goodword restore %(file)s --home NEW_FOLDER"
            )
            % {"file": made, "size": f"{size / 2**20:.1f}"}
        )
        self.facts({"file": str(made), "size": size})
