"""What the pages on files show: figures as words, the look as an owner reads it, and who sees which cells."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.access import rows_for
from goodword.accounts.holding import is_held
from goodword.accounts.models import Business, Change, Job, Member, Source
from goodword.lib.days import date_words
from goodword.people.models import Claim
from goodword.sales.models import Sale

from . import held
from .deciding import Choice, choices
from .file_told import (
    Fold,
    beside_the_books,
    count,
    found_parts,
    held_fold,
    lines_of,
    not_counted_fold,
    read_as,
    sales_words,
    to_mend,
    waiting_words,
)
from .models import HeldRow, Shape, Upload
from .rows_told import Rows, places_of

SHOWN = 20
JOBS = ("imports.look", "imports.keep", "imports.undo")


def sees_inside(upload: Upload, member: Member) -> bool:
    """An address book is its member's own, and the owner's: a helper need not know the owner's dentist."""
    return member.is_owner or upload.member_id == member.pk or upload.brings not in ("", "people")


def uploads_for(member: Member) -> "QuerySet[Upload]":
    return rows_for(member, Upload).select_related("member__login")


def is_of_now(upload: Upload, today: date) -> bool:
    """Whether the books are as this file left them: it came today, and no other has come or gone since."""
    if upload.here_at is None or upload.business.day_of(upload.here_at) != today:
        return False
    changes = Change.objects.filter(business_id=upload.business_id, room="imports", at__gte=upload.here_at)
    # Read again, it has taken the place of what the same bytes had brought.
    own = Upload.objects.filter(business_id=upload.business_id, digest=upload.digest)
    return not changes.exclude(row__in=own.values("code")).exists()


def open_to(member: Member, rows: "QuerySet[HeldRow]") -> "QuerySet[HeldRow]":
    """Rows that wait, as far as this member may see their cells."""
    if member.is_owner:
        return rows
    return rows.filter(Q(upload__member=member) | ~Q(upload__brings__in=("", "people")))


def asked_of(member: Member) -> "QuerySet[HeldRow]":
    """Rows that wait for this member's word, each once whatever files tell it."""
    return held.each_once(open_to(member, held.waiting(member.business)))


# The figures in one sentence


def found_words(figures: dict[str, Any], kind: str, *, sales: bool = False) -> SafeString:
    """“286 people. 41 came twice or more, 3 were sent by someone.”, the figures in bold. With `sales` the sales
    are told where nobody came twice."""
    parts = found_parts(figures, kind, sales=sales)
    return format_html_join(", ", "{}", ((_figure(words, n),) for words, n in parts))


def _figure(words: str, n: int) -> SafeString:
    before, after = words.split("%s", 1)
    return format_html("{}<b>{}</b>{}", before, number_format(n, force_grouping=True), after)


def waiting_by_file(business: Business, uploads: Collection[Upload]) -> dict[int, int]:
    """How many rows of each of these files wait for a word now; one that has none is not in it."""
    rows = held.waiting(business).filter(upload__in=uploads)
    return dict(rows.order_by().values_list("upload").annotate(n=Count("pk")))


def brought(facts: dict[str, Any], kind: str, waits: int) -> str:
    """“286 people, 3,450 sales”: one line of the list of files. `waits`: its rows that wait for a word."""
    files = facts.get("files", [])
    people, sales = (sum(one[key] for one in files) for key in ("people", "sales"))
    told = [count(people, ngettext("%s person", "%s people", people))] if people or not sales else []
    told += [count(sales, sales_words(sales, kind))] if sales else []
    mend = sum(one["n_mistakes"] for one in files)
    told += [to_mend(mend)] if mend else []
    told += [waiting_words(waits)] if waits else []
    return ", ".join(told)


# One file as it was looked at


@dataclass(frozen=True, slots=True)
class Look:
    """One table of an upload, said."""

    title: str
    found: SafeString
    lines: list[str]
    notes: list[str]
    left_out: list[str]
    samples: list[list[str]]
    head: list[str]
    mistakes: list[dict[str, Any]]
    n_mistakes: int
    mistakes_title: str
    held: Fold | None
    doubles: Fold | None
    not_counted: Fold | None
    rows: Rows | None
    two_ways: list[Choice]
    read_as: str
    is_remembered: bool  # the owner has said what these columns mean
    columns: list[dict[str, Any]]


