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
