"""Newcomers' pages that stand ready. A link that is shared well is opened by many at once, and to each the page is the
same: it is made once, and handed out ahead of all that is there for members."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils import timezone

from goodword.accounts.links import base_address
from goodword.lib.together import NotDone
from goodword.web.views import not_now

from .visits import keep_visit

Environ = dict[str, Any]
Start = Callable[..., Any]

_LINK = re.compile("/s/([0-9a-z]{8})/(?:qr/)?")
MADE_OF = "goodword.made_of"  # where the view tells what its page was made of
MOST = 500  # pages; a few kilobytes each


class Page(NamedTuple):
    headers: list[tuple[str, str]]
    body: bytes


class ReadyPages:
    """A WSGI application in front of another. A page is found by all that it is made of, which is read anew for each
    visitor: so it cannot be an old one."""

    def __init__(self, site: Callable[[Environ, Start], Any]) -> None:
        self.site = site
        self.pages: dict[Any, Page] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        link = _LINK.fullmatch(environ["PATH_INFO"])
        # Who has a cookie of ours may be one of the team.
        if not link or environ["REQUEST_METHOD"] != "GET" or "HTTP_COOKIE" in environ:
            return self.site(environ, start)
        now = environ.get("goodword.now") or timezone.now()
        try:
            opened = keep_visit(link[1], environ, now)
        except NotDone:
            answer = not_now()
            start("503 Service Unavailable", list(answer.items()))
            return [answer.content]
        page = self.pages.get(_key(environ, (opened.shown, opened.more(now)))) if opened else None
        if page is None:
            return self._made(environ, start)
        start("200 OK", page.headers)
        return [page.body]

    def _made(self, environ: Environ, start: Start) -> Iterable[bytes]:
        answer = self.site(environ, start)
        made_of = environ.get(MADE_OF)
        if made_of and answer.status_code == 200 and not answer.cookies:
            if len(self.pages) >= MOST:
                self.pages.clear()
            self.pages[_key(environ, made_of)] = Page(list(answer.items()), answer.content)
        return answer


def _key(environ: Environ, made_of: tuple[Any, ...]) -> tuple[Any, ...]:
    """The headers depend on whether the way here was encrypted."""
    return (environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO"), base_address(), made_of)
