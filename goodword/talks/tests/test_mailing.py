"""Mail, through a real mail server: one mail, once, with a way to end it in one click."""

import email.policy
import re
from email import message_from_bytes
from functools import cache

import pytest
from aiosmtpd.controller import Controller

from goodword.people.forgetting import remember_to_forget
from goodword.people.hand import add_person, take_back_consent
from goodword.people.models import Consent
from goodword.talks import mailing
from goodword.talks.limits import may_ask
from goodword.talks.models import Mail
from tests.postgres import free_port


class Letterbox:
    """What a mail server got; it can refuse, and be away."""

    def __init__(self):
        self.mails = []
        self.refuses = ""

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return self.refuses
        self.mails.append((envelope, message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


@pytest.fixture
def letterbox():
    box = Letterbox()
    box.port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    box.stop = cache(lambda: server.stop())  # once, whoever calls
    yield box
    box.stop()


@pytest.fixture
def post(letterbox, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", letterbox.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.MAIL_SET, settings.DEFAULT_FROM_EMAIL = True, "words@goodword.example"
    settings.PUBLIC_URL, settings.SECURE = "https://goodword.example", True
    monkeypatch.setattr(mailing, "public_url_ready", lambda: True)
    return letterbox


@pytest.fixture
def priya(cast, at):
    return add_person(
        cast.business, cast.alice, at, name="Priya Natarajan", kind="customer", email="priya@home.example"
    )


@pytest.fixture
def send(cast, priya, at, post):
    def sent(key="move:1", words="Hi Priya, do you know anyone? Grüße!"):
        told = {
            "to": "priya@home.example",
            "subject": "May I ask\nyou something?",
            "words": words,
            "key": key,
        }
        return mailing.send(priya, cast.alice, at, **told)

    return sent


def link_in(post, number=0):
    header = post.mails[number][1]["List-Unsubscribe"]
    return re.fullmatch(r"\s*<https://goodword\.example(/unsubscribe/[^>]+)>", header)[1]


def test_the_mail_arrives_with_the_owners_words(send, post):
    assert send().problem == ""
    envelope, mail = post.mails[0]
    assert envelope.rcpt_tos == ["priya@home.example"]
    assert envelope.mail_from == "words@goodword.example"
    assert mail["From"] == "Corner Bakery <words@goodword.example>"
    assert mail["Reply-To"] == "alice@corner.example"
    assert mail["Subject"] == "May I ask you something?"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines()[0] == "Hi Priya, do you know anyone? Grüße!"


def test_it_can_be_ended_in_one_click_as_rfc_8058_says(send, post):
    send()
    mail = post.mails[0][1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link_in(post) in mail.get_content()


@pytest.mark.parametrize(
    ("sender", "domain"),
    [("words@goodword.example", "goodword.example"), ("hi@bäcker.example", "xn--bcker-gra.example")],
)
def test_it_is_numbered_under_the_sender_s_domain(cast, priya, at, post, settings, sender, domain):
    settings.DEFAULT_FROM_EMAIL = sender
    message = mailing._message(priya, cast.alice, at, "priya@home.example", "Hello", "Hi").message()
    assert message["Message-ID"].endswith(f"@{domain}>")


def test_one_key_is_one_mail(send, post):
    assert send().problem == send().problem == ""
    assert len(post.mails) == 1
    send(key="move:2")
    assert len(post.mails) == 2


def test_a_refusal_is_said_in_words_and_may_be_tried_again(send, post):
    post.refuses = "550 No such user here"
    assert "No such user here" in send().problem
    post.refuses = ""
    assert send().problem == ""
    assert len(post.mails) == 1


def test_a_mail_server_that_is_away_is_said_in_words(send, post):
    post.stop()
    assert "does not answer" in send().problem
    assert Mail.objects.get().sent_at is None


def test_after_a_crash_in_the_middle_nothing_is_sent_twice(send, post, priya, at):
    Mail.objects.create(business=priya.business, person=priya, key="move:1", at=at)
    assert "nobody knows whether it arrived" in send().problem
    assert not post.mails


def test_without_a_mail_server_or_an_address_nothing_is_offered(settings, post, send, monkeypatch):
    assert mailing.is_ready()
    settings.MAIL_SET = False
    assert not mailing.is_ready()
    settings.MAIL_SET = True
    monkeypatch.setattr(mailing, "public_url_ready", lambda: False)
    assert not mailing.is_ready()
    assert "not set up" in send().problem


# The way to end it.


def test_looking_at_the_page_ends_nothing(send, post, as_, priya):
    send()
    answer = as_(None).get(link_in(post))
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Priya" not in answer.content.decode()
    assert not Consent.objects.exists()


def test_one_click_from_a_mail_program_ends_mail_and_asks(send, post, priya, cast, on):
    from django.test import Client

    send()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        link_in(post), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert "wants no mail" in send(key="move:2").problem
    priya.refresh_from_db()
    assert not may_ask(priya, on).ok


def test_pressed_twice_is_pressed_once_and_the_owner_can_take_their_word_for_it_back(
    send, post, as_, cast, priya, at
):
    send()
    for _ in range(2):
        as_(None).post(link_in(post))
    take_back_consent(Consent.objects.get(), cast.alice, at)
    assert send(key="move:2").problem == ""


def test_who_was_found_to_be_the_same_has_ended_it_too(send, post, as_, cast, priya, at):
    send()
    kept = add_person(cast.business, cast.alice, at, name="Priya N", kind="customer")
    type(priya).every.filter(pk=priya.pk).update(joined_into=kept, is_here=False)
    as_(None).post(link_in(post))
    assert mailing.wants_no_mail(kept)


def test_a_link_for_somebody_forgotten_still_answers(send, post, as_, priya, at):
    send()
    remember_to_forget(priya, at)
    priya.delete()
    answer = as_(None).post(link_in(post))
    assert answer.status_code == 200
    assert "No more mail" in answer.content.decode()


def test_a_made_up_link_is_no_page(as_, cast):
    assert as_(None).post("/unsubscribe/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404


@pytest.mark.parametrize(
    "url", ["smtp://us:p%40ss@mail.example:587", "smtps://us%40goodword.example@mail.example"]
)
def test_a_password_never_leaves_this_machine_in_the_clear(monkeypatch, url):
    from goodword.site import settings

    monkeypatch.setitem(settings.told, "GOODWORD_SMTP", url)
    told = settings.mail()
    assert told["EMAIL_USE_TLS"] or told["EMAIL_USE_SSL"]
    assert told["EMAIL_HOST"] == "mail.example"
    monkeypatch.setitem(settings.told, "GOODWORD_SMTP", "smtp://localhost:1025?from=us@goodword.example")
    here = settings.mail()
    assert not here["EMAIL_USE_TLS"]
    assert here["DEFAULT_FROM_EMAIL"] == "us@goodword.example"


def test_a_line_break_in_an_address_sends_nothing(cast, priya, at, post):
    told = {"subject": "Hello", "words": "Hi", "key": "k"}
    sent = mailing.send(priya, cast.alice, at, to="a@b.example\nBcc: all@b.example", **told)
    assert sent.problem
    assert not post.mails
