"""Names written family first are called the way they are said."""

import pytest

from goodword.lib.names import as_said, parse


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Müller, Jürgen", "Jürgen Müller"),
        ("O'BRIEN, MARY-KATE", "MARY-KATE O'BRIEN"),
        ("Lopez, Dr. Maria de la Cruz, III", "Dr. Maria de la Cruz Lopez, III"),
        ("Smith, John, Jr.", "John Smith, Jr."),
        ("Smith Jr., John", "John Smith Jr."),
        ("Dr. Smith, John", "Dr. John Smith"),
        ('Smith, John "Jack"', 'John "Jack" Smith'),
        ("García López, María", "María García López"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("Gogh, Vincent van", "Vincent van Gogh"),
        ("Bell,Dana", "Dana Bell"),
    ],
)
def test_the_given_name_comes_first_and_nothing_is_lost(written, said):
    name = parse(written)
    assert as_said(written, name.given, name.family) == said


@pytest.mark.parametrize(
    "written",
    ["Jane Doe, MD, PhD", "Anna Gross, Berlin", "Weber, Bau GmbH", "Müller, Bäckerei", "Evans, Tom & Mary"]
    + ["Smith, John (Bob, his son)", '"Bell, Ada"', "山田, 太郎", "Grant,", ", Grant", "Dana Bell", ""],
)
def test_what_is_no_person_s_or_may_not_be_meant_so_stays_as_written(written):
    name = parse(written)
    assert as_said(written, name.given, name.family) == written


def test_the_fields_of_a_file_say_which_is_which():
    assert as_said("Church, Charlotte", "Charlotte", "Church") == "Charlotte Church"
    assert as_said("Lopez, Maria de la Cruz", "Maria de la Cruz", "Lopez") == "Maria de la Cruz Lopez"
    assert as_said("Acme, Sales", "Jane", "Grant") == "Acme, Sales"
    assert as_said("Grant, Jane", "", "") == "Grant, Jane"
