from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.models import Business
from goodword.site.backup import NoBackup, restore
from goodword.site.postgres import NoProgram
from goodword.site.updating import bring_up_to_date


class Command(BooksCommand):
    help = (
        "Makes the books again from a backup. Only into an empty folder: what is there is never overwritten."
    )
    examples = ("goodword restore monday.zip --home ~/goodword-again",)
    needs_business = False
    migrates = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a file that goodword backup made")

    def run(self, *, file: str, **options: Any) -> None:
        try:
            manifest = restore(Path(file).expanduser())
        except (NoBackup, NoProgram) as problem:
            self.fail(problem)
        bring_up_to_date()
        names = [str(business) for business in Business.objects.order_by("pk")[:20]]
        self.say(
            _("The books of %(names)s are back in %(home)s, as they were on %(day)s.")
            % {
                "names": ", ".join(names) or _("nobody"),
                "home": settings.HOME,
                "day": manifest["made_at"][:10],
            }
        )
        self.say(_("Who was forgotten since then is back as well: forget them again."))
        self.facts({"home": str(settings.HOME), "made_at": manifest["made_at"], "businesses": names})
