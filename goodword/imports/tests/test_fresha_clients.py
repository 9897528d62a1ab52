import pytest

from .told import as_csv, people_of, reading_of, ways

EXPORT = (
    "Client ID,First Name,Last Name,Full Name,Blocked,Block Reason,Gender,Mobile Number,Telephone,Email,"
    "Accepts Marketing,Accepts SMS Marketing,Address,Apartment Suite,Area,City,State,Post Code,Date of Birth,Added,"
    "Note,Referral Source"
)
REPORT = (
    "Client,Gender,Age,Mobile number,Email,Added on,First appt.,Last appt.,Loyalty points balance,Loyalty tier,"
    "Client source,Referred by"
)
DANA = {
    "Client ID": "881", "First Name": "Dana", "Last Name": "Whitfield", "Full Name": "Dana Whitfield",
    "Client": "Dana Whitfield", "Blocked": "No", "Mobile Number": "+44 7700 900100", "Mobile number": "+44 7700 900100",
    "Telephone": "020 7946 0100", "Email": "dana@example.com", "Accepts Marketing": "Yes", "Address": "1 Main St",
    "Apartment Suite": "Flat 4", "City": "London", "Post Code": "N1 9GU", "Date of Birth": "1980-04-09",
    "Note": "likes tea", "Referral Source": "Instagram", "Client source": "Walk-in", "Added on": "2 Jan 2026",
    "Referred by": "Eli Ortiz",
}  # fmt: skip


def clients(header: str, *rows: dict[str, str]) -> str:
    return as_csv(header, rows)


def test_a_client_of_the_export_is_read():
    [dana] = people_of(clients(EXPORT, DANA))
    assert (dana.given_name, dana.family_name, dana.vendor_id) == ("Dana", "Whitfield", "881")
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St Flat 4", "London", "N1 9GU")
    assert (dana.birthday, dana.note) == ("1980-04-09", "likes tea")
    assert ways(dana) == [
        ("email", "dana@example.com"),
        ("phone", "+44 7700 900100"),
        ("phone", "020 7946 0100"),
    ]


def test_a_channel_is_nobody_who_sent_them_and_a_name_is():
    [dana] = people_of(clients(EXPORT, DANA))
    assert dana.referred_by == ""
    [dana] = people_of(clients(REPORT, DANA))
    assert (dana.name, dana.referred_by) == ("Dana Whitfield", "Eli Ortiz")


@pytest.mark.parametrize(
    ("changed", "may_mail"),
    [({}, None), ({"Accepts Marketing": "No"}, False), ({"Blocked": "Yes"}, False)],
)
def test_who_wants_no_mail_gets_none_and_nobody_is_signed_up(changed, may_mail):
    assert people_of(clients(EXPORT, {**DANA, **changed}))[0].may_mail is may_mail


@pytest.mark.parametrize("header", [EXPORT, REPORT])
def test_both_files_are_freshas_and_no_other_shops(header):
    reading = reading_of(clients(header, DANA))
    assert (reading.format, reading.vendor) == ("Fresha clients", "fresha")
