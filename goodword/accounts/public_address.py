"""Whether the world reaches us under GOODWORD_URL. Until that is known, nothing that needs it is offered."""

import json
import os
import ssl
import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from . import pinging

LOOK_AGAIN = 30.0  # seconds; the worker checks once an hour, and pages read what it found
_found: tuple[float, bool] = (0.0, False)


def public_url_ready() -> bool:
    """Set, and found to lead here over https when it was last looked at. Cheap enough for every page."""
    global _found
    if not settings.SECURE:
        return False
    looked_at, ready = _found
    if time.monotonic() - looked_at > LOOK_AGAIN or not looked_at:
        ready = _kept().get("url") == settings.PUBLIC_URL and _kept().get("problem") == ""
        _found = (time.monotonic(), ready)
    return ready


def reaches_phones() -> bool:
    """Whether a link can be opened from another device: by the public address, or in the same network
    (`goodword serve --phone`)."""
    if settings.PUBLIC_URL:
        return public_url_ready()
    host = urlsplit(os.environ.get("GOODWORD_SERVED_AT", "")).hostname
    return host not in (None, "localhost", "127.0.0.1", "::1")


def why_not_public() -> str:
    """What was wrong when it was last looked at, in words; "" if all is well, or no address is set."""
    kept = _kept() if settings.PUBLIC_URL and not public_url_ready() else {}
    return str(kept.get("problem", "")) if kept.get("url") == settings.PUBLIC_URL else ""


def look_if_due(at: datetime) -> None:
    """For the worker, once a minute: looks once an hour, and every five minutes while something is wrong."""
    if not settings.PUBLIC_URL:
        return
    kept = _kept()
    pause = timedelta(hours=1) if public_url_ready() else timedelta(minutes=5)
    is_fresh = kept.get("url") == settings.PUBLIC_URL and at - datetime.fromisoformat(kept["at"]) < pause
    if not is_fresh:
        look_from_outside(at)


def look_from_outside(at: datetime) -> str:
    """Fetches our own /ping by the public address, and keeps what came of it. "" if all is well, else words."""
    global _found
    problem = problem_from_outside()
    _file().write_text(json.dumps({"url": settings.PUBLIC_URL, "problem": problem, "at": at.isoformat()}))
    _found = (0.0, False)
    return problem


def problem_from_outside() -> str:
    """What is wrong with the way here by the public address, in words; "" if nothing is. Keeps nothing."""
    parts = urlsplit(settings.PUBLIC_URL)
    where = {"url": settings.PUBLIC_URL, "host": parts.hostname or ""}
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        return (
            _("GOODWORD_URL is “%(url)s”. Write it like https://goodword.example.org, without a path.")
            % where
        )
    try:
        answer = pinging.ask(settings.PUBLIC_URL)
    except HTTPError as error:
        return _("%(url)s answers with error %(code)s. Does the web server in front pass everything on?") % {
            **where,
            "code": error.code,
        }
    except (URLError, OSError) as error:
        return _in_words(getattr(error, "reason", error), where)
    except ValueError:
        return _("%(url)s is no address that a browser could open.") % where
    if answer:
        return _("At %(url)s something else answers, not this Goodword.") % where
    if parts.scheme == "http":
        return _("%(url)s is not encrypted. Passkeys and links for others need https.") % where
    return ""


def _in_words(reason: object, where: dict[str, str]) -> str:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return _("The certificate of %(host)s is not valid: %(why)s.") % {
            **where,
            "why": reason.verify_message,
        }
    if isinstance(reason, ssl.SSLError):
        return _("%(host)s does not speak https as it should.") % where
    if isinstance(reason, TimeoutError):
        return _("%(url)s does not answer. Is a firewall in the way?") % where
    if isinstance(reason, ConnectionRefusedError):
        return _("At %(host)s nothing listens. Is the web server in front running?") % where
    return _("%(host)s cannot be found: look at its DNS entry. (%(why)s)") % {**where, "why": reason}


def _file() -> Path:
    return Path(settings.HOME) / "public-address.json"


def _kept() -> dict[str, str]:
    try:
        kept = json.loads(_file().read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
