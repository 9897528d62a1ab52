"""goodword doctor: what it finds, what it says to do, and how it ends."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as now
from django.db import connection

from goodword.accounts import checks, doctor, public_address
from goodword.accounts.crossing import crossings
from goodword.accounts.jobs import ask
from goodword.accounts.models import Change, Job, Source


@pytest.fixture(autouse=True)
def home_is_ours() -> None:
    Path(now.HOME).chmod(0o700)


def states(look: Any, at: Any) -> list[str]:
    return [finding.state for finding in look(at)]


def test_nothing_wrong_ends_well(terminal, cast):
    ran = terminal("doctor", "--json")
    wrong = [finding for finding in ran.facts["findings"] if finding["state"] == "wrong"]
    assert (wrong, ran.code, ran.facts["wrong"]) == ([], 0, 0)


def test_something_wrong_is_said_with_its_mending_and_the_exit_code(terminal, cast):
    Path(now.HOME).chmod(0o755)
    ran = terminal("doctor")
    assert ran.code == 1
    assert "Others on this computer can read" in ran.out and "chmod -R go-rwx" in ran.out


def test_settings_that_others_can_read_are_told(settings, at, tmp_path):
    settings.HOME = tmp_path
    tmp_path.chmod(0o711)
    (tmp_path / "settings.env").write_text("GOODWORD_SMTP=smtp://us:secret@mail.example")
    (tmp_path / "settings.env").chmod(0o644)
    assert "settings.env" in next(iter(checks.home(at))).what
    (tmp_path / "settings.env").chmod(0o600)
    assert "settings.env" not in next(iter(checks.home(at))).what


def test_it_changes_nothing(terminal, cast, settings, monkeypatch, tmp_path):
    # Whether the public address works is the worker's to keep: pages believe what it has seen.
    settings.HOME, settings.PUBLIC_URL, settings.SECURE = tmp_path, "https://goodword.example", True
    (tmp_path / "public-address.json").write_text("{}")
    monkeypatch.setattr(public_address.pinging, "ask", Answer(""))
    assert "https://goodword.example leads here" in terminal("doctor").out
    files = {path.name: path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"public-address.json": "{}"}


def test_a_check_that_breaks_hides_no_other(terminal, cast, monkeypatch):
    def broken(at: Any) -> Any:
        raise RuntimeError("no such thing")
        yield

    monkeypatch.setitem(doctor.CHECKS, "a broken one", broken)
    ran = terminal("doctor", "--json")
    assert ran.code == 1
    about = [finding["about"] for finding in ran.facts["findings"]]
    assert "a broken one" in about and "mail" in about


@pytest.mark.parametrize(("free", "state"), [(50, "wrong"), (500, "know"), (5000, "good")])
def test_a_disk_that_fills_up(monkeypatch, at, free, state):
    usage = type("Usage", (), {"free": free * 1024 * 1024})
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _folder: usage)
    assert states(checks.disk, at) == [state]


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 40, 1), "wrong"), ((3, 51, 2), "wrong"), ((3, 51, 3), "good"), ((3, 53, 4), "good")],
)
def test_a_sqlite_that_can_lose_a_write(monkeypatch, version, state):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", version)
    assert checks._sqlite().state == state


def test_jobs_that_wait_too_long_and_jobs_that_failed(cast, at):
    ask(cast.business, "test.late", "x", at - timedelta(minutes=11))
    failed = ask(cast.business, "test.failed", "x", at)
    Job.objects.filter(pk=failed.pk).update(state="failed", done_at=at, error="There is no flour.")
    found = list(checks.worker(at))
    assert any(f.state == "wrong" and "1 job has been waiting" in f.what for f in found)
    assert any("There is no flour." in f.what for f in found)


# Nothing points into another business.


def test_a_row_that_points_into_another_business_is_found(cast, at):
    source = Source.objects.create(business=cast.business, kind="hand", label="x", at=at, member=cast.alice)
    assert list(crossings()) == []
    Source.objects.filter(pk=source.pk).update(member=cast.charlie)  # past the guard of save()
    assert [(c.field, c.n) for c in crossings()] == [("accounts.Source.member", 1)]


def test_a_bug_that_tries_is_stopped_before_it_is_stored(cast, at):
    with pytest.raises(ValueError, match="into another business"):
        Source.objects.create(business=cast.business, kind="hand", label="x", at=at, member=cast.charlie)
    with pytest.raises(ValueError, match="into another business"):
        Change.objects.create(
            business=cast.business, at=at, type="x.y", room="accounts", row="x", member=cast.charlie
        )


def test_every_link_between_rows_of_businesses_is_looked_at(db):
    # The walk finds the ways by itself: these are some that a new model may have, near and far.
    from django.apps import apps

    from goodword.accounts.crossing import _pairs, way_to_business

    looked_at = {
        f"{model._meta.label}.{field.name}" for model in apps.get_models() for field, _h, _t in _pairs(model)
    }
    assert {
        "accounts.Change.member",
        "today.Move.list",
        "today.Move.person",
        "sales.Sale.person",
    } <= looked_at
    assert way_to_business(apps.get_model("imports", "StagedPart")) == "upload__business_id"


# The public address.


class Answer:
    def __init__(self, said: str | Exception) -> None:
        self.said = said

    def __call__(self, address: str, seconds: float = 5.0) -> str:
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


@pytest.mark.parametrize(
    ("url", "said", "words"),
    [
        ("https://goodword.example", "", ""),
        ("https://goodword.example", "another", "something else answers"),
        ("https://goodword.example", TimeoutError(), "does not answer"),
        ("https://goodword.example", ConnectionRefusedError(), "nothing listens"),
        ("https://goodword.example", OSError("Name or service not known"), "cannot be found"),
        ("http://goodword.example", "", "not encrypted"),
        ("https://goodword.example/path", "", "without a path"),
        ("goodword.example", "", "Write it like"),
    ],
)
def test_the_public_address_is_offered_once_it_was_seen_to_lead_here(
    settings, monkeypatch, at, url, said, words, tmp_path
):
    settings.HOME, settings.PUBLIC_URL, settings.SECURE = tmp_path, url, url.startswith("https://")
    monkeypatch.setattr(public_address.pinging, "ask", Answer(said))
    monkeypatch.setattr(public_address, "_found", (0.0, False))
    assert not public_address.public_url_ready(), "not before it was looked at"
    assert words in public_address.look_from_outside(at)
    assert public_address.public_url_ready() == (words == "")


def test_another_address_has_to_be_looked_at_again(settings, monkeypatch, at, tmp_path):
    settings.HOME, settings.PUBLIC_URL, settings.SECURE = tmp_path, "https://one.example", True
    monkeypatch.setattr(public_address.pinging, "ask", Answer(""))
    public_address.look_from_outside(at)
    settings.PUBLIC_URL = "https://two.example"
    monkeypatch.setattr(public_address, "_found", (0.0, False))
    assert not public_address.public_url_ready()


def test_the_worker_looks_once_an_hour_and_oftener_while_something_is_wrong(
    settings, monkeypatch, at, tmp_path
):
    settings.HOME, settings.PUBLIC_URL, settings.SECURE = tmp_path, "https://goodword.example", True
    asked, answers = [], iter(["another", ""])
    monkeypatch.setattr(public_address.pinging, "ask", lambda _url: asked.append(1) or next(answers))
    for minute in range(50):
        public_address.look_if_due(at + timedelta(minutes=minute))
    assert len(asked) == 2
    settings.PUBLIC_URL = ""
    public_address.look_if_due(at + timedelta(days=1))
    assert len(asked) == 2


# Mail.


@pytest.fixture
def mail_server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[OSError | None], None]:
    """One at localhost that lets us in, or says no in this way."""
    settings.MAIL_SET, settings.DEFAULT_FROM_EMAIL = True, "us@goodword.example"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 2525

    def answers(problem: OSError | None) -> None:
        def opened(self: Any) -> None:
            if problem:
                raise problem

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", opened)

    return answers


def test_a_mail_server_on_this_machine_counts(mail_server, at):
    mail_server(None)
    assert [(f.state, f.what) for f in checks.mail(at)] == [("good", "The mail server localhost lets us in.")]


def test_without_one_nothing_is_wrong(at):
    assert states(checks.mail, at) == ["know"]


def test_without_a_sender_mail_is_not_offered_and_that_is_told(mail_server, settings, at):
    mail_server(None)
    settings.DEFAULT_FROM_EMAIL = ""
    first = next(iter(checks.mail(at)))
    assert first.state == "wrong" and "?from=" in first.mend


def test_nobody_listens(settings, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_SET, settings.DEFAULT_FROM_EMAIL = True, "us@goodword.example"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    (found,) = checks.mail(at)
    assert (
        found.state == "wrong" and "127.0.0.1 cannot be reached at port 1: Connection refused" in found.what
    )


@pytest.mark.parametrize(
    ("problem", "what", "mend"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 no such\nuser"), "password: 5.7.8 no such user", "%23"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."), "no TLS", "smtps://"),
        (smtplib.SMTPNotSupportedError("SMTP AUTH extension not supported"), "no user and", "Leave them out"),
        (smtplib.SMTPServerDisconnected("gone"), "does not let us in: gone", "ask your provider"),
        (socket.gaierror(-2, "Name or service not known"), "cannot be found", "its name"),
        (TimeoutError("timed out"), "does not answer at port 2525", "firewall"),
        (ssl.SSLError(1, "wrong version number"), "does not begin with TLS", "Write smtp://"),
        (ssl.SSLCertVerificationError(1, "expired"), "certificate", "as its certificate names it"),
    ],
)
def test_what_mends_mail_fits_what_is_wrong_with_it(mail_server, at, problem, what, mend):
    mail_server(problem)
    (found,) = checks.mail(at)
    assert found.state == "wrong" and what in found.what and mend in found.mend


def test_the_worker_is_known_by_what_it_holds(db, at):
    if connection.vendor == "sqlite":
        from goodword.accounts.holding import hold, is_held

        assert not is_held("worker")
        with hold("worker") as ours:
            assert ours
            assert is_held("worker")
        assert not is_held("worker")
