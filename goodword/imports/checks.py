"""What `goodword doctor` looks at in this room: files that should be gone, and imports that nobody goes on with."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from goodword.accounts.doctor import Finding, check, good, wrong
from goodword.accounts.holding import is_held

from .keeping import name_of
from .models import StagedPart, Upload
from .staging import KEPT_FOR, folder


@check("files")
def files(at: datetime) -> Iterator[Finding]:
    late = at - KEPT_FOR * 2  # the sweep comes once a day, so a day and a bit is everyday
    n = sum(datetime.fromtimestamp(path.stat().st_mtime, UTC) < late for path in folder().iterdir())
    n += StagedPart.objects.filter(upload__at__lt=late).values("upload").distinct().count()
    if n:
        yield wrong(
            _("%(n)s files that were only looked at are still kept, after more than two days.") % {"n": n},
            _("The worker throws them away, and so does the next import: goodword serve"),
        )
    halfway = Upload.objects.filter(state__in=(Upload.State.COMING, Upload.State.UNDOING))
    left = [upload.file for upload in halfway if not is_held(name_of(upload))]
    if left:
        yield wrong(
            _("These files stopped halfway: %(files)s. None of their rows is seen.")
            % {"files": ", ".join(left)},
            _("The worker takes them back or brings them to their end when it starts: goodword serve"),
        )
    if not n and not left:
        yield good(_("No file is kept that should be gone, and none stopped halfway."))
