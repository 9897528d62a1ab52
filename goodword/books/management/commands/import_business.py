"""goodword import-business: the books of a business, read back."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Member, Role
from goodword.books.opened import NotRead
from goodword.books.reading import mend, read_back
from goodword.books.tables import tables


class Command(BooksCommand):
    help = (
        "Reads back the books of one business from a zip that goodword export made, here or elsewhere. "
        "It becomes a business of its own; what is here already is left alone."
    )
    examples = (
        "goodword import-business bakery.zip",
        "goodword import-business bakery.zip --home ~/goodword-new",
    )
    needs_business = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("a zip that goodword export made"))
        parser.add_argument(
            "--again", action="store_true", help=_("though the same business is here already")
        )

    def run(self, *, file: str, again: bool, **options: Any) -> None:
        mend(self.at)
        try:
            business = read_back(Path(file).expanduser(), self.at, again=again)
        except NotRead as problem:
            self.fail(problem)
        self.use(business)
        rows = sum(table.rows(business.pk).count() for table in tables())
        self.say(
            _("The books of %(name)s are here, under the address %(code)s: %(n)s rows.")
            % {"name": business, "code": business.code, "n": f"{rows:,}"}
        )
        owner = Member.objects.filter(business=business, role=Role.OWNER).select_related("login").first()
        if owner:
            self.say(_("They belong to %(name)s. Open them: goodword serve") % {"name": owner.login})
        else:
            self.say(_("Whoever opens the link of “goodword serve” is their owner."))
        self.facts({"business": business.code, "name": business.name, "rows": rows})
