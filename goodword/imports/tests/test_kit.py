import pytest

from .told import known_as, people_of, reading_of, records_of, ways

HEADER = "first_name,email,created_at,status,tags\n"
AS_ITS_PROGRAMS_SAY = "first_name,email_address,state,created_at,tags\n"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + 'Dana,dana@example.com,2022-09-10T11:12:13Z,active,"regular, fair"\n',
        AS_ITS_PROGRAMS_SAY + 'Dana,dana@example.com,active,2022-09-10T11:12:13Z,"regular, fair"\n',
    ],
)
def test_subscribers_are_read_and_nobody_is_opted_in(text):
    assert known_as(text) == ("Kit subscribers", "kit", "people")
    [dana] = people_of(text)
    assert (dana.given_name, ways(dana)) == ("Dana", [("email", "dana@example.com")])
    assert (dana.tags, dana.may_mail) == (["regular", "fair"], None)


@pytest.mark.parametrize("status", ["cancelled", "Complained", "inactive", "unconfirmed"])
def test_who_left_or_never_confirmed_must_not_be_mailed(status):
    [dana] = people_of(f"{HEADER}Dana,dana@example.com,2022-09-10T11:12:13Z,{status},\n")
    assert dana.may_mail is False


def test_an_address_that_bounced_is_no_way():
    dana, nobody = records_of(
        f"{HEADER}Dana,d@x.example,2022-09-10,bounced,\n,e@x.example,2022-09-10,bounced,\n"
    )
    assert [(way.value, way.label) for way in dana.person.ways] == [("d@x.example", "bounced")]
    assert (str(nobody.read_as), nobody.why) == ("not counted", "a dead address without a name")


def test_a_status_that_nobody_knows_waits():
    [record] = records_of(f"{HEADER}Dana,dana@example.com,2022-09-10T11:12:13Z,snoozed,\n")
    assert (str(record.read_as), record.why) == ("held", "unknown status: snoozed")


@pytest.mark.parametrize("more", ["Last Name", "Amount", "Phone", "Ticket"])
def test_another_program_s_table_with_the_same_words_is_not_taken_for_kit_s(more):
    text = f"First Name,Email,Created At,Status,{more}\nDana,dana@example.com,2022-09-10,paid,5\n"
    assert reading_of(text).format != "Kit subscribers"
