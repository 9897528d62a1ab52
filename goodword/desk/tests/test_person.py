import json
import re
from datetime import timedelta
from html import unescape

import pytest

from goodword.accounts.models import Job, Source
from goodword.advocates.models import Standing
from goodword.people import hand
from goodword.people.models import Claim, Consent, Note, Person, Tie, Way
from goodword.referrals.models import Evidence
from goodword.talks.models import Ask

from .test_people import add, sell  # noqa: F401  # a fixture


@pytest.fixture
def dana(add):  # noqa: F811
    return add("Dana Brook", email="dana@brook.example", phone="+12125550147", organisation="Hill School")


@pytest.fixture
def press(as_, dana):
    """Press a button of Dana's page, as somebody."""

    def pressed(what, data=None, who="alice", person=dana):
        return as_(who).post(f"/b/corner/people/{person.code}/{what}/", data or {}, follow=True)

    return pressed


def send(referrer, referred, at, on):
    """The owner's word that one was sent by the other."""
    source = Source.by_hand(referrer.business_id, None, at)
    told = {
        "business_id": referrer.business_id,
        "kind": "owner",
        "happened_on": on,
        "at": at,
        "source": source,
    }
    return Evidence.objects.create(
        referrer=referrer, referred=referred, key=f"{referrer.pk}-{referred.pk}", **told
    )


def page_of(as_, person, who="alice"):
    return as_(who).get(f"/b/corner/people/{person.code}/").content.decode()


def test_the_headline_says_since_when_and_whom_they_sent(as_, add, dana, cast, at, on):  # noqa: F811
    eli = add("Eli Stone")
    sell(dana, on - timedelta(days=400), at)
    send(dana, eli, at, on)
    page = page_of(as_, dana)
    assert "Customer since January 2025. Sent Eli Stone." in page
    assert "Sent by Dana Brook." in page_of(as_, eli)


def test_a_helper_does_not_read_the_name_of_somebody_not_sorted(as_, add, dana, cast, at, on):  # noqa: F811
    secret = add("Secret Dentist", "")
    send(secret, dana, at, on)
    hand.add_tie(dana, secret, "friend", cast.alice, at)
    assert "Secret Dentist" in page_of(as_, dana)
    assert "Secret Dentist" not in page_of(as_, dana, "hugo")


def test_the_ways_can_be_pressed_and_are_what_they_seem(as_, dana, cast, at):
    hand.add_way(dana, cast.alice, at, "web", "javascript:alert(1)//.")
    hand.add_way(dana, cast.alice, at, "linkedin", "linkedin.com/in/dana")
    page = page_of(as_, dana)
    assert 'href="mailto:dana@brook.example?subject=Hello"' in page and 'href="tel:+12125550147"' in page
    assert 'href="sms:+12125550147"' in page and 'href="https://linkedin.com/in/dana"' in page
    assert 'href="javascript' not in page


def test_facts_stand_under_each_motive_and_the_unknown_can_be_found_out(as_, dana, cast, on):
    facts = {"reasons": {"loyalty": [["visits", {"visits": 21.0}]]}, "missing": ["story", "access", "name"]}
    Standing.objects.create(business=cast.business, person=dana, on=on, loyalty=2, signs=json.dumps(facts))
    page = page_of(as_, dana)
    assert "21 visits." in page and page.count("not known yet") == 3
    assert "What made them come back the first time?" in page
    assert "What made them come back" not in page_of(as_, dana, "bob")


def test_an_answer_is_a_note_about_that_motive(press, dana, as_):
    press("find-out/story", {"answer": "yes", "text": "The rolls at our wedding", "key": "k1"})
    press("find-out/story", {"answer": "yes", "text": "The rolls at our wedding", "key": "k1"})
    press("find-out/name", {"answer": "yes", "key": "k2"})
    press("find-out/access", {"answer": "no", "key": "k3"})
    told = dict(Note.objects.values_list("about", "says_no"))
    assert told == {"story": False, "name": False, "access": True} and Note.objects.count() == 3
    assert "What made them come back" not in page_of(as_, dana)
    assert Job.objects.filter(name="advocates.restand", args={"people": [dana.pk]}).exists()


def test_a_yes_without_a_story_is_no_answer(press):
    page = press("find-out/story", {"answer": "yes", "text": " "}).content.decode()
    assert "Write their story in a line" in page and not Note.objects.exists()


def test_a_note_is_kept_once_and_taken_back(press, dana, as_):
    press("note", {"text": "Knows everyone at the fair", "about": "access", "key": "abc"})
    page = press(
        "note", {"text": "Knows everyone at the fair", "about": "access", "key": "abc"}
    ).content.decode()
    note = Note.objects.get()
    assert note.about == "access" and "Note: Knows everyone at the fair" in page
    as_("alice").post(f"/b/corner/notes/{note.code}/remove/")
    assert not Note.objects.exists()


