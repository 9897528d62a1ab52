from .told import known_as, people_of, ways

HEADER = "Email,First name,Surname,Phone number,Country,Tags,Date registered\n"
DANA = 'dana@example.com,Dana,Whitfield,+15550100101,US,"lead,client",2023-05-06 07:08:09\n'


def test_contacts_are_read_with_their_tags():
    assert known_as(HEADER + DANA) == ("systeme.io contacts", "systemeio", "people")
    [dana] = people_of(HEADER + DANA)
    assert (dana.given_name, dana.family_name, dana.country) == ("Dana", "Whitfield", "US")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+15550100101")]
    assert (dana.tags, dana.may_mail) == (["lead", "client"], None)


def test_the_day_somebody_signed_up_is_no_birthday_and_no_sale():
    [dana] = people_of(HEADER + DANA)
    assert (dana.birthday, dana.connected_on, dana.talked_on) == ("", None, None)
