from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.site.serving import work_until_stopped


class Command(BooksCommand):
    help = "Does the slow work. `goodword serve` starts one by itself; with PostgreSQL more may be started."
    needs_business = False

    def run(self, **options: Any) -> None:
        self.say(_("Waiting for work. Ctrl-C ends it."))
        work_until_stopped()
