"""Days, lists and visits as people say them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.advocates.words import day_words as on_day
from goodword.lib.days import date_words, month_day_words, weekday_words


def day_words(on: date, today: date) -> str:
    """ "today", "yesterday", "Thursday", "October 12", "October 12, 2024" (each language has its own)."""
    ago = (today - on).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if 1 < ago < 7:
        return weekday_words(on)
    return month_day_words(on) if 0 <= ago < 300 else date_words(on)


def visits(n: int, last: date, today: date, kind: str) -> str:
    """ "21 visits, the last one on March 12"; a nonprofit counts gifts."""
    if kind in ("nonprofit", "campaign"):
        words = ngettext("%(n)d gift", "%(n)d gifts", n)
    else:
        words = ngettext("%(n)d visit", "%(n)d visits", n)
    told = words % {"n": n}
    if n == 1:
        return f"{told}, {on_day(last, today)}"
    return _("%(visits)s, the last one %(on)s") % {"visits": told, "on": on_day(last, today)}
