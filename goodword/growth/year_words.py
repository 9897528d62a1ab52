"""*The year ahead* in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.money import about_money_words
from goodword.lib.numbers import figure_words, number_words, percent_words
from goodword.people.kinds import kind_words, many_words
from goodword.people.models import Kind, Person
from goodword.web.charts import Bars, Picture
from goodword.web.charts import Row as BarRow

from .models import Figure

TOO_WIDE = 30  # times the low end: such a range says nothing
GIVEN_TO = (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN)
LARGE = 0.3  # a share of all that one customer should be told to have


@dataclass(frozen=True, slots=True)
class YearWords:
    title: str
    lead: str
    notes: list[str]  # what to know before believing it
    looks: Picture
    compared: Picture | None
    why_not_compared: str
    left_out: list[str]


def year_words(figure: Figure, business: Business, largest: Person | None) -> YearWords | None:
    """None if nobody is known to have bought anything. `largest` is who brings most, if they may be named."""
    told = figure.told
    if not told["n"]:
        return None
    return YearWords(
        *_title_and_lead(told, business),
        notes=_notes(told, business.kind, largest),
        looks=_looks(told, business.kind),
        compared=_compared(told, business),
        why_not_compared=_why_not_compared(told),
        left_out=left_out(told),
    )


def left_out(told: dict[str, Any]) -> list[str]:
    """What is in the books, and not in this."""
    found = []
    if told["others"]:
        words = _(
            "Only sales in %(own)s are counted, and not those in %(others)s: currencies are never added."
        )
        found.append(words % {"own": told["currency"], "others": ", ".join(told["others"])})
    if n := told["n_future"]:
        words = ngettext(
            "%(n)s sale bears a day that is still to come, and is left out until then.",
            "%(n)s sales bear days that are still to come, and are left out until then.",
            n,
        )
        found.append(words % {"n": number_words(n)})
    if n := told["n_paid_back"]:
        words = ngettext(
            "%(n)s person got more money back than they paid. What they bring is counted as nothing less than zero.",
            "%(n)s people got more money back than they paid. What they bring is counted as nothing less than zero.",
            n,
        )
        found.append(words % {"n": number_words(n)})
    return found


def _title_and_lead(told: dict[str, Any], business: Business) -> tuple[str, str]:
    currency, locale = told["currency"], business.locale
    low, middle, high = (about_money_words(rough(cents), currency, locale) for cents in told["cents"])
    few, often, many = map(rough, told["visits"])
    says = {"n": number_words(told["n"]), "people": _people(business.kind), "low": low, "high": high}
    says |= {"often": times_words(often, business.kind), "few": number_words(few)}
    says |= {"many": times_words(many, business.kind)}
    if _is_too_wide(told):
        lead = _(
            "From %(n)s %(people)s of today, with %(often)s. How far off that may be is too early to tell."
        )
    else:
        lead = _(
            "From %(n)s %(people)s of today. Nine times out of ten it is %(low)s to %(high)s, with %(few)s to"
            " %(many)s. Who comes for the first time is not in it."
        )
    return _("About %(money)s in the next twelve months") % {"money": middle}, lead % says


def rough(figure: float) -> int:
    """To two digits: nobody knows a third of what is still to come."""
    n = round(figure)
    return round(n, min(0, 2 - len(str(abs(n)))))


def _people(kind: str) -> str:
    return _("people") if kind == Business.Kind.JOB_SEEKER else many_words(Kind.CUSTOMER, kind)


def _one(kind: str) -> str:
    return _("person") if kind == Business.Kind.JOB_SEEKER else kind_words(Kind.CUSTOMER, kind)


def times_words(n: float, kind: str) -> str:
    """ "700 visits"; a nonprofit's givers give."""
    n = round(n)
    if kind in GIVEN_TO:
        words = ngettext("%(n)s gift", "%(n)s gifts", n)
    else:
        words = ngettext("%(n)s visit", "%(n)s visits", n)
    return words % {"n": number_words(n)}


def _is_too_wide(told: dict[str, Any]) -> bool:
    low, _middle, high = told["cents"]
    return bool(high > TOO_WIDE * max(low, 1))


def _notes(told: dict[str, Any], kind: str, largest: Person | None) -> list[str]:
    found = [_why(told)] if told["why"] else []
    if told["largest"] >= LARGE:
        found.append(_one_customer(told["largest"], kind, largest))
    return found


def _why(told: dict[str, Any]) -> str:
    return {
        "few": _(
            "This is rough. It takes %(n)s customers to tell a pause from leaving. Until then each of them is"
            " expected to come as often as so far."
        )
        % {"n": number_words(told["fewest"])},
        "early": _(
            "This is rough. Too few have come again, or your books are too young, to tell a pause from leaving."
            " So each is expected to come as often as so far."
        ),
        "nobody_leaves": _(
            "Nobody is seen to stay away for good. So each is expected to go on, and this may be too high."
        ),
    }[told["why"]]


