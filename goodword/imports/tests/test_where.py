"""Where owners find their files: no vendor is forgotten, on the Files page and in the guide."""

import re
from pathlib import Path

import pytest

from goodword.imports import formats, where

FROM = Path(__file__).parents[3] / "docs" / "guide" / "from"
# What is no program's: typed by hand, made by any, or known only to be left out.
NOBODYS = {"list", "table", "payouts"}


def test_every_vendor_that_is_read_is_told_where_its_button_is():
    told = {place.vendor for family in where.FAMILIES for place in family.places}
    assert told == {module.VENDOR for module in formats.modules()} - NOBODYS


def test_every_page_of_the_guide_is_a_family_here():
    assert {family.page for family in where.FAMILIES} == {page.stem for page in FROM.glob("*.md")}


@pytest.mark.parametrize("family", where.FAMILIES, ids=lambda family: family.page)
def test_each_of_them_has_its_heading_in_the_guide(family):
    headings = re.findall(r"^## From (.+)$", (FROM / f"{family.page}.md").read_text(encoding="utf-8"), re.M)
    for place in family.places:
        assert any(heading.startswith(str(place.name)) for heading in headings), place.name


def test_the_files_page_and_the_page_of_a_file_that_nobody_can_read_tell_them(as_, cast):
    page = as_("alice").get("/b/corner/files/").content.decode()
    for place in (*where.FIRST, *(place for family in where.FAMILIES for place in family.places), where.ELSE):
        assert f"<dt>{place.name}</dt>" in page
