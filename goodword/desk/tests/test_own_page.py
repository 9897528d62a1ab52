"""An advocate's own page: whoever holds the link sees what to pass on; the rest is for devices that were let in."""

import re
from datetime import datetime

from django.test import Client
from django.urls import reverse

from goodword.accounts.models import Change, Link
from goodword.advocates.models import Device
from goodword.advocates.own_page import end_device, end_page, find_page, make_page
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.people.hand import add_person
from goodword.people.models import Consent, Person
from goodword.people.same import claims_of, merge, take_back
from goodword.referrals.models import ShareLink, Visit
from goodword.referrals.settling import resettle
from goodword.referrals.sharing import link_of

from .their_page import DAY, As, came, keep, press, text

# Who sees what ------------------------------------------------------------------------------------


def test_whoever_holds_the_link_sees_what_to_pass_on_and_nothing_about_dana(
    as_: As, cast: Cast, dana: Person, here: str, at: datetime
) -> None:
    came(cast, "Mia Lund", dana, at, may_name=True)
    page = as_(None).get(here)
    for told in ("Something to pass on", "When you hear someone say", "they miss real bread", "This is me"):
        assert told in text(page)
    assert link_of(dana).said in text(page)  # type: ignore[union-attr]
    for theirs in ("Dana", "Okafor", "Mia", "set this in motion", "Please stop", "What you had"):
        assert theirs not in text(page)


def test_to_look_keeps_nothing_and_no_cookie(as_: As, here: str) -> None:
    n = Change.objects.count()
    for agent in ("WhatsApp/2.23", "Mozilla/5.0"):
        page = as_(None).get(here, headers={"User-Agent": agent})
        assert page.status_code == 200 and "mine" not in page.cookies and "sessionid" not in page.cookies
    assert as_(None).head(here).status_code == 200
    assert not Device.objects.exists() and not Visit.objects.exists() and Change.objects.count() == n


def test_nobody_else_learns_the_address(as_: As, here: str) -> None:
    page = as_(None).get(here)
    assert page["Referrer-Policy"] == "same-origin" and page["X-Robots-Tag"] == "noindex"
    assert "private" in page["Cache-Control"] and "noindex" in text(page)


def test_it_looks_nothing_like_the_share_link_and_opens_nothing_else(as_: As, cast: Cast, here: str) -> None:
    token = here.split("/")[2]
    assert len(token) == 32 and not Link.objects.filter(digest=token).exists()
    for other in ("landing", "words-say", "counter", "unsubscribe"):
        assert as_(None).get(reverse(other, args=[token])).status_code == 404
    assert as_(None).get(reverse("own-page", args=[ShareLink.objects.get().token])).status_code == 404


def test_the_first_device_that_says_so_sees_all(as_: As, here: str) -> None:
    client = as_(None)
    page = keep(client, here)
    assert "Hello Dana" in page and "We have not heard yet" in page and "Please stop asking me" in page
    cookie = client.cookies["mine"]
    assert cookie["httponly"] and cookie["path"] == here and cookie["samesite"] == "Lax"
    assert Device.objects.get().digest not in cookie.value
    assert [one.type for one in Change.objects.filter(room="advocates")] == ["device.kept"]


def test_pressed_twice_is_one_device(as_: As, here: str) -> None:
    client = as_(None)
    secret = re.search(r'name="secret" value="([^"]+)"', text(client.get(here)))
    assert secret
    for _press in range(2):  # the second one leaves before the answer to the first is there
        client.cookies.pop("mine", None)
        client.post(here, {"do": "mine", "secret": secret[1]})
    assert "Hello Dana" in text(client.get(here)) and Device.objects.count() == 1
    press(client, here, "mine")
    assert Device.objects.count() == 1


def test_a_forged_cookie_opens_nothing(as_: As, here: str, phone: Client) -> None:
    thief = as_(None)
    thief.cookies["mine"] = phone.cookies["mine"].value.split(":")[0] + ":1:forged"
    assert "Hello Dana" not in text(thief.get(here))
    for made_up in ("", "x", "y" * 5000):
        page = text(thief.post(here, {"do": "mine", "secret": made_up}, follow=True))
        assert "Waits to be let in" in page
        thief.cookies.clear()


def test_a_second_device_waits_and_shows_a_number(as_: As, here: str, phone: Client) -> None:
    other = as_(None)
    page = keep(other, here)
    number = Device.objects.get(is_first=False).number
    assert "Waits to be let in" in page and number in page and "Hello Dana" not in page
    assert number in text(phone.get(here))
    other.post(here, {"do": "mine", "secret": "x" * 32})
    assert Device.objects.count() == 2


def test_it_is_let_in_from_the_first(as_: As, here: str, phone: Client) -> None:
    other = as_(None)
    keep(other, here)
    waits = Device.objects.get(is_first=False)
    assert "Say first that this page is yours" in press(other, here, f"let_in:{waits.code}")
    assert "Let in." in press(phone, here, f"let_in:{waits.code}")
    assert "asks no more" in press(phone, here, f"let_in:{waits.code}")
    assert "Hello Dana" in text(other.get(here))


