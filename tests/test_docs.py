"""The docs say what is so: made pages are fresh, links lead somewhere, commands exist."""

import re
import runpy
from pathlib import Path

import pytest

from goodword.site.command import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?:^|`|\bbin/)goodword ([a-z][a-z-]+)", re.M)
MAKE = re.compile(r"(?:^|`)make ([a-z-]+)", re.M)


@pytest.fixture(scope="module")
def made():
    return runpy.run_path(str(ROOT / "docs" / "made.py"))["pages"]()


def test_made_pages_are_fresh(made):
    stale = [
        str(path)
        for path, text in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert made
    assert not stale, "write them anew: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    lost = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
    ]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_told_exists(page):
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.M))
    assert targets
    assert not set(COMMAND.findall(text)) - {*COMMANDS}
    assert not set(MAKE.findall(text)) - targets
