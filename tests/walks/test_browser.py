"""The browser itself: that it is strict enough to find faults, and can do without scripts."""

import pytest

HEAD = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>T</title>"
FAULTY = HEAD + "<main><h1>T</h1><img src='data:,'></main></html>"
SOUND = HEAD + "<main><h1>T</h1><p>Good day</p></main></html>"


@pytest.fixture
def page_of(browse):
    def show(html, **how):
        page = browse(**how)
        page.set_content(html)
        return page

    return show


def test_axe_finds_a_picture_without_words(page_of, axe):
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page_of(FAULTY))


def test_axe_is_content_with_a_sound_page(page_of, axe):
    axe(page_of(SOUND))


def test_without_scripts_a_page_is_read_and_no_script_runs(page_of):
    page = page_of(HEAD + "<p>Read</p><script>document.body.textContent = 'Ran'</script>", scripts=False)
    assert page.locator("p").inner_text() == "Read"


def test_a_phone_is_as_wide_as_a_phone(page_of):
    assert page_of(SOUND, on="phone").evaluate("innerWidth") == 390


def test_nobody_outside_can_be_reached(browse):
    page = browse()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")


def test_the_site_in_this_process_answers(browse, live):
    page = browse(live + "/static/nothing-here.css")
    assert page.url.startswith(live)


def test_the_real_command_serves_and_prints_a_link(browse, served):
    assert browse(served.url + "/").url.startswith(served.url)
    assert served.link.startswith(served.url)
