from pathlib import Path

import pytest

import goodword
from goodword.lib.mailto import mailto


def test_it_opens_a_mail_with_all_of_it_written():
    assert mailto("ann+shop@lee.example", "How was it?", "Hi Ann,\nhello") == (
        "mailto:ann+shop@lee.example?subject=How%20was%20it%3F&body=Hi%20Ann%2C%0D%0Ahello"
    )


def test_to_two_or_to_whom_is_chosen_there():
    assert mailto(["ann@lee.example", "tom@reyes.example"], "Hello").startswith(
        "mailto:ann@lee.example,tom@reyes.example?"
    )
    assert mailto("", "Hello", "x") == "mailto:?subject=Hello&body=x"


def test_what_was_typed_adds_no_line_and_nobody_to_write_to():
    found = mailto("dana@example.org", "May I ask\r\nBcc: x@y.z", "one\r\ntwo\nthree")
    assert "subject=May%20I%20ask%20Bcc%3A%20x%40y.z&" in found
    assert found.endswith("body=one%0D%0Atwo%0D%0Athree")
    assert mailto("a@b.example?cc=x@y.z", "Hello").startswith("mailto:a@b.example%3Fcc%3Dx@y.z?")


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_no_mail_is_without_a_subject(nothing):
    with pytest.raises(ValueError, match="subject"):
        mailto("ann@lee.example", nothing)


def test_no_other_place_makes_such_an_address():
    home = Path(goodword.__file__).parent
    found = [
        str(path.relative_to(home))
        for ending in ("py", "html", "js")
        for path in home.rglob(f"*.{ending}")
        if "tests" not in path.parts
        and any(made in path.read_text() for made in ("mailto:?", "mailto:{", '"mailto:"'))
    ]
    readers = {"imports/card_person.py", "imports/formats/pasted.py", "lib/mails.py"}  # they take it off
    assert set(found) - readers == {"lib/mailto.py"}
