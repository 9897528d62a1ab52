"""People as OSDI JSON, held beside the example of the specification itself."""

import json
from datetime import timedelta

import pytest

from goodword.desk.osdi import osdi_lines
from goodword.people import hand
from goodword.people.models import Claim, Person, Way
from goodword.talks.mailing import unsubscribe

from .test_people import add  # noqa: F401  # a fixture

# The first person of the specification's example of a collection (opensupporter.github.io/osdi-docs/people.html).
EXAMPLE = json.loads("""
{"identifiers": ["osdi_sample_system:d91b4b2e-ae0e-4cd3-9ed7-d0ec501b0bc3", "foreign_system:1"],
 "origin_system": "OSDI Sample System", "created_date": "2014-03-20T21:04:31Z", "modified_date": "2014-03-20T21:04:31Z",
 "given_name": "John", "family_name": "Smith", "honorific_prefix": "Mr.", "honorific_suffix": "Ph.D",
 "additional_name": "Scott", "gender": "Male", "source": "october_canvass",
 "birthdate": {"month": 6, "day": 2, "year": 1973}, "languages_spoken": ["en-US", "fr-CA"],
 "employer": "Acme Corp", "occupation": "Accountant",
 "postal_addresses": [{"primary": true, "address_type": "Home", "address_lines": ["1900 Pennsylvania Ave"],
   "locality": "Washington", "region": "DC", "postal_code": "20009", "country": "US", "language": "en"}],
 "email_addresses": [{"primary": true, "address": "johnsmith@mail.com", "address_type": "Personal",
   "status": "subscribed"}],
 "phone_numbers": [{"primary": true, "number": "11234567890", "extension": "432", "description": "Worksite line",
   "number_type": "Work", "operator": "ATT", "country": "US", "sms_capable": false, "do_not_call": true}],
 "profiles": [{"provider": "Facebook", "id": "john.doe.1234", "url": "https://facebook.com/john.doe"}],
 "custom_fields": {"is_volunteer": "true", "most_important_issue": "Equal pay", "union_member": "true"}}
""")


@pytest.fixture
def john(add, at):  # noqa: F811
    """The example's John, as our books know him."""
    john = add("John Smith", email="johnsmith@mail.com", phone="+12123456789", organisation="Acme Corp")
    Claim.objects.filter(person=john).update(
        job="Accountant", birthday="1973-06-02", street="1900 Pennsylvania Ave", city="Washington",
        postcode="20009", country="USA", at=at + timedelta(hours=2),
    )  # fmt: skip
    Way.objects.filter(person=john, kind="email").update(label="home")
    Way.objects.filter(person=john, kind="phone").update(label="Work")
    claim = john.claims.get()
    for kind, key, value in (
        ("linkedin", "", "https://linkedin.com/in/john"),
        ("phone", "", "555 0147"),
        ("email", "js@acme.example", "JS@acme.example"),
    ):
        Way.objects.create(business=john.business, claim=claim, person=john, kind=kind, key=key, value=value)
    return john


def collection(as_, query=""):
    answer = as_("alice").get(f"/b/corner/people/people.json{query}")
    assert answer["Content-Type"] == "application/hal+json" and "attachment" in answer["Content-Disposition"]
    return json.loads(b"".join(answer.streaming_content))


def people(as_, query=""):
    return collection(as_, query)["_embedded"]["osdi:people"]


def shape(value, beside):
    """Every field of ours is one of the specification's, and of the same type."""
    assert type(value) is type(beside), (value, beside)
    if isinstance(value, dict):
        for name, one in value.items():
            shape(one, beside[name])
    if isinstance(value, list):
        for one in value:
            shape(one, beside[0])


def test_every_field_is_one_of_the_specification_and_of_its_type(as_, john):
    (told,) = people(as_)
    custom = told.pop("custom_fields")
    shape(told, EXAMPLE)
    assert set(map(type, custom.values())) == {str}


