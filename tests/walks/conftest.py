"""A browser, two sites and a critic for the walks.

live      the site in this process, beside the test's own database: arrange with `cast` and the nouns
served    the real `goodword serve`, with its worker, in a home folder of its own: as an owner meets it
browse    a page in the browser: browse(who=..., on="phone", scripts=False, dark=True)
axe       what axe finds wrong with a page: nothing
shot      a picture in ./shots, when SHOTS=1
clock     what time it is for `live`: a Monday; clock.go_to(a_day_later) moves it
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.postgres import free_port

from . import chromium

# The browser's driver runs a loop in this thread; Django would take it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SHOTS = Path(__file__).parent.parent.parent / "shots"
SECONDS_A_WALK = 120
PATIENCE = 10_000  # milliseconds; a page that takes longer is broken


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.walk)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.program()
    assert program, chromium.NONE_FOUND
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=program, args=list(chromium.QUIET))


@pytest.fixture(autouse=True)
def an_end() -> Iterator[None]:
    """A walk that hangs is a failed walk, told with the line where it hung."""

    def too_long(*_: object) -> None:
        raise TimeoutError(f"this walk took longer than {SECONDS_A_WALK} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS_A_WALK)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


# Where to walk ------------------------------------------------------------------------------------


@pytest.fixture
def live(transactional_db: None, live_server: Any) -> str:
    """The address of the site in this process. Rows made by the test are there at once."""
    return str(live_server.url)


@dataclass
class Clock:
    """Hands out the same moment until it is moved, so that a walk is the same on every day of the year."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def go_to(self, moment: datetime) -> None:
        self.moment = moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> Clock:
    told = Clock(at)
    monkeypatch.setattr("django.utils.timezone.now", told)
    return told


@dataclass
class Served:
    """A running `goodword serve`: its address, the first link it printed, and its home folder."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The sign-in link, good once."""
        links = [
            word for line in self.printed for word in line.split() if word.startswith(f"{self.url}/signin/")
        ]
        assert links, f"no link was printed: {self.printed}"
        return links[-1]

    def goodword(self, *words: object) -> str:
        """Run the command on the same books, while they are served; return what it printed."""
        done = subprocess.run(
            [goodword(), *map(str, words)],
            env=its_world(self.home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A first start on an empty home. `@pytest.mark.parametrize("served", [[...]], indirect=True)` adds words."""
    with tempfile.TemporaryDirectory(prefix="goodword-walk-") as folder:
        home, port = Path(folder), free_port()
        words = [goodword(), "serve", "--port", str(port), *getattr(request, "param", [])]
        with (home / "printed").open("w+") as printed:
            process = subprocess.Popen(words, env=its_world(home), stdout=printed, stderr=printed, text=True)
            site = Served(f"http://127.0.0.1:{port}", home, process)
            try:
                site.printed = wait_for_address(site, home / "printed")
                site.url = next(
                    word for line in site.printed for word in line.split() if word.startswith("http")
                )
                yield site
            finally:
                process.terminate()
                process.wait(20)


def wait_for_address(site: Served, printed: Path) -> list[str]:
    until = time.monotonic() + 30
    while time.monotonic() < until and site.process.poll() is None:
        lines = printed.read_text().splitlines()
        # It ends with how to end it: all that it has to say is there then.
        if any("Ctrl-C" in line for line in lines):
            return lines
        time.sleep(0.05)
    raise AssertionError(f"goodword serve did not come up: {printed.read_text()}")


def goodword() -> str:
    return str(Path(sys.executable).parent / "goodword")


def its_world(home: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GOODWORD_", "DJANGO_"))
    }
    kept.pop("DATABASE_URL", None)
    return kept | {"GOODWORD_HOME": str(home)}


# How to walk --------------------------------------------------------------------------------------


@pytest.fixture
def browse(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; at the end, no page may have complained in its console."""
    if "served" in request.fixturenames:
        # First come, last gone: a page must not outlive the site, or it complains that nobody answers.
        request.getfixturevalue("served")
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        url: str = "about:blank",
        who: str | None = None,
        on: str = "phone",
        scripts: bool = True,
        dark: bool = False,
        agent: str | None = None,
    ) -> Page:
        phone = on == "phone"
        context = browser.new_context(
            viewport=SIZES[on],  # type: ignore[arg-type]
            has_touch=phone,
            is_mobile=phone,
            device_scale_factor=2 if phone else 1,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            user_agent=agent,
            reduced_motion="reduce",
            locale="en-US",
            accept_downloads=True,
        )
        opened.append(context)
        if not scripts:
            context.without_scripts = True  # type: ignore[attr-defined]
        context.set_default_timeout(PATIENCE)
        if who:
            context.add_cookies([signed_in(request, who)])  # type: ignore[list-item]
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if url != "about:blank":
            page.goto(url)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert not complaints, "the browser's console said: " + "; ".join(complaints)


def complaint(message: ConsoleMessage) -> list[str]:
    """What a console message complains of. A refused form answers 4xx, and that is no fault of the page's."""
    refused = re.search(r"responded with a status of 4\d\d|ERR_INTERNET_DISCONNECTED", message.text)
    return [message.text] if message.type == "error" and not refused else []


def signed_in(request: pytest.FixtureRequest, who: str) -> dict[str, str]:
    """The session of one of the cast, for `live`."""
    client = request.getfixturevalue("as_")(who)
    return {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": request.getfixturevalue("live"),
    }


@pytest.fixture
def axe() -> Callable[..., None]:
    def finds_nothing(page: Page, only: str = "") -> None:
        """`only` one rule: what a darker scheme may change is the contrast."""
        # It is a script itself: where scripts are off, it would wait for ever.
        assert not hasattr(page.context, "without_scripts"), (
            "axe needs a page with scripts; look at the same page there"
        )
        found = Axe().run(page, options={"runOnly": [only]} if only else None)
        told = [
            f"{one['id']} ({one['impact']}): {one['help']}\n    "
            + "\n    ".join(n["html"][:200] for n in one["nodes"])
            for one in found.response["violations"]
        ]
        assert not told, f"axe on {page.url}:\n" + "\n".join(told)

    return finds_nothing


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    def taken(page: Page, name: str) -> None:
        if os.environ.get("SHOTS") != "1":
            return
        size = page.viewport_size or {"width": 0}
        device = next(
            (device for device, at in SIZES.items() if at["width"] == size["width"]), str(size["width"])
        )
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(
            path=SHOTS / f"{name}-{device}-{'dark' if dark else 'light'}.png", full_page=True, caret="initial"
        )

    return taken
