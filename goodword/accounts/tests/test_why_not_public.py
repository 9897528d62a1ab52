"""What stands against links is told where one would be offered."""

import json
from typing import Any

import pytest

from goodword.accounts import public_address
from goodword.accounts.public_address import why_not_public

URL = "https://goodword.example"


@pytest.fixture(autouse=True)
def looked_at(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.PUBLIC_URL, settings.SECURE = URL, True
    monkeypatch.setattr(public_address, "_found", (0.0, False))
    monkeypatch.setattr(public_address, "_file", lambda: tmp_path / "found.json")

    def keep(**told: str) -> None:
        (tmp_path / "found.json").write_text(json.dumps({"url": URL, "problem": ""} | told))

    return keep


def test_what_was_found_is_told(looked_at: Any) -> None:
    looked_at(problem="No such name.")
    assert why_not_public() == "No such name."


def test_nothing_where_all_is_well_or_none_is_set(looked_at: Any, settings: Any) -> None:
    looked_at()
    assert why_not_public() == ""
    looked_at(problem="No such name.", url="https://another.example")
    assert why_not_public() == ""
    settings.PUBLIC_URL = ""
    assert why_not_public() == ""


def test_the_pages_that_would_offer_a_link_tell_it(looked_at: Any, as_: Any, cast: Any) -> None:
    looked_at(problem="The name goodword.example cannot be found.")
    page = as_("alice").get("/b/corner/hello/").content.decode()
    assert "Your address does not work yet." in page and "cannot be found" in page
