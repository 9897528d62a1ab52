"""Days as people say them, for the sentences of this room and those above."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day_words(day: date, today: date) -> str:
    """`day` as one says it on the day `today`: today, yesterday, on Thursday, on 12 October, in May 2024."""
    ago = (today - day).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if 1 < ago < 7:
        return _("on %(weekday)s") % {"weekday": date_format(day, "l")}
    if abs(ago) < 300:
        return _("on %(day)s") % {"day": date_format(day, "j F")}
    return _("in %(month)s") % {"month": date_format(day, "F Y")}
