"""Files: brought in, looked at, kept, taken back. Small ones at once, large ones by the worker.

Everything works by plain forms and with no worker running, as long as the file is small.
"""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goodword.accounts.access import MemberRequest, may, member_required, row_for
from goodword.people.pairs import undecided
from goodword.people.sorting import unsorted
from goodword.web.flash import say, warn

from . import held, pages, where
from .after import ask_to_measure
from .again import has_replaced, read_otherwise
from .csv_out import mistakes_csv
from .deciding import choices
from .figures import figures_of
from .forms import BringForm, columns_form
from .keeping import Busy, keep, undo
from .models import Upload
from .receiving import cancel, receive
from .records import Unreadable
from .rows_told import n_rows, rows_words
from .soon import ask_soon, look_soon
from .then_and_now import then_and_now
from .waiting import is_idle, is_worth_keeping, waiting_files, waits_already
from .words import about

A_PAGE = 30
COUNTED_UP_TO = 1000


@member_required("look")
def files(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        may(request.member, "change")
        return _bring(request)
    return _list(request, BringForm())


def _list(request: MemberRequest, form: BringForm, status: int = 200) -> HttpResponse:
    rows = pages.uploads_for(request.member)
    gone = (Upload.State.CANCELLED, Upload.State.SAME, Upload.State.UNREADABLE, Upload.State.LOOKED)
    page = Paginator(rows.exclude(state__in=gone).order_by("-here_at", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    looked_at = waiting_files(request.member, request.business.kind)
    told = {
        "form": form,
        "waiting": (waiting := [one for one in looked_at if not one["is_idle"]]),
        "idle": [one for one in looked_at if one["is_idle"]],
        "ready": sum(one["is_ready"] for one in waiting),
        "at_work": any(one["at_work"] for one in waiting),
        "rows": rows_words(sum(n_rows(one["upload"].facts) for one in waiting)),
        "page": page,
        "files": _rows(request, list(page)),
        "twice": [name for name, n in Counter(upload.file for upload in page).items() if n > 1],
        "n_held": pages.asked_of(request.member).count(),
        "where": where.told(),
        "tab": "files",
    }
    return render(request, "imports/files.html", told, status=status)


def _rows(request: MemberRequest, uploads: list[Upload]) -> list[dict[str, Any]]:
    waits = pages.waiting_by_file(request.business, uploads)
    return [
        {
            "upload": upload,
            "brought": pages.brought(upload.facts, request.business.kind, waits.get(upload.pk, 0)),
            "rows": rows_words(n_rows(upload.facts)),
            "by": str(upload.member.login) if upload.member else _("in the terminal"),
        }
        for upload in uploads
    ]


def _bring(request: MemberRequest) -> HttpResponse:
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, 422)
    parts: list[tuple[str, BinaryIO]] = [(one.name or "", one) for one in form.cleaned_data["files"]]  # type: ignore[misc]
    if pasted := form.cleaned_data["pasted"].strip():
        parts.append((_("A pasted list"), BytesIO(pasted.encode())))
    brought = [_receive(request, name, part) for name, part in parts]
    if len(brought) == 1:
        return redirect("files-look", request.business.code, brought[0].code)
    for upload in brought:
        if upload.state == Upload.State.UNREADABLE:
            warn(request, about(upload.file, upload.why))
    return redirect("files", request.business.code)


def _receive(request: MemberRequest, name: str, part: BinaryIO) -> Upload:
    upload = receive(request.business, request.member, request.now, name, part)
    if before := waits_already(upload, request.member):
        cancel(upload)
        say(request, _("%(file)s waits already: you had brought it before.") % {"file": before.file})
        return before
    look_soon(upload, request.now)
    return upload


@require_safe
@member_required("change")
def look(request: MemberRequest, code: str) -> HttpResponse:
    upload = row_for(request.member, Upload, code)
    if work := pages.work_on(upload, pages.job_of(upload)):
        return render(request, "imports/work.html", {"upload": upload, "work": work, "tab": "files"})
    told: dict[str, Any] = {"upload": upload, "tab": "files"}
    if upload.state == Upload.State.HERE:
        return render(request, "imports/kept.html", told | _kept(request, upload))
    if upload.state != Upload.State.LOOKED or not upload.facts:
        return render(request, "imports/over.html", told | {"where": where.told()})
    if upload.facts.get("is_same"):
        return render(request, "imports/same.html", told | _same(request, upload))
    return render(request, "imports/look.html", told | _looked(request, upload))


def _looked(request: MemberRequest, upload: Upload) -> dict[str, Any]:
    inside = pages.sees_inside(upload, request.member)
    files = upload.facts["files"]
    again = upload.facts.get("same_as")
    before = _before(request, again) if again else None
    looks = [pages.look_of(one, request.business, inside=inside, is_again=bool(again)) for one in files]
    return {
        "looks": [(one, columns_form(one.columns, n), n) for n, one in enumerate(looks)],
        "inside": inside,
        "otherwise": read_otherwise(upload),
        "is_empty": not is_worth_keeping(upload),
        "before": before,
        "then_head": ["", _("Then"), _("Now")],
        "then_and_now": then_and_now(before.facts, upload.facts, request.business.kind) if before else [],
        "is_address_book": upload.brings == "people",
    }


def _before(request: MemberRequest, code: str) -> Upload | None:
    return pages.uploads_for(request.member).filter(code=code).first()


def _same(request: MemberRequest, upload: Upload) -> dict[str, Any]:
    inside = pages.sees_inside(upload, request.member)
    files = upload.facts["files"] if inside else []
    forms = [
        (columns_form(one["columns"], n), choices(one.get("two_ways", [])), n) for n, one in enumerate(files)
    ]
    return {"before": _before(request, upload.facts["same_as"]), "forms": forms}


def _kept(request: MemberRequest, upload: Upload) -> dict[str, Any]:
    files = upload.facts["files"]
    n_held = held.waiting(request.business).filter(upload=upload).count()
    is_again = has_replaced(upload)
    looks = [pages.look_of(one, request.business, inside=False, is_again=is_again) for one in files]
    return {
        "found": _found(request) if pages.is_of_now(upload, request.today) else "",
        "looks": looks if n_held else [replace(look, held=None) for look in looks],  # all of them decided
        "n_mistakes": sum(one["n_mistakes"] for one in files),
        "n_held": n_held,
        "otherwise": read_otherwise(upload),
        **_waits(request, [upload], upload.brings != "sales"),
    }


def _found(request: MemberRequest) -> str:
    return pages.found_words(figures_of(request.business), request.business.kind)


def _waits(request: MemberRequest, uploads: list[Upload], is_address_book: bool) -> dict[str, Any]:
    """What files leave to the owner: people to sort, pairs who may be the same, sales that were told twice."""
    n_unsorted = unsorted(request.business).order_by()[: COUNTED_UP_TO + 1].count() if is_address_book else 0
    return {
        "n_unsorted": min(n_unsorted, COUNTED_UP_TO) if request.member.is_owner else 0,
        "is_many": n_unsorted > COUNTED_UP_TO,
        "n_twins": pages.n_twins(uploads),
        "n_maybe": len(undecided(request.member, request.today)),
    }


@require_safe
@member_required("change")
def kept_all(request: MemberRequest) -> HttpResponse:
    """What the files brought that were kept by the last press, all together."""
    here = pages.uploads_for(request.member).filter(state=Upload.State.HERE).order_by("-here_at", "-pk")
    newest = here.first()
    if newest is None:
        return redirect("files", request.business.code)
    rows = list(here.filter(here_at=newest.here_at)[:50])
    told = {
        "found": _found(request),
        "files": _rows(request, rows),
        "rows": rows_words(sum(n_rows(upload.facts) for upload in rows)),
        "n_held": pages.asked_of(request.member).count(),
        "tab": "files",
        **_waits(request, rows, True),
    }
    return render(request, "imports/kept_all.html", told)


@require_safe
@member_required("change")
def work(request: MemberRequest, code: str) -> HttpResponse:
    """How far it is, for the page that shows it; when it is over, the whole page is asked for."""
    upload = row_for(request.member, Upload, code)
    told = pages.work_on(upload, pages.job_of(upload))
    if told is None or told.problem:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/work_part.html", {"work": told})


@require_POST
@member_required("change")
def keep_file(request: MemberRequest, code: str) -> HttpResponse:
    upload = row_for(request.member, Upload, code, to="change")
    if _keep(request, upload):
        say(request, _("%(file)s is in your books. The file itself is deleted.") % {"file": upload.file})
    return redirect("files-look", request.business.code, upload.code)


@require_POST
@member_required("change")
def keep_all(request: MemberRequest) -> HttpResponse:
    """All that waits and brings something, in one go; the order decides nothing."""
    rows = pages.uploads_for(request.member).filter(state=Upload.State.LOOKED).order_by("pk")
    ready = [upload for upload in rows if upload.facts and is_worth_keeping(upload)]
    kept = [upload for upload in ready if _keep(request, upload)]
    if kept:
        words = ngettext(
            "What %(n)d file told is in your books. The file itself is deleted.",
            "What %(n)d files told is in your books. The files themselves are deleted.",
            len(kept),
        )
        say(request, words % {"n": len(kept)})
    if kept and len(kept) == len(ready):
        if len(kept) > 1:
            return redirect("files-kept", request.business.code)
        return redirect("files-look", request.business.code, kept[0].code)
    return redirect("files", request.business.code)


def _keep(request: MemberRequest, upload: Upload) -> bool:
    """Whether it is in the books now; a large one will be, by the worker."""
    if not upload.is_small:
        if upload.state == Upload.State.LOOKED:
            ask_soon(upload, "imports.keep", request.now, member=request.member.pk)
        return False
    try:
        keep(upload, request.member, request.now)
    except FileNotFoundError:
        cancel(upload)
        warn(
            request,
            _("%(file)s is not here any more: it is kept for a day only. Bring it again.")
            % {"file": upload.file},
        )
    except (Unreadable, Busy) as error:
        warn(request, str(error))
    else:
        ask_to_measure(request.business, upload.code, request.now)
        return True
    return False


@require_POST
@member_required("change")
def leave(request: MemberRequest, code: str) -> HttpResponse:
    upload = row_for(request.member, Upload, code, to="change")
    if cancel(upload):
        say(request, _("%(file)s is deleted, and nothing of it was kept.") % {"file": upload.file})
    return redirect("files", request.business.code)


@require_POST
@member_required("change")
def leave_all(request: MemberRequest) -> HttpResponse:
    """All that waits and brings nothing: what is worth keeping stays."""
    rows = pages.uploads_for(request.member).filter(state=Upload.State.LOOKED)
    n = sum(cancel(upload) for upload in rows if is_idle(upload))
    words = ngettext(
        "%(n)d file is deleted. It had nothing new.", "%(n)d files are deleted. They had nothing new.", n
    )
    if n:
        say(request, words % {"n": n})
    return redirect("files", request.business.code)


@require_POST
@member_required("change")
def again(request: MemberRequest, code: str) -> HttpResponse:
    """What has failed is tried anew."""
    upload = row_for(request.member, Upload, code, to="change")
    if job := pages.job_of(upload):
        job.again(request.now)
    return redirect("files-look", request.business.code, upload.code)


@member_required("change")
def undo_file(request: MemberRequest, code: str) -> HttpResponse:
    upload = row_for(request.member, Upload, code, to="change")
    here = reverse("files-look", args=[request.business.code, upload.code])
    if upload.state not in (Upload.State.HERE, Upload.State.UNDOING):
        return redirect(here)
    if request.method == "POST":
        return _undo(request, upload)
    told = {
        "title": _("Take back %(file)s?") % {"file": upload.file},
        "text": _("All that it brought goes, and nothing else."),
        "points": pages.what_goes(upload, request.business.kind),
        "yes": _("Take it back"),
        "grave": True,
        "back": here,
        "back_label": upload.file,
        "tab": "files",
    }
    return render(request, "web/confirm.html", told)


def _undo(request: MemberRequest, upload: Upload) -> HttpResponse:
    if not upload.is_small:
        ask_soon(upload, "imports.undo", request.now, member=request.member.pk)
        return redirect("files-look", request.business.code, upload.code)
    try:
        undo(upload, request.member, request.now)
    except Busy as busy:
        warn(request, str(busy))
        return redirect("files-look", request.business.code, upload.code)
    ask_to_measure(request.business, f"undo {upload.code}", request.now)
    say(request, _("All that %(file)s brought is out of your books again.") % {"file": upload.file})
    return redirect("files", request.business.code)


@require_safe
@member_required("change")
def mistakes(request: MemberRequest, code: str) -> StreamingHttpResponse:
    upload = row_for(request.member, Upload, code)
    told = upload.facts.get("files", [])
    if not pages.sees_inside(upload, request.member):
        told = [one | {"mistakes": [mistake | {"saw": ""} for mistake in one["mistakes"]]} for one in told]
    # Made here: by the time a stream is read, the language of the page has gone.
    response = StreamingHttpResponse(list(mistakes_csv(told)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="to-mend.csv"'
    return response
