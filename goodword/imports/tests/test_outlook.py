import pytest

from .told import people_of, reading_of, ways

DESKTOP = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
    "Business Postal Code,"
    "Business Country/Region,Home Street,Home City,Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,"
    "Business Phone,Home Phone,Mobile Phone,Pager,Primary Phone,Anniversary,Assistant's Name,Birthday,"
    "Categories,Children,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Manager's Name,Notes,Referred By,Spouse,Web Page"
)
ONLINE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 "
    "Address,Home Phone,"
    "Business Phone,Mobile Phone,Primary Phone,Job Title,Department,Company,Business Street,Home Street,Spouse,"
    "Birthday,Notes"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Web Page,Birthday,Anniversary,Notes,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,Home Address,Home Street,Home City,Company,Referred "
    "By,Categories"
)


def table(header: str, **cells: str) -> str:
    names = {"".join(letter for letter in name if letter.isalnum()): name for name in header.split(",")}
    told = {names[name]: cell for name, cell in cells.items()}
    return f"{header}\n" + ",".join(f'"{told.get(name, "")}"' for name in header.split(",")) + "\n"


def test_the_desktop_s_columns_are_read():
    text = table(
        DESKTOP, FirstName="Dana", LastName="Whitfield", Company="Hill School", JobTitle="Teacher",
        HomeStreet="1 Main St",
        HomeCity="Springfield", BusinessCity="Boston", BusinessPhone="555 010 0101", MobilePhone="555 010 0102",
        BusinessFax="555 010 0103", AssistantsPhone="555 010 0104", Birthday="6/15/1980", Categories="Fair;VIP",
        EmailAddress="dana@example.com", EmailType="SMTP", ReferredBy="Eli Ortiz", Spouse="Sam", Children="Ann;Ben",
    )  # fmt: skip
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.organisation, dana.job) == (
        "Dana",
        "Whitfield",
        "Hill School",
        "Teacher",
    )
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "555 010 0102"), ("phone", "555 010 0101")]
    assert (dana.street, dana.city, dana.birthday, dana.tags) == (
        "1 Main St",
        "Springfield",
        "1980-06-15",
        ["Fair", "VIP"],
    )
    assert dana.referred_by == "Eli Ortiz"
    assert dana.relations == [("spouse", "Sam"), ("child", "Ann"), ("child", "Ben")]


@pytest.mark.parametrize("header", [DESKTOP, ONLINE, GOOGLE])
def test_each_of_its_three_exports_is_known(header):
    reading = reading_of(table(header, FirstName="Dana", MobilePhone="555 010 0102"))
    assert (reading.format, reading.brings) == ("Outlook contacts", "people")


def test_an_empty_date_as_outlook_writes_it_is_no_mistake():
    [dana] = people_of(table(DESKTOP, FirstName="Dana", Birthday="0/0/00"))
    assert dana.birthday == ""


def test_the_display_name_helps_where_there_is_no_other():
    [eli] = people_of(
        table(DESKTOP, EmailAddress="eli@example.com", EmailDisplayName="Eli Ortiz (eli@example.com)")
    )
    assert eli.name == "Eli Ortiz"


def test_the_work_address_is_taken_where_there_is_none_at_home():
    [dana] = people_of(table(DESKTOP, FirstName="Dana", BusinessStreet="2 Hill Rd", BusinessCity="Boston"))
    assert (dana.street, dana.city) == ("2 Hill Rd", "Boston")


def test_google_s_own_groups_say_nothing_of_the_person():
    [dana] = people_of(table(GOOGLE, FirstName="Dana", Categories="My Contacts;Fair", ReferredBy="Eli"))
    assert (dana.tags, dana.referred_by) == (["Fair"], "Eli")
