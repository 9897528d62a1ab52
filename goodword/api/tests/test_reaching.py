"""Where a message may go: out, never inside, and to the very address that was checked."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from goodword.api import reaching
from goodword.api.reaching import Refused, addresses_of, is_outside, place_of, post

INSIDE = """
127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.127.255.254
192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 fe80::1 fec0::1 fc00::1 fd12:3456::1 ff02::1 2001:db8::1 100::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::10.0.0.1 2002:7f00:1:: 2002:a00:1::
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 2001:0:4136:e378:8000:63bf:3fff:fdd2
""".split()
OUTSIDE = "1.1.1.1 8.8.8.8 93.184.215.14 2606:4700:4700::1111 64:ff9b::808:808 2002:808:808:: ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_inside_is_never_told(address):
    assert not is_outside(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_outside_may_be(address):
    assert is_outside(ip_address(address))


@pytest.fixture
def names(monkeypatch):
    """A resolver of our own: `names["a.example"] = [...]`; a list of lists answers anew each time."""
    known = {}

    def look_up(host, _port):
        if host not in known:
            raise socket.gaierror("no such name")
        return known[host].pop(0) if isinstance(known[host][0], list) else known[host]

    monkeypatch.setattr(reaching, "look_up", look_up)
    return known


def test_a_name_that_leads_inside_is_refused_also_if_only_one_of_its_addresses_does(names):
    names["a.example"] = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(Refused, match="private network"):
        addresses_of(place_of("https://a.example/hook"))
    names["a.example"] = ["93.184.215.14"]
    assert addresses_of(place_of("https://a.example/hook")) == ["93.184.215.14"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost", "[fe80::1%25lo]"]
)
def test_no_way_of_writing_it_leads_inside(host):
    answer = post(f"https://{host}/", b"{}", {})
    assert answer.status is None and answer.problem
    assert "could not be reached" not in answer.problem  # nothing was even tried


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.com/", "begins with https://"),
        ("ftp://example.com/", "web address"),
        ("https://", "web address"),
        ("https://exa mple.com/", "web address"),
        ("https://example.com/\r\nX: y", "web address"),
        ("https://example.com:99999/", "web address"),
        ("https://[::1", "web address"),
        ("https://me:secret@example.com/", "Leave out"),
        ("https://example.com/#part", "Leave out"),
        ("/hook", "web address"),
    ],
)
def test_what_is_no_address_is_told_in_words(url, words):
    with pytest.raises(Refused, match=words):
        place_of(url)


class Listener(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.heard.append(
            (self.path, self.rfile.read(int(self.headers["Content-Length"])), self.headers)
        )
        answer = self.server.answers
        answer(self) if callable(answer) else self._answer(answer)

    def _answer(self, status):
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, *_words): ...


@contextmanager
def listening(answers=200, context=None):
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answers = [], answers
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_whoever_runs_it_names_may_be_told_inside(settings):
    with listening() as server:
        url = f"http://127.0.0.1:{server.server_port}/hook?a=1"
        assert "begins with https://" in post(url, b"{}", {}).problem
        settings.HOOKS_INSIDE = (f"127.0.0.1:{server.server_port}",)
        answer = post(url, b'{"a": 1}', {"Content-Type": "application/json"})
    assert answer.has_arrived and answer.status == 200
    [(path, body, headers)] = server.heard
    assert (path, body, headers["Content-Type"]) == ("/hook?a=1", b'{"a": 1}', "application/json")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(settings, status):
    with listening(status) as server:
        settings.HOOKS_INSIDE = (f"127.0.0.1:{server.server_port}",)
        answer = post(f"http://127.0.0.1:{server.server_port}/hook", b"{}", {})
    assert not answer.has_arrived and "We do not follow" in answer.problem
    assert [path for path, _body, _headers in server.heard] == ["/hook"]


def test_a_name_that_changes_after_the_check_leads_nowhere_new(names, monkeypatch):
    names["a.example"] = [["93.184.215.14"], ["127.0.0.1"]]
    asked = []

    def create_connection(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError("nobody")

    monkeypatch.setattr(reaching.socket, "create_connection", create_connection)
    assert "could not be reached" in post("https://a.example/", b"{}", {}).problem
    assert asked == [("93.184.215.14", 443)]
    assert "private network" in post("https://a.example/", b"{}", {}).problem
    assert len(asked) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of hook.example, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=now - timedelta(days=1),
        not_valid_after=now + timedelta(days=1),
        extensions=[
            x509.Extension(
                x509.SubjectAlternativeName.oid,
                False,
                x509.SubjectAlternativeName([x509.DNSName("hook.example")]),
            )
        ],
    ).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "hook.pem"
    pem = serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(own + made.public_bytes(pem))
    return path


@pytest.mark.parametrize(("name", "arrives"), [("hook.example", True), ("other.example", False)])
def test_the_name_is_asked_for_and_its_certificate_is_looked_at(
    names, settings, monkeypatch, certificate, name, arrives
):
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(certificate)
    asked = []
    here.sni_callback = lambda _socket, told, _context: asked.append(told)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(reaching, "safe_context", lambda: trusting)
    names[name] = ["127.0.0.1"]
    with listening(context=here) as server:
        settings.HOOKS_INSIDE = (f"{name}:{server.server_port}",)
        answer = post(f"https://{name}:{server.server_port}/", b"{}", {})
    assert asked == [name] and answer.has_arrived == arrives
    assert arrives or "not safe" in answer.problem


def test_a_certificate_that_nobody_knows_is_refused(names, settings, certificate):
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(certificate)
    names["hook.example"] = ["127.0.0.1"]
    with listening(context=here) as server:
        settings.HOOKS_INSIDE = (f"hook.example:{server.server_port}",)
        answer = post(f"https://hook.example:{server.server_port}/", b"{}", {})
    assert "not safe" in answer.problem and not server.heard


def test_who_drips_is_cut_off(settings, monkeypatch):
    stop = threading.Event()

    def drip(listener):
        listener.send_response(200)
        while not stop.wait(0.01):
            try:
                listener.wfile.write(b"X-Drip: 1\r\n")
                listener.wfile.flush()
            except OSError:
                return

    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    with listening(drip) as server:
        settings.HOOKS_INSIDE = (f"127.0.0.1:{server.server_port}",)
        answer = post(f"http://127.0.0.1:{server.server_port}/", b"{}", {})
        stop.set()
    assert not answer.has_arrived and answer.problem


def test_a_long_answer_is_not_read_to_its_end(settings):
    def tell_long(listener):
        listener.send_response(200)
        listener.end_headers()
        try:
            for _n in range(10_000):
                listener.wfile.write(b"x" * 10_000)
        except OSError:
            return

    with listening(tell_long) as server:
        settings.HOOKS_INSIDE = (f"127.0.0.1:{server.server_port}",)
        assert post(f"http://127.0.0.1:{server.server_port}/", b"{}", {}).has_arrived
