"""accounts/lagging.py: a page that waits for the worker, and says so only if that takes long."""

from datetime import timedelta

from django.urls import get_resolver

from goodword.accounts.jobs import ask, find_jobs
from goodword.accounts.lagging import NOTICED_AFTER, PAGES_OF
from goodword.accounts.models import Job

OF_THEIR_OWN = {
    "desk.wipe",
    "referrals.count",
    "api.send",
}  # shown on no page, or on one that tells its own age


def line_on(as_, page: str) -> str:
    """ "" if there is none; else whether it is seen."""
    html = as_("bob").get(f"/b/corner/{page}").content.decode()
    if 'id="behind"' not in html:
        return ""
    return "unseen" if 'id="behind" hidden' in html else "seen"


def test_a_page_waits_for_what_it_shows_without_a_word_at_first(as_, cast, at):
    ask(cast.business, "people.pairs", "now", at)
    assert line_on(as_, "people/") == "unseen"
    Job.objects.update(state=Job.State.DONE)
    assert line_on(as_, "people/") == ""


def test_it_says_so_when_it_takes_long(as_, cast, at):
    ask(cast.business, "people.pairs", "a while ago", at - NOTICED_AFTER)
    assert line_on(as_, "people/") == "seen"


def test_a_page_that_shows_nothing_of_it_waits_for_nothing(as_, cast, at):
    ask(cast.business, "people.pairs", "a while ago", at - NOTICED_AFTER)
    ask(cast.business, "imports.keep", "a file tells its own progress", at - NOTICED_AFTER)
    assert [line_on(as_, page) for page in ("today/", "thanks/", "changes/")] == ["", "", ""]


def test_work_elsewhere_and_work_of_tomorrow_hold_nothing_up(as_, cast, at):
    ask(cast.florist, "people.pairs", "elsewhere", at - NOTICED_AFTER)
    ask(cast.business, "people.pairs", "tomorrow", at + timedelta(days=1))
    assert line_on(as_, "people/") == ""


def test_every_job_that_a_change_asks_for_is_told_of_with_pages_that_there_are():
    asked_for = {
        name
        for name, known in find_jobs().items()
        if known.every_day_at is None and not name.startswith(("imports.", "test."))
    }
    assert asked_for - OF_THEIR_OWN == set(PAGES_OF)
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert set().union(*PAGES_OF.values()) <= names
