"""What asking adds, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.lib.days import date_words
from goodword.lib.numbers import figure_words, number_words, percent_words
from goodword.web.charts import Bars, Picture, Row

from .measure.trial import ENOUGH, Offer
from .models import InTrial, Trial


def shares(told: Offer) -> list[tuple[int, str]]:
    """What may be chosen, each with the smallest difference that it would see."""
    names = {50: _("every second one"), 33: _("every third one"), 20: _("every fifth one")}
    words = _("%(name)s: shows a difference of %(n)s in 100 or more")
    return [
        (percent, words % {"name": names[percent].capitalize(), "n": in_100(smallest)})
        for percent, smallest in told.smallest.items()
    ]


def too_few(told: Offer) -> str:
    """Why a trial is not offered, and what it would see."""
    if not told.n_people:
        return _(
            "Too few to test: nobody may be asked just now, and it takes more than %(enough)s homes."
        ) % {"enough": ENOUGH}
    n = ngettext(
        "Too few to test: %(n)s home may be asked, and it takes more than %(enough)s.",
        "Too few to test: %(n)s homes may be asked, and it takes more than %(enough)s.",
        told.n_households,
    ) % {"n": number_words(told.n_households), "enough": ENOUGH}
    smallest = min(told.smallest.values())
    if smallest >= 1:
        return n
    seen = _("With so few, only a difference of %(n)s in 100 or more would be seen.")
    return f"{n} {seen % {'n': in_100(smallest)}}"


def means(share: int, smallest: float, day: str, n_left: int) -> list[str]:
    """What starting it means, before the button."""
    about = _("About %(n)s people are left unasked until %(day)s, drawn by lot, whole homes together.")
    return [
        about % {"n": number_words(n_left), "day": day},
        _("They are thanked and listened to as ever. Only asking waits."),
        _("If you want to ask one of them all the same, their page has a button. It is noted."),
        _("One thing is looked at: did they bring a customer who bought?"),
        _("It is looked at once, on %(day)s. Until then there are no figures, so that nobody can peek.")
        % {"day": day},
        _("It can see a difference of %(n)s in 100 or more. A smaller one stays unseen.")
        % {"n": in_100(smallest)},
    ]


def in_100(share: float) -> str:
    """ "2.4", of a hundred; "-0.3"."""
    return figure_words(round(100 * share, 1))


def headline(found: dict[str, Any]) -> str:
    if "plain" not in found:
        return _("There was nothing to compare.")
    if not found["is_clear"]:
        return _("It is not clear whether asking adds anything.")
    if found["sceptical"][1] > 0:
        return _("Asking adds: it brings customers who would not have come.")
    return _("Asking did not help: fewer came by those who might be asked.")


def found_lines(found: dict[str, Any]) -> list[str]:
    """The difference with what is likely, what a doubter says, and how sure it is."""
    if "plain" not in found:
        return [_("One of the two sides had nobody on it.")]
    lines = [
        _("Of 100 homes, %(mid)s more brought a customer who bought. Likely %(low)s to %(high)s.")
        % _three(found["plain"]),
        _("Somebody who doubts it from the start would say: %(mid)s more, likely %(low)s to %(high)s.")
        % _three(found["sceptical"]),
        _("How sure is it that asking adds anything? %(n)d in 100.")
        % {"n": min(99, max(1, round(100 * found["chance"])))},
    ]
    if not found["is_clear"]:
        lines.append(_("“Not clear” does not mean “nothing”: a small difference stays unseen with so few."))
    if n := found.get("n_asked_anyway", 0):
        lines.append(
            ngettext(
                "%(n)d of those left unasked was asked all the same, and is counted where the lot put them.",
                "%(n)d of those left unasked were asked all the same, and are counted where the lot put them.",
                n,
            )
            % {"n": n}
        )
    return lines


def _three(ends: list[float]) -> dict[str, str]:
    return {name: in_100(value) for name, value in zip(("low", "mid", "high"), ends, strict=True)}


def found_picture(found: dict[str, Any]) -> Picture:
    names = {InTrial.Side.ASKED: _("Might be asked"), InTrial.Side.LEFT: _("Left unasked")}
    rows = []
    for side, name in names.items():
        yes, n = found[side]
        label = _("%(name)s: %(yes)s of %(n)s homes")
        words = label % {"name": name, "yes": number_words(yes), "n": number_words(n)}
        rows.append(Row(words, yes / n if n else 0))
    return Bars(
        key="sides",
        title=_("Homes that brought a customer who bought"),
        rows=rows,
        label_head=_("Side"),
        value_head=_("Share"),
        empty=_("Nobody was on either side."),
        say=percent_words,
        is_big=True,
    ).picture()


def known_words(trial: Trial) -> str:
    return _("It will be known on %(day)s.") % {"day": date_words(trial.judged_on)}
