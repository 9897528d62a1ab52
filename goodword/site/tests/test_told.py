"""What an installation is told before it starts: taken as it is meant, or refused in words."""

import pytest

from goodword.site import settings
from goodword.site.told import address_told

MAIL = ("smtp", "smtps")


@pytest.mark.parametrize(
    "url",
    ["submission://us:secret@mail.example:587", "smpt://us:secret@mail.example", "us:secret@mail.example"],
)
def test_mail_goes_by_a_way_that_we_know_or_not_at_all(monkeypatch, url):
    # One that we do not know was once taken for a plain one: the password went out in the clear.
    monkeypatch.setenv("GOODWORD_SMTP", url)
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
    monkeypatch.setenv("DATABASE_URL", f"postgresql://us:{password}@db.example/books")
    with pytest.raises(SystemExit, match=r"DATABASE_URL cannot be read.*postgresql://user.*\n.*%23"):
        settings.database()


@pytest.mark.parametrize(
    "url", ["smtp://mail.example:none", "smtp://mail.example:99999", "smtp://", "smtp://?from=a@b.example"]
)
def test_what_leads_nowhere_is_refused(url):
    with pytest.raises(SystemExit, match="should look like smtp://user:password@host:port"):
        address_told("GOODWORD_SMTP", url, MAIL, "smtp://")


def test_what_is_written_as_told_is_taken_as_meant(monkeypatch):
    monkeypatch.setenv(
        "GOODWORD_SMTP", "smtp://us:p%23%2F%3F%40%5B%25@mail.example:2525?from=us@goodword.example"
    )
    told = settings.mail()
    assert (told["EMAIL_HOST_PASSWORD"], told["EMAIL_PORT"]) == ("p#/?@[%", 2525)
    assert told["DEFAULT_FROM_EMAIL"] == "us@goodword.example"


@pytest.mark.parametrize(
    ("url", "host"),
    [("postgresql://us:p%40ss@db.example/books?sslmode=require", "db.example"), ("postgres:///books", "")],
)
def test_a_database_may_be_far_away_or_behind_a_socket(monkeypatch, url, host):
    monkeypatch.setenv("DATABASE_URL", url)
    told = settings.database()
    assert (told["HOST"], told["NAME"]) == (host, "books")


def test_without_a_mail_server_there_is_none(monkeypatch):
    monkeypatch.setenv("GOODWORD_SMTP", "")
    assert settings.mail()["MAIL_SET"] is False
