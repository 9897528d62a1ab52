from .told import known_as, people_of, records_of, ways

OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name "
    "Yomi,Name Prefix,"
    "Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,"
    "Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail "
    "1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,"
    "Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 "
    "- Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,Organization "
    "1 - Title,"
    "Relation 1 - Type,Relation 1 - Value,Website 1 - Type,Website 1 - Value"
)
NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,"
    "File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - "
    "Street,Address 1 - City,"
    "Address 1 - Postal Code,Address 1 - Country,Website 1 - Label,Website 1 - Value,Relation 1 - Label,"
    "Relation 1 - Value"
)


def row(header: str, **cells: str) -> str:
    """A row with these cells, named by the start of their headers with _ for what is no letter."""
    import csv
    import io

    names = {name.replace(" - ", " ").replace(" ", "_").replace("-", "_"): name for name in header.split(",")}
    told = {names[name]: cell for name, cell in cells.items()}
    out = io.StringIO()
    csv.writer(out).writerow([told.get(name, "") for name in header.split(",")])
    return out.getvalue()


def test_the_old_columns_are_read():
    dana = row(
        OLD, Name="Dana Whitfield", Given_Name="Dana", Family_Name="Whitfield", Nickname="Dee", Birthday="--06-15",
        Notes="runs the\nschool fair", Group_Membership="* myContacts ::: Navy ::: * starred", E_mail_1_Type="* Home",
        E_mail_1_Value="dana@example.com ::: d@example.org", Phone_1_Type="Mobile", Phone_1_Value="555-010-0199",
        Address_1_Street="1 Main St", Address_1_City="Springfield", Address_1_Postal_Code="01101",
        Address_1_Country="US",
        Organization_1_Name="Hill School", Organization_1_Title="Teacher", Relation_1_Type="Spouse",
        Relation_1_Value="Sam",
        Website_1_Value="https://www.linkedin.com/in/dana",
    )  # fmt: skip
    [person] = people_of(f"{OLD}\n{dana}")
    assert (person.name, person.given_name, person.family_name, person.nickname) == (
        "Dana Whitfield",
        "Dana",
        "Whitfield",
        "Dee",
    )
    assert ways(person) == [
        ("email", "dana@example.com"), ("email", "d@example.org"), ("phone", "555-010-0199"),
        ("linkedin", "https://www.linkedin.com/in/dana"),
    ]  # fmt: skip
    assert [way.label for way in person.ways] == ["home", "home", "mobile", ""]
    assert (person.street, person.city, person.postcode, person.country) == (
        "1 Main St",
        "Springfield",
        "01101",
        "US",
    )
    assert (person.birthday, person.note, person.tags) == ("--06-15", "runs the\nschool fair", ["Navy"])
    assert (person.organisation, person.job, person.relations) == (
        "Hill School",
        "Teacher",
        [("Spouse", "Sam")],
    )


def test_the_columns_of_2024_are_read():
    eli = row(
        NEW, First_Name="Eli", Last_Name="Ortiz", Organization_Name="Ortiz & Sons", Labels="* myContacts ::: Fair",
        E_mail_1_Label="* ", E_mail_1_Value="eli@example.com", Phone_1_Label="Work", Phone_1_Value="555 010 0142",
    )  # fmt: skip
    [person] = people_of(f"{NEW}\n{eli}")
    assert (person.given_name, person.family_name, person.organisation, person.tags) == (
        "Eli",
        "Ortiz",
        "Ortiz & Sons",
        ["Fair"],
    )
    assert ways(person) == [("email", "eli@example.com"), ("phone", "555 010 0142")]


def test_an_address_book_is_known_for_what_it_is():
    assert known_as(f"{NEW}\n{row(NEW, First_Name='Eli')}") == ("Google Contacts", "google", "people")


def test_letter_case_order_and_more_columns_do_not_matter():
    header = (
        ",".join(reversed(NEW.upper().split(","))) + ",Custom Field 1 - Label,Custom Field 1 - Value,Notes"
    )
    cells = [
        "Eli" if name == "FIRST NAME" else "e@example.com" if name == "E-MAIL 1 - VALUE" else ""
        for name in header.split(",")
    ]
    [person] = people_of(f"{header}\n{','.join(cells)}\n")
    assert (person.given_name, ways(person)) == ("Eli", [("email", "e@example.com")])


def test_only_an_address_or_only_a_company_is_someone_and_nothing_is_nobody():
    rows = (
        row(NEW, E_mail_1_Value="x@example.com")
        + row(NEW, Organization_Name="Hill School")
        + row(NEW, Photo="http://x/y.jpg")
    )
    assert [str(record.read_as) for record in records_of(f"{NEW}\n{rows}")] == ["kept", "kept", "not counted"]


def test_a_birthday_that_is_none_is_told_and_the_person_kept():
    [record] = records_of(f"{NEW}\n{row(NEW, First_Name='Eli', Birthday='soon')}")
    assert record.person.given_name == "Eli"
    assert [(one.line, one.column, one.saw) for one in record.mistakes] == [(2, "Birthday", "soon")]


def test_an_address_in_one_piece_is_kept_in_one_piece():
    [person] = people_of(f"{NEW}\n{row(NEW, First_Name='Eli', Address_1_Formatted='1 Main St, Springfield')}")
    assert person.street == "1 Main St, Springfield"


def test_a_broken_address_is_told_and_what_is_none_is_left_out():
    cells = [("Dana", "dana@example"), ("Ola", "none yet"), ("Eli", "eli@novak.example"), ("Mia", "n/a")]
    rows = "".join(row(NEW, First_Name=name, E_mail_1_Value=cell) for name, cell in cells)
    told = records_of(f"{NEW}\n{rows}")
    assert [ways(one.person) for one in told] == [
        [("email", "dana@example")], [], [("email", "eli@novak.example")], [],
    ]  # fmt: skip
    assert [(one.line, one.column, one.saw) for record in told for one in record.mistakes] == [
        (2, "E-mail 1 - Value", "dana@example"),
        (3, "E-mail 1 - Value", "none yet"),
    ]