def test_it_is_refused_from_the_first(as_: As, here: str, phone: Client) -> None:
    other = as_(None)
    keep(other, here)
    waits = Device.objects.get(is_first=False)
    assert "It stays out." in press(phone, here, f"refuse:{waits.code}")
    assert "This is me" in text(other.get(here)) and "Hello" not in text(other.get(here))


def test_a_link_in_a_group_chat_makes_no_crowd(as_: As, here: str, phone: Client, at: datetime) -> None:
    for _one in range(5):
        keep(as_(None), here)
    assert "Several devices have asked already" in keep(as_(None), here)
    assert Device.objects.filter(is_first=False).count() == 5
    assert len(set(Device.objects.values_list("number", flat=True))) >= 5
    later = as_(None, at=at + 8 * DAY)
    assert "Waits to be let in" in keep(later, here)


def test_who_waits_too_long_asks_again(as_: As, here: str, phone: Client, at: datetime) -> None:
    other = as_(None)
    keep(other, here)
    other.defaults["goodword.now"] = at + 8 * DAY
    assert "This is me" in text(other.get(here))
    assert "Waits to be let in" in keep(other, here)
    assert Device.objects.filter(is_first=False).count() == 2


def test_taken_off_this_phone(as_: As, here: str, phone: Client) -> None:
    page = press(phone, here, "leave")
    assert "Something to pass on" in page and not phone.cookies["mine"].value
    assert "Waits to be let in" in keep(phone, here)  # the link may be in many hands by now


def test_what_was_ended_opens_nothing(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    end_device(Device.objects.get(), cast.alice, at)
    assert "Hello Dana" not in text(phone.get(here))
    assert end_page(dana, cast.alice, at) and not end_page(dana, cast.alice, at)
    assert phone.get(here).status_code == 404 and phone.post(here, {"do": "mine"}).status_code == 404


def test_a_new_link_ends_the_old_one_and_its_devices(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    new = reverse("own-page", args=[make_page(dana, cast.alice, at)])
    assert phone.get(here).status_code == 404
    assert "Hello Dana" in keep(as_(None), new)
    assert "Hello Dana" not in text(phone.get(new))


def test_nonsense_is_answered_in_words(as_: As, here: str, phone: Client) -> None:
    assert as_(None).get("/with/nothing/").status_code == 404
    for do in ("", "dance", "let_in:", "let_in:NOTHING", "take_back:X"):
        page = press(phone, here, do)
        assert 'class="warning"' in page, do
    assert "Say first that this page is yours" in press(as_(None), here, "stop")
    assert not Consent.objects.exists()


# Whose page ---------------------------------------------------------------------------------------


def test_whoever_is_forgotten_has_no_page(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    forget(dana, cast.alice, at)
    assert phone.get(here).status_code == 404 and not Device.objects.exists()


def test_two_who_turn_out_to_be_one_have_one_page_and_two_again_two(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    twin = add_person(cast.business, cast.alice, at, name="Dana O.", kind="customer")
    token = make_page(twin, cast.alice, at)
    word = merge(dana, twin, cast.alice, at)
    resettle(cast.business, claims_of(word), at)
    kept = Person.objects.get(name__startswith="Dana")
    assert "Hello Dana" in text(phone.get(here))
    assert [found[1] for one in (here.split("/")[2], token) if (found := find_page(one, at))] == [kept, kept]
    take_back(word, cast.alice, at)
    resettle(cast.business, claims_of(word), at)
    assert [found[1] for one in (here.split("/")[2], token) if (found := find_page(one, at))] == [dana, twin]
    assert "Hello Dana" in text(phone.get(here)) and Device.objects.get().person == dana


def test_one_press_ends_every_link_of_two_who_are_one(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    twin = add_person(cast.business, cast.alice, at, name="Dana O.", kind="customer")
    token = make_page(twin, cast.alice, at)
    resettle(cast.business, claims_of(merge(dana, twin, cast.alice, at)), at)
    assert end_page(Person.objects.get(name__startswith="Dana"), cast.alice, at)
    assert find_page(token, at) is None and phone.get(here).status_code == 404


def test_one_browser_keeps_the_pages_of_two(
    as_: As, cast: Cast, here: str, phone: Client, at: datetime
) -> None:
    florist = add_person(cast.florist, cast.charlie, at, name="Dana Okafor", kind="customer")
    there = reverse("own-page", args=[make_page(florist, cast.charlie, at)])
    mine = phone.cookies["mine"].value
    assert "Something to pass on" in text(phone.get(there))  # the cookie of one opens nothing of the other
    keep(phone, there)
    phone.cookies["mine"] = mine
    assert "Hello Dana" in text(phone.get(here))
