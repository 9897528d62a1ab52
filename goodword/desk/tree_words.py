"""The stage of the tree in words, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.numbers import number_words
from goodword.lib.several import and_words
from goodword.referrals.measure import ENOUGH
from goodword.referrals.stages import MANY_LATELY, Progress, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four stages, as it stands in their row."""

    label: str
    is_now: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class StageTold:
    title: str
    why: str
    next: str
    steps: list[Step]


def stage_told(now: Progress) -> StageTold:
    labels = {
        Stage.ALONE: _("Alone"),
        Stage.FIRST: _("First to follow"),
        Stage.MOMENTUM: _("Picking up speed"),
        Stage.SNOWBALL: _("Snowball"),
    }
    at = list(Stage).index(now.stage)
    steps = [Step(label, n == at, n < at) for n, label in enumerate(labels.values())]
    return StageTold(_titles()[now.stage], _why(now), _next()[now.stage], steps)


def _titles() -> dict[Stage, str]:
    return {
        Stage.ALONE: _("So far you stand alone"),
        Stage.FIRST: _("The first have followed"),
        Stage.MOMENTUM: _("It is picking up speed"),
        Stage.SNOWBALL: _("It rolls by itself"),
    }


def _next() -> dict[Stage, str]:
    return {
        Stage.ALONE: _("One is enough to begin. Ask somebody who likes what you do to tell one friend."),
        Stage.FIRST: _(
            "Those who came first matter most: others follow them, not you. Thank them by name, treat them as your "
            "equals, and let others see that they came."
        ),
        Stage.MOMENTUM: _(
            "Make it easy to send people: give everybody who sends somebody something to pass on. And ask those who "
            "were sent, while it is fresh, whom they would tell."
        ),
        Stage.SNOWBALL: _(
            "Change nothing that works. Thank everybody, look after all who come, and keep a little time for those "
            "who send most."
        ),
    }


def _why(now: Progress) -> str:
    if now.stage == Stage.ALONE:
        return _("Nobody is known yet to have sent you anyone.")
    words = ngettext("%(n)s person sent somebody.", "%(n)s people sent somebody.", now.n_senders)
    told = [words % {"n": number_words(now.n_senders)}]
    if now.n_sent_who_send:
        words = ngettext("%(n)s of them was sent too.", "%(n)s of them were sent too.", now.n_sent_who_send)
        told.append(words % {"n": number_words(now.n_sent_who_send)})
    if now.stage == Stage.FIRST:
        told.append(_("It picks up speed when three people send, and one of them was sent too."))
        return " ".join(told)
    words = ngettext(
        "In the last 90 days %(n)s person came because of somebody; in the 90 days before, %(before)s.",
        "In the last 90 days %(n)s people came because of somebody; in the 90 days before, %(before)s.",
        now.n_lately,
    )
    told.append(words % {"n": number_words(now.n_lately), "before": number_words(now.n_before)})
    return " ".join([*told, *_missing(now)])


def _missing(now: Progress) -> list[str]:
    """What it lacks to be a snowball: the first of it is enough to know."""
    if now.stage == Stage.SNOWBALL:
        return []
    if now.n_lately < MANY_LATELY:
        return [_("A snowball is ten or more in 90 days.")]
    if now.n_lately < now.n_before:
        return [_("A snowball does not get slower.")]
    words = ngettext(
        "%(n)s of them was sent by somebody who was sent too: in a snowball it is at least half.",
        "%(n)s of them were sent by somebody who was sent too: in a snowball it is at least half.",
        now.n_lately_by_sent,
    )
    return [words % {"n": number_words(now.n_lately_by_sent)}]


def generation_words(n: int) -> str:
    if n == 1:
        return _("Came by themselves, and sent somebody")
    return _("Sent by these") if n == 2 else _("Sent by those above")


def median_words(half: int | None, n: int) -> str:
    """How soon half of them sent somebody; "" if nobody can tell."""
    if half is None:
        return ""
    of = ngettext("Known of %(n)s person", "Known of %(n)s people", n) % {"n": number_words(n)}
    if not half:
        return _("%(known)s: half of them on the day they came.") % {"known": of}
    words = ngettext(
        "half of them within %(days)d day of coming", "half of them within %(days)d days of coming", half
    )
    return f"{of}: {words % {'days': half}}."


def few_words(days: Sequence[int]) -> str:
    """The days one by one, while they are too few to tell of all."""
    if not days:
        return ""
    n = len(days)
    known = ngettext("Known of %(n)d person so far", "Known of %(n)d people so far", n) % {"n": n}
    told = and_words([str(one) for one in days])
    after = ngettext("after %(days)s day", "after %(days)s days", days[0] if n == 1 else 2) % {"days": told}
    early = _("That is too few to say how long it takes: ask again when it is known of %(n)d.") % {
        "n": ENOUGH
    }
    return f"{known}: {after}. {early}"


def never_title(kind: str) -> str:
    """Of those who never said yes themselves; "" where nobody buys or gives."""
    if kind == Business.Kind.JOB_SEEKER:
        return ""
    if kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return _("Never gave, and set most in motion")
    return _("Never bought, and set most in motion")


def hollow_words(kind: str) -> str:
    if kind == Business.Kind.JOB_SEEKER:
        return ""
    if kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return _("has not given yet")
    return _("has not bought yet")
