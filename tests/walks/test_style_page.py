"""The style page: every piece once, phone to desk, light and dark."""

import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 820, 1400])
def test_nothing_is_wrong_and_nothing_sticks_out(live, browse, axe, settings, scheme, width) -> None:
    settings.DEBUG = True  # it is served only while developing
    page = browse(on="desktop", dark=scheme == "dark")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live}/style/")
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true })")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_on_paper_the_figures_of_a_picture_are_there(live, browse, settings) -> None:
    settings.DEBUG = True
    page = browse(f"{live}/style/", on="desktop")
    figures = page.locator(".chart .figures")
    assert not any(one.is_visible() for one in figures.all())
    page.emulate_media(media="print")
    assert figures.count() > 5 and all(one.is_visible() for one in figures.all())


@pytest.mark.parametrize("width", [320, 820])
def test_words_of_a_picture_keep_their_size_and_do_not_touch(live, browse, settings, width) -> None:
    settings.DEBUG = True
    page = browse(on="desktop")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live}/style/")
    boxes = page.evaluate(
        """[...document.querySelectorAll("svg.plot")].map(plot =>
             [...plot.querySelectorAll("text")].map(text => {
               const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom] }))"""
    )
    assert len(boxes) >= 2
    for plot in boxes:
        assert all(0 <= left and right <= width for left, right, _top, _bottom in plot)
        for n, (left, right, top, bottom) in enumerate(plot):
            beside = [(r <= left or right <= x or b <= top or bottom <= y) for x, r, y, b in plot[n + 1 :]]
            assert all(beside)
