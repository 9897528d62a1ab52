"""accounts/command.py, through a command that only says what it was told."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from goodword.accounts.command import BooksCommand, Ended
from goodword.accounts.models import Business


class Tells(BooksCommand):
    help = "Tells what it was told."
    may_be_empty = True

    def run(self, **options: Any) -> int | None:
        business: Business | None = self.business
        self.say(f"on {self.on} at {self.at:%Y-%m-%d %H:%M}")
        self.facts({"business": business and business.code, "on": self.on})
        return 3 if self.business is None else None


def told(*words: str, **more: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(Tells(), *words, stdout=out, stderr=err, **more)
    return out.getvalue(), err.getvalue()


def test_the_only_business_needs_no_code(cast, at):
    Business.objects.exclude(code="corner").delete()
    assert told(at=at)[0] == "on 2026-03-02 at 2026-03-02 09:00\n"


def test_with_several_businesses_it_asks_which_and_lists_them(cast, at):
    with pytest.raises(CommandError, match="--business florist") as problem:
        told(at=at)
    assert problem.value.returncode == 2


def test_a_code_that_is_nobodys_is_wrong_use(cast, at):
    with pytest.raises(CommandError, match="no business with the code nobody") as problem:
        told("--business", "nobody", at=at)
    assert problem.value.returncode == 2


def test_json_leaves_stdout_to_the_facts(cast, at):
    out, err = told("--business", "corner", "--json", at=at)
    assert json.loads(out) == {"business": "corner", "on": "2026-03-02"}
    assert "on 2026-03-02" in err


def test_another_day_moves_the_moment_and_keeps_the_time_of_the_day(cast, at):
    # 04:00 in New York in March is 09:00 UTC in winter and 08:00 in summer time.
    out, _err = told("--business", "corner", "--on", "2026-07-01", at=at)
    assert out == "on 2026-07-01 at 2026-07-01 08:00\n"


def test_what_is_no_day_is_refused_in_words(cast):
    with pytest.raises(CommandError, match="“tomorrow” is not a day"):
        told("--on", "tomorrow")


def test_an_exit_code_reaches_whoever_called(db, at):
    with pytest.raises(Ended) as ended:
        told(at=at)
    assert ended.value.returncode == 3
