"""The owner's word on how a table is read: what its columns mean, and what can be read in two ways.

It is kept for the shape of the table, the file is read again, and so is the next one of that shape.
"""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.web.flash import say, warn

from . import pages
from .deciding import WAYS
from .forms import columns_form
from .models import Upload
from .receiving import correct
from .soon import look_soon


@require_POST
@member_required("change")
def columns(request: MemberRequest, code: str) -> HttpResponse:
    upload = row_for(request.member, Upload, code, to="change")
    if (told := _table(request, upload)) is None:
        return redirect("files-look", request.business.code, upload.code)
    form = columns_form(told["columns"], int(request.POST["file"]), request.POST)
    if form is None:
        raise BadRequest
    if form.is_valid():
        correct(upload, told["signature"], request.now, meanings=form.meanings())
        return _read_again(request, upload)
    for field, errors in form.errors.items():
        warn(request, f"{form[field].label}: {' '.join(map(str, errors))}")
    return redirect("files-look", request.business.code, upload.code)


@require_POST
@member_required("change")
def written(request: MemberRequest, code: str) -> HttpResponse:
    """How days, or cents, are written in a table where they can be read in two ways."""
    upload = row_for(request.member, Upload, code, to="change")
    kind, read = request.POST.get("kind", ""), request.POST.get("read", "")
    if read not in WAYS.get(kind, ()):
        raise BadRequest
    if told := _table(request, upload):
        correct(upload, told["signature"], request.now, written={kind: read})
        return _read_again(request, upload)
    return redirect("files-look", request.business.code, upload.code)


def _table(request: MemberRequest, upload: Upload) -> dict[str, Any] | None:
    """The table of the file that the word is about; None if the file does not wait any more."""
    files, number = upload.facts.get("files", []), request.POST.get("file", "")
    if upload.state != Upload.State.LOOKED or not number.isdecimal() or int(number) >= len(files):
        return None
    if not pages.sees_inside(upload, request.member):
        raise PermissionDenied(_("This address book is the owner's own."))
    return dict(files[int(number)])


def _read_again(request: MemberRequest, upload: Upload) -> HttpResponse:
    look_soon(upload, request.now)
    say(request, _("Read again, and remembered for the next table like this."))
    return redirect("files-look", request.business.code, upload.code)