def test_removing_a_note_is_asked_about_first(press, as_):
    press("note", {"text": "Likes rye", "key": "abc"})
    note = Note.objects.get()
    assert "Likes rye" in as_("alice").get(f"/b/corner/notes/{note.code}/remove/").content.decode()
    assert Note.objects.exists()


def test_an_empty_note_and_a_wrong_subject_are_told_at_once(press):
    answer = press("note", {"text": "", "about": "nonsense"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Write a few words." in page and "2 things to mend" in page


def test_why_not_and_until_when_stands_where_the_button_would(as_, dana, cast, at):
    Ask.draft(dana, cast.alice, at - timedelta(days=30), play="x", words="y").send(
        cast.alice, at - timedelta(days=30)
    )
    page = page_of(as_, dana)
    assert "May be asked again from May 1, 2026 on." in page and "Ask Dana for a good word" not in page


def test_dont_ask_holds_until_it_is_taken_back(press, dana, as_):
    press("may-we-ask", {"says": "never"})
    press("may-we-ask", {"says": "never"})
    consent = Consent.objects.get()
    dana.refresh_from_db()
    assert dana.never_ask and "You said: don&#x27;t ask." in page_of(as_, dana)
    as_("alice").post(f"/b/corner/may-we-ask/{consent.code}/back/")
    dana.refresh_from_db()
    assert not dana.never_ask


def test_a_wrong_number_is_struck_through_and_comes_back(press, dana, as_):
    way = Way.objects.get(kind="phone")
    press(f"way/{way.pk}/wrong")
    dana.refresh_from_db()
    assert dana.phone == "" and "+12125550147</s>" in page_of(as_, dana)
    as_("alice").post(f"/b/corner/people/{dana.code}/way/{way.pk}/wrong/?right=1")
    dana.refresh_from_db()
    assert dana.phone == "+12125550147"


def test_a_way_that_is_none_is_refused_in_words(press):
    assert (
        "is not a mail address" in press("way", {"kind": "email", "value": "dana at home"}).content.decode()
    )
    assert "is not a phone number" in press("way", {"kind": "phone", "value": "ask her"}).content.decode()


def test_an_address_that_somebody_has_is_not_given_twice(press, add):  # noqa: F811
    add("Eli Stone", email="eli@stone.example")
    page = press("way", {"kind": "email", "value": "Eli@Stone.example"}).content.decode()
    assert "Eli Stone has this address already." in page


def test_a_tie_reads_right_from_both_ends_and_is_told_once(press, dana, add, as_):  # noqa: F811
    eli = add("Eli Stone")
    assert "Eli Stone" in as_("alice").get(f"/b/corner/people/{dana.code}/tie/?typed=eli").content.decode()
    press("tie", {"kind": "parent", "other": eli.code})
    press("tie", {"kind": "child", "other": dana.code}, person=eli)
    tie = Tie.objects.get()
    assert "parent of" in page_of(as_, dana) and "child of" in page_of(as_, eli)
    press(f"tie/{tie.pk}/remove", person=eli)
    assert not Tie.objects.exists()


def test_a_tie_to_oneself_or_to_the_florists_people_is_refused(press, dana, cast, at):
    theirs = hand.add_person(cast.florist, cast.charlie, at, name="Rose", kind="customer")
    for code in (dana.code, theirs.code, "", "?"):
        assert press("tie", {"kind": "friend", "other": code}).status_code == 422
    assert not Tie.objects.exists()


def test_the_owners_word_on_a_name_stands_before_the_file(press, dana):
    press("mend", {"name": "Dana Brooke", "organisation": "Hill School", "city": "Hill"})
    dana.refresh_from_db()
    assert (dana.name, dana.organisation, dana.city) == ("Dana Brooke", "Hill School", "Hill")


def test_a_field_that_the_owner_empties_is_empty_whatever_files_say_and_comes_back(press, dana, as_):
    was = dana.city
    page = press("mend", {"name": dana.name, "organisation": "", "city": "Hill"}).content.decode()
    dana.refresh_from_db()
    assert (dana.organisation, dana.city) == ("", "Hill")
    [undo] = re.findall(r'action="([^"]+/mend/back/[^"]*)"', page)
    as_("alice").post(unescape(undo))
    dana.refresh_from_db()
    assert (dana.organisation, dana.city) == ("Hill School", was)


def test_a_kind_is_changed_and_put_back(press, dana, as_):
    press("kind", {"kind": "press"})
    dana.refresh_from_db()
    assert dana.kind == "press"
    as_("alice").post(f"/b/corner/people/{dana.code}/kind/back/?was=customer")
    dana.refresh_from_db()
    assert dana.kind == "customer"
    assert "Choose who this is to you." in press("kind", {"kind": "king"}).content.decode()


def test_where_the_facts_came_from_is_told(as_, dana):
    words = "by hand: Alice, today: the name, where they belong, an e-mail address and a phone number"
    assert words in page_of(as_, dana)


def test_the_code_of_a_joined_person_answers_for_the_one_kept(as_, dana, add):  # noqa: F811
    gone = add("D. Brook")
    Person.every.filter(pk=gone.pk).update(is_here=False, joined_into=dana)
    answer = as_("alice").get(f"/b/corner/people/{gone.code}/")
    assert answer.status_code == 301 and answer["Location"].endswith(f"/people/{dana.code}/")


def test_a_person_by_hand_is_added_once_and_taken_back(as_, cast):
    browser = as_("alice")
    told = {"name": "  Noor   Haddad ", "kind": "ally", "phone": "212 555 0188", "email": "", "key": "form1"}
    browser.post("/b/corner/people/add/", told)
    browser.post("/b/corner/people/add/", told)
    noor = Person.objects.get()
    assert (noor.name, noor.kind, noor.phone) == ("Noor Haddad", "ally", "+12125550188")
    browser.post(f"/b/corner/people/{noor.code}/not-added/")
    assert not Person.every.exists() and not Claim.objects.exists()


def test_whoever_is_known_by_now_is_not_taken_back(as_, dana, cast, at):
    hand.add_note(dana, cast.alice, at, "Likes rye")
    as_("alice").post(f"/b/corner/people/{dana.code}/not-added/")
    assert Person.objects.filter(pk=dana.pk).exists()


def test_every_mistake_of_a_new_person_is_told_at_once(as_, dana):
    told = {"name": " ", "kind": "king", "phone": "x", "email": "dana@"}
    answer = as_("alice").post("/b/corner/people/add/", told)
    page = answer.content.decode()
    assert answer.status_code == 422 and "4 things to mend" in page
    assert "Write a name" in page and "is not a mail address" in page


def test_bob_may_only_look(press, dana, as_):
    page = page_of(as_, dana, "bob")
    assert "Dana Brook" in page and '<form method="post"' not in page.split("<main")[1]
    doors = "note way tie kind may-we-ask mend find-out/story not-added way/1/wrong tie/1/remove kind/back mend/back"
    for what in doors.split():
        assert press(what, {"text": "x", "kind": "press"}, "bob").status_code == 403, what
    assert as_("bob").post("/b/corner/people/add/", {"name": "x"}).status_code == 403
    assert as_("bob").get("/b/corner/people/sort/").status_code == 403


def test_charlie_finds_no_door(dana, as_, cast, at):
    note = hand.add_note(dana, cast.alice, at, "x")
    consent = hand.say_consent(dana, "fine", cast.alice, at)
    browser = as_("charlie")
    for what in ("note", "way", "tie", "kind", "may-we-ask", "mend", "find-out/story", "forget", "not-added"):
        for business in ("corner", "florist"):
            assert (
                browser.post(f"/b/{business}/people/{dana.code}/{what}/", {"text": "y"}).status_code == 404
            ), what
    assert browser.post(f"/b/florist/notes/{note.code}/remove/").status_code == 404
    assert browser.post(f"/b/florist/may-we-ask/{consent.code}/back/").status_code == 404
    assert Note.objects.count() == 1


def test_an_old_story_is_paged(as_, dana, cast, at):
    for n in range(30):
        hand.add_note(dana, cast.alice, at + timedelta(minutes=n), f"line {n:02}")
    page = page_of(as_, dana)
    assert "line 29" in page and "line 01" not in page
    older = as_("alice").get(f"/b/corner/people/{dana.code}/?past=25").content.decode()
    assert "line 01" in older and "line 29" not in older and "You wrote them down." in older


def test_two_at_home_are_shown_together(as_, dana, add, cast):  # noqa: F811
    from goodword.people.models import Household

    eli = add("Eli Brook")
    Person.objects.update(household=Household.objects.create(business=cast.business, name="Dana & Eli Brook"))
    assert f"/people/{eli.code}/" in page_of(as_, dana)


def test_what_a_file_noted_is_read_on_the_page_and_one_file_stands_there_once(as_, add, cast, at):  # noqa: F811
    dana = add("Dana Brook")
    file = Source.objects.create(business=cast.business, kind="file", label="stall.csv", at=at, state="here")
    for n in range(2):
        Claim.objects.create(
            business=cast.business,
            person=dana,
            source=file,
            at=at,
            digest=str(n),
            name="Dana",
            note="loves rose",
        )
    page = page_of(as_, dana)
    assert page.count("stall.csv, today") == 1
    assert "the name and a note: “loves rose”" in page


def test_what_was_noted_a_moment_ago_is_not_called_unknown(press, dana, as_):
    assert "just noted" not in page_of(as_, dana)
    press("find-out/story", {"text": "bakes for the fair", "answer": "yes"})
    page = page_of(as_, dana)
    assert "just noted" in page and "bakes for the fair" in page


def test_a_number_that_lacks_digits_is_kept_and_asked_about(press, dana):
    assert (
        "Are all its digits there?"
        in press("way", {"kind": "phone", "value": "718 555 014"}).content.decode()
    )
    assert "Kept." in press("way", {"kind": "phone", "value": "718 555 0143"}).content.decode()
