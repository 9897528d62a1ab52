"""The business's website, on a server of its own, with and without the script."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from goodword.people.models import Person
from goodword.referrals.models import Visit
from goodword.referrals.sharing import make_link

from .bakery import regulars

PAGE = """<!doctype html><title>Corner</title><script src="{script}" defer></script>
<a href="/menu">Menu</a> <a id="pay" href="https://buy.stripe.com/test_1?x=1">Pay</a>
<a id="other" href="https://elsewhere.example/">Elsewhere</a>
<form action="/write" method="get"><label>Words <input name="words"></label><button>Send</button></form>"""


@pytest.fixture
def corner(live):
    """The business's website, on every address."""

    class Answering(BaseHTTPRequestHandler):
        script = f"{live}/via.js"

        def do_GET(self):
            self.send_response(404 if self.path.endswith(".js") else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.format(script=self.script).encode())

        def log_message(self, *told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Answering.address = f"http://127.0.0.1:{server.server_port}"
    yield Answering
    server.shutdown()
    server.server_close()


@pytest.fixture
def token(cast, at):
    regulars(cast, at, "Dana Okafor")
    return make_link(Person.objects.get(), cast.alice, at).token


def test_the_code_goes_along_until_they_write_or_pay(clock, live, corner, token, browse):
    page = browse(who=None)
    with page.expect_response("**/seen/") as told:
        page.goto(f"{corner.address}/?via={token}")
    assert told.value.status == 204
    assert Visit.objects.get().link.token == token
    page.get_by_role("link", name="Menu").click()
    expect(page).to_have_url(f"{corner.address}/menu?via={token}")
    page.get_by_label("Words").fill("Bread, please")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(f"{corner.address}/write?words=Bread%2C+please&via={token}")
    for name, expected in (("pay", {"x": ["1"], "client_reference_id": [token]}), ("other", {})):
        link = page.locator(f"#{name}")
        link.dispatch_event("contextmenu")
        assert parse_qs(urlsplit(link.get_attribute("href")).query) == expected
    assert page.context.cookies() == []
    assert Visit.objects.count() == 1


def test_without_the_script_the_page_is_as_it_was(clock, live, corner, token, browse):
    corner.script = "/gone.js"
    page = browse(who=None)
    page.goto(f"{corner.address}/?via={token}")
    expect(page).to_have_url(f"{corner.address}/?via={token}")
    page.get_by_role("link", name="Menu").click()
    expect(page).to_have_url(f"{corner.address}/menu")


def test_who_came_without_a_code_is_left_alone(clock, live, corner, token, browse):
    page = browse(who=None)
    page.goto(f"{corner.address}/?via=<script>")
    page.get_by_role("link", name="Menu").click()
    expect(page).to_have_url(f"{corner.address}/menu")
    assert not Visit.objects.exists()
