"""goodword undo-import: take back all that a file brought."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.imports.after import measure
from goodword.imports.keeping import Busy, mend, undo
from goodword.imports.models import Upload
from goodword.lib.days import date_words


class Command(BooksCommand):
    help = _(
        "Takes back all that one import brought, and nothing else. Without a CODE it lists the imports; "
        "with --last it takes back the newest one."
    )
    examples = ("goodword undo-import", "goodword undo-import --last", "goodword undo-import 7KQ2M9XW4H3A")

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", metavar="CODE", help=_("which import, as the list names it"))
        parser.add_argument("--last", action="store_true", help=_("the newest one"))

    def run(self, *, code: str | None, last: bool, **options: Any) -> int | None:
        if code and last:
            self.wrong_use(_("Say either which import, by its CODE, or --last."))
        here = Upload.objects.filter(
            business=self.business, state__in=(Upload.State.HERE, Upload.State.UNDOING)
        )
        here = here.exclude(source=None).order_by("-here_at", "-pk")
        if not code and not last:
            self._list(list(here))
            return None
        mend(self.at)
        upload = here.first() if last else here.filter(code=(code or "").upper()).first()
        if upload is None:
            self.fail(_("There is no such import to take back. `goodword undo-import` lists them."))
        try:
            undo(upload, None, self.at)
        except Busy as busy:
            self.fail(busy)
        measure(self.business, self.on, self.at)
        self.say(_("Took back all that %(file)s brought.") % {"file": upload.file})
        self.facts({"undone": upload.code, "file": upload.file})
        return None

    def _list(self, uploads: list[Upload]) -> None:
        told = [
            {"code": one.code, "file": one.file, "format": one.format, "at": one.here_at} for one in uploads
        ]
        self.facts({"imports": told})
        if not uploads:
            self.say(_("No file has been brought in yet. Begin with: goodword import FILE"))
        for one in uploads:
            at = localtime(one.here_at)
            self.say(f"{one.code}  {date_words(at)}, {time_format(at)}  {one.file} ({one.format})")
