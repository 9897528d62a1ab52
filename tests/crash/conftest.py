import shutil
from collections.abc import Iterator

import pytest

from .installations import Ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("crash")
    yield Ground(folder)
    shutil.rmtree(folder, ignore_errors=True)
