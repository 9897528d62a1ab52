from .told import people_of, reading_of, ways

NEW = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
    "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,"
    "Default Address Zip,"
    "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags,"
    "GW Referral link (customer.metafields.growave.referral_link)\n"
    "'7210448301122,Dana,Whitfield,dana@example.com,no,Hill School,1 Main St,,Springfield,MA,US,'01101,'+15550100199,"
    '\'+15550100199,no,120.50,4,likes rye,no,"VIP, fair",https://x\n'
)
OLD = (
    "First Name,Last Name,Email,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,"
    "Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt\n"
    "Eli,Ortiz,eli@example.com,,2 Hill Rd,,Boston,Massachusetts,MA,United States,US,02101,,yes,0.00,0,,,no\n"
)


def test_the_customers_of_today_are_read():
    [dana] = people_of(NEW)
    assert (dana.vendor_id, dana.given_name, dana.family_name) == ("7210448301122", "Dana", "Whitfield")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+15550100199")]
    assert (dana.organisation, dana.city, dana.postcode, dana.country) == (
        "Hill School",
        "Springfield",
        "01101",
        "US",
    )
    assert (dana.note, dana.tags) == ("likes rye", ["VIP", "fair"])


def test_the_older_columns_are_read():
    [eli] = people_of(OLD)
    assert (eli.given_name, eli.city, eli.postcode, eli.country, eli.vendor_id) == (
        "Eli",
        "Boston",
        "02101",
        "US",
        "",
    )
    assert {reading_of(OLD).format, reading_of(NEW).format} == {"Shopify customers"}


def test_who_does_not_want_mail_is_left_alone_and_nobody_is_signed_up():
    assert people_of(NEW)[0].may_mail is False
    assert people_of(OLD)[0].may_mail is None


def test_the_total_spent_is_no_sale():
    assert reading_of(NEW).brings == "people"
