"""The figures are counted at night, after a file has come in, and when somebody asks for it."""

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module

from goodword.accounts.jobs import Running, ask, daily, job
from goodword.accounts.models import Business

# In the order in which one reads what another has kept.
NAMES = ("regulars", "growth", "value", "groups", "telling", "cost", "model", "funnel")
# What a page is told from, when its owner asks for it to be counted anew.
SHOWN_ON = {
    "goal": ("regulars", "growth"),
    "year": ("value",),
    "cost": ("cost",),
    "model": ("regulars", "cost", "model"),
    "stuck": ("funnel",),
    "ten": ("funnel",),
    "groups": ("groups",),
    "tell-first": ("telling",),
}


@daily("growth.count", at="04:10")
def count(running: Running) -> None:
    ask_for_figures(running.business, running.at, running.job.key)


@daily("growth.trial", at="04:05")
def tend_trial(running: Running) -> None:
    """Before the day's list is made, at five: who may be asked since is drawn too."""
    from .measure.trial import tend

    tend(running.business, running.business.day_of(running.at), running.at)


@job("growth.recount")
def recount(running: Running) -> None:
    ask_for_figures(running.business, running.at, running.job.key)


@job("growth.figure")
def count_one(running: Running, figure: str) -> None:
    count_figure(running.business, figure, running.at)


def ask_for_page(business: Business, page: str, at: datetime) -> None:
    """The page looks again by itself until it is done (accounts/lagging.py)."""
    ask_for_figures(business, at, f"asked {at:%Y%m%d%H%M%S%f}", SHOWN_ON[page])


def ask_for_figures(business: Business, at: datetime, key: str, names: Iterable[str] = NAMES) -> None:
    """Each is a job of its own: one that fails is tried again, and holds up none of the others."""
    for name in names:
        ask(business, "growth.figure", f"{name} {key}", at, figure=name)


def count_figure(business: Business, name: str, at: datetime) -> None:
    """Safe to repeat: a day's figure is kept once, as it was counted last."""
    import_module(f"goodword.growth.measure.{name}").keep(business, business.day_of(at), at)


@job("growth.groups")
def count_groups(running: Running) -> None:
    """After somebody was put into a group or taken out: counted, and nothing looked for anew."""
    from .measure.groups import count as count_again

    count_again(running.business, running.business.day_of(running.at), running.at)
