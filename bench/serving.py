"""The real server, in a home of its own: its pages' times and its processes' memory."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.postgres import free_port

TOKEN = "b" * 32  # that the form came from our own page


@dataclass
class Server:
    address: str
    process: subprocess.Popen[bytes]
    first_page_seconds: float
    cookie: str = ""

    def get(self, path: str) -> tuple[float, int]:
        """Seconds and bytes of one page."""
        asked = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie})
        begun = time.perf_counter()
        with urllib.request.urlopen(asked) as answer:
            size = len(answer.read())
            assert answer.url == self.address + path, f"{path} led to {answer.url}"
        return time.perf_counter() - begun, size

    def read(self, path: str) -> str:
        """The words of one page; none if nothing is to be shown."""
        asked = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(asked) as answer:
            return str(answer.read().decode())

    def post(
        self, path: str, data: bytes, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[float, str]:
        """Press a button: seconds until its answer stands there whole, and the address it led to."""
        headers = {"Cookie": f"{self.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": kind}
        asked = urllib.request.Request(self.address + path, data, headers)
        begun = time.perf_counter()
        with urllib.request.urlopen(asked) as answer:
            answer.read()
            return time.perf_counter() - begun, answer.url.removeprefix(self.address)

    def memory(self) -> float:
        """Megabytes of the whole process tree, shared pages split among those who share them."""
        root = psutil.Process(self.process.pid)
        return sum(one.memory_full_info().pss for one in [root, *root.children(recursive=True)]) / 1e6


@contextmanager
def served(home: Path, *, settings: str = "goodword.site.settings") -> Iterator[Server]:
    port = free_port()
    environment = {**os.environ, "GOODWORD_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "goodword", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        seconds = _wait(address, process, begun)
        yield Server(address, process, seconds)
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], begun: float) -> float:
    while time.perf_counter() - begun < 60:
        if process.poll() is not None:
            raise SystemExit("goodword serve ended by itself")
        try:
            with urllib.request.urlopen(address + "/signin/") as answer:
                answer.read()
            return time.perf_counter() - begun
        except urllib.error.URLError:
            time.sleep(0.02)
    raise SystemExit("goodword serve gave no page within a minute")


def cookie_for(login: int) -> str:
    """A signed-in browser's cookie, made in the same books."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from goodword.accounts.models import Login

    user = Login.objects.get(pk=login)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
