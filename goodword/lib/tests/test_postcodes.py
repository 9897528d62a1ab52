"""lib/postcodes.py: one neighbourhood, however its postcode is written."""

import pytest

from goodword.lib.postcodes import country_code, neighbourhood_of


@pytest.mark.parametrize(
    ("postcode", "country", "part"),
    [
        ("10025", "US", "10025"),
        ("10025-4411", "US", "10025"),
        ("2139", "US", "02139"),  # Cambridge, Massachusetts, through a spreadsheet
        ("601", "US", "00601"),  # Adjuntas, Puerto Rico, likewise
        ("SW1A 1AA", "GB", "SW1A"),
        ("m1 1ae", "GB", "M1"),
        ("B33 8TH", "GB", "B33"),
        ("EC1A", "GB", "EC1A"),
        ("D02 AF30", "IE", "D02"),
        ("D6W XY00", "IE", "D6W"),
        ("K1A 0B1", "CA", "K1A"),
        ("1012 JS", "NL", "1012"),
        ("10115", "DE", "10115"),
        ("75 008", "FR", "75008"),
        ("SW1A 1AA", "US", ""),
        ("see notes", "GB", ""),
        ("n/a", "DE", ""),
        ("", "US", ""),
        ("", "", ""),
    ],
)
def test_a_neighbourhood_is_the_natural_part_of_a_postcode(postcode, country, part):
    assert neighbourhood_of(postcode, country) == part


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("United States", "US"),
        ("usa", "US"),
        ("gb", "GB"),
        ("U.K.", "GB"),
        ("Germany", "DE"),
        ("Narnia", "IE"),
    ]
    + [("", "IE"), ("The  Netherlands", "NL")],
)
def test_a_country_is_known_as_people_write_it_or_it_is_where_the_business_is(told, code):
    assert country_code(told, "IE") == code
