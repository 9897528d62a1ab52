import os
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.accounts.first_run import is_first_run, owners, sign_in_link
from goodword.accounts.models import Login
from goodword.site.addresses import base_address, in_blocks, is_loopback
from goodword.site.open_at import find_open, open_at
from goodword.site.serving import address_in_this_network, is_taken, serve


class Command(BooksCommand):
    help = "Opens Goodword in a browser on this computer, and does the slow work beside it. Ctrl-C ends both."
    examples = (
        "goodword serve",
        "goodword serve --phone          for a phone in the same network",
        "goodword serve --link           a new link to sign in by, also while it is being served",
        "GOODWORD_URL=https://goodword.example.org goodword serve     behind a web server that has the certificate",
    )
    needs_business = False

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port (8000)")
        parser.add_argument(
            "--host", default="", help="the address to listen at; this computer alone if not told"
        )
        parser.add_argument(
            "--phone", action="store_true", help="let a phone in the same network in, by a QR code"
        )
        parser.add_argument("--link", action="store_true", help="print a link that signs the owner in")
        parser.add_argument("--for", dest="email", default="", metavar="EMAIL", help="whom the link signs in")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="pages only: the worker runs somewhere else (goodword work)",
        )

    def run(
        self, *, port: int, host: str, phone: bool, link: bool, email: str, no_worker: bool, **options: Any
    ) -> int | None:
        host = self._where(host, port, phone)
        base = base_address(host, port)
        wanted = link or phone or bool(email)
        already = find_open()
        if already:
            return self._open_already(already, wanted, phone, email)
        if is_taken(host, port):
            return self._taken(base, port, wanted, phone, email)
        path = self._link(email) if wanted or is_first_run() else ""
        os.environ["GOODWORD_SERVED_AT"] = base  # for accounts/links.py in the processes to come
        with open_at(base, host, port):
            serve(host, port, with_worker=not no_worker, when_ready=lambda: self._tell(base, path, phone))
        self.say(_("Stopped."))
        return None

    def _where(self, host: str, port: int, phone: bool) -> str:
        if not 0 < port < 65536:
            self.wrong_use(_("A port is a number from 1 to 65535; 8000 is usual."))
        if phone and not settings.PUBLIC_URL:
            return (
                host
                or address_in_this_network()
                or self.fail(
                    _("This computer is in no network that a phone could be in. Join one, then try again.")
                )
            )
        if host and not is_loopback(host) and not settings.PUBLIC_URL:
            self.wrong_use(
                _("To let others in, say under which address they reach you: set GOODWORD_URL=https://...")
                + "\n"
                + _("For your own phone in the same network: goodword serve --phone")
            )
        return host or "127.0.0.1"

    def _taken(self, base: str, port: int, wanted: bool, phone: bool, email: str) -> int:
        """Another program listens there. If it is Goodword over these very books, a link is all that is needed."""
        from goodword.accounts.pinging import is_ours

        if is_ours(f"http://127.0.0.1:{port}") or is_ours(base):
            return self._open_already(base, wanted, phone, email)
        self.warn(
            _("Port %(port)s is in use by another program. Try: goodword serve --port %(next)s")
            % {"port": port, "next": port + 1}
        )
        return 1

    def _open_already(self, base: str, wanted: bool, phone: bool, email: str) -> int:
        """Wherever it is: a second server on the same books is never what was meant."""
        path = self._link(email) if wanted or is_first_run() else ""
        self.say(_("Goodword is open already: %(address)s") % {"address": base})
        if path:
            self._tell_link(base, path)
        if phone and is_loopback(urlsplit(base).hostname or ""):
            self.say(_("A phone does not reach it there. End it, then: goodword serve --phone"))
        elif phone:
            self._tell_phone(base + path)
        self.facts({"address": base, "link": base + path if path else None})
        return 0

    def _link(self, email: str) -> str:
        login: Login | None = next(iter(owners()), None)
        if email:
            login = Login.objects.filter(email=email.strip().lower()).first()
            if login is None:
                self.wrong_use(_("Nobody here signs in as %(email)s.") % {"email": email})
        return sign_in_link(self.at, login)

    def _tell(self, base: str, path: str, phone: bool) -> None:
        self.say(_("Goodword is open: %(address)s") % {"address": base})
        if path:
            self._tell_link(base, path)
        if phone:
            self._tell_phone(base + path)
        self.say(_("Ctrl-C ends it."))
        self.facts({"address": base, "link": base + path if path else None})
        self.stdout.flush()

    def _tell_link(self, base: str, path: str) -> None:
        self.say(_("Sign in by this link, once, within 30 minutes:"))
        self.say(f"  {base}{path}")

    def _tell_phone(self, address: str) -> None:
        self.say()
        self.say(in_blocks(address))
        if not settings.SECURE:
            self.say(
                _(
                    "This way is not encrypted: use it only in a network that you trust, like your own at home."
                    " Whoever else is in it could read along."
                )
            )
