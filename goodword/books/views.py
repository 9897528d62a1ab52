"""Taking all the books along, and reading them back."""

import os
import tempfile
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from goodword.accounts.access import MemberRequest, member_required
from goodword.accounts.membership import may_open
from goodword.accounts.models import Login
from goodword.web.flash import say
from goodword.web.forms import PlainForm

from .opened import NotRead
from .reading import read_back
from .taking import Packing, why_not_now

# Read while the browser waits: about a minute's work. The terminal takes any size.
MOST_BYTES = 10_000_000


@require_safe
@member_required("own")
def everything(request: MemberRequest) -> HttpResponse:
    facts = {"why_not": why_not_now(request.business), "tab": "settings"}
    return render(request, "books/everything.html", facts, status=409 if facts["why_not"] else 200)


@require_safe
@member_required("own")
def everything_zip(request: MemberRequest) -> HttpResponseBase:
    if why_not_now(request.business):
        return everything(request, business=request.business.code)
    name = f"{request.business.code}-books-{request.today}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    parts = Packing(request.business, request.now).parts()
    return StreamingHttpResponse(
        (part for part in parts if part), content_type="application/zip", headers=headers
    )


class BackForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("The zip with all the books"),
        help_text=gettext_lazy("Made by “Take everything with you”, here or elsewhere."),
    )
    again = forms.BooleanField(
        label=gettext_lazy("Read it though the same business is here already"), required=False
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is too large for the page. In the terminal it works: %(command)s")
                % {"command": f"goodword import-business {Path(file.name or '').name or 'FILE'}"}
            )
        return file


@login_required
@never_cache
def read(request: HttpRequest) -> HttpResponse:
    """A further business, from books that were taken along."""
    assert isinstance(request.user, Login)
    if not may_open(request.user):
        return render(
            request, "403.html", {"why": _("Only an owner can open a further business.")}, status=403
        )
    form = BackForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = BackForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _read(request, request.user, form)
            except NotRead as problem:
                for line in _without_option(str(problem)):
                    form.add_error("file", line)
    return render(request, "books/read.html", {"form": form}, status=422 if form.errors else 200)


def _read(request: HttpRequest, login: Login, form: BackForm) -> HttpResponse:
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".reading-") as folder:
        path = Path(folder) / "books.zip"
        handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            for part in form.cleaned_data["file"].chunks():
                out.write(part)
        now = request.now  # type: ignore[attr-defined]
        business = read_back(path, now, login, again=form.cleaned_data["again"])
    say(request, _("Your books are here: %(name)s.") % {"name": business})
    return redirect("today", business=business.code)


def _without_option(words: str) -> list[str]:
    """What the terminal's `--again` says is a tick here."""
    return [
        _("If you want it all the same, tick the box below and choose the file again.")
        if "--again" in line
        else line
        for line in words.splitlines()
    ]
