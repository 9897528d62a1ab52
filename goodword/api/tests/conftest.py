import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

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


class Software:
    """Other software: it sends a key and JSON, and nothing else."""

    def __init__(self, browser: Any, token: str) -> None:
        self.browser, self.token = browser, token

    def send(
        self, method: str, path: str, text: str = "", once: str = "", token: str | None = None, at: Any = None
    ) -> Any:
        token = self.token if token is None else token
        more: dict[str, Any] = {"goodword.now": at} if at else {}
        if token:
            more["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        if once:
            more["HTTP_IDEMPOTENCY_KEY"] = once
        return self.browser.generic(method, f"/api/v1/{path}", text, "application/json", **more)

    def get(self, path: str, token: str | None = None, at: Any = None, **asked: Any) -> Any:
        query = f"?{urlencode(asked)}" if asked else ""
        return self.send("GET", path + query, token=token, at=at)

    def post(self, path: str, told: Any, **more: Any) -> Any:
        return self.send("POST", path, json.dumps(told), **more)


@pytest.fixture
def api(as_, key) -> Software:
    return Software(as_(None), key()[1])
