"""What a new customer costs, in words: from a kept figure to what the page says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.money import about_money_words
from goodword.lib.numbers import number_words
from goodword.people.kinds import kind_words, many_words
from goodword.people.models import Kind
from goodword.web.charts import Bars, Picture, Row

NONE = "–"
SURE = 0.95
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What would make the figures better, and where on the page it is done."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class CostWords:
    title: str
    lead: str
    picture: Picture | None  # where both sides are known
    rows: Sequence[tuple[str, str, str]]
    steps: Sequence[Step]
    notes: Sequence[str]


def one_words(business: Business) -> str:
    if business.kind == Business.Kind.JOB_SEEKER:
        return _("newcomer")
    return kind_words(Kind.CUSTOMER, business.kind)


def cost_words(told: Told, business: Business) -> CostWords:
    def money(cents: float | None) -> str:
        return NONE if cents is None else about_money_words(cents, told["currency"], business.locale)

    return CostWords(
        _title(told, one_words(business), money),
        _lead(told),
        _picture(told, business, money),
        _rows(told, business, money),
        _steps(told),
        _notes(told),
    )


Money = Callable[[float | None], str]


def has_anything(told: Told) -> bool:
    """Whether there is anything to tell: somebody came, time was spent, or money."""
    return bool(told["by_word"]["n"] or told["by_ads"]["n"] or told["minutes"] or told["ads"]["n"])


def _title(told: Told, one: str, money: Money) -> str:
    word, ads = told["by_word"]["each"], told["by_ads"]["each"]
    says = {"one": one, "word": money(word and word[1]), "ads": money(ads and ads[1])}
    if word and ads:
        return _("A new %(one)s costs about %(word)s by word of mouth, and %(ads)s by ads") % says
    if word:
        return _("A new %(one)s by word of mouth costs about %(word)s") % says
    if ads:
        return _("A new %(one)s by ads costs about %(ads)s") % says
    return _("Word of mouth or ads?")


def _lead(told: Told) -> str:
    since = date_words(date.fromisoformat(told["since"]))
    if told["times"] is None:
        return _("Since %(day)s. Both sides can be compared once the steps below are done.") % {"day": since}
    low, middle, high = map(_times, told["times"])
    if told["chance_cheaper"] >= SURE:
        return _("Ads cost about %(n)s times as much: likely between %(low)s and %(high)s times.") % {
            "n": middle, "low": low, "high": high,
        }  # fmt: skip
    if told["chance_cheaper"] <= 1 - SURE:
        return _("Since %(day)s ads have been the cheaper way for you.") % {"day": since}
    return _("Too few came since %(day)s to be sure which of the two is cheaper.") % {"day": since}


def _picture(told: Told, business: Business, money: Money) -> Picture | None:
    sides = [(_("Word of mouth"), told["by_word"]["each"]), (_("Ads"), told["by_ads"]["each"])]
    rows = [Row(label, each[1], each[0], each[2]) for label, each in sides if each]
    if len(rows) < 2:
        return None
    return Bars(
        key="cost",
        title=_("What one new %(one)s costs") % {"one": one_words(business)},
        note=_("From the last twelve months."),
        rows=rows,
        label_head=_("Way"),
        value_head=_("For one, about"),
        range_head=_("Likely between"),
        empty="",
        say=money,
        is_big=True,
    ).picture()


def _times(times: float) -> str:
    return number_words(round(times)) if times >= 10 else f"{times:.1f}".removesuffix(".0")


def _rows(told: Told, business: Business, money: Money) -> list[tuple[str, str, str]]:
    word, ads = told["by_word"], told["by_ads"]
    hour = told["hour_cents"]
    time_cents = None if hour is None else told["minutes"] * hour / 60
    many = many_words(Kind.CUSTOMER, business.kind)
    rows = [
        (_("New %(many)s") % {"many": many}, number_words(word["n"]), number_words(ads["n"])),
        (_("Your time"), time_words(told["minutes"]), NONE),
        (_("What your time is worth"), money(time_cents), NONE),
        (_("Gifts"), money(told["gifts"]["cents"]), NONE),
        (_("Paid for ads"), NONE, money(told["ads"]["cents"] if told["ads"]["n"] else None)),
        (_("Together"), money(word["cents"]), money(ads["cents"])),
        (_("For one, about"), _each(word, money), _each(ads, money)),
        (_("Likely between"), _between(word["each"], money), _between(ads["each"], money)),
        (_("One buys in a year"), money(word["year_cents"]), money(ads["year_cents"])),
        (_("Left of it, all costs paid"), _middle(word["leaves"], money), _middle(ads["leaves"], money)),
        (_("Paid back after"), _months(word), _months(ads)),
    ]
    return [row for row in rows if row[1:] != (NONE, NONE)]


def _each(side: Told, money: Money) -> str:
    if side["at_least"]:
        return _("at least %(money)s") % {"money": money(side["at_least"])}
    return _middle(side["each"], money)


def _middle(band: Sequence[float] | None, money: Money) -> str:
    return money(band[1]) if band else NONE


def _between(band: Sequence[float] | None, money: Money) -> str:
    return _("%(low)s and %(high)s") % {"low": money(band[0]), "high": money(band[2])} if band else NONE


def _months(side: Told) -> str:
    if side["is_over"]:
        return _("not within a year")
    if not side["months"]:
        return NONE
    n = round(side["months"][1])
    return ngettext("%(n)d month", "%(n)d months", n) % {"n": n} if n else _("less than a month")


def time_words(minutes: int) -> str:
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": number_words(hours)}


def _steps(told: Told) -> list[Step]:
    word, ads = told["by_word"], told["by_ads"]
    found = []
    if told["hour_cents"] is None:
        found.append(Step(_("Say what an hour of your time is worth."), "#own"))
    if not told["ads"]["n"]:
        found.append(
            Step(_("Note what you spent on ads, or bring the table of Google Ads or Meta Ads."), "#spent")
        )
    if not word["n"]:
        found.append(Step(_("Note with each new person who sent them: nobody is known to have come so yet.")))
    if not ads["n"]:
        found.append(
            Step(_("Choose “an ad” where somebody came by one: nobody is known to have come so yet."))
        )
    if told["margin_percent"] is None:
        found.append(Step(_("Say how much of 100 stays with you, to see how soon one pays back."), "#own"))
    return found


def _notes(told: Told) -> list[str]:
    gifts, others = told["gifts"], sorted({*told["gifts"]["others"], *told["ads"]["others"]})
    found = []
    if not told["minutes_said"]:
        since = date_words(date.fromisoformat(told["minutes_since"]))
        found.append(
            _(
                "Your time is counted from the talks noted here since %(day)s, each as long as it mostly takes."
            )
            % {"day": since}
        )
    if gifts["n_unpriced"]:
        n = gifts["n_unpriced"]
        found.append(
            ngettext(
                "%(n)d gift has no price in your books, and counts as nothing.",
                "%(n)d gifts have no price in your books, and count as nothing.",
                n,
            )
            % {"n": n}
        )
    if others:
        found.append(_("Not counted, as it is other money: %(others)s.") % {"others": ", ".join(others)})
    for side, who in ((told["by_word"], _("Word of mouth")), (told["by_ads"], _("Ads"))):
        if side["year_cents"] is None:
            found.append(
                _(
                    "%(side)s: what one buys in a year is told once five have a whole year behind them; %(n)d have."
                )
                % {"side": who, "n": side["n_year"]}
            )
    return found
