from pathlib import Path

from goodword.lib.moves import KINDS
from goodword.today.figures import refreshed, rows

PAGE = Path(__file__).parents[3] / "docs" / "how-we-count" / "today.md"


def test_the_page_shows_the_figures_that_decide():
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page, (
        "Write it anew: python -m goodword.today.figures docs/how-we-count/today.md"
    )


def test_every_kind_of_move_is_on_the_page():
    assert {kind for kind, *_rest in rows()} == set(KINDS)
