"""The one place where an address is made that opens a mail ready to be sent."""

from collections.abc import Sequence
from urllib.parse import quote


def mailto(to: str | Sequence[str], subject: str, body: str = "") -> str:
    """A `mailto:` address: to one, to several, or (no `to`) to whom is chosen in the mail program.

    A mail without a subject looks like one that a machine sent, so one is always named. It is one line, whatever
    was typed into it; the lines of `body` are parted as mail programs want it (RFC 6068).
    """
    line = _quoted(" ".join(subject.split()))
    if not line:
        raise ValueError("a mail needs a subject")
    people = [to] if isinstance(to, str) else to
    address = f"mailto:{','.join(quote(one, safe='@+') for one in people)}?subject={line}"
    lines = _quoted(body).replace("%0D%0A", "%0A").replace("%0A", "%0D%0A")
    return f"{address}&body={lines}" if body else address


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")
