"""The look keeps its promises: contrast, a strict CSP, and small files."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template

WEB = Path(__file__).parent.parent
ROOMS = WEB.parent
CSS = (WEB / "static/web/goodword.css").read_text()
CHARTS = (WEB / "static/web/charts.css").read_text()
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))

# (what is written, what it is written on)
PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft")
        for ground in ("paper", "card", "wash", "good-wash", "bad-wash")
    ),
    *((kind, ground) for kind in ("thank", "ask", "listen", "touch", "know") for ground in ("paper", "card")),
    *(("good", ground) for ground in ("paper", "card", "good-wash")),
    *(("bad", ground) for ground in ("paper", "card", "bad-wash")),
    ("good-ink", "good"),
    ("good-ink", "good-deep"),
]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{\s*(?:color-scheme[^;]*;)?(.*?)\}", CSS, re.S)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))


def brightness(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    # The two ends of WCAG's scale, and the well-known lightest grey that passes on white.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_everything_written_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_edge_of_an_input_is_seen(scheme: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours["edge"], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_line_of_what_is_likely_is_seen_on_its_bar(scheme: str, ground: str) -> None:
    colours = tokens(scheme)
    (share,) = map(
        int, re.findall(r"unsure \{ fill: color-mix\(in srgb, var\(--good\), var\(--ground\) (\d+)%", CHARTS)
    )
    pairs = [(int(colours["good"][i : i + 2], 16), int(colours[ground][i : i + 2], 16)) for i in (1, 3, 5)]
    bar = "#" + "".join(f"{round(good + (under - good) * share / 100):02x}" for good, under in pairs)
    assert contrast(colours["ink"], bar) >= 4.5


def test_no_template_of_any_room_has_a_style_or_a_handler_that_the_csp_would_refuse() -> None:
    refused = re.compile(
        r"<[^>]*\s(?:style|on[a-z]+|hx-on[:\w-]*)\s*=|<style(?![^>]*nonce)|<script(?![^>]*(?:src|nonce))",
        re.I,
    )
    found = {path.relative_to(ROOMS): refused.findall(path.read_text()) for path in TEMPLATES}
    assert {str(path): hits for path, hits in found.items() if hits} == {}


@pytest.mark.parametrize("path", sorted(WEB.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_every_piece_can_be_read_by_django(path: Path) -> None:
    read: Any = get_template(str(path.relative_to(WEB / "templates")))
    assert read.origin.name == str(path)  # and no other room has one of that name in its place


def test_every_piece_is_shown_on_the_style_page_or_by_another_piece() -> None:
    pages = {
        "base.html",
        "public.html",
        "style.html",
        "confirm.html",
        "work_refresh.html",
        "confirm_part.html",
    }
    every = {path.name for path in WEB.glob("templates/web/*.html")} - pages
    text = "".join(path.read_text() for path in WEB.glob("templates/web/*.html"))
    assert {name for name in every if f'"web/{name}"' not in text} == set()


def test_the_look_stays_small() -> None:
    assert len(CSS.splitlines()) <= 600
    assert len((WEB / "static/web/goodword.js").read_bytes()) < 6 * 1024
