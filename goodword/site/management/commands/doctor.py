from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.doctor import Finding, examine, good, wrong
from goodword.site.running import explained
from goodword.site.updating import done_migrations, known_migrations, missing

SIGNS = {"good": "  ok ", "know": "  -- ", "wrong": "  !! "}


class Command(BooksCommand):
    help = "Looks for what is wrong, and says how to mend it. Changes nothing."
    needs_business = False
    migrates = False

    def run(self, **options: Any) -> int:
        self.say(_("The books in %(home)s:") % {"home": settings.HOME})
        up_to_date = _is_up_to_date()
        findings = [up_to_date]
        # Without its tables hardly anything could be looked at.
        if up_to_date.state == "good":
            findings += examine(self.at)
        for finding in findings:
            self.say(SIGNS[finding.state] + finding.what)
            if finding.mend:
                self.say("       " + finding.mend)
        n_wrong = sum(finding.state == "wrong" for finding in findings)
        self.say(_("Nothing is wrong.") if not n_wrong else _("To mend: %(n)s.") % {"n": n_wrong})
        self.facts({"findings": [asdict(finding) for finding in findings], "wrong": n_wrong})
        return 1 if n_wrong else 0


def _is_up_to_date() -> Finding:
    try:
        left = missing(known_migrations(), done_migrations())
    except CommandError as problem:
        return wrong(str(problem), "pip install --upgrade goodword")
    except (DatabaseError, UnicodeDecodeError) as problem:
        said, _between, mend = explained(problem).partition(". ")
        return wrong(f"{said}.", mend)
    if left:
        return wrong(_("The books are older than this Goodword, or still empty."), "goodword serve")
    return good(_("The books are up to date with this version."))
