"""goodword import FILE...: look at files, then keep them."""

from errno import EROFS
from hashlib import file_digest
from os.path import isdir
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Business
from goodword.accounts.opening import UnknownKind, open_business
from goodword.accounts.places import UnknownPlace, choose
from goodword.imports import limits
from goodword.imports.file_told import (
    beside_the_books,
    count,
    found_parts,
    held_fold,
    lines_of,
    not_counted_fold,
    read_as,
    to_mend,
)
from goodword.imports.keeping import Busy, Together, mend
from goodword.imports.looking import look
from goodword.imports.models import Upload
from goodword.imports.receiving import let_go, receive, refuse
from goodword.imports.records import Unreadable
from goodword.imports.rows_told import account_of
from goodword.imports.sources import may_not_be_read
from goodword.imports.staging import PART, sweep
from goodword.imports.told_by import Told, told_by
from goodword.imports.words import about, mistake_words

Facts = list[dict[str, Any]]
MISTAKES_SAID = 10


class Command(BooksCommand):
    help = _(
        "Reads address books and sales files into the books, as your phone or shop exports them. "
        "Looks first with --dry-run. The same file twice changes nothing, and `goodword undo-import` takes "
        "all of it back. What cannot be read is told, and keeps nothing else out. The exit status is 0 if every "
        "file was read, with rows that wait or are to be mended too; it is 1 if a whole file could not be read, "
        "be it one inside a zip. "
        "On empty books it opens the business from --name, --kind, --country and --zone, or "
        "from the files and this machine's settings, and says which it took."
    )
    examples = ("goodword import contacts.vcf orders.csv", "goodword import --dry-run orders.csv")
    may_be_empty = True
    is_open = True  # False: looked at as for a new business, which is not kept

    def options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            metavar="FILE",
            type=Path,
            help=_("files as they were exported, or a folder of them"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("only look: tell what would be kept"))
        parser.add_argument("--name", default="", help=_("the business's name, if it is new"))
        parser.add_argument("--kind", default="", help=", ".join(Business.Kind.values))
        parser.add_argument("--country", default="", help=_("two letters, like US or DE"))
        parser.add_argument("--zone", default="", help=_("its time zone, like Europe/Berlin"))
        parser.add_argument("--currency", default="", help=_("three letters, like USD or EUR"))

    def run(self, *, files: list[Path], dry_run: bool, **options: Any) -> int | None:
        files = self._found(files)
        options["name"] = options["name"].strip()
        with TemporaryDirectory() as folder:
            return self._bring([_held_still(path, Path(folder)) for path in files], dry_run, options)

    def _bring(self, files: list[Path], dry_run: bool, options: dict[str, Any]) -> int | None:
        if getattr(self, "business", None) is not None:  # None on empty books
            self._say_what_is_not_used(options)
            return self._run(files, dry_run)
        told = told_by(files, self.at.date())
        with transaction.atomic():
            business = self._open(told, options)
            self.use(business)
            self.choose_day(options.get("on"))  # anew: its clock is known now
            if dry_run or not told.is_readable:
                # Neither a look nor a file that nobody can read opens a business.
                self.is_open = False
                code = self._run(files, dry_run=True)
                transaction.set_rollback(True)
                return code
        self._say_opened(business)
        return self._run(files, dry_run)

    def _found(self, named: list[Path]) -> list[Path]:
        """The files that are there, of a folder all that it shows. What is not there keeps no other out."""
        found: list[Path] = []
        self.missing: Facts = []
        for path in named:
            files = _in_folder(path) if isdir(path) else [path] if _is_there(path) else []
            found += files
            if not files:
                words = (
                    _("There is no file in %(file)s.")
                    if isdir(path)
                    else _("There is no such file: %(file)s.")
                )
                self.missing.append(unread(path.name, words % {"file": path}))
        told = [str(one["mistakes"][0]["hint"]) for one in self.missing]
        if inner := [one.name for path in named if isdir(path) for one in _folders_in(path)]:
            words = _("Folders in a folder are not looked into: %(folders)s.")
            self.warn(words % {"folders": ", ".join(inner)})
        if not found:
            self.wrong_use(" ".join(told))
        for words in told:
            self.warn(words)
        return found

    def _say_what_is_not_used(self, options: dict[str, Any]) -> None:
        if any(options[name] for name in ("name", "kind", "country", "zone", "currency")):
            words = _(
                "%(business)s is open already: its name, kind and place are changed in Settings, not here."
            )
            self.warn(words % {"business": self.business.name})

    def _run(self, files: list[Path], dry_run: bool) -> int | None:
        if not dry_run:
            self._tidy_up()
        told = list(self.missing)
        has_read, has_failed = False, bool(self.missing)
        self.looked_at: set[str] = set()
        with Together(self.at) as together:
            for path in files:
                facts, why = self._look(path) if dry_run else self._keep(path, together)
                told += facts
                if why:
                    self.warn(why)
                    told.append(unread(path.name, why))
                failed = _without_a_row(facts)
                for one in failed:
                    self.warn(_("Not one row of %(file)s can be read.") % {"file": one["file"]})
                has_read |= len(failed) < len(facts)
                has_failed |= bool(why or failed) or any(one.get("unread", 0) for one in facts)
        self.facts(
            {"business": self.business.code if self.is_open else "", "dry_run": dry_run, "files": told}
        )
        if not dry_run and has_read:
            self._after()
        return 1 if has_failed else None

    def _tidy_up(self) -> None:
        try:
            mend(self.at)
            sweep(self.at)
        except OSError as problem:
            if problem.errno != EROFS:
                raise
            self.fail(
                _("The books lie in a folder that can only be read: %(home)s.") % {"home": settings.HOME}
            )

    def _open(self, told: Told, options: dict[str, Any]) -> Business:
        try:
            self.place = choose(
                options["country"] or told.country, options["zone"], options["currency"] or told.currency, ""
            )
            self.is_named = bool(options["name"] or told.name)
            return open_business(
                options["name"] or told.name,
                options["kind"] or Business.Kind.SHOP,
                self.place.country,
                self.place.zone,
                self.place.currency,
                self.place.language,
                at=self.at,
            )
        except (UnknownPlace, UnknownKind) as error:
            self.wrong_use(str(error))

    def _say_opened(self, business: Business) -> None:
        words = _(
            "Opened %(name)s (%(kind)s), country %(country)s, time zone %(zone)s, money in %(currency)s."
        )
        self.say(
            words
            % {
                "name": business.name,
                "kind": business.get_kind_display(),
                "country": business.country or "-",
                "zone": business.zone,
                "currency": business.currency,
            }
        )
        took = ([] if self.is_named else [_("the name %(name)s") % {"name": business.name}]) + [
            *self.place.took
        ]
        if took:
            self.say(
                "  "
                + _("Nobody told us, so we took: %(took)s. Settings can change it.")
                % {"took": ", ".join(took)}
            )

    def _look(self, path: Path) -> tuple[Facts, str]:
        try:
            facts = look(self.business, path, path.name, self.on, self._progress())
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except Unreadable as error:
            return [], about(path.name, str(error))
        if is_again := digest in self.looked_at:
            none = {"people": 0, "sales": 0}
            facts = [one | {"new": none, "changed": none} for one in facts]
        self.looked_at.add(digest)
        for one in facts:
            self._tell(one, dry_run=True, is_again=is_again)
        return facts, ""

    def _keep(self, path: Path, together: Together) -> tuple[Facts, str]:
        try:
            file = path.open("rb")
        except PermissionError:
            return [], may_not_be_read(path.name)
        with file:
            upload = receive(self.business, None, self.at, path.name, file)
        if upload.state == Upload.State.UNREADABLE:
            return [], about(path.name, upload.why)
        try:
            facts = together.keep(upload, None, self._progress())
        except (Unreadable, Busy) as error:
            refuse(upload, str(error))
            return [], about(path.name, str(error))
        except BaseException:
            let_go(upload)  # whoever runs it again names the file again
            raise
        for one in facts:
            self._tell(one, dry_run=False)
        if upload.state == Upload.State.SAME:
            self.say("  " + _("All of it is in the books already, so nothing changed."))
        return facts, ""

    def _progress(self) -> Any:
        if not self.stderr.isatty():
            return None
        return lambda done, of: self.stderr.write(f"\r{done:,}" + (f" / {of:,}" if of else ""), ending="")

    def _tell(self, one: dict[str, Any], *, dry_run: bool, is_again: bool = False) -> None:
        first, *lines = lines_of(one, self.business)
        self.say(f"{one['file']}: {first}.")
        for line in lines:
            self.say(f"  {line}.")
        found = ", ".join(count(n, words) for words, n in found_parts(one, self.business.kind))
        adds_nothing = _("It is the same as one before it, so it adds nothing.") if is_again else ""
        self.say(f"  {found}. {adds_nothing or beside_the_books(one)}".rstrip())
        if not is_again and (account := account_of(one)):
            self.say(f"  {account}")
        if columns := read_as(one):
            self.say("  " + _("Columns: %(columns)s.") % {"columns": columns})
        where = "" if dry_run else " " + _("Decide on the page Files: goodword serve")
        for fold, more in ((not_counted_fold(one), ""), (held_fold(one), where)):
            if fold:
                self.say(f"  {fold.title} ({'; '.join(fold.lines)}).{more}")
        for note in (*one["left_out"], *one["notes"]):
            self.say(f"  {note}")
        self._tell_mistakes(one)

    def _tell_mistakes(self, one: dict[str, Any]) -> None:
        n = one["n_mistakes"]
        if n:
            self.say(f"  {to_mend(n)}:")
        for mistake in one["mistakes"][:MISTAKES_SAID]:
            self.say("    " + mistake_words(mistake))
        if n > MISTAKES_SAID:
            more = _("    ... and %(n)d more: --json tells the first thousand.")
            self.say(more % {"n": n - MISTAKES_SAID})

    def _after(self) -> None:
        from goodword.imports.after import measure

        measure(self.business, self.on, self.at)
        self.say(_("Next: goodword today"))