def look_of(one: dict[str, Any], business: Business, *, inside: bool, is_again: bool = False) -> Look:
    """`inside`: whether cells of the file are shown; the figures always are. `is_again`: the file is in the
    books, and what it brought before is no measure of what is new."""
    n, guessed = one["n_mistakes"], one.get("two_ways", [])
    return Look(
        title=one["file"],
        found=found_words(one, business.kind, sales=True),
        lines=[*lines_of(one, business), *([] if is_again else [beside_the_books(one)])],
        notes=[note for note in one["notes"] if note not in {told["words"] for told in guessed}],
        two_ways=choices(guessed),
        left_out=one.get("left_out", []),
        samples=_samples(one) if inside else [],
        head=_head(one),
        mistakes=[_bare(mistake, inside=inside) for mistake in one["mistakes"][:SHOWN]],
        n_mistakes=n,
        mistakes_title=to_mend(n),
        held=held_fold(one),
        doubles=_doubles(one) if inside else None,
        not_counted=not_counted_fold(one),
        rows=places_of(one),
        read_as=read_as(one),
        is_remembered=bool(one["columns"])
        and Shape.objects.filter(business=business, signature=one["signature"]).exclude(meanings={}).exists(),
        columns=one["columns"] if inside else [],
    )


def _doubles(one: dict[str, Any]) -> Fold | None:
    n = one["doubles"]["n"]
    title = count(n, ngettext("%s pair who may be the same", "%s pairs who may be the same", n))
    lines = [_double(*pair) for pair in one["doubles"]["pairs"]]
    if more := n - len(lines):
        words = ngettext(
            "and %s more: you see it when the file is kept",
            "and %s more: you see them when the file is kept",
            more,
        )
        lines.append(count(more, words))
    return Fold(title, lines) if n else None


def _bare(mistake: dict[str, Any], *, inside: bool) -> dict[str, Any]:
    return mistake if inside else mistake | {"saw": ""}


def _head(one: dict[str, Any]) -> list[str]:
    return [_("Name"), _("Amount"), _("Day")] if one["sales"] else [_("Name"), _("Reached by")]


def _samples(one: dict[str, Any]) -> list[list[str]]:
    rows = []
    for sample in one["samples"]:
        on = sample.get("on")
        told = [sample.get("reach", "")]
        if one["sales"]:
            told = [sample.get("sale", ""), date_words(date.fromisoformat(on)) if on else ""]
        nobody = _("no name yet") if "name" in sample else _("nobody by name")
        rows.append([sample.get("name") or nobody, *told])
    return rows


def _double(one: str, other: str, reason: str) -> str:
    words = {
        "same e-mail": _("the same mail"),
        "same name": _("the same name"),
        "same phone": _("the same phone"),
        "same address": _("the same address"),
        "names alike": _("names alike"),
        "same shared e-mail": _("the same shared mail"),
    }
    names = {
        "one": one or _("nobody by name"),
        "other": other or _("nobody by name"),
        "why": words.get(reason, reason),
    }
    return _("%(one)s and %(other)s: %(why)s") % names


def what_goes(upload: Upload, kind: str) -> list[str]:
    """What a press of "Take it back" would do, in figures."""
    mine = Claim.objects.filter(source=upload.source)
    others = Claim.objects.filter(person=OuterRef("person")).exclude(source=upload.source)
    people = mine.order_by().values("person").distinct()
    n, shared = people.count(), people.filter(Exists(others)).count()
    elsewhere = Sale.objects.filter(
        business=upload.business_id,
        vendor=OuterRef("vendor"),
        account=OuterRef("account"),
        vendor_id=OuterRef("vendor_id"),
        source__state=Source.State.HERE,
    ).exclude(source=upload.source)
    rows = Sale.objects.filter(source=upload.source, is_refund=False, says=Sale.State.COUNTED)
    alone = rows.exclude(Exists(elsewhere))
    sales = alone.count() - alone.filter(pk__among=_with_a_twin(upload)).count()
    told = []
    if n - shared:
        words = ngettext(
            "%s person goes whom only this file knows.", "%s people go whom only this file knows.", n - shared
        )
        told.append(count(n - shared, words))
    if shared:
        words = ngettext(
            "%s person stays: other files or you know them too.",
            "%s people stay: other files or you know them too.",
            shared,
        )
        told.append(count(shared, words))
    if sales:
        told.append(
            ngettext("%(sales)s goes.", "%(sales)s go.", sales)
            % {"sales": count(sales, sales_words(sales, kind))}
        )
    if decided := _decided_by(upload):
        words = ngettext(
            "What you decided on %s of its rows goes too.",
            "What you decided on %s of its rows goes too.",
            decided,
        )
        told.append(count(decided, words))
    told.append(_("Notes, asks and thanks of yours stay, and whoever they are about."))
    return told


