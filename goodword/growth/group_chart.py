"""The groups that brought most, as a picture."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.web.charts import Bars, Picture, Row

from .group_pages import Shown

MOST = 6
FEWEST = 2  # one bar alone compares nothing


def brought_picture(groups: Sequence[Shown]) -> Picture | None:
    """None where too few groups have brought anybody."""
    best = sorted((one for one in groups if one.yeses), key=lambda one: -one.yeses)[:MOST]
    if len(best) < FEWEST:
        return None
    first = best[0]
    title = ngettext(
        "Most came through “%(name)s”: %(n)s person",
        "Most came through “%(name)s”: %(n)s people",
        first.yeses,
    )
    return Bars(
        key="groups",
        title=title % {"name": first.name, "n": first.yeses},
        note=_("Who was sent by somebody of the group, and said yes to you."),
        rows=[
            Row(one.name, one.yeses, href=reverse("group", args=[one.group.business.code, one.group.code]))
            for one in best
        ],
        label_head=_("Group"),
        value_head=_("Said yes"),
        empty="",
    ).picture()
