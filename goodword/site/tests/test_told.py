"""What an installation is told before it starts: taken as it is meant, or refused in words."""

from pathlib import Path

import pytest

from goodword.site import settings
from goodword.site.told import address_told, public_address, what_was_told

from .test_command import in_a_process

MAIL = ("smtp", "smtps")


@pytest.mark.parametrize(
    "url",
    ["submission://us:secret@mail.example:587", "smpt://us:secret@mail.example", "us:secret@mail.example"],
)
def test_mail_goes_by_a_way_that_we_know_or_not_at_all(monkeypatch, url):
    # One that we do not know was once taken for a plain one: the password went out in the clear.
    monkeypatch.setitem(settings.told, "GOODWORD_SMTP", url)
    with pytest.raises(SystemExit, match=r"should begin with smtp:// \(STARTTLS\) or smtps://") as refused:
        settings.mail()
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "password", ["pa#ss", "pa/ss", "pa?ss", "12#ss", "12/ss", "12?ss", "p[a]ss", "pa/s@s"]
)
@pytest.mark.parametrize(
    "address", ["smtp://us:{}@mail.example:587?from=us@goodword.example", "smtp://us:{}@mail.example"]
)
def test_a_password_that_ends_the_address_too_early_is_told_how_to_be_written(address, password):
    with pytest.raises(SystemExit, match="write %23 for #, %2F for /") as refused:
        address_told("GOODWORD_SMTP", address.format(password), MAIL, "smtp://")
    assert password not in str(refused.value)


@pytest.mark.parametrize("password", ["pa#ss", "12/ss"])
def test_so_is_one_of_the_database(monkeypatch, password):
    monkeypatch.setitem(settings.told, "DATABASE_URL", f"postgresql://us:{password}@db.example/books")
    with pytest.raises(SystemExit, match=r"DATABASE_URL cannot be read.*postgresql://user.*\n.*%23"):
        settings.database()


@pytest.mark.parametrize(
    "url", ["smtp://mail.example:none", "smtp://mail.example:99999", "smtp://", "smtp://?from=a@b.example"]
)
def test_what_leads_nowhere_is_refused(url):
    with pytest.raises(SystemExit, match="should look like smtp://user:password@host:port"):
        address_told("GOODWORD_SMTP", url, MAIL, "smtp://")


def test_what_is_written_as_told_is_taken_as_meant(monkeypatch):
    monkeypatch.setitem(
        settings.told,
        "GOODWORD_SMTP",
        "smtp://us:p%23%2F%3F%40%5B%25@mail.example:2525?from=us@goodword.example",
    )
    told = settings.mail()
    assert (told["EMAIL_HOST_PASSWORD"], told["EMAIL_PORT"]) == ("p#/?@[%", 2525)
    assert told["DEFAULT_FROM_EMAIL"] == "us@goodword.example"


@pytest.mark.parametrize(
    ("url", "host"),
    [("postgresql://us:p%40ss@db.example/books?sslmode=require", "db.example"), ("postgres:///books", "")],
)
def test_a_database_may_be_far_away_or_behind_a_socket(monkeypatch, url, host):
    monkeypatch.setitem(settings.told, "DATABASE_URL", url)
    told = settings.database()
    assert (told["HOST"], told["NAME"]) == (host, "books")


def test_without_a_mail_server_there_is_none(monkeypatch):
    monkeypatch.setitem(settings.told, "GOODWORD_SMTP", "")
    assert settings.mail()["MAIL_SET"] is False


# The public address.


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://goodword.example", "https://goodword.example"),
        ("HTTPS://GoodWord.Example:443/", "https://goodword.example"),
        (" https://goodword.example:8443// ", "https://goodword.example:8443"),
        ("http://goodword.example:80", "http://goodword.example"),
        ("http://goodword.example:443", "http://goodword.example:443"),
        ("https://[2001:DB8::1]:443", "https://[2001:db8::1]"),
        ("", ""),
        # What is no address stays as it was typed: `goodword doctor` shows it, and says how to write it.
        ("goodword.example", "goodword.example"),
        ("https://goodword.example/Path/", "https://goodword.example/Path"),
        ("https://goodword.example:port", "https://goodword.example:port"),
    ],
)
def test_the_public_address_is_written_as_browsers_write_it(said, address):
    assert public_address(said) == address


# The file in the home folder.


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def wrote(text: str) -> Path:
        (tmp_path / "settings.env").write_text(text, encoding="utf-8")
        return tmp_path

    return wrote


def test_a_file_in_the_home_folder_tells_the_settings(written):
    home = written(
        "\ufeff# our server\n\nGOODWORD_URL=https://goodword.example\n GOODWORD_PROXIES = 1 \n"
        "GOODWORD_SMTP=\"smtp://us:p$a'ss@mail.example?from=us@goodword.example\"\nDATABASE_URL=''\n"
    )
    assert what_was_told(home) == {
        "GOODWORD_URL": "https://goodword.example",
        "GOODWORD_PROXIES": "1",
        "GOODWORD_SMTP": "smtp://us:p$a'ss@mail.example?from=us@goodword.example",
        "DATABASE_URL": "",
    }


def test_without_a_file_only_the_environment_tells(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("GOODWORD_PROXIES", "2")
    assert what_was_told(tmp_path) == {"GOODWORD_PROXIES": "2"}


@pytest.mark.parametrize("said", ["https://two.example", ""])
def test_the_environment_goes_before_the_file_even_when_it_says_nothing(written, monkeypatch, said):
    monkeypatch.setenv("GOODWORD_URL", said)
    assert what_was_told(written("GOODWORD_URL=https://one.example\n"))["GOODWORD_URL"] == said


def test_without_a_database_far_away_the_books_are_in_the_home_folder(monkeypatch):
    monkeypatch.setitem(settings.told, "DATABASE_URL", "")
    assert settings.database()["NAME"] == settings.HOME / "goodword.db"


def test_all_that_cannot_be_read_is_told_at_once_and_no_value_with_it(written):
    home = written(
        "GOODWORD_SMPT=smtp://us:secret@mail.example\nGOODWORD_URL=https://one.example\nGOODWORD_HOME=/secret\n"
        'secret\nGOODWORD_URL="secret\nexport GOODWORD_PROXIES=1\n'
    )
    with pytest.raises(SystemExit) as refused:
        what_was_told(home)
    said = str(refused.value).splitlines()
    assert [line.partition(":")[0] for line in said[1:]] == ["Line 1", "Line 3", "Line 4", "Line 5", "Line 6"]
    assert "“GOODWORD_SMPT” is no setting" in said[1] and "secret" not in " ".join(said[1:])


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path):
    (tmp_path / "settings.env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SystemExit, match="is no text"):
        what_was_told(tmp_path)


@pytest.mark.slow
def test_the_command_reads_it_where_it_is_told_the_home(written):
    home = written("GOODWORD_PROXIES=one\n")
    done = in_a_process("doctor", "--home", str(home))
    assert done.returncode == 1 and "GOODWORD_PROXIES says how many" in done.stderr
    assert "Traceback" not in done.stderr
    done = in_a_process("doctor", "--home", str(home), GOODWORD_PROXIES="")
    assert "still empty" in done.stdout, "set to nothing is not set"
