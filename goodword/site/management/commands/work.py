from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.site.serving import keep_working


class Command(BooksCommand):
    help = (
        "Does the slow work: imports, the day's lists, looking at the public address. `goodword serve` starts one by "
        "itself. Beside `goodword serve --no-worker` start at least one; with PostgreSQL as many as you like."
    )
    examples = ("goodword work", "goodword work --home /var/lib/goodword")
    needs_business = False

    def run(self, **options: Any) -> None:
        self.say(_("Waiting for work. Ctrl-C ends it."))
        self.stdout.flush()
        keep_working()
        self.say(_("Stopped."))
