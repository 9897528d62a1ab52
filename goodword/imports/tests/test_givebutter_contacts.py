import pytest

from .told import as_csv, people_of, reading_of, ways

HEADER = (
    "Givebutter Contact ID,Contact External ID,Contact Since,Prefix,First Name,Preferred First Name,Middle Name,"
    "Last Name,Suffix,Date of Birth,Gender,Pronouns,Employer,Title,Primary Email,Additional Emails,Primary Phone,"
    "Additional Phones,Address Line 1,Address Line 2,City,State,Postal Code,Country,Additional Addresses,Website,"
    "Twitter,LinkedIn,Recurring Contributions,Total Contributions,Last Donation Amount,Total Soft Credits,"
    "Engage Email Subscribed,Engage SMS Subscribed,Tags,Notes,Household ID,Household"
)
COMPANIES = (
    "Givebutter Contact ID,Company Name,Point Of Contact First Name,Point Of Contact Last Name,"
    "Point Of Contact Primary Email,Point Of Contact Primary Phone,Primary Email,City,Total Contributions"
)
DANA = {
    "Givebutter Contact ID": "8", "First Name": "Danielle", "Preferred First Name": "Dana", "Last Name": "Whitfield",
    "Date of Birth": "1980-04-09", "Employer": "Hill School", "Title": "Teacher", "Primary Email": "dana@example.com",
    "Additional Emails": "d@school.example.org, dw@example.net", "Primary Phone": "+16175550100",
    "Address Line 1": "1 Main St", "City": "Boston", "Postal Code": "02101", "Country": "US",
    "LinkedIn": "https://linkedin.com/in/danaw", "Total Contributions": "$1,240.00",
    "Engage Email Subscribed": "Yes", "Tags": "choir, fair", "Notes": "likes rye",
}  # fmt: skip


def contacts(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_a_contact_is_read():
    [dana] = people_of(contacts(DANA))
    assert (dana.given_name, dana.nickname, dana.family_name) == ("Danielle", "Dana", "Whitfield")
    assert (dana.organisation, dana.job, dana.birthday) == ("Hill School", "Teacher", "1980-04-09")
    assert (dana.street, dana.city, dana.tags, dana.note) == (
        "1 Main St",
        "Boston",
        ["choir", "fair"],
        "likes rye",
    )
    assert (dana.vendor_id, dana.is_company) == ("8", False)


def test_every_address_is_a_way_of_its_own():
    [dana] = people_of(contacts(DANA))
    assert [value for kind, value in ways(dana) if kind == "email"] == [
        "dana@example.com",
        "d@school.example.org",
        "dw@example.net",
    ]
    assert ways(dana)[-1] == ("linkedin", "https://linkedin.com/in/danaw")


@pytest.mark.parametrize(("cell", "may_mail"), [("No", False), ("Yes", None), ("", None)])
def test_who_does_not_want_mail_is_left_alone_and_nobody_is_signed_up(cell, may_mail):
    assert people_of(contacts({**DANA, "Engage Email Subscribed": cell}))[0].may_mail is may_mail


def test_a_company_is_its_point_of_contact_if_it_has_one():
    school = {
        "Givebutter Contact ID": "9", "Company Name": "Hill School", "Point Of Contact First Name": "Nora",
        "Point Of Contact Last Name": "Lowell", "Point Of Contact Primary Email": "nora@school.example.org",
    }  # fmt: skip
    alone = {"Givebutter Contact ID": "10", "Company Name": "Corner Bakery"}
    nora, bakery = people_of(contacts(school, alone, header=COMPANIES))
    assert (nora.given_name, nora.organisation, nora.is_company) == ("Nora", "Hill School", False)
    assert (bakery.organisation, bakery.is_company) == ("Corner Bakery", True)


def test_what_they_gave_in_all_is_no_sale():
    reading = reading_of(contacts(DANA))
    assert (reading.format, reading.brings) == ("Givebutter contacts", "people")
