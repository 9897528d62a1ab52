"""What a group is called, and what its figures say, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.money import money_words
from goodword.lib.numbers import number_words
from goodword.people.models import Person

from .models import Group

GO_ON, CHANGE, STOP, EARLY = "go_on", "change", "stop", "early"
LOOKS = {GO_ON: "clear", CHANGE: "some", STOP: "never", EARLY: "unknown"}  # of the sign
ENOUGH = 20  # asks here and elsewhere, before anything is said (analysis/verdicts.py)


def called(group: Group, middle: Sequence[Person] = ()) -> str:
    """A found group without a name of its own is called by who stands in its middle, or by where it is."""
    if group.name:
        return group.name
    if group.kind == Group.Kind.PLACE:
        return group.key.rpartition(" ")[2]
    names = [str(person) for person in middle[:2]]
    if len(names) == 2:
        return _("Around %(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    return _("Around %(name)s") % {"name": names[0]} if names else _("People who know each other")


def people_words(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": number_words(n)}


def kind_words(kind: str) -> str:
    return {
        Group.Kind.TOLD: _("You said that they belong together."),
        Group.Kind.TIES: _("They know each other, as far as your books tell."),
        Group.Kind.PLACE: _("They live near each other, by their postcodes."),
    }[Group.Kind(kind)]


def verdict_label(verdict: str) -> str:
    return {GO_ON: _("Go on"), CHANGE: _("Change something"), STOP: _("Stop asking")}.get(
        verdict, _("Too early to say")
    )


def sure_words(verdict: str, came: Mapping[str, Any]) -> str:
    """The figures under a verdict, and how sure it is."""
    if verdict == EARLY:
        return _early_words(came["asks"], came["asks_elsewhere"])
    per_hundred = {name: number_words(round(100 * came[name])) for name in ("rate", "low", "high", "rest")}
    told = _(
        "A hundred asks here bring about %(rate)s who say yes to you (likely %(low)s to %(high)s);"
        " elsewhere about %(rest)s."
    )
    sure = _("How sure this is: %(n)s in 100.") % {"n": number_words(min(round(100 * came["certainty"]), 99))}
    return f"{told % per_hundred} {sure}"


def _early_words(here: int, elsewhere: int) -> str:
    if min(here, elsewhere) >= ENOUGH:
        return _("They are about like the others, as far as the figures tell.")
    told = {"n": ENOUGH, "here": number_words(here), "elsewhere": number_words(elsewhere)}
    return (
        _("Before %(n)s asks here and %(n)s elsewhere, what one sees can be chance.") % told
        + " "
        + _("So far: %(here)s here, %(elsewhere)s elsewhere.") % told
    )


def brought_words(came: Mapping[str, Any] | None) -> str:
    """One line for a list: "Sent you 5, and 3 said yes"."""
    if came is None:
        return _("Not counted yet")
    if came["sent"]:
        return _("Sent you %(sent)s, and %(yes)s said yes") % {
            "sent": number_words(came["sent"]),
            "yes": number_words(came["yeses"]),
        }
    if came["asks"]:
        return ngettext("Asked once, nobody sent yet", "Asked %(n)s times, nobody sent yet", came["asks"]) % {
            "n": number_words(came["asks"])
        }
    return _("Nobody asked yet")


def next_words(verdict: str, came: Mapping[str, Any]) -> str:
    """What to do next with the group: one sentence."""
    left = came["n"] - came["n_asked"]
    if verdict == GO_ON:
        if left:
            return ngettext(
                "Ask the %(n)s person here whom you have not asked yet.",
                "Ask the %(n)s people here whom you have not asked yet, one at a time.",
                left,
            ) % {"n": number_words(left)}
        return _("Thank whoever sent you somebody, and tell them what came of it.")
    if verdict == CHANGE:
        return _change_words(came["weakest"])
    if verdict == STOP:
        return _(
            "Ask nobody here for a while. Be good to them as customers, and put the time into another group."
        )
    if not came["n_asked"]:
        return _("Ask two or three of them for a good word. After that it begins to show.")
    if left:
        return _("Ask a few more of them, one at a time, before you judge.")
    return _("Wait: those whom you asked may still send somebody.")


def _change_words(weakest: str) -> str:
    """What to do otherwise: about the step at which they fall behind the others most."""
    return {
        "answers": _(
            "They seldom say yes. Ask at another moment: right after you did something well for them."
        ),
        "referrals": _(
            "They say yes, and little follows. Give them something to pass on, and say whom you can help."
        ),
        "yeses": _("They send people for whom you are not right. Tell them whom you can help best."),
    }.get(
        weakest,
        _("Try it another way here: thank first, bring two of them together, or ask what they wish for."),
    )


def figure_rows(came: Mapping[str, Any], business: Business) -> list[tuple[str, str]]:
    """What came of the group, as a table."""
    rows = [
        (_("Asks for a good word"), number_words(came["asks"])),
        (_("Said yes to it"), number_words(came["yes"])),
        (_("Said no to it"), number_words(came["no"])),
        (_("People they sent you"), number_words(came["sent"])),
        (_("Of these, said yes to you"), number_words(came["yeses"])),
    ]
    for label, money in (
        (_("Paid by those they sent, last 12 months"), came["brought"]),
        (_("Paid by themselves, last 12 months"), came["own"]),
    ):
        rows += [(label, words) for words in _money(money, business)]
    return rows


def _money(money: Mapping[str, int], business: Business) -> list[str]:
    return [money_words(cents, currency, business.locale) for currency, cents in sorted(money.items())]
