"""What `goodword doctor` looks at in this room: books of which only a part was read."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.accounts.doctor import Finding, check, good, wrong
from goodword.accounts.holding import is_held
from goodword.accounts.models import Business

from .reading import HELD


@check("books")
def books(at: datetime) -> Iterator[Finding]:
    left = [str(business) for business in Business.every.filter(is_here=False)]
    if left and not is_held(HELD):
        yield wrong(
            _("Reading these books back stopped halfway: %(list)s. Nothing of them is seen.")
            % {"list": ", ".join(left)},
            _("The worker takes them away when it starts: goodword serve. Then read the file once more."),
        )
    else:
        yield good(_("No books were read back by half."))
