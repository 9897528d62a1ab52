"""goodword export: all the books of a business, to take along."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.command import BooksCommand
from goodword.books.canonical import canonical, lines
from goodword.books.taking import NotNow, Packing


class Command(BooksCommand):
    help = (
        "Puts all the books of one business into a zip that another Goodword reads back, "
        "whichever database it keeps them in. Keep it safe: it holds everything, and is not locked."
    )
    examples = (
        "goodword export                       into this folder",
        "goodword export bakery.zip",
        "goodword import-business bakery.zip --home ANOTHER_FOLDER    reads it back",
        "goodword export --canonical           what the books say, to compare two of them",
    )

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help=_("the zip to write"))
        parser.add_argument(
            "--canonical",
            action="store_true",
            help=_("write what the books say, line by line, in one fixed order and without codes or keys"),
        )

    def run(self, *, file: str | None, canonical: bool, **options: Any) -> None:
        if canonical:
            self._say_canonical(Path(file).expanduser() if file else None)
            return
        target = Path(file or f"{self.business.code}-books.zip").expanduser()
        if target.is_dir():
            target = target / f"{self.business.code}-books.zip"
        packing = Packing(self.business, self.at)
        self._write(target, packing)
        rows = sum(one.get("rows", 0) for one in packing.files.values())
        self.say(
            _("All the books of %(name)s are in %(file)s: %(n)s rows. To read them back: %(command)s")
            % {
                "name": self.business,
                "file": target,
                "n": f"{rows:,}",
                "command": f"goodword import-business {target}",
            }
        )
        if packing.left_behind:
            words = ngettext(
                "%(n)d mark of a forgotten person stays behind: it was made under this computer's secret.",
                "%(n)d marks of forgotten people stay behind: they were made under this computer's secret.",
                packing.left_behind,
            )
            self.warn(words % {"n": packing.left_behind})
        self.facts({"file": str(target), "rows": rows, "marks_left_behind": packing.left_behind})

    def _write(self, target: Path, packing: Packing) -> None:
        """Whole or not at all, readable by nobody else."""
        if target.exists():
            self.fail(_("%(file)s is there already. Take another name.") % {"file": target})
        if not target.parent.is_dir():
            self.fail(_("There is no folder %(folder)s.") % {"folder": target.parent})
        try:
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".goodword-", delete=False) as part:
                try:
                    for data in packing.parts():
                        part.write(data)
                    part.flush()
                    os.fsync(part.fileno())
                    os.replace(part.name, target)
                except BaseException:
                    Path(part.name).unlink(missing_ok=True)
                    raise
        except PermissionError:
            self.fail(_("Nothing may be written to %(folder)s.") % {"folder": target.parent})
        except NotNow as problem:
            self.fail(problem)

    def _say_canonical(self, target: Path | None) -> None:
        told = "".join(f"{line}\n" for line in lines(canonical(self.business)))
        if target is None:
            self.stdout.write(told, ending="")
        elif target.exists():
            self.fail(_("%(file)s is there already. Take another name.") % {"file": target})
        else:
            target.write_text(told, encoding="utf-8")
