"""goodword import FILE...: look at files, then keep them."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Business
from goodword.accounts.opening import UnknownKind, open_business
from goodword.accounts.places import UnknownPlace, choose
from goodword.imports.keeping import keep, same_file
from goodword.imports.looking import look
from goodword.imports.models import Upload
from goodword.imports.receiving import look_at, receive
from goodword.imports.records import Unreadable


class Command(BooksCommand):
    help = gettext_lazy(
        "Reads address books and sales files into the books, as your phone or shop exports them. "
        "Looks first with --dry-run. The same file twice changes nothing, and `goodword undo-import` takes "
        "all of it back. On empty books it opens the business from --name, --kind, --country and --zone, or "
        "from this machine's settings, and says which it took."
    )
    examples = ("goodword import contacts.vcf orders.csv", "goodword import --dry-run orders.csv")
    may_be_empty = True

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=_("files as they were exported"))
        parser.add_argument("--dry-run", action="store_true", help=_("only look: tell what would be kept"))
        parser.add_argument("--name", default="", help=_("the business's name, if it is new"))
        parser.add_argument("--kind", default=Business.Kind.SHOP, help=", ".join(Business.Kind.values))
        parser.add_argument("--country", default="", help=_("two letters, like US or DE"))
        parser.add_argument("--zone", default="", help=_("its time zone, like Europe/Berlin"))
        parser.add_argument("--currency", default="", help=_("three letters, like USD or EUR"))

    def run(self, *, files: list[Path], dry_run: bool, **options: Any) -> int | None:
        missing = [str(path) for path in files if not path.is_file()]
        if missing:
            self.wrong_use(_("There is no such file: %(files)s.") % {"files": ", ".join(missing)})
        if self.business is None:
            self._open(files, dry_run=dry_run, **options)
        told: list[dict[str, Any]] = []
        unreadable = 0
        for path in files:
            facts, why = self._look(path) if dry_run else self._keep(path)
            told += facts
            if why:
                unreadable += 1
                self.warn(why)
                told.append(unread(path.name, why))
        self.facts({"business": self.business.code, "dry_run": dry_run, "files": told})
        if unreadable == len(files):
            return 1
        if not dry_run:
            self._after()
        return None

    def _open(self, files: list[Path], *, dry_run: bool, **options: Any) -> None:
        """Open the business, and say what was taken and from where."""
        try:
            place = choose(options["country"], options["zone"], options["currency"], "")
            name = options["name"] or _("My business")
            business = open_business(
                name, options["kind"], place.country, place.zone, place.currency, place.language, at=self.at
            )
        except (UnknownPlace, UnknownKind) as error:
            self.wrong_use(str(error))
        self.use(business)
        self.on = business.day_of(self.at) if not options.get("on") else options["on"]
        self.say(
            _("Opened %(name)s (%(kind)s), country %(country)s, time zone %(zone)s, money in %(currency)s.")
            % {
                "name": business.name,
                "kind": business.get_kind_display(),
                "country": business.country or "-",
                "zone": business.zone,
                "currency": business.currency,
            }
        )
        for line in place.told:
            self.say("  " + line)

    def _look(self, path: Path) -> tuple[list[dict[str, Any]], str]:
        try:
            facts = look(self.business, path, path.name, self.on)
        except Unreadable as error:
            return [], f"{path.name}: {error}"
        for one in facts:
            self._tell(one, dry_run=True)
        return facts, ""

    def _keep(self, path: Path) -> tuple[list[dict[str, Any]], str]:
        with path.open("rb") as file:
            upload = receive(self.business, None, self.at, path.name, file)
        if upload.state == Upload.State.UNREADABLE:
            return [], f"{path.name}: {upload.why}"
        again = same_file(upload)
        try:
            facts = keep(upload, None, self.at, self._progress if self.stderr.isatty() else None)
        except Unreadable as error:
            look_at(upload, self.at)
            return [], f"{path.name}: {error}"
        for one in facts:
            self._tell(one, dry_run=False)
        if again:
            self.say(_("  The very same file is in the books already, so nothing changed."))
        return facts, ""

    def _progress(self, done: int, of: int) -> None:
        self.stderr.write(f"\r{done:,}" + (f" / {of:,}" if of else ""), ending="")

    def _tell(self, one: dict[str, Any], *, dry_run: bool) -> None:
        people = ngettext("%(n)d person", "%(n)d people", one["people"]) % {"n": one["people"]}
        sales = ngettext("%(n)d sale", "%(n)d sales", one["sales"]) % {"n": one["sales"]}
        new = _("%(people)d new people, %(sales)d new sales") % one["new"]
        verb = _("would bring") if dry_run else _("brought")
        self.say(f"{one['file']}: {one['format']}, {one['rows']} rows. {people}, {sales}; {verb} {new}.")
        for key, words in (("held", _("wait for you")), ("refused", _("could not be read"))):
            if one[key]:
                self.say(f"  {one[key]} {words}")
        for mistake in one["mistakes"][:10]:
            self.say("  " + mistake_words(mistake))
        if one["n_mistakes"] > 10:
            self.say(_("  ... and %(n)d more; the site shows them all.") % {"n": one["n_mistakes"] - 10})

    def _after(self) -> None:
        from goodword.advocates.measure import restand

        restand(self.business, self.on)
        self.say(_("Next: goodword today"))


def mistake_words(mistake: dict[str, Any]) -> str:
    where = _("Line %(line)s") % mistake
    if mistake["column"]:
        where += f", {mistake['column']}"
    saw = f"“{mistake['saw']}” " if mistake["saw"] else ""
    return f"{where}: {saw}{mistake['hint']}"


def unread(name: str, why: str) -> dict[str, Any]:
    """A file that could not be read, with the same keys as one that could."""
    return {
        "file": name,
        "format": "",
        "rows": 0,
        "people": 0,
        "sales": 0,
        "refunds": 0,
        "held": 0,
        "refused": 0,
        "new": {"people": 0, "sales": 0},
        "changed": {"people": 0, "sales": 0},
        "n_mistakes": 1,
        "mistakes": [{"line": 0, "column": "", "saw": "", "hint": why}],
    }

