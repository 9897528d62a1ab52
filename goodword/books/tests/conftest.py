"""Fixtures of these tests: zips of books, and books read back from one."""

from datetime import timedelta

import pytest

from goodword.books.reading import read_back
from goodword.books.taking import Packing


@pytest.fixture
def zip_of(tmp_path, at):
    """The path of a new zip of a business's books."""
    made = []

    def taken(business, at=at):
        path = tmp_path / f"{len(made)}.zip"
        path.write_bytes(b"".join(Packing(business, at).parts()))
        made.append(path)
        return path

    return taken


@pytest.fixture
def moved(zip_of, at):
    """The same books as another business, read back from a zip of them."""

    def back(business, login=None):
        return read_back(zip_of(business), at + timedelta(days=1), login, again=True)

    return back