def _without_a_row(facts: Facts) -> Facts:
    """The tables of which no row can be read. One that has none is all right beside others: it was read to its end."""
    none = [one for one in facts if one["refused"] == one["rows"]]
    return none if len(none) == len(facts) else [one for one in none if one["rows"]]


def _held_still(path: Path, folder: Path) -> Path:
    """The file itself; of a pipe, which can be read only once, a copy of the same name."""
    try:
        if S_ISREG(path.stat().st_mode):
            return path
        copy = Path(mkdtemp(dir=folder)) / path.name
        with path.open("rb") as pipe, copy.open("wb") as out:
            for part in iter(lambda: pipe.read(PART), b""):
                out.write(part)
                if out.tell() > limits.FILE_BYTES:
                    break  # too large, as will be said
    except PermissionError:
        return path  # whoever opens it says so
    return copy


def _folders_in(path: Path) -> list[Path]:
    try:
        return sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
    except PermissionError:
        return []


def _in_folder(path: Path) -> list[Path]:
    try:
        return sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
    except PermissionError:
        return []


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError:
        return True  # nobody knows; whoever opens it says why it cannot be read


def unread(name: str, why: str) -> dict[str, Any]:
    """A file that could not be read, with the same keys as one that could."""
    none = {"people": 0, "sales": 0}
    figures = dict.fromkeys(("rows", "people", "sales", "refunds", "held", "refused", "twice", "sent"), 0)
    mistakes = [{"line": 0, "column": "", "saw": "", "hint": why}]
    return {
        "file": name,
        "format": "",
        "unread": 1,
        **figures,
        "new": none,
        "changed": none,
        "n_mistakes": 1,
        "mistakes": mistakes,
    }
