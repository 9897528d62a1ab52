"""The mistakes of a file as a table, to be mended beside it."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from goodword.lib.sheets import safe_cell


def mistakes_csv(files: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Line by line. Begins with the mark by which Excel knows that it is UTF-8."""
    yield "\ufeff" + _line([_("File"), _("Line"), _("Column"), _("What stands there"), _("What would work")])
    for one in files:
        for mistake in one["mistakes"]:
            line = str(mistake["line"] or "")
            yield _line([one["file"], line, mistake["column"], mistake["saw"], mistake["hint"]])


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(safe_cell(cell) for cell in cells)
    return out.getvalue()
