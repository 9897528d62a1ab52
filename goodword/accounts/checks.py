"""What `goodword doctor` looks at in the ground floor: the folder, the database, the worker, the ways out."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .crossing import crossings
from .doctor import Finding, check, good, know, wrong
from .holding import is_held
from .mail_trouble import mail_in_words
from .models import Job
from .public_address import problem_from_outside

MB = 1024 * 1024


@check("home")
def home(at: datetime) -> Iterator[Finding]:
    folder = Path(settings.HOME)
    ours = (folder, *(folder / name for name in ("secret", "goodword.db", "settings.env")))
    open_to_others = [path.name for path in ours if _others_read(path)]
    if open_to_others:
        yield wrong(
            _("Others on this computer can read: %(names)s.") % {"names": ", ".join(open_to_others)},
            f"chmod -R go-rwx {folder}",
        )
    else:
        yield good(_("Only you can read the folder %(folder)s.") % {"folder": folder})


def _others_read(path: Path) -> bool:
    return (
        path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)) and not _is_inside(path)
    )


def _is_inside(path: Path) -> bool:
    """A file that is open to all is safe in a folder that is not."""
    return path.is_file() and not path.parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


@check("disk")
def disk(at: datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free // MB
    words = _("%(free)s MB are free on the disk of the books.") % {"free": f"{free:,}"}
    if free < 100:
        yield wrong(words, _("Make room: when it is full, nothing can be kept any more."))
    elif free < 1000:
        yield know(words, _("A backup and an import need some hundred MB."))
    else:
        yield good(words)


@check("database")
def database(at: datetime) -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            yield good(f"PostgreSQL {cursor.fetchone()[0]}")
        return
    yield _sqlite()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        said = [row[0] for row in cursor.fetchall()]
    if said == ["ok"]:
        yield good(_("The file of the books is whole."))
    else:
        yield wrong(
            _("The file of the books is damaged: %(said)s") % {"said": "; ".join(said)},
            _("Restore your newest backup into a new folder: goodword restore FILE --home NEW_FOLDER"),
        )


def _sqlite() -> Finding:
    # settings.py puts pysqlite3, with a newer SQLite, in the place of Python's own.
    version = sqlite3.sqlite_version_info
    words = f"SQLite {sqlite3.sqlite_version}"
    if (3, 7, 0) <= version <= (3, 51, 2):
        return wrong(
            _("%(sqlite)s can, very rarely, damage the books when two programs write at once.")
            % {"sqlite": words},
            "pip install --upgrade pysqlite3",
        )
    return good(words)


@check("worker")
def worker(at: datetime) -> Iterator[Finding]:
    if is_held("worker"):
        yield good(_("The worker is there."))
    else:
        yield know(_("No worker is running: slow work waits."), _("It comes with: goodword serve"))
    late = Job.objects.filter(state=Job.State.WAITING, run_at__lt=at - timedelta(minutes=10)).count()
    if late:
        yield wrong(
            ngettext(
                "%(n)s job has been waiting for more than ten minutes.",
                "%(n)s jobs have been waiting for more than ten minutes.",
                late,
            )
            % {"n": late},
            _("Start goodword serve; if it runs, start it again."),
        )
    for job in Job.objects.filter(state=Job.State.FAILED, done_at__gt=at - timedelta(days=7)).order_by(
        "-done_at"
    )[:5]:
        yield know(_("%(name)s failed: %(why)s") % {"name": job.name, "why": job.error[:300]})


@check("businesses")
def businesses(at: datetime) -> Iterator[Finding]:
    found = list(crossings())
    for crossing in found:
        yield wrong(
            ngettext(
                "%(n)s row of %(field)s points into another business.",
                "%(n)s rows of %(field)s point into another business.",
                crossing.n,
            )
            % {"n": crossing.n, "field": crossing.field},
            _("This is a fault of ours: please tell us. A backup from before has it right."),
        )
    if not found:
        yield good(_("No row points into another business."))


@check("address")
def address(at: datetime) -> Iterator[Finding]:
    if not settings.PUBLIC_URL:
        yield know(
            _("No public address is set, so nothing that others would open is offered."),
            _(
                "When you have one: GOODWORD_URL=https://goodword.example.org (see the guide, “A small server”)"
            ),
        )
        return
    problem = problem_from_outside()
    if problem:
        yield wrong(problem, _("See the guide, “A small server”; then run goodword doctor again."))
    else:
        yield good(_("%(url)s leads here, and its certificate is valid.") % {"url": settings.PUBLIC_URL})


@check("mail")
def mail(at: datetime) -> Iterator[Finding]:
    if not getattr(settings, "MAIL_SET", False):
        yield know(_("No mail server is set: words are sent from your own phone or mail. That is fine."))
        return
    if not settings.DEFAULT_FROM_EMAIL:
        yield wrong(
            _("A mail server is set, but not who the mail is from: so none is offered."),
            _("Add it at the end of GOODWORD_SMTP: ?from=hello@example.org"),
        )
    yield _mail_server()


def _mail_server() -> Finding:
    from django.core.mail import get_connection

    try:
        outgoing = get_connection(fail_silently=False)
        outgoing.open()
        outgoing.close()
    except OSError as problem:  # smtplib's errors are such
        return wrong(*mail_in_words(problem, settings.EMAIL_HOST, settings.EMAIL_PORT))
    return good(_("The mail server %(host)s lets us in.") % {"host": settings.EMAIL_HOST})
