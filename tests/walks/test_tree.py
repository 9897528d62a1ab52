"""The tree: touched, read as a list without scripts, and taken along as a PNG."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from goodword.people.models import Person
from goodword.referrals.models import Referral

NAMES = ("Dana Okafor", "Eli Brandt", "Ann Silva", "Sam Costa")


@pytest.fixture
def tree(clock, live, cast, at):
    """Dana sent Eli and Ann; Ann sent Sam."""
    dana, eli, ann, sam = (
        Person.every.create(
            business=cast.business, name=name, given_name=name[:-6], kind="customer", since=at, sort_name=name
        )
        for name in NAMES
    )
    for sender, newcomer in ((dana, eli), (dana, ann), (ann, sam)):
        Referral.objects.create(
            business=cast.business, referrer=sender, referred=newcomer, state="qualified", yes_on=at.date()
        )
    return live + "/b/corner/who-sent-who/tree/"


def test_a_touch_on_the_picture_opens_the_person(tree, browse, axe, shot):
    page = browse(tree, who="alice")
    axe(page)
    shot(page, "tree")
    page.locator(".tree svg a", has_text="Ann Silva").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ann Silva")


def test_the_list_needs_no_scripts(tree, browse):
    page = browse(tree, who="bob", scripts=False)
    for name in NAMES:
        expect(page.locator(".twigs").get_by_role("link", name=name)).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Picture (PNG)").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_role("link", name="3 people set in motion").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The branch of Dana Okafor")


def test_the_browser_makes_a_png_of_it(tree, browse):
    page = browse(tree, who="alice")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Picture (PNG)").click()
    assert coming.value.url.startswith("blob:")  # and not the server's
    assert coming.value.suggested_filename == "corner-tree.png"
    picture = Path(coming.value.path()).read_bytes()
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20], "big") == 1080
