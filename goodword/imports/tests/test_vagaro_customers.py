from .told import mistakes_of, people_of, reading_of, ways

NEW = (
    "First Name,Last Name,Email,Mobile,Day,Night,Address,Apt/Suite,City,State,Zip,Birthdate,Gender,Customer Since,"
    "Last Visited,Membership,Tags,Refered By,Online Booking,Credit Card,Bank,Appointments Booked,Classes Booked,"
    "Check-Ins,Points Earned,Amount Paid,No Shows/Cancellations,Employee Seen\n"
    "Dana,Whitfield,dana@example.com,(617) 555-0100,---,(617) 555-0111,1 Main St,#4,Boston,MA,02101,04/09/1980,Female,"
    '01/02/2024,01/13/2026,---,"choir, fair",Eli Ortiz,Yes,No,No,4,0,2,10,"$1,240.00",1,Nora Lowell\n'
    "Eli,Ortiz,---,---,---,---,---,---,---,---,---,---,---,01/02/2024,---,---,---,---,Yes,No,No,0,0,0,0,$0.00,0,---\n"
)
OLD = (
    "Customers\nCorner Salon\n\n\n\n"
    "Name,Customer Since,Last Visit,Gender,Online Booking,App. Booked,Check-Ins,Amount Paid,No Shows/Cancel\n"
    'Dana Whitfield,01/02/2024,01/13/2026,Female,Yes,4,2,"$1,240.00",1\n'
)


def test_a_customer_is_read():
    dana, _eli = people_of(NEW)
    assert (dana.given_name, dana.family_name, dana.birthday) == ("Dana", "Whitfield", "1980-04-09")
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St #4", "Boston", "02101")
    assert dana.tags == ["choir", "fair"]
    assert ways(dana) == [
        ("email", "dana@example.com"),
        ("phone", "(617) 555-0100"),
        ("phone", "(617) 555-0111"),
    ]


def test_who_sent_them_is_read_as_vagaro_spells_it():
    dana, eli = people_of(NEW)
    assert (dana.referred_by, eli.referred_by) == ("Eli Ortiz", "")


def test_dashes_say_nothing():
    _dana, eli = people_of(NEW)
    assert (eli.family_name, eli.ways, eli.street, eli.birthday, eli.tags) == ("Ortiz", [], "", "", [])
    assert not mistakes_of(NEW)


def test_the_older_list_is_read_and_what_they_paid_in_all_is_no_sale():
    [dana] = people_of(OLD)
    assert dana.name == "Dana Whitfield"
    assert {reading_of(text).format for text in (OLD, NEW)} == {"Vagaro customers"}
    assert {reading_of(text).brings for text in (OLD, NEW)} == {"people"}
