import pytest

from .told import as_csv, outcomes, people_of, reading_of, records_of, ways

HEADER = (
    "Contact ID,Contact Type,Contact Subtype,Do Not Email,Do Not Phone,Do Not Mail,Do Not Sms,Do Not Trade,"
    "No Bulk Emails (User Opt Out),Legal Identifier,External Identifier,Sort Name,Display Name,Nickname,Legal Name,"
    "Image Url,Preferred Communication Method,First Name,Middle Name,Last Name,Individual Prefix,Job Title,Birth Date,"
    "Deceased,Deceased Date,Household Name,Organization Name,Contact is in Trash,Current Employer,Street Address,"
    "Supplemental Address 1,City,Postal Code,State,Country,Phone,Email,Group(s),Tag(s),Note(s)"
)
DANA = {
    "Contact ID": "204", "Contact Type": "Individual", "Sort Name": "Whitfield, Dana",
    "Display Name": "Dr. Dana Whitfield", "First Name": "Dana", "Last Name": "Whitfield", "Job Title": "Baker",
    "Birth Date": "1980-04-09", "Current Employer": "Hill School", "Street Address": "1 Main St", "City": "Boston",
    "Postal Code": "02101", "Country": "United States", "Phone": "+1 617 555 0100", "Email": "dana@example.com",
    "Group(s)": "Friends of the hall", "Tag(s)": "choir, fair", "Note(s)": "likes rye",
}  # fmt: skip


def contacts(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_a_person_is_read_by_the_parts_of_the_name():
    [dana] = people_of(contacts(DANA))
    assert (dana.name, dana.given_name, dana.family_name, dana.job) == ("", "Dana", "Whitfield", "Baker")
    assert (dana.vendor_id, dana.organisation, dana.birthday) == ("204", "Hill School", "1980-04-09")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+1 617 555 0100")]
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St", "Boston", "02101")
    assert (dana.tags, dana.note) == (["choir", "fair", "Friends of the hall"], "likes rye")
    assert reading_of(contacts(DANA)).format == "CiviCRM contacts"


def test_organisations_and_households_are_what_they_are():
    shop = {"Contact ID": "9", "Contact Type": "Organization", "Organization Name": "Hill School"}
    home = {"Contact ID": "10", "Contact Type": "Household", "Household Name": "Ortiz family"}
    school, family = people_of(contacts(shop, home))
    assert (school.organisation, school.is_company) == ("Hill School", True)
    assert (family.name, family.is_company) == ("Ortiz family", False)


@pytest.mark.parametrize("column", ["Do Not Email", "No Bulk Emails (User Opt Out)"])
@pytest.mark.parametrize(("cell", "may_mail"), [("1", False), ("Yes", False), ("0", None), ("", None)])
def test_who_wants_no_mail_gets_none_and_nobody_is_signed_up(column, cell, may_mail):
    assert people_of(contacts({**DANA, column: cell}))[0].may_mail is may_mail


@pytest.mark.parametrize(
    "changed", [{"Deceased": "1"}, {"Deceased Date": "2025-10-01"}, {"Contact is in Trash": "Yes"}]
)
def test_the_dead_and_the_deleted_are_left_out(changed):
    assert outcomes(contacts({**DANA, **changed}, {**DANA, "Contact ID": "205"})) == {
        "not counted": 1,
        "kept": 1,
    }


def test_columns_of_the_owners_choice_name_a_place():
    header = "Contact ID,Display Name,Do Not Email,Home-Email,Work-Email,Home-Phone-Mobile,Home-City"
    row = {
        "Contact ID": "204", "Display Name": "Dana Whitfield", "Home-Email": "dana@example.com",
        "Work-Email": "d@school.example.org", "Home-Phone-Mobile": "617 555 0100", "Home-City": "Boston",
    }  # fmt: skip
    [dana] = people_of(contacts(row, header=header))
    assert (dana.name, dana.city, len(dana.ways)) == ("Dana Whitfield", "Boston", 3)
    assert dana.ways[2].label == "mobile"


def test_of_memberships_and_pledges_only_the_people_are_read():
    header = "Contact ID,Contact Type,Sort Name,Display Name,Email,Pledge ID,Total Pledged,Total Paid,Pledge Status"
    row = {
        "Contact ID": "204", "Contact Type": "Individual", "Display Name": "Dana Whitfield", "Pledge ID": "3",
        "Total Pledged": "500.00", "Total Paid": "100.00", "Pledge Status": "In Progress",
    }  # fmt: skip
    [record] = records_of(contacts(row, header=header))
    assert (record.person.name, record.sale) == ("Dana Whitfield", None)
