from collections.abc import Callable
from typing import Any

import pytest

from goodword.api.models import ApiKey
from goodword.api.scopes import Scope


@pytest.fixture
def key(cast, at) -> Callable[..., tuple[ApiKey, str]]:
    """A key of Alice's, with all scopes or those named, and its token."""

    def make(*scopes: str, member: Any = None) -> tuple[ApiKey, str]:
        member = member or cast.alice
        return ApiKey.make(member.business, member, "Booking page", scopes or Scope.values, at)

    return make