def _one_customer(share: float, kind: str, largest: Person | None) -> str:
    if share >= 0.95:
        part = _("nearly all")
    elif share >= 0.55:
        part = _("more than half")
    elif share >= 0.45:
        part = _("half")
    else:
        part = _("about a third") if share < 0.38 else percent_words(share)
    says = {"one": _one(kind), "part": part, "name": largest}
    if largest:
        return _("One %(one)s makes %(part)s of it: %(name)s. Should they stop, so does that part.") % says
    return _("One %(one)s makes %(part)s of it. Should they stop, so does that part.") % says


def _looks(told: dict[str, Any], kind: str) -> Picture:
    """Past forecasts against what came, the oldest first."""
    looks = told["looks"][::-1]
    is_given = kind in GIVEN_TO
    picture = Bars(
        key="looks",
        title=_looks_title(told),
        note=_looks_note(looks),
        rows=[
            BarRow(_("Until %(day)s") % {"day": _day(until)}, came, usual=said)
            for _on, until, said, _plain, came in looks
        ],
        label_head=_("When"),
        value_head=_("Gifts that came") if is_given else _("Visits that came"),
        usual_head=_("What we would have said"),
        empty=_("It takes eight weeks of sales to try this on the past. Until then the range is a guess."),
    ).picture()
    rows = [[*row, figure_words(look[3])] for row, look in zip(picture.rows, looks, strict=True)]
    return replace(picture, head=[*picture.head, _("If all went on as before")], rows=rows)


def _looks_title(told: dict[str, Any]) -> str:
    if not told["looks"]:
        return ""
    if len(told["looks"]) == 1:
        _on, _until, said, _plain, came = told["looks"][0]
        words = _("It would have said %(said)s, and %(came)s came")
        return words % {"said": number_words(rough(said)), "came": number_words(round(came))}
    ours, plain = told["error"], told["naive_error"]
    says = {"ours": percent_words(ours), "plain": percent_words(plain)}
    if abs(ours - plain) < 0.005:
        return _("On the past it was off by %(ours)s on average") % says
    if ours < plain:
        return (
            _("On the past it was off by %(ours)s on average, and “all goes on as before” by %(plain)s")
            % says
        )
    return (
        _("On the past it was off by %(ours)s on average, and “all goes on as before” only by %(plain)s")
        % says
    )


def _looks_note(looks: Sequence[Any]) -> str:
    if not looks:
        return ""
    on, until, *_figures = looks[-1]
    days = (date.fromisoformat(until) - date.fromisoformat(on)).days
    if len(looks) == 1:
        words = _("From what was known %(n)s days ago, for the same people since.")
    else:
        words = _("Each time from what was known then, for the next %(n)s days of the same people.")
    return words % {"n": number_words(days)}


def _day(iso: str) -> str:
    return date_words(date.fromisoformat(iso))


def _compared(told: dict[str, Any], business: Business) -> Picture | None:
    sent, came = told["sent"], told["came"]
    if not (sent["cents"] and came["cents"]):
        return None

    def say(cents: float) -> str:
        return about_money_words(cents, told["currency"], business.locale)

    rows = [
        BarRow(label, one["cents"][1], one["cents"][0], one["cents"][2])
        for label, one in ((_("Sent by somebody"), sent), (_("Came otherwise"), came))
    ]
    return Bars(
        key="compared",
        title=_compared_title(sent["cents"], came["cents"]),
        note=_("One of %(sent)s who were sent, and one of %(came)s who came otherwise, in twelve months.")
        % {"sent": number_words(sent["n"]), "came": number_words(came["n"])},
        rows=rows,
        label_head=_("How they came"),
        value_head=_("One of them brings"),
        range_head=_("Likely between"),
        empty="",
        say=say,
        is_big=True,
    ).picture()


def _compared_title(sent: Sequence[int], came: Sequence[int]) -> str:
    if sent[0] > came[2]:
        return _("Who was sent brings more than who came otherwise")
    if sent[2] < came[0]:
        return _("Who was sent brings less than who came otherwise")
    return _("Who was sent brings about as much as who came otherwise")


def _why_not_compared(told: dict[str, Any]) -> str:
    n, other, fewest = told["sent"]["n"], told["came"]["n"], told["fewest_compared"]
    if min(n, other) >= fewest:
        return ""
    words = _(
        "It takes %(fewest)s who were sent and bought, and %(fewest)s who came otherwise, to compare what they bring."
        " So far there are %(n)s and %(other)s."
    )
    return words % {"fewest": fewest, "n": number_words(n), "other": number_words(other)}
