"""The four questions in words: from kept figures and the owner's answers to what the page says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.numbers import format_percent
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.money import about_money_words
from goodword.lib.numbers import number_words
from goodword.people.kinds import many_words
from goodword.people.models import Kind
from goodword.referrals.models import How
from goodword.sales.pairs import vendor_words
from goodword.sales.twins import HAND

from .models import OwnModel

Told = dict[str, Any]
NONE = "–"
FEW = 10  # of fewer who came first a year ago no share is told, only the counts


@dataclass(frozen=True, slots=True)
class Facts:
    """What the books say to each of the four questions, in sentences."""

    why_pay: Sequence[str]
    sale: Sequence[str]
    protects: Sequence[str]
    loyal: Sequence[str]


def model_words(told: Told, regulars: Told, cost: Told, own: OwnModel, business: Business) -> Facts:
    return Facts(
        _bought(told["bought"]),
        _sale(told["sales"], cost, own, business),
        _protects(told, regulars, business),
        _loyal(told["loyal"]),
    )


def _bought(bought: list[list[Any]]) -> list[str]:
    return [
        ngettext("%(what)s: %(n)d person bought it", "%(what)s: %(n)d people bought it", n)
        % {"what": what, "n": n}
        for what, n in bought
    ]


def _sale(sales: Told, cost: Told, own: OwnModel, business: Business) -> list[str]:
    mean, found = sales["mean_cents"], []

    def money(cents: float) -> str:
        return about_money_words(cents, business.currency, business.locale)

    if mean is not None:
        found.append(
            _("A sale is %(money)s on average, over %(n)s sales in a year.")
            % {"money": money(mean), "n": number_words(sales["n"])}
        )
    if mean is not None and own.margin_percent is not None:
        stays = mean * own.margin_percent / 100
        found.append(
            _("Of it %(stays)s stays with you, and %(gone)s goes into it.")
            % {"stays": money(stays), "gone": money(mean - stays)}
        )
    each = (cost.get("by_word") or {}).get("each")
    if each:
        found.append(
            _("Winning somebody new by word of mouth costs about %(money)s.") % {"money": money(each[1])}
        )
    if sales["others"]:
        found.append(
            _("Not counted, as it is other money: %(others)s.") % {"others": ", ".join(sales["others"])}
        )
    return found


def _protects(told: Told, regulars: Told, business: Business) -> list[str]:
    loyal, biggest, found = told["loyal"], told["biggest"], []
    if loyal["n"]:
        found.append(_came_again(loyal))
    if n := regulars.get("n"):
        says = {"n": number_words(n), "direct": number_words(regulars["n_direct"])}
        found.append(_("Of your %(n)s regulars, %(direct)s buy from you directly.") % says)
    if biggest["n"]:
        says = {"percent": biggest["percent"], "n": number_words(biggest["n_half"])}
        if biggest["n_half"] == 1:
            found.append(_("Half of all sales come from one. If that one goes, half goes."))
        else:
            found.append(_("Half of all sales come from %(n)s people.") % says)
        found.append(_("The biggest of them brings %(percent)d of every 100 that come in.") % says)
    return found


def _came_again(loyal: Told) -> str:
    says = {"n": number_words(loyal["n"]), "again": number_words(loyal["n_again"])}
    words = _("Of %(n)s who came first one to two years ago, %(again)s came again within a year.") % says
    if loyal["n"] >= FEW:
        low, high = loyal["again"]
        words += " " + _("Of a hundred like them it is likely between %(low)d and %(high)d.") % {
            "low": low, "high": high,
        }  # fmt: skip
    return words


def _loyal(loyal: Told) -> list[str]:
    if not loyal["n"]:
        return []
    says = {"n": number_words(loyal["n_third"]), "all": number_words(loyal["n"])}
    return [
        _("%(n)s of %(all)s came a third time within their first year: that is when a habit begins.") % says
    ]


def loyal_rows(loyal: Told) -> list[tuple[str, str, str, str]]:
    """How they came by, how many came first, a second and a third time."""
    names = dict(How.choices) | {"": _("not noted")}
    if len(loyal["by_how"]) < 2:
        return []  # one row says what the sentences said
    return [
        (capfirst(str(names.get(how, how))), number_words(first), number_words(second), number_words(third))
        for how, first, second, third in loyal["by_how"]
    ]


def kept_rows(
    channels: list[list[Any]], own: OwnModel, business: Business
) -> list[tuple[str, str, str, str]]:
    """For each way of selling and currency: what came in within a year, what it takes, what you keep."""
    rows = []
    for vendor, currency, cents, _people in channels:
        part = 0.0 if vendor == HAND else own.takes.get(vendor)
        came_in = about_money_words(cents, currency, business.locale)
        takes = _("not told") if part is None else _percent(part)
        keeps = (
            NONE if part is None else about_money_words(cents * (1 - part / 100), currency, business.locale)
        )
        rows.append((vendor_words(vendor), came_in, takes, keeps))
    return rows


def _percent(part: float) -> str:
    """ "12.5%", as the language that is spoken writes it."""
    pattern = "#,##0%" if part == int(part) else "#,##0.##%"
    return format_percent(part / 100, format=pattern, locale=Locale.parse(get_language() or "en", sep="-"))


@dataclass(frozen=True, slots=True)
class Judged:
    """One question about the people behind the business: the answer, what it is told from, and the rule."""

    question: str
    answer: str
    verdict: str
    fact: str
    rule: str


def network_words(network: Told, business: Business) -> list[Judged]:
    many = many_words(Kind.CUSTOMER, business.kind)
    asked = (
        (
            "active",
            _("Is it active?"),
            _("%(n)s of %(of)s people you know were heard of in the last 90 days."),
            _("They came, talked with you or sent somebody. Yes from one in four, partly from one in ten."),
        ),
        (
            "relevant",
            _("Is it relevant?"),
            _("%(n)s of %(of)s people whom somebody sent bought something."),
            _("Are they people for you? Yes from one in three, partly from one in eight."),
        ),
        (
            "valuable",
            _("Is it valuable?"),
            _(
                "%(n)s of %(of)s new %(many)s of the last twelve months, of whom you noted how they came, were sent."
            ),
            _("Yes from one in three, partly from one in ten."),
        ),
    )
    answers = {
        "yes": _("Yes"),
        "partly": _("Partly"),
        "no": _("Not yet"),
        "too early": _("Too few to say"),
    }
    found = []
    for name, question, fact, rule in asked:
        n, of, verdict = network[name]
        says = {"n": number_words(n), "of": number_words(of), "many": many}
        # A figure of before the rules were these may say another word, until it is counted anew tonight.
        found.append(Judged(question, answers.get(verdict, answers["too early"]), verdict, fact % says, rule))
    return found
