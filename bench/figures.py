"""The figures of a large business, each counted as it is at night."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from goodword.accounts.models import Business
from goodword.growth.jobs import NAMES, count_figure

from .report import Line


def figure_lines(business: Business, about: str) -> Iterator[Line]:
    for name in NAMES:
        begun = time.perf_counter()
        count_figure(business, name, datetime.now(UTC))
        yield Line(f"The figure “{name}”, {about}", f"{time.perf_counter() - begun:.1f} s", "told", True)