def _decided_by(upload: Upload) -> int:
    """On how many rows the owner has decided in this file alone: with it the word is forgotten, and such a row
    of a later file waits anew."""
    decided = HeldRow.objects.filter(business=upload.business_id).exclude(decided="")
    elsewhere = decided.filter(digest=OuterRef("digest")).exclude(upload=upload)
    return decided.filter(upload=upload).exclude(Exists(elsewhere.order_by())).count()


def _with_a_twin(upload: Upload) -> list[int]:
    """The sales of an upload that count on without it, as another file tells them."""
    mine = upload.source_id
    told = _twins([upload])
    theirs = Sale.objects.filter(twins__in=told.exclude(source=mine))
    return [
        pk
        for rows in (told.exclude(twin_of__source=mine), theirs)
        for pk in rows.values_list("pk", flat=True)
    ]


def n_twins(uploads: Collection[Upload]) -> int:
    """How many of their sales another file tells too, in its own way: of each two one counts."""
    return _twins(uploads).count()


def _twins(uploads: Collection[Upload]) -> "QuerySet[Sale]":
    sources = {upload.source_id for upload in uploads}
    twins = Sale.objects.filter(state=Sale.State.TWIN, source__state=Source.State.HERE)
    return twins.filter(Q(source__in=sources) | Q(twin_of__source__in=sources))


# Work under way


@dataclass(frozen=True, slots=True)
class Work:
    text: str
    part: int | None
    whole: int
    note: str
    problem: str
    poll: str


def job_of(upload: Upload) -> Job | None:
    """The newest work asked for this file."""
    rows = Job.objects.filter(
        business_id=upload.business_id, name__in=JOBS, key__startswith=f"{upload.code} "
    )
    return rows.order_by("-pk").first()


def work_on(upload: Upload, job: Job | None) -> Work | None:
    """None if nothing is under way, and nothing has failed that could be tried again."""
    is_moving = upload.state in (Upload.State.COMING, Upload.State.UNDOING)
    if job is None or (job.state == Job.State.DONE and not is_moving):
        return Work(_doing(upload, None), None, 1, "", "", _poll(upload)) if is_moving else None
    done, of = job.progress.get("done", 0), job.progress.get("of", 0)
    note = _("You can leave this page. It goes on.")
    if job.state == Job.State.WAITING and not is_held("worker"):
        note = _(
            "Nothing is being done just now: the worker is not running. It goes on when Goodword is started again."
        )
    if of:
        figures = {
            "done": number_format(min(done, of), force_grouping=True),
            "of": number_format(of, force_grouping=True),
        }
        note = _("%(done)s of %(of)s rows.") % figures + " " + note
    problem = (job.error or _("It could not be done.")) if job.state == Job.State.FAILED else ""
    return Work(_doing(upload, job), min(done, of) if of else None, of or 1, note, problem, _poll(upload))


def _poll(upload: Upload) -> str:
    return reverse("files-work", args=[upload.business.code, upload.code])


def _doing(upload: Upload, job: Job | None) -> str:
    names = {"file": upload.file}
    if job and job.state == Job.State.WAITING and job.tries:
        return _("%(file)s broke off halfway, and is tried again in a moment") % names
    if job and job.state == Job.State.WAITING:
        return _("%(file)s waits for its turn") % names
    if upload.state == Upload.State.UNDOING or (job and job.name == "imports.undo"):
        return _("Taking back what %(file)s brought") % names
    if upload.state == Upload.State.COMING or (job and job.name == "imports.keep"):
        return _("Putting %(file)s in your books") % names
    return _("Looking at %(file)s") % names
