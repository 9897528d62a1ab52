"""Reads templates with a suspicious eye: words that nobody can translate, code that the policy would refuse."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# What is translated, what is said to the next writer, what is data: none of it is a bare word.
SPOKEN_FOR = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*verbatim\b.*?\{%\s*endverbatim\s*%\}"
    r"|\{%\s*block (?:frame)\s*%\}[\w -]*\{%\s*endblock[^%]*%\}"  # fills a class, not a line
    r"|\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}",
    re.S,
)
TWO_LETTERS = re.compile(r"[^\W\d_]{2,}")
SEEN_BY_PEOPLE = (
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "content",
    "value",
)
# The product's own name is the same in every language; so are these.
SAME_EVERYWHERE = re.compile(
    r"\b(Goodword|CSV|JSON|vCard|QR|UTF-8|https?://\S*|\S+@example\.(?:com|org))", re.I
)


def spaced(match: re.Match[str]) -> str:
    """Nothing, as many lines long as what stood there."""
    return "\n" * match[0].count("\n")


def without_tags(source: str) -> str:
    return SPOKEN_FOR.sub(spaced, source)


def is_bare(text: str) -> bool:
    return bool(TWO_LETTERS.search(re.sub(r"&\w+;", "", SAME_EVERYWHERE.sub("", text))))


def bare_words(source: str, is_html: bool = True) -> Iterator[tuple[int, str]]:
    """(line, words) that a reader would see and gettext would not."""
    plain = without_tags(source)
    if not is_html:
        yield from ((n, line.strip()) for n, line in enumerate(plain.splitlines(), 1) if is_bare(line))
        return
    reader = Words()
    # A piece without a tag, and with attributes, stands inside one where it is included.
    reader.feed(plain if "<" in plain or "=" not in plain else f"<i {plain}>")
    yield from reader.found


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: list[str] = []
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "code", "pre", "kbd"):
            self.inside.append(tag)
        for name, value in attrs:
            if name in SEEN_BY_PEOPLE and value and self.is_shown(tag, name, dict(attrs)) and is_bare(value):
                self.found.append((self.getpos()[0], f"{name}={value}"))

    def is_shown(self, tag: str, name: str, attrs: dict[str, str | None]) -> bool:
        if name == "content":  # of a meta: only a description is read by people
            return attrs.get("name") == "description"
        if name == "value":  # of a button that has its words there
            return tag == "input" and attrs.get("type") in ("submit", "button", "reset")
        return True

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside or not is_bare(data):
            return
        skipped = data[: len(data) - len(data.lstrip())].count("\n")
        self.found.append((self.getpos()[0] + skipped, " ".join(data.split())))


INLINE = (
    (re.compile(r"<[^>]*\sstyle\s*=", re.S), "style="),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.S), "on...="),
    (re.compile(r"javascript:", re.I), "javascript:"),
    (re.compile(r"<style\b(?![^>]*nonce)", re.S), "<style> without a nonce"),
    (re.compile(r"<script\b(?![^>]*(?:nonce|\ssrc=|application/json))", re.S), "<script> without a nonce"),
    (
        re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.S),
        "from another host",
    ),
)


def inline_code(source: str) -> Iterator[tuple[int, str]]:
    """(line, what) that a strict content policy would refuse, silently, in the browser."""
    # A nonce stands in a template tag: keep its word, take the rest away.
    plain = SPOKEN_FOR.sub(lambda tag: ("nonce" if "nonce" in tag[0] else "") + spaced(tag), source)
    for pattern, what in INLINE:
        for match in pattern.finditer(plain):
            yield plain.count("\n", 0, match.end()) + 1, what
