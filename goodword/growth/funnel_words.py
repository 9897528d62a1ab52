"""Where it gets stuck, in words: the steps, the narrowest of them, and the one thing to do about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.models import Business
from goodword.lib.numbers import number_words, percent_words
from goodword.web.charts import Bars, Picture, Row

# What a step is called; and what those did who passed it: "of 40 who were asked, 9 passed the word on".
NAMES = {
    "knows": gettext_lazy("In your books"),
    "happy": gettext_lazy("Said something kind about you"),
    "says": gettext_lazy("Said they would put in a good word"),
    "asked": gettext_lazy("You asked them"),
    "shared": gettext_lazy("Passed the word on"),
    "brought": gettext_lazy("Brought somebody"),
    "bought": gettext_lazy("Brought somebody who bought"),
    "profitable": gettext_lazy("Brought more than they cost"),
}
STEPS = tuple(NAMES)[1:]
OF_SAID = STEPS[STEPS.index("asked") :]

STUCK = {
    "happy": gettext_lazy("It gets stuck at being happy with you."),
    "says": gettext_lazy("It gets stuck between being happy and saying that they would tell others."),
    "asked": gettext_lazy("It gets stuck with you: people would tell others, and nobody asks them."),
    "shared": gettext_lazy("It gets stuck after the yes: people say they would, and then don’t pass it on."),
    "brought": gettext_lazy("It gets stuck after the word is passed on: nobody comes because of it."),
    "bought": gettext_lazy("It gets stuck with those who come: they look, and don’t buy."),
    "profitable": gettext_lazy("It gets stuck at the end: whoever is brought costs more than they leave."),
}
TO_DO = {
    "happy": gettext_lazy(
        "Ask one person how happy they are. If they say something kind, note it on their page."
    ),
    "says": gettext_lazy("Ask one happy person whether they would put in a good word."),
    "asked": gettext_lazy("Ask one of those who would. Today’s list has the words."),
    "shared": gettext_lazy("Offer words that they can pass on with one tap."),
    "brought": gettext_lazy("Look at your words with the eyes of a stranger: what would make you come?"),
    "bought": gettext_lazy("Ask one who came and did not buy what they were looking for."),
    "profitable": gettext_lazy("Look at what newcomers get, and at what is left of a sale."),
}
FIND_OUT = {
    "happy": gettext_lazy("Too little is known yet. First find out who is happy with you."),
    "says": gettext_lazy("Too little is known yet. First find out who would put in a good word."),
    "shared": gettext_lazy("Too little is known yet. Give those whom you asked a month, then look again."),
    "profitable": gettext_lazy("Too little is known yet. First say how much of a sale is left to you."),
}
ONWARDS = {
    "says": ("today", gettext_lazy("Open today’s list")),
    "asked": ("today", gettext_lazy("Open today’s list")),
    "brought": ("settings", gettext_lazy("Your words, in the settings")),
    "profitable": ("cost", gettext_lazy("What a newcomer costs")),
}


@dataclass(frozen=True, slots=True)
class Stuck:
    """What the page says. `step` is what the one thing to do is about, known to be the narrowest or not."""

    headline: str
    sure: str
    step: str
    to_do: str
    onwards: str  # the name of a page, "" if the next list has it
    label: str
    picture: Picture
    not_seen: list[str]  # steps of which nothing is known


def step_to_mend(told: dict[str, Any]) -> str:
    """The narrowest step; where it is too early to say, the first of which little is known; "" if none is narrow."""
    if told["bottleneck"] or told["why_not"] == "usual":
        return str(told["bottleneck"])
    return next((step["name"] for step in told["steps"][1:] if not step["has_enough"]), "")


def stuck(told: dict[str, Any], business: Business) -> Stuck:
    step = step_to_mend(told)
    onwards, label = ONWARDS.get(step, ("", ""))
    return Stuck(
        headline=_headline(told, step),
        sure=_sure(told),
        step=step,
        to_do=str(TO_DO[step]) if step else _("Go on as you do: ask, thank, and listen."),
        onwards=onwards,
        label=str(label),
        picture=steps_picture(told, business),
        not_seen=[str(NAMES[one["name"]]) for one in told["steps"][1:] if not one["came"]],
    )


def _headline(told: dict[str, Any], step: str) -> str:
    if told["bottleneck"]:
        return str(STUCK[step])
    if told["why_not"] == "usual":
        return _("It gets stuck nowhere: each step is as wide as it is elsewhere, or wider.")
    return str(FIND_OUT.get(step) or _("Too little is known yet to say where it gets stuck."))


def _sure(told: dict[str, Any]) -> str:
    """What was seen at the narrowest step, what is usual, how sure it is, and what mending it would bring."""
    step = next((one for one in told["steps"] if one["name"] == told["bottleneck"]), None)
    if step is None:
        return ""
    said = [came_on(step)]
    if step["usual"]:
        low, _mid, high = step["usual"]
        said.append(
            _("Elsewhere it is %(low)s to %(high)s.")
            % {"low": percent_words(low), "high": percent_words(high)}
        )
    said.append(
        _("The chance that this really is the narrowest step: %(n)d in 100.")
        % {"n": min(99, round(100 * told["chance"]))}
    )
    if told["times"] and told["times"][1] >= 1.05:
        said.append(
            _("Were it as wide as it can be, you might have about %(times)s times as many new customers.")
            % {"times": f"{told['times'][1]:.1f}"}
        )
    return " ".join(said)


def came_on(step: dict[str, Any]) -> str:
    """ "Of 40 who came so far, 9 went on: 23%, likely 14% to 34%." """
    if not step["came"]:
        return _("Nobody is known to have come so far yet.")
    low, _mid, high = step["rate"]
    facts = {"came": number_words(step["came"]), "n": number_words(step["passed"])}
    facts |= {"share": percent_words(step["passed"] / step["came"])}
    facts |= {"low": percent_words(low), "high": percent_words(high)}
    words = ngettext(
        "Of %(came)s who came so far, %(n)s went on: %(share)s, likely %(low)s to %(high)s.",
        "Of %(came)s who came so far, %(n)s went on: %(share)s, likely %(low)s to %(high)s.",
        step["came"],
    )
    return words % facts


def steps_picture(told: dict[str, Any], business: Business) -> Picture:
    rows = [
        _row(one["name"], one["passed"], one["came"], one["rate"], one["usual"],
             reverse("stuck-people", args=[business.code, one["name"]]))
        for one in told["steps"][1:]
        if one["came"]
    ]  # fmt: skip
    return Bars(
        key="steps",
        title=_("Of those who came to each step, how many went on"),
        note=_("Only people of whom it is known are counted. Press a step to see who they are."),
        rows=rows,
        label_head=_("Step"),
        value_head=_("Went on"),
        range_head=_("Likely"),
        usual_head=_("Elsewhere"),
        empty=_("Nothing is known of any step yet."),
        say=percent_words,
    ).picture()


def _row(name: str, n: int, of: int, share: list[float], usual: list[float] | None, href: str) -> Row:
    label = _("%(step)s: %(n)s of %(of)s") % {
        "step": NAMES[name], "n": number_words(n), "of": number_words(of),
    }  # fmt: skip
    value = n / of
    # The likely range of a few who all did, or all did not, may leave out the share that was seen.
    low, high = min(share[0], value), max(share[2], value)
    return Row(label, value, low, high, usual=_span(usual), href=href)


def _span(usual: list[float] | None) -> float | tuple[float, float] | None:
    if usual is None:
        return None
    return usual[0] if usual[0] == usual[2] else (usual[0], usual[2])


def ten_picture(told: dict[str, Any], business: Business) -> Picture:
    rows = [
        _row(one["name"], one["n"], one["of"], one["share"], one["usual"] and [one["usual"][1]] * 3,
             reverse("ten-people", args=[business.code, one["name"]]))
        for one in told["said"]
        if one["of"]
    ]  # fmt: skip
    return Bars(
        key="ten",
        title=_("Of those who said they would, how many did"),
        note=_("Only people of whom it is known are counted. Press a line to see who they are."),
        rows=rows,
        label_head=_("Of those who said they would"),
        value_head=_("Here"),
        range_head=_("Likely"),
        usual_head=_("Elsewhere"),
        empty=_("Nobody has said yet that they would put in a good word."),
        say=percent_words,
    ).picture()


def ten_headline(told: dict[str, Any]) -> str:
    last = told["said"][-1]
    if last["of"]:
        words = ngettext(
            "%(n)s of %(of)s who said they would has brought a customer who pays off.",
            "%(n)s of %(of)s who said they would have brought a customer who pays off.",
            last["n"],
        )
        told_words = words % {"n": number_words(last["n"]), "of": number_words(last["of"])}
        if n_open := told["n_said"] - last["of"]:
            more = ngettext(
                "Of %(n)s more it is not known yet.", "Of %(n)s more it is not known yet.", n_open
            )
            told_words += " " + more % {"n": number_words(n_open)}
        return told_words
    return _("Elsewhere, one in ten of those who say they would ever brings a customer who pays off.")
