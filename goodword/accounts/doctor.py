"""What is wrong, and how to mend it. Every room may look at its own things, in its checks.py:

@check("files")
def staged(at: datetime) -> Iterator[Finding]:
    yield good(_("No file waits to be looked at."))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Finding:
    state: Literal["good", "know", "wrong"]  # "know": worth knowing, nothing is broken
    what: str
    mend: str = ""
    about: str = ""


def good(what: str) -> Finding:
    return Finding("good", what)


def know(what: str, mend: str = "") -> Finding:
    return Finding("know", what, mend)


def wrong(what: str, mend: str) -> Finding:
    return Finding("wrong", what, mend)


Check = Callable[[datetime], Iterator[Finding]]
CHECKS: dict[str, Check] = {}


def check(about: str) -> Callable[[Check], Check]:
    def door(look: Check) -> Check:
        CHECKS[about] = look
        return look

    return door


def examine(at: datetime) -> Iterator[Finding]:
    """All that any room looks at. One check that breaks is a finding, and does not hide the others."""
    autodiscover_modules("checks")
    for about, look in CHECKS.items():
        try:
            for finding in look(at):
                yield Finding(finding.state, finding.what, finding.mend, about)
        except Exception as problem:  # noqa: BLE001  # whatever a check of a room may raise
            yield Finding(
                "wrong",
                _("This could not be looked at: %(why)s") % {"why": f"{type(problem).__name__}: {problem}"},
                _("Run it again with GOODWORD_DEBUG=1, and tell us what it says."),
                about,
            )
