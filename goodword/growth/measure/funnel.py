"""How far each person has come, from knowing the business to bringing a customer who pays off; where it gets stuck."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Min
from numpy.typing import NDArray

from goodword.accounts.models import Business
from goodword.analysis.bands import Band
from goodword.analysis.funnel import ALL_AS_USUAL, NOT_KNOWN, STEPS, Step, counted, funnel, of_those_who_said
from goodword.listening.models import Mention, Testimonial
from goodword.people.models import Consent, Note
from goodword.referrals.deciding import Lost
from goodword.referrals.models import Evidence, Referral, Visit
from goodword.talks.models import Ask

from ..models import Figure
from .funnel_places import Book, write
from .paying_off import pays_off

# Who was asked so long ago, and of whom nothing was heard or seen since, has not passed the word on.
HAD_TIME = timedelta(days=30)
SEED = 9  # the chance of a bottleneck is drawn; a page must not read otherwise when it is counted again
HEARD = (Testimonial.State.SAID, Testimonial.State.SHOWN, Testimonial.State.KEPT)
NOT_THEIRS = (Lost.DECIDED, Lost.NOBODY)

Levels = NDArray[np.int8]


def keep(business: Business, on: date, at: datetime) -> Figure:
    ids, levels = places(business, on)
    write(business.pk, on, ids, levels)
    told = {"at": at, "told": told_of(levels)}
    return Figure.objects.update_or_create(business=business, name="funnel", on=on, defaults=told)[0]


def places(business: Business, on: date) -> tuple[NDArray[np.int64], Levels]:
    """(n,) everyone who is sorted and not left out, by key; and (n, 8) how far they are, in the order of STEPS."""
    book = Book.of(business)
    levels = np.full((len(book.ids), len(STEPS)), NOT_KNOWN, np.int8)
    levels[:, 0] = 1
    if len(book.ids):
        spoke_well = book.has(Mention.objects.filter(business=business, on__lte=on).values_list("person"))
        levels[:, 1] = _happy(book, on, spoke_well)
        levels[:, 2] = _would(book, on)
        first_asked = book.day(_asks(business, on).annotate(Min("sent_on")))
        levels[:, 3] = first_asked > 0
        levels[:, 4] = _shared(book, on, first_asked, spoke_well)
        levels[:, 5], levels[:, 6], levels[:, 7] = _brought(book, on, levels[:, 4])
    return book.ids, levels


def _asks(business: Business, on: date) -> Any:
    return Ask.objects.filter(business=business, sent_on__lte=on).order_by().values_list("person")


def _happy(book: Book, on: date, spoke_well: NDArray[np.bool_]) -> Levels:
    """Something kind was said; who said nothing is not known, and not unhappy."""
    notes = Note.objects.filter(business=book.business, about=Note.About.KIND_WORD, on__lte=on)
    wrote = book.has(
        Testimonial.objects.filter(business=book.business, state__in=HEARD).values_list("person")
    )
    kind_words = book.has(notes.filter(says_no=False).values_list("person"))
    return _levels(
        spoke_well | wrote | kind_words, book.has(notes.filter(says_no=True).values_list("person"))
    )


def _would(book: Book, on: date) -> Levels:
    """A yes once is a yes: to an ask, or that it is fine to be asked. A maybe is neither."""
    answers = Ask.objects.filter(business=book.business, answered_on__lte=on)
    words = Consent.objects.filter(business=book.business, taken_back_at=None)
    stops = words.filter(says=Consent.Says.NEVER, why=Consent.OWN_PAGE, member=None)
    yes = book.has(answers.filter(answer=Ask.Answer.YES).values_list("person"))
    yes |= book.has(words.filter(says=Consent.Says.FINE).values_list("person"))
    no = book.has(answers.filter(answer=Ask.Answer.NO).values_list("person"))
    return _levels(yes, no | book.has(stops.values_list("person")))


def _shared(book: Book, on: date, first_asked: NDArray[np.int64], spoke_well: NDArray[np.bool_]) -> Levels:
    opened = Visit.objects.filter(business=book.business, not_counted="", on__lte=on)
    sent = Evidence.objects.filter(business=book.business, withdrawn_at=None, referrer__isnull=False)
    sent = sent.filter(happened_on__lte=on).exclude(lost__in=NOT_THEIRS)
    yes = spoke_well | book.has(opened.order_by().values_list("link__person").distinct())
    yes |= book.has(sent.order_by().values_list("referrer").distinct())
    had_time = (first_asked > 0) & (first_asked <= (on - HAD_TIME).toordinal())
    return _levels(yes, had_time)


def _brought(book: Book, on: date, shared: Levels) -> tuple[Levels, Levels, Levels]:
    """Whether anybody came because of them, bought, and paid off. Who has passed nothing on has brought nobody, once
    that is known: so that of all who said they would, each is counted at each step."""
    states = (Referral.State.QUALIFIED, Referral.State.CONVERTED)
    sent = Referral.objects.filter(business=book.business, state__in=states, referrer__isnull=False)
    came = book.has(sent.values_list("referrer"))
    said_yes = book.has(sent.filter(state=Referral.State.CONVERTED).values_list("referrer"))
    brought = _levels(came, shared != NOT_KNOWN)
    bought = _levels(said_yes, brought != NOT_KNOWN)
    return brought, bought, pays_off(book, on, bought)


def _levels(yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> Levels:
    return np.where(yes, 1, np.where(no, 0, NOT_KNOWN)).astype(np.int8)


def told_of(levels: Levels) -> dict[str, Any]:
    """What the pages show. `open`: who came to a step, and of whom it is not known whether they passed it."""
    n_came, n_passed = counted(levels)
    found = funnel(n_came, n_passed, np.random.default_rng(SEED))
    n_open = [0, *((levels[:, :-1] == 1) & (levels[:, 1:] == NOT_KNOWN)).sum(0).tolist()]
    # Everybody counted knows the business: where only that step has been seen often enough, nothing has been.
    is_early = bool(found.why_not) or found.bottleneck == "knows"
    why_not = ("usual" if found.why_not == ALL_AS_USUAL else "early") if is_early else ""
    return {
        "n": len(levels),
        "steps": [_step(step, n) for step, n in zip(found.steps, n_open, strict=True)],
        "bottleneck": "" if is_early else found.bottleneck,
        "chance": round(found.chance, 2),
        "times": _ends(found.times),
        "why_not": why_not,
        "n_said": int((levels[:, STEPS.index("says")] == 1).sum()),
        "said": [
            {"name": one.name, "of": one.n_said, "n": one.n_got_there, "share": _ends(one.share),
             "usual": _ends(one.usual)}
            for one in of_those_who_said(levels)
        ],
    }  # fmt: skip


def _step(step: Step, n_open: int) -> dict[str, Any]:
    return {
        "name": step.name,
        "came": step.n_came,
        "passed": step.n_passed,
        "open": n_open,
        "rate": _ends(step.rate),
        "usual": _ends(step.usual),
        "has_enough": step.has_enough,
    }


def _ends(band: Band | None) -> list[float] | None:
    """[low, mid, high]"""
    return [round(value, 4) for value in (band.low, band.mid, band.high)] if band else None
