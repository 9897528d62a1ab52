import pytest

from .told import people_of, reading_of, records_of, ways

HEADER = "Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status,Referred by\n"


def row(status, name="Dana,Whitfield"):
    return (
        f'dana@example.com,{name},555 010 0101,"regular, fair",2021-07-08 09:10:11,192.0.2.1,{status},Eli\n'
    )


def test_contacts_are_read_with_their_tags():
    reading = reading_of(HEADER + row("Active"))
    assert (reading.format, reading.vendor) == ("ActiveCampaign contacts", "activecampaign")
    [dana] = people_of(HEADER + row("Active"))
    assert (dana.given_name, dana.family_name, dana.tags) == ("Dana", "Whitfield", ["regular", "fair"])
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "555 010 0101")]
    assert (dana.may_mail, dana.referred_by) == (None, "Eli")


@pytest.mark.parametrize("status", ["Unsubscribed", "unconfirmed"])
def test_who_does_not_want_mail_must_not_be_mailed(status):
    [dana] = people_of(HEADER + row(status))
    assert (dana.may_mail, len(dana.ways)) == (False, 2)


def test_an_address_that_bounced_is_marked():
    [dana] = people_of(HEADER + row("Bounced"))
    assert [(way.value, way.label) for way in dana.ways] == [
        ("dana@example.com", "bounced"),
        ("555 010 0101", ""),
    ]
    assert dana.may_mail is None


def test_a_status_that_nobody_knows_waits():
    [record] = records_of(HEADER + row("Dormant"))
    assert (str(record.read_as), record.why) == ("held", "unknown status: Dormant")


def test_a_file_without_a_status_is_read_too():
    text = "Email,First Name,Last Name,Date Created,IP\nd@x.example,Dana,W,2021-07-08 09:10:11,192.0.2.1\n"
    [dana] = people_of(text)
    assert (ways(dana), dana.may_mail) == ([("email", "d@x.example")], None)
