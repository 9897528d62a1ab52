import pytest

from .told import known_as, people_of, ways

TEMPLATE = (
    "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAttentionTo,POAddressLine1,POAddressLine2,POCity,"
    "PORegion,POPostalCode,POCountry,SAAddressLine1,SACity,PhoneNumber,FaxNumber,MobileNumber,DDINumber,SkypeName,"
    "BankAccountName,TaxNumber,Website,LegalName,Person1FirstName,Person1LastName,Person1Email,Person1IncludeInEmail"
)
EXPORT = TEMPLATE.replace("*", "")
DANA = {
    "ContactName": "Dana Whitfield", "EmailAddress": "dana@home.example", "FirstName": "Dana", "LastName": "Whitfield",
    "POAddressLine1": "Flat 2", "POAddressLine2": "5 Elm St", "POCity": "Leeds", "POPostalCode": "LS1 1AA",
    "POCountry": "United Kingdom", "PhoneNumber": "0113 496 0110", "FaxNumber": "0113 496 0199",
    "MobileNumber": "07700 900123", "Person1FirstName": "Eli", "Person1Email": "eli@home.example",
    "Person1IncludeInEmail": "true",
}  # fmt: skip
JANE = {"ContactName": "Hill School", "FirstName": "Jane", "LastName": "Grant", "AccountNumber": "HILL1"}


def contacts(header: str, *rows: dict[str, str]) -> str:
    lines = [",".join(f'"{row.get(name.lstrip("*"), "")}"' for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize("header", [TEMPLATE, EXPORT, ",".join(reversed(EXPORT.split(","))), EXPORT.lower()])
def test_contacts_are_known_with_stars_and_without(header):
    text = (
        contacts(header, DANA) if header != EXPORT.lower() else contacts(EXPORT, DANA).replace(EXPORT, header)
    )
    assert known_as(text) == ("Xero contacts", "xero", "people")
    assert [person.name for person in people_of(text)] == ["Dana Whitfield"]


def test_a_contact_is_reached_by_mail_and_phones_and_not_by_fax():
    [dana] = people_of(contacts(EXPORT, DANA))
    assert ways(dana) == [
        ("email", "dana@home.example"), ("phone", "0113 496 0110"), ("phone", "07700 900123"),
    ]  # fmt: skip
    assert (dana.street, dana.city, dana.postcode) == ("Flat 2 5 Elm St", "Leeds", "LS1 1AA")


def test_somebody_else_of_the_contact_is_not_taken_for_it():
    [dana] = people_of(contacts(EXPORT, DANA))
    assert "eli@home.example" not in [value for _kind, value in ways(dana)]
    assert dana.may_mail is None  # IncludeInEmail is about copies of invoices


def test_a_person_at_a_firm_works_there_and_the_name_is_the_firm_s_number():
    [jane] = people_of(contacts(EXPORT, JANE))
    assert (jane.given_name, jane.family_name, jane.organisation) == ("Jane", "Grant", "Hill School")
    assert jane.vendor_id == "Hill School"


def test_where_there_is_no_postal_address_the_street_s_is_taken():
    [shop] = people_of(
        contacts(EXPORT, {"ContactName": "Shop", "SAAddressLine1": "1 Mill Ln", "SACity": "York"})
    )
    assert (shop.street, shop.city) == ("1 Mill Ln", "York")
