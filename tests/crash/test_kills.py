"""Killed without warning (kill -9) in the middle of it, begun again: the books are as if nothing had happened.

KILLS=100 kills as often; the moments are spread over the time that the work takes undisturbed.
"""

import json
import os
import time
from datetime import date

import pytest

from goodword.site.example import write

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "5"))
TODAY = date(2026, 3, 2)
OPENING = ("--name", "Corner Bakery", "--country", "US", "--zone", "America/New_York", "--on", str(TODAY))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write(tmp_path_factory.mktemp("bakery"), TODAY)


@pytest.fixture(scope="module")
def undisturbed(ground, files):
    """The books of an installation that nobody killed, and how long the import took."""
    calm = ground.installation()
    start = time.monotonic()
    calm.run("import", *files, *OPENING)
    return calm, calm.books(), time.monotonic() - start


@pytest.mark.parametrize("nth", range(KILLS))
def test_an_import_that_was_killed_and_begun_again_gives_the_same_books(ground, files, undisturbed, nth):
    _, expected, seconds = undisturbed
    shaken = ground.installation()
    # The first tenth is Python waking up: nothing is written then.
    shaken.killed(seconds * (0.1 + 0.9 * (nth + 0.5) / KILLS), "import", *files, *OPENING)
    shaken.run("import", *files, *OPENING)
    assert shaken.books() == expected
    assert not expected["halfway"] and len(expected["people"]) > 300


@pytest.fixture(scope="module")
def large(ground, tmp_path_factory):
    """A file so large that, on SQLite, a process of its own writes it; its books, and how long it took."""
    path = tmp_path_factory.mktemp("large") / "orders.csv"
    rows = (f"{n},p{n % 700}@example.com,2026-02-{n % 28 + 1:02},{n % 90}.50" for n in range(16_000))
    path.write_text("\n".join(["Order,Email,Date,Amount", *rows]) + "\n")
    calm = ground.installation()
    start = time.monotonic()
    calm.run("import", path, *OPENING)
    return path, calm.books(), time.monotonic() - start


@pytest.mark.parametrize("nth", range(max(KILLS // 2, 1)))
def test_a_large_import_that_was_killed_leaves_nobody_writing(ground, large, nth):
    path, expected, seconds = large
    shaken = ground.installation()
    share = (nth + 0.5) / max(KILLS // 2, 1)
    shaken.killed(seconds * (0.1 + 0.9 * share), "import", path, *OPENING)
    shaken.run("import", path, *OPENING)
    assert shaken.books() == expected
    assert not expected["halfway"] and len(expected["sales"]) == 16_000 and len(expected["people"]) == 700


@pytest.mark.parametrize("nth", range(max(KILLS // 5, 1)))
def test_an_undo_that_was_killed_and_begun_again_takes_back_the_whole_file(ground, undisturbed, nth):
    calm, before, seconds = undisturbed
    shaken = ground.installation(like=calm)
    imports = json.loads(shaken.run("undo-import", "--json"))["imports"]
    (orders,) = [one["code"] for one in imports if one["file"].startswith("orders_export")]
    shaken.killed(seconds * (0.1 + 0.4 * (nth + 0.5) / max(KILLS // 5, 1)), "undo-import", orders)
    # Whoever comes next brings it to its end; then there is nothing left to take back, and it says so.
    shaken.begin("undo-import", orders).communicate()
    after = shaken.books()
    assert "'shopify\\x1f" in "".join(before["sales"]) and "'shopify\\x1f" not in "".join(after["sales"])
    assert after["sales"] and not after["halfway"]


@pytest.mark.parametrize("nth", range(max(KILLS // 2, 1)))
def test_reading_books_back_that_was_killed_and_begun_again_gives_the_same_books(
    ground, undisturbed, tmp_path, nth
):
    calm, expected, _seconds = undisturbed
    calm.run("export", tmp_path / "bakery.zip")
    start = time.monotonic()
    ground.installation().run("import-business", tmp_path / "bakery.zip")
    seconds = time.monotonic() - start
    shaken = ground.installation()
    # In the first third tables are made.
    share = (nth + 0.5) / max(KILLS // 2, 1)
    shaken.killed(seconds * (0.1 + 0.9 * share), "import-business", tmp_path / "bakery.zip")
    # If it was done a moment before, the second is told that these books are here already.
    shaken.begin("import-business", tmp_path / "bakery.zip").communicate()
    assert shaken.books() == expected
