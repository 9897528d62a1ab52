"""What the same file brought when it was read first, beside what it tells now that its columns mean something else."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from goodword.accounts.models import Business

Facts = dict[str, Any]


def then_and_now(then: Facts, now: Facts, kind: str) -> list[list[str]]:
    """Rows of what, then, now; without those that were nothing and still are."""
    return [
        [words, number_format(before, force_grouping=True), number_format(after, force_grouping=True)]
        for words, key in _figures(kind)
        if (before := _sum(then["files"], key)) + (after := _sum(now["files"], key))
    ]


def _figures(kind: str) -> list[tuple[str, str]]:
    is_given = kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN)
    return [
        (_("People"), "people"),
        (_("Gifts") if is_given else _("Sales"), "sales"),
        (_("Amounts given back"), "refunds"),
        (_("Rows that wait for your word"), "held"),
        (_("Rows that are to be mended"), "refused"),
    ]


def _sum(files: Sequence[Facts], key: str) -> int:
    return sum(one[key] for one in files)