def test_john_of_the_example_is_told_as_the_example_tells_him(as_, john):
    (told,) = people(as_)
    assert told["identifiers"] == [f"goodword:{john.code}"]
    assert (told["created_date"], told["modified_date"]) == ("2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z")
    for name in ("given_name", "family_name", "employer", "occupation", "birthdate"):
        assert told[name] == EXAMPLE[name]
    assert told["postal_addresses"] == [
        {"primary": True, "address_lines": ["1900 Pennsylvania Ave"], "locality": "Washington"}
        | {"postal_code": "20009", "country": "US"}
    ]
    assert told["email_addresses"] == [
        {"primary": True, "address": "johnsmith@mail.com", "address_type": "Personal"},
        {"primary": False, "address": "js@acme.example", "address_type": "Other"},
    ]
    assert told["phone_numbers"] == [{"primary": True, "number": "12123456789", "number_type": "Work"}]
    assert told["profiles"] == [{"provider": "LinkedIn", "url": "https://linkedin.com/in/john"}]
    assert told["custom_fields"] == {"kind": "customer", "phone_as_written": "555 0147"}


def test_the_collection_says_how_many_there_are(as_, add):  # noqa: F811
    for name in ("Dana Brook", "Eli Stone", "Zoë Ärmel"):
        add(name)
    told = collection(as_)
    assert (told["total_records"], told["total_pages"], told["page"]) == (3, 1, 1)
    assert [one["given_name"] for one in told["_embedded"]["osdi:people"]] == ["Zoë", "Dana", "Eli"]
    assert [one["given_name"] for one in people(as_, "?q=eli")] == ["Eli"]
    assert people(as_, "?q=nobody") == []


def test_who_wants_no_mail_is_unsubscribed_whether_they_said_so_or_a_file_does(as_, add, at):  # noqa: F811
    one, other, third = (add(name, email=f"{name.lower()}@x.example") for name in ("Ann", "Ben", "Cleo"))
    unsubscribe(one, at)
    Claim.objects.filter(person=other).update(may_mail=False)
    Claim.objects.filter(person=third).update(may_mail=True)
    told = {person["given_name"]: person["email_addresses"][0].get("status") for person in people(as_)}
    assert told == {"Ann": "unsubscribed", "Ben": "unsubscribed", "Cleo": None}


def test_a_code_that_was_theirs_before_stays_theirs(as_, add):  # noqa: F811
    kept, gone = add("Dana Brook"), add("D. Brook")
    Person.every.filter(pk=gone.pk).update(is_here=False, joined_into=kept)
    (told,) = people(as_)
    assert told["identifiers"] == [f"goodword:{kept.code}", f"goodword:{gone.code}"]


def test_a_firm_and_a_country_that_nobody_knows(as_, cast, add, at):  # noqa: F811
    firm = hand.add_person(cast.business, None, at, name="Hill Bakeries", kind="trade")
    Person.objects.filter(pk=firm.pk).update(is_company=True, given_name="", family_name="", organisation="")
    Claim.objects.filter(person=firm).update(street="5 Elm St", country="Narnia", birthday="--06-02")
    (told,) = people(as_)
    assert told["employer"] == "Hill Bakeries" and "given_name" not in told
    assert told["postal_addresses"] == [{"primary": True, "address_lines": ["5 Elm St", "Narnia"]}]
    assert told["birthdate"] == {"month": 6, "day": 2}


def test_many_are_told_in_few_questions(cast, add, django_assert_max_num_queries):  # noqa: F811
    for n in range(30):
        add(f"Person {n}", email=f"p{n}@x.example")
    with django_assert_max_num_queries(7):
        lines = "".join(osdi_lines(Person.objects.filter(business=cast.business), cast.business))
    assert len(json.loads(lines)["_embedded"]["osdi:people"]) == 30


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 404)])
def test_only_the_owner_takes_them_along(as_, add, who, status):  # noqa: F811
    add("Dana Brook")
    assert as_(who).get("/b/corner/people/people.json").status_code == status


def test_they_leave_by_the_command_too_in_each_way(terminal, add):  # noqa: F811
    dana = add("Dana Brook", email="dana@brook.example")
    told = json.loads(terminal("people", "--as", "osdi", "--business", "corner").out)
    assert told["_embedded"]["osdi:people"][0]["identifiers"] == [f"goodword:{dana.code}"]
    assert "Dana Brook" in terminal("people", "--as", "csv", "--business", "corner").out.splitlines()[1]
    assert "FN:Dana Brook" in terminal("people", "--as", "vcard", "--business", "corner").out
    assert (
        json.loads(terminal("people", "eli", "--as", "osdi", "--business", "corner").out)["total_records"]
        == 0
    )
    assert terminal("people", "--as", "xml", "--business", "corner").code == 2
