from pathlib import Path

from goodword.analysis.standing import SIGNALS
from goodword.analysis.standing_tables import refreshed, tables

PAGE = Path(__file__).parents[3] / "docs" / "how-we-count" / "standing.md"


def test_the_page_shows_the_weights_that_count():
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page, (
        "Write it anew: python -m goodword.analysis.standing_tables docs/how-we-count/standing.md"
    )


def test_every_sign_is_on_the_page():
    for signal in SIGNALS:
        assert f"`{signal.name}`" in tables()
