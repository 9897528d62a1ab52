from .told import as_csv, people_of, reading_of, ways

HEADER = (
    "J-ID,Display Name,Company Name,Title,First Name,Last Name,Main Phone #s,Work Phone #s,Mobile Phone #s,"
    "Home Phone #s,Fax Phone #s,Other Phone #s,Text Message Enabled Phone #,E-mails,Tags,Billing Street 1,"
    "Billing Street 2,Billing City,Billing State,Billing Zip code,Billing Country,Service Property Name,"
    "Service Street 1,Service Street 2,Service City,Service State,Service Zip code,Service Country,Lead Source,"
    "Created Date,Is Company?,Archived,CFT[Referred By],PFT[Gate code]"
)
DANA = {
    "J-ID": "501_77", "Display Name": "Dana Whitfield", "Company Name": "call before noon", "First Name": "Dana",
    "Last Name": "Whitfield", "Main Phone #s": "617-555-0100; 617-555-0111", "Fax Phone #s": "617-555-0199",
    "E-mails": "dana@example.com, dw@example.net", "Tags": "lawn, VIP", "Service Street 1": "1 Main St",
    "Service City": "Boston", "Service Zip code": "02101", "Lead Source": "Google", "Is Company?": "false",
    "CFT[Referred By]": "Eli Ortiz", "PFT[Gate code]": "4411",
}  # fmt: skip


def clients(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_a_client_is_read_without_the_note_in_the_companys_place():
    [dana] = people_of(clients(DANA))
    assert (dana.given_name, dana.family_name, dana.organisation) == ("Dana", "Whitfield", "")
    assert (dana.street, dana.city, dana.postcode, dana.tags) == (
        "1 Main St",
        "Boston",
        "02101",
        ["lawn", "VIP"],
    )
    assert reading_of(clients(DANA)).format == "Jobber clients"


def test_every_number_but_the_fax_is_a_way_to_reach_them():
    [dana] = people_of(clients(DANA))
    assert ways(dana) == [
        ("email", "dana@example.com"),
        ("email", "dw@example.net"),
        ("phone", "617-555-0100"),
        ("phone", "617-555-0111"),
    ]


def test_who_sent_them_is_read_from_a_field_of_the_owners():
    assert people_of(clients(DANA))[0].referred_by == "Eli Ortiz"


def test_two_properties_are_one_client():
    other = {**DANA, "J-ID": "501_78", "Service Street 1": "9 Lake Rd"}
    assert {client.vendor_id for client in people_of(clients(DANA, other))} == {"501"}


def test_a_company_is_one_and_its_contact_works_there():
    school = {
        "J-ID": "502_1",
        "Display Name": "Hill School",
        "Company Name": "Hill School",
        "Is Company?": "true",
    }
    alone, nora = people_of(clients(school, {**school, "First Name": "Nora", "Last Name": "Lowell"}))
    assert (alone.organisation, alone.is_company) == ("Hill School", True)
    assert (nora.given_name, nora.organisation, nora.is_company) == ("Nora", "Hill School", False)


def test_the_bill_goes_to_the_address_that_is_taken():
    billed = {**DANA, "Billing Street 1": "PO Box 4", "Billing City": "Salem", "Billing Zip code": "01970"}
    [dana] = people_of(clients(billed))
    assert (dana.street, dana.city, dana.postcode) == ("PO Box 4", "Salem", "01970")
