"""Sending to an address that somebody typed: never to what stands inside our own network.

The name is looked up here, every address it has is checked, and the connection goes to the very address that was
checked, with the name for TLS. A name that leads elsewhere a moment later leads nowhere new, and no redirect is
followed. Python's own http.client: a library that looks names up by itself could not be held to that.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 10  # for the whole, however slowly it answers
READ = 4096
Address = IPv4Address | IPv6Address
# IPv4 inside IPv6: through a gateway that translates, they lead to the address inside.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class Refused(Exception):
    """Nothing is sent there; why, in words for the owner."""


class Answer(NamedTuple):
    status: int | None
    problem: str = ""

    @property
    def has_arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """The other side says that nobody listens there any more."""
        return self.status == http.client.GONE


class Place(NamedTuple):
    """Where an address leads."""

    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def is_allowed_inside(self) -> bool:
        """Whoever runs this installation named it (GOODWORD_HOOKS_INSIDE): their own program, on their own network."""
        return f"{self.host}:{self.port}" in settings.HOOKS_INSIDE


def place_of(url: str) -> Place:
    """Raises Refused. Messages hold people's names: they travel by https, but to a program inside."""
    wrong = _("This is not a web address. Write it like https://example.com/hook.")
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        raise Refused(wrong)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(wrong) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(wrong)
    if parts.username is not None or parts.fragment:
        raise Refused(_("Leave out what stands before an @ or after a #: it is not sent."))
    is_secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    place = Place(is_secure, parts.hostname, port or (443 if is_secure else 80), path)
    if not is_secure and not place.is_allowed_inside:
        raise Refused(_("Use an address that begins with https://, so that nobody can read along."))
    return place


def is_outside(address: Address) -> bool:
    """Whether it is a public address of the internet. What is inside another address counts too."""
    if isinstance(address, IPv6Address):
        if inner := _inside(address):
            return is_outside(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if int(address) >> 32 == 0 and int(address) > 1:
        return IPv4Address(int(address))  # the old way to write IPv4 in IPv6
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def look_up(host: str, port: int) -> list[str]:
    return list(
        dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def addresses_of(place: Place) -> list[str]:
    """Where the name leads just now. Raises Refused if any of it is inside: a name with both is up to no good."""
    try:
        found = look_up(place.host, place.port)
    except (OSError, UnicodeError):
        raise Refused(_("There is no such name on the internet: %s.") % place.host) from None
    if not place.is_allowed_inside and not all(
        is_outside(ip_address(one.partition("%")[0])) for one in found
    ):
        raise Refused(_("%s leads into a private network. Use an address on the internet.") % place.host)
    return found


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """One try. Whatever goes wrong is told in the answer."""
    try:
        place = place_of(url)
        return _post(place, addresses_of(place), body, headers)
    except Refused as why:
        return Answer(None, str(why))
    except ssl.SSLError as wrong:
        return Answer(None, _("The connection is not safe: %s.") % (wrong.reason or wrong))
    except TimeoutError:
        return Answer(None, _("It did not answer in time."))
    except (OSError, http.client.HTTPException) as wrong:
        return Answer(None, _("It could not be reached: %s.") % (str(wrong) or type(wrong).__name__))


class _Checked(http.client.HTTPConnection):
    """A connection to addresses that were checked, whatever the name says by now."""

    def __init__(self, place: Place, addresses: list[str]) -> None:
        super().__init__(place.host, place.port, timeout=SECONDS)
        self.place, self.addresses = place, addresses
        self.is_late = False
        # As browsers do: without a port in the name that is told, where it is the usual one.
        self.default_port = http.client.HTTPS_PORT if place.is_secure else http.client.HTTP_PORT

    def connect(self) -> None:
        for n, address in enumerate(self.addresses, 1):
            try:
                self.sock = socket.create_connection((address, self.place.port), timeout=SECONDS)
                break
            except OSError:
                if n == len(self.addresses):
                    raise
        if self.place.is_secure:
            self.sock = safe_context().wrap_socket(self.sock, server_hostname=self.place.host)

    def cut(self) -> None:
        """Each answer within the time, but the whole too slow: somebody drips."""
        self.is_late = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def safe_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _post(place: Place, addresses: list[str], body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = _Checked(place, addresses)
    late = Timer(SECONDS, connection.cut)
    late.daemon = True
    late.start()
    try:
        connection.request("POST", place.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(READ)
        return Answer(answer.status, _problem(answer.status))
    except (OSError, http.client.HTTPException):
        if connection.is_late:
            raise TimeoutError from None
        raise
    finally:
        late.cancel()
        connection.close()


def _problem(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return _("It sent us on to another address (%s). We do not follow: write the final address.") % status
    if status == http.client.GONE:
        return _("It said that nobody listens there any more (410).")
    return _("It answered with an error (%s).") % status
