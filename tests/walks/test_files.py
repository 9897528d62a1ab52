"""From a file to today's list; and a mistake that is mended."""

from datetime import date, timedelta
from time import monotonic

import pytest
from playwright.sync_api import FilePayload, Page, expect

from .test_signin import first_run

TODAY = date.today()
REGULARS = ("Priya Natarajan", "Walter Brandt", "June Lowell")


def sales(days=None) -> str:
    """A till's table: three regulars who came every nine days."""
    lines = ["Order,Date,Customer,Email,Amount"]
    for number, name in enumerate(REGULARS):
        for back in range(12):
            on = days or (TODAY - timedelta(days=12 + number + 9 * back)).isoformat()
            lines.append(f"{number}-{back},{on},{name},{name.split()[0].lower()}@home.example,12.50")
    return "\n".join(lines) + "\n"


CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL;TYPE=CELL:+1212555010{number}\r\nEND:VCARD\r\n"
    for number, name in enumerate(("Anna Bell", "Ben Cole", "<b>Carl</b> Dent"))
)


def bring(page: Page, home: str, name: str, text: str) -> None:
    page.goto(home + "files/")
    file: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Have a look").click()


def found(page: Page) -> None:
    """The worker has looked: with scripts the page follows by itself, without them it is read again and again."""
    expect(page.locator("h1.found")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(("on", "scripts"), [("phone", True), ("desktop", False)])
def test_a_file_is_looked_at_kept_and_the_list_is_there(served, browse, axe, shot, on, scripts):
    page = browse(on=on, scripts=scripts)
    look = axe if scripts else (lambda _page: None)
    home = first_run(page, served)
    page.get_by_role("link", name="I would rather bring a file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find the people you have forgotten")
    look(page)
    shot(page, "files-empty")
    bring(page, home, "till.csv", sales())
    found(page)
    expect(page.locator("h1")).to_contain_text("3 people")
    look(page)
    shot(page, "files-look")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("Your books know", timeout=15_000)
    look(page)
    shot(page, "files-kept")

    page.get_by_role("link", name="See today's list").click()
    # The worker makes the list in a moment; a page that is asked for again shows it.
    asked = page.locator(".kind.ask")
    until = monotonic() + 20
    while not asked.count() and monotonic() < until:
        page.reload()
    expect(page.locator("h1")).to_contain_text("people today")
    look(page)
    shot(page, "files-today")


def test_a_mistake_is_told_mended_and_brought_again(served, browse, axe, shot):
    page = browse()
    home = first_run(page, served)
    right = sales()
    wrong = right.replace(right.splitlines()[3].split(",")[1], "31/02/2026", 1)
    bring(page, home, "till.csv", wrong)
    found(page)
    mistakes = page.locator(".mistakes")
    expect(mistakes).to_contain_text("Line 4")
    expect(mistakes).to_contain_text("31/02/2026")
    axe(page)
    shot(page, "files-mistake")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("Your books know", timeout=15_000)
    bring(page, home, "till-mended.csv", right)
    found(page)
    expect(page.locator("main")).to_contain_text("36 sales")
    expect(mistakes).to_have_count(0)
    axe(page)
    shot(page, "files-mended")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("3 people", timeout=15_000)
    told = served.goodword("people", "--json")
    assert told.count('"n_sales": 12') == 3


def test_a_phone_book_waits_to_be_sorted_and_can_be_taken_back_whole(served, browse, axe):
    page = browse()
    home = first_run(page, served)
    bring(page, home, "phone.vcf", CARDS)
    found(page)
    axe(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="3 people wait to be sorted")).to_be_visible(timeout=15_000)
    page.goto(home + "people/")
    expect(page.locator("main")).to_contain_text("<b>Carl</b> Dent")
    page.goto(home + "files/")
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("out of your books again")
    page.goto(home + "people/")
    expect(page.locator("main")).not_to_contain_text("Anna Bell")


def test_a_file_that_nobody_can_read_is_told_in_words(served, browse, axe):
    page = browse()
    home = first_run(page, served)
    bring(page, home, "holiday.jpg", "\x00\x01\x02 not a table at all \x00")
    expect(page.get_by_role("heading", name="could not be read")).to_be_visible(timeout=15_000)
    axe(page)
