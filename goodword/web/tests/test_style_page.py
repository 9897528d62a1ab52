"""The style page in a real browser: every piece once, phone to desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

pytestmark = [
    pytest.mark.walk,
    pytest.mark.urls("goodword.web.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 820, 1400])
def test_axe_finds_nothing_and_nothing_sticks_out(live_server, settings, monkeypatch, scheme, width) -> None:
    settings.DEBUG = True
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in this thread
    said: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.goto(f"{live_server.url}/style/")
        page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true })")
        found = Axe().run(page)
        sticks_out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        browser.close()
    assert [v["id"] for v in found.response["violations"]] == []
    assert sticks_out <= 0
    assert said == []  # what the CSP refuses is said here
