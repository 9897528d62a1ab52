from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from goodword.web import views

BAKERY = SimpleNamespace(code="corner", name="Corner Bakery")
ALICE = SimpleNamespace(pk=7, login="Alice", get_role_display="owner", may_change=True)


def page(**context: object) -> str:
    return render_to_string("web/base.html", context, request=asked())


def asked() -> HttpRequest:
    return RequestFactory().get("/b/corner/")


def test_the_five_tabs_stand_on_every_page_of_a_business_and_one_is_lit() -> None:
    html = page(business=BAKERY, member=ALICE, tab="people")
    assert html.count('aria-current="page"') == 1
    assert '<a href="/b/corner/people/" aria-current="page">People</a>' in html
    for label in ("Today", "Someone came", "Who sent who", "My goal"):
        assert f">{label}</a>" in html


def test_a_visitor_sees_no_tabs_and_no_way_to_sign_out() -> None:
    html = page(business=BAKERY, member=None)
    assert "<main" in html
    assert "<nav" not in html
    assert "/signout/" not in html


def test_signing_out_is_a_press_and_never_a_link() -> None:
    html = page(business=BAKERY, member=ALICE)
    assert '<form method="post" action="/signout/">' in html


def test_another_business_can_be_opened_from_the_menu() -> None:
    florist = SimpleNamespace(code="florist", name="Florist & Sons")
    html = page(business=BAKERY, member=ALICE, businesses=[BAKERY, florist])
    assert '<a href="/b/florist/">Florist &amp; Sons</a>' in html


def test_what_was_done_is_said_with_a_button_that_takes_it_back() -> None:
    done = Message(25, "Thanked <Dana>", extra_tags="/b/corner/undo/1/")
    html = page(business=BAKERY, member=ALICE, messages=[done])
    assert "Thanked &lt;Dana&gt;" in html
    assert '<form method="post" action="/b/corner/undo/1/">' in html


def test_what_cannot_be_taken_back_has_no_undo() -> None:
    html = page(business=BAKERY, member=ALICE, messages=[Message(25, "Forgotten")])
    assert "Forgotten" in html and "Undo" not in html


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (views.bad_request, 400, "We could not read what was sent"),
        (views.not_found, 404, "There is no page here"),
        (views.forbidden, 403, "Bob may only look"),
    ],
)
def test_an_error_says_what_happened_and_shows_a_way_on(view, status: int, says: str) -> None:
    answer = view(asked(), PermissionError("Bob may only look."))
    html = answer.content.decode()
    assert answer.status_code == status
    assert says in html
    assert "Go to the start" in html


def test_a_form_from_a_page_open_too_long_is_told_so() -> None:
    answer = views.csrf_failure(asked(), reason="CSRF token missing")
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


def test_the_page_for_our_own_mistakes_asks_nothing_of_the_database_or_the_request() -> None:
    answer = views.broken(HttpRequest())
    assert answer.status_code == 500
    assert "What you had kept before is safe" in answer.content.decode()


def test_the_made_up_people_are_shown_only_while_developing(settings) -> None:
    settings.DEBUG = True
    assert "Priya Natarajan" in views.style(asked()).content.decode()
    settings.DEBUG = False
    with pytest.raises(Http404):
        views.style(asked())


def test_a_bar_is_drawn_the_same_where_a_comma_marks_decimals() -> None:
    with translation.override("de"):
        assert 'width="64.5%"' in render_to_string(
            "web/goal_bar.html", {"percent": 64.5, "text": "645 von 1.000"}
        )


def test_the_address_of_a_button_opened_by_itself_says_so_and_leads_on(as_):
    told = as_("alice").get("/b/corner/goal/set/")
    assert told.status_code == 405 and "It belongs to a button" in told.content.decode()
    assert 'href="/b/corner/"' in told.content.decode()
    assert as_("charlie").get("/b/corner/goal/set/").status_code == 404


def test_what_is_to_mend_is_where_the_page_begins(as_):
    told = as_("alice").post("/b/corner/goal/set/", {"people": "0", "by": "2026-03-01", "regulars": "9"})
    page = told.content.decode()
    assert told.status_code == 422 and 'id="mend" tabindex="-1" autofocus' in page
    assert "Write a number from 1 to 1,000,000." in page and "2 things to mend" in page
