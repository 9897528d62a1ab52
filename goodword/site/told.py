"""What an installation is told before it starts, in words if it cannot be so. Nothing here needs Django."""

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

FILE = "settings.env"
USUAL_PORTS = {"http": 80, "https": 443}
NAMES = ("DATABASE_URL", "GOODWORD_HOOKS_INSIDE", "GOODWORD_PROXIES", "GOODWORD_SMTP", "GOODWORD_URL")
LINE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|((?!["']).*))""")


def what_was_told(home: Path) -> dict[str, str]:
    """Each setting as the environment has it, else as the file in the home folder has it.

    One that is empty in the environment is not set, whatever the file says.
    """
    around = {name: os.environ[name] for name in NAMES if name in os.environ}
    return {**_in_file(home / FILE), **around}


def _in_file(path: Path) -> dict[str, str]:
    """The settings of that file, if there is one. Ends with all that is wrong in it; values are never repeated."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise SystemExit(
            f"{path} is no text. Write each setting on a line, like {NAMES[-1]}=https://..."
        ) from None
    told, wrong = {}, []
    for n, line in enumerate(map(str.strip, lines), start=1):
        found = LINE.fullmatch(line)
        if found and found[1] in NAMES:
            told[found[1]] = found[2] or found[3] or found[4] or ""
        elif line and not line.startswith("#"):
            wrong.append(f"Line {n}: {_wrong_with(found[1] if found else '')}")
    if wrong:
        raise SystemExit("\n".join([f"{path} cannot be read.", *wrong]))
    return told


def _wrong_with(name: str) -> str:
    if not name:
        return 'Write it like NAME=value or NAME="value"; a remark begins with #, on a line of its own.'
    return f"“{name}” is no setting that can stand here. There are: {', '.join(NAMES)}."


def public_address(url: str) -> str:
    """As a browser writes it: passkeys and forms compare it letter by letter with what the browser says."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, USUAL_PORTS.get(parts.scheme)) else ""
    except ValueError:
        return url  # what is wrong with it is the doctor's to tell
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return urlunsplit(parts._replace(netloc=host + port, path=parts.path.rstrip("/")))


def address_told(name: str, url: str, schemes: tuple[str, ...], ways: str) -> SplitResult:
    """The parts of an address with a user and a password in it. `ways` names the schemes, with what they do.

    Ends with a sentence if it is none. The sentence never repeats the address: it may hold the password.
    """
    scheme = url.partition("://")[0].lower() if "://" in url else ""
    if scheme not in schemes:
        seen = f"begins with {scheme}://. It " if scheme else ""
        raise SystemExit(f"{name} {seen}should begin with {ways}")
    try:
        parts = urlsplit(url)
        if parts.port != 0 and _is_whole(parts):
            return parts
    except ValueError:  # no port, no address of IPv6
        pass
    raise SystemExit(
        f"{name} cannot be read: it should look like {schemes[0]}://user:password@host:port\n"
        "In a user or password write %23 for #, %2F for /, %3F for ?, %40 for @, %5B for [ and %25 for %."
    )


def _is_whole(parts: SplitResult) -> bool:
    """Whether it leads somewhere, and no letter of a password has ended it too early: # / ? do."""
    names = [pair.partition("=")[0] for pair in parts.query.split("&") if pair]
    is_cut = bool(parts.fragment) or "@" in parts.path or not all(map(str.isidentifier, names))
    return bool(parts.hostname or parts.path.strip("/")) and not is_cut
