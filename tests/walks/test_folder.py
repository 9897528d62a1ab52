"""A folder of ten mixed files, from the drop to who is who, on a phone and in one go; every figure is added up."""

import json
import re
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from .folder import FOLDER, GUESTS_LATER, MENDED, Kept
from .test_files import found
from .test_signin import first_run

PLACES = {
    "new": "bring something new",
    "line": "go on with the sale above them",
    "not counted": "do not count by themselves",
    "held": "wait for your word",
    "refused": "are to be mended",
}
TOO_SMALL = """all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 1)
  .map(one => [one.textContent.trim().slice(0, 40), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""


@pytest.mark.parametrize(("on", "scripts", "dark"), [("phone", True, False), ("phone", False, True)])
def test_ten_files_are_looked_at_mended_kept_decided_and_taken_back(
    served, browse, axe, shot, on, scripts, dark
):
    page = browse(on=on, scripts=scripts, dark=dark)
    look = axe if scripts else (lambda _page: None)
    home = first_run(page, served)

    def see(name: str) -> None:
        look(page)
        thumbs(page)
        shot(page, f"folder-{name}")

    ten_files_are_chosen(page, home)
    see("waiting")
    the_table_is_mapped(page, home, see)
    for one in FOLDER:
        if one.format:
            open_file(page, home, one)
            every_row_has_one_place(page, one)
            see(f"look-{one.name.partition('.')[0].replace(' ', '-')}")
    page.goto(home + "files/")
    page.get_by_role("button", name="Keep all 9").click()
    expect(page.locator("h1")).to_have_text(
        "Your books know 13 people, 2 came twice or more, 2 were sent by someone.", timeout=15_000
    )
    expect(page.locator("main")).to_contain_text("31 rows in all")
    see("kept")

    the_mistakes_are_mended(page, home, see)
    the_row_is_decided(page, home, see)
    the_pairs_are_worked_through(page, home, see)
    one_file_is_taken_back(page, home, see)
    the_table_is_recognised(page, home, see)
    page.goto(home + "who-sent-who/")
    expect(page.locator("section.sender", has_text="June Lowell")).to_contain_text("Sent 1 person")
    see("who-sent-who")
    told = {one["name"]: one["n_sales"] for one in json.loads(served.goodword("people", "--json"))["people"]}
    # June's order and its payment are one sale; Priya was in four files; the school is one now.
    assert told == {
        "Priya Natarajan": 1, "June Lowell": 1, "Hill School": 1, "Jon Reyes": 0, "Zoë Brandt": 0, "Jürgen Groß": 0,
        "Walter Brandt": 0, "Dana Whitfield": 0, "Eli Ortiz": 3, "Nadia Haddad": 1, "Tom Byrne": 2, "Ana Silva": 2,
        "Zoe Brandt": 1,
    }  # fmt: skip


def thumbs(page: Page) -> None:
    """Whatever is pressed is as high as a thumb is wide, and nothing is wider than the screen."""
    small = page.locator("main :is(button, summary, select, .button)").evaluate_all(TOO_SMALL)
    assert small == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    expect(page.locator(".drop, .with-keys").filter(visible=True)).to_have_count(0)  # no mouse, no keyboard


def ten_files_are_chosen(page: Page, home: str) -> None:
    page.goto(home + "files/")
    page.locator("input[type=file]").set_input_files([one.payload for one in FOLDER])
    page.get_by_role("button", name="Have a look").click()
    expect(page.get_by_role("heading", name="9 files wait for you")).to_be_visible()
    expect(page.locator("#messages")).to_contain_text("menu.pdf is a PDF. Look in the program it came from")
    expect(page.locator("#waiting")).to_contain_text("31 rows in all. Nothing is kept yet.")
    for one in FOLDER:
        if one.format:
            line = page.locator(".files a").filter(has=page.get_by_text(one.name, exact=True))
            expect(line).to_contain_text(f"{one.format}, {one.rows} row")
            expect(line.locator(".fact")).to_have_text(one.brings)
    expect(page.locator(".files a")).to_have_count(9)


def open_file(page: Page, home: str, one: Kept) -> None:
    page.goto(home + "files/")
    page.locator("main a").filter(has=page.get_by_text(one.name, exact=True)).first.click()


def every_row_has_one_place(page: Page, one: Kept) -> None:
    """The page adds the file up as we did by hand, and to as many rows as the file has."""
    fold = page.locator("details.fold", has=page.locator("summary", has_text=re.compile("^Where .* row")))
    fold.locator("summary").click()
    expect(fold.locator("tbody tr").last).to_contain_text("all in all")
    rows = [row.locator("th, td").all_inner_texts() for row in fold.locator("tbody tr").all()]
    expected = [[PLACES[place], str(n)] for place, n in one.becomes.items()]
    assert rows == [*expected, ["all in all", str(one.rows)]], one.name
    assert sum(int(n) for _place, n in rows[:-1]) == one.rows


def the_table_is_mapped(page: Page, home: str, see) -> None:
    """“Thanks to” is no header that anybody knows: the owner says what it means, once."""
    guests = next(one for one in FOLDER if one.name == "guests.ods")
    open_file(page, home, guests)
    found(page)
    page.locator("summary", has_text="Left out: Thanks to").click()
    page.get_by_label("Thanks to").select_option("referred_by")
    see("columns")
    page.get_by_role("button", name="Read it again").click()
    expect(page.locator("#messages")).to_contain_text("remembered for the next table")
    expect(page.locator("h1")).to_have_text("We found 2 people, 1 came twice or more, 1 was sent by someone.")


def the_mistakes_are_mended(page: Page, home: str, see) -> None:
    page.locator("main a", has_text="crm.tsv").first.click()
    expect(page.locator(".mistakes li")).to_have_count(2)
    expect(page.locator(".mistakes")).to_contain_text("Line 3")
    page.get_by_role("link", name="Bring the mended file").click()
    page.locator("input[type=file]").set_input_files({**FOLDER[8].payload, "buffer": MENDED.encode()})
    page.get_by_role("button", name="Have a look").click()
    found(page)
    expect(page.locator(".mistakes")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("1 person is new to your books, 1 is in them as here.")
    every = Kept("crm.tsv", b"", "Table", {"new": 2, "same": 2})
    fold = page.locator("details.fold", has_text="Where all 4 rows go")
    fold.locator("summary").click()
    assert [row.locator("td").inner_text() for row in fold.locator("tbody tr").all()] == [
        "2",
        "2",
        str(every.rows),
    ]
    see("mended")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("Your books know 14 people", timeout=15_000)


def the_row_is_decided(page: Page, home: str, see) -> None:
    page.goto(home + "files/")
    expect(page.locator("main")).to_contain_text("1 row waits for your word.")
    page.get_by_role("link", name="Decide").click()
    expect(page.locator("form.card")).to_contain_text("unknown status: half way")
    see("held")
    page.get_by_role("button", name="Count it").click()
    expect(page.locator("#messages")).to_contain_text("Counted.")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()


def the_pairs_are_worked_through(page: Page, home: str, see) -> None:
    """Two Jons and a school that two files tell: one by one, each with its undo."""
    page.goto(home + "people/same/")
    until = monotonic() + 20
    while page.locator("form.card").count() < 3 and monotonic() < until:
        page.reload()  # the worker looks for them after each file
    expect(page.locator("form.card")).to_have_count(3)
    see("same")
    for name in ("Jon Reyes", "Hill School"):
        page.locator("form.card", has_text=name).get_by_role("button", name="The same person").click()
        expect(page.locator("#messages")).to_contain_text(f"{name} is one person now.")
    page.locator("form.card", has_text="Brandt").get_by_role("button", name="Two people").click()
    expect(page.locator("#messages")).to_contain_text("stays two")
    expect(page.get_by_role("heading", name="Nobody to decide on")).to_be_visible()


def one_file_is_taken_back(page: Page, home: str, see) -> None:
    page.goto(home + "files/")
    page.locator(".lines li", has_text="unified_payments.csv").get_by_role("link", name="Undo").click()
    expect(page.locator("main")).to_contain_text("All that it brought goes, and nothing else.")
    see("undo")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("#messages")).to_contain_text("out of your books again")
    see("files")


def the_table_is_recognised(page: Page, home: str, see) -> None:
    """A month later: the same headers, and nothing is asked again."""
    page.locator("input[type=file]").set_input_files(
        {"name": "guests in May.ods", "mimeType": "application/octet-stream", "buffer": GUESTS_LATER}
    )
    page.get_by_role("button", name="Have a look").click()
    found(page)
    expect(page.locator("summary", has_text="Read as you said")).to_contain_text("Thanks to: who sent them")
    expect(page.locator("summary", has_text="Left out")).to_have_count(0)
    see("recognised")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("h1")).to_contain_text("Your books know", timeout=15_000)


@pytest.mark.parametrize("whole", [False, True])
def test_files_are_dropped_by_mouse_one_by_one_or_as_a_folder(served, browse, tmp_path, shot, whole):
    page = browse(on="desktop")
    home = first_run(page, served)
    folder = tmp_path / "exports"
    (folder / "from the shop").mkdir(parents=True)
    for n, one in enumerate(FOLDER):
        ((folder / "from the shop") if n % 2 else folder).joinpath(one.name).write_bytes(one.data)
    (folder / ".DS_Store").write_bytes(b"\0")
    page.goto(home + "files/")
    expect(page.get_by_text("Or drop them anywhere on this page")).to_be_visible()
    paths = [folder] if whole else [path for path in sorted(folder.rglob("*")) if path.is_file()]
    drop(page, [str(path) for path in paths])
    until = monotonic() + 10
    while monotonic() < until and page.locator("input[type=file]").evaluate("one => one.files.length") < 10:
        page.wait_for_timeout(50)
    assert page.locator("input[type=file]").evaluate("one => one.files.length") == 10
    shot(page, "folder-dropped")
    page.get_by_role("button", name="Have a look").click()
    expect(page.get_by_role("heading", name="9 files wait for you")).to_be_visible()
    shot(page, "folder-waiting")


def drop(page: Page, paths: list[str]) -> None:
    """As the mouse does it, from the desktop onto the page's heading."""
    box = page.locator("h1").bounding_box()
    assert box
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send(
            "Input.dispatchDragEvent",
            {"type": kind, "x": box["x"] + 5, "y": box["y"] + 5,
             "data": {"items": [], "files": paths, "dragOperationsMask": 1}},
        )  # fmt: skip
